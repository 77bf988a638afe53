import ArgumentParser

/// Makes a delivery of any size to measure with.
@main
struct GenerateObservations: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate-observations",
        abstract: "Writes a CSV file of realistic observations, always the same for the same seed.",
        discussion: """
            Thirty Darwin Core columns, about 400 bytes a row: species by Zipf's law, seasons by group, clustered places \
            in the Netherlands, three rows in ten belonging to visits, and a share of rows with something wrong.

            Example: generate-observations --rows 3000000 --seed 7 --output observations.csv
            """)

    @Option(help: "How many rows.")
    var rows = 3_000_000
    @Option(help: "Other seeds give other observations.")
    var seed: UInt64 = 7
    @Option(help: "Share of rows with something wrong.")
    var dirty = 0.02
    @Option(help: "Share of rows with another count or remark than without this option: a re-delivery.")
    var changed = 0.0
    @Option(help: "Taxon register to take species from.")
    var taxa = "Fixtures/reference/taxa/taxa-example.csv"
    @Option(help: "The file to write.")
    var output: String

    func validate() throws {
        guard (0...1_000_000_000).contains(rows) else { throw ValidationError("--rows must be 0…1000000000") }
        guard (0...1).contains(dirty) else { throw ValidationError("--dirty must be 0…1") }
        guard (0...1).contains(changed) else { throw ValidationError("--changed must be 0…1") }
    }

    func run() throws {
        let observations = ObservationRows(
            seed: seed, taxa: try Taxa(register: taxa, seed: seed), dirty: dirty, changed: changed)
        let out = try OutputBuffer(path: output)
        out.text(ObservationRows.header)
        for row in 0..<rows {
            try out.beginRow()
            observations.write(row, to: out)
        }
        try out.flush()
        print("\(output): \(rows) rows, \(out.written) bytes")
    }
}
