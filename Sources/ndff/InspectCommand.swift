import ArgumentParser
import Pipeline

struct InspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect", abstract: "What a file is and how it would be read; stores nothing.",
        discussion: """
            Exit code 3 tells that the file cannot be read at all.

            Example: ndff inspect delivery.csv --profile profiles/waarneming-nl.yaml
            """)

    @OptionGroup var output: OutputOptions

    @Option(help: "A supplier profile to read it with.")
    var profile: String?

    @Argument(help: "A file or an unpacked archive.")
    var file: String

    func run() throws {
        let inspection = try Pipeline.inspect(path: file, profilePath: profile)
        try output.show(inspection) {
            if inspection.format.isEmpty {
                for problem in inspection.problems { print("Niet te lezen: \(problem.code): \(problem.message)") }
                return
            }
            print("\(inspection.format), \(inspection.encoding), scheidingsteken \(Self.name(inspection.delimiter)), \(inspection.records) records")
            if let title = inspection.title { print("Titel: \(title)") }
            print("Kolommen: \(inspection.columns.joined(separator: ", "))")
            print("Wordt gelezen als:")
            for (field, source) in inspection.profile.sorted(by: { $0.key < $1.key }) { print("  \(field) ← \(source)") }
            for note in inspection.notes { print("Opmerking: \(note)") }
            for (code, count) in inspection.problemCounts.sorted(by: { $0.key < $1.key }) {
                print("Probleem \(code): \(count) keer")
                let shown = inspection.problems.filter { $0.code == code }
                for problem in shown { print("  regel \(problem.line): \(problem.message)") }
                if shown.count < count { print("  …") }
            }
        }
        if inspection.isUnreadable { throw ExitCodes.refusals }
    }

    private static func name(_ delimiter: String) -> String {
        delimiter == "\t" ? "tab" : "'\(delimiter)'"
    }
}
