import ArgumentParser
import Pipeline

struct InspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect", abstract: "What a file is and how it would be read; stores nothing.",
        discussion: "Example: ndff inspect delivery.csv --profile profiles/waarneming-nl.yaml")

    @OptionGroup var output: OutputOptions

    @Option(help: "A supplier profile to read it with.")
    var profile: String?

    @Argument(help: "A file or an unpacked archive.")
    var file: String

    func run() throws {
        let inspection = try Pipeline.inspect(path: file, profilePath: profile)
        try output.show(inspection) {
            print("\(inspection.format), \(inspection.encoding), scheidingsteken '\(inspection.delimiter)', \(inspection.records) records")
            if let title = inspection.title { print("Titel: \(title)") }
            print("Kolommen: \(inspection.columns.joined(separator: ", "))")
            print("Wordt gelezen als:")
            for (field, source) in inspection.profile.sorted(by: { $0.key < $1.key }) { print("  \(field) ← \(source)") }
            for note in inspection.notes { print("Opmerking: \(note)") }
            if inspection.problemCount > 0 { print("Problemen: \(inspection.problemCount)") }
            for problem in inspection.problems { print("  regel \(problem.line): \(problem.code): \(problem.message)") }
        }
    }
}
