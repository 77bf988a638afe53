import ArgumentParser
import Foundation
import Pipeline

struct InspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect", abstract: "What a file is and how it would be read; stores nothing.",
        discussion: """
            Without a profile one is proposed, after the names of the columns and what is in them: print it with
            --propose-profile, or save it with -o, read it, and take the file in with it. With a configuration names of
            species are looked up too. Exit code 3 tells that the file cannot be read at all.

            Example: ndff inspect delivery.csv --profile profiles/waarneming-nl.yaml
            Example: ndff inspect delivery.xlsx -o profiles/new-supplier.yaml
            """)

    @OptionGroup var output: OutputOptions

    @Option(help: "A supplier profile to read it with.")
    var profile: String?

    @Option(name: [.short, .customLong("config")], help: "A configuration, whose reference data are then used.")
    var config: String?

    @Flag(help: "Print the proposed profile and nothing else.")
    var proposeProfile = false

    @Option(name: [.short, .customLong("output")], help: "Save the proposed profile here.")
    var outputFile: String?

    @Argument(help: "A file or an unpacked archive.")
    var file: String

    func validate() throws {
        if profile != nil, proposeProfile || outputFile != nil {
            throw ValidationError("A profile is proposed for a file that is inspected without one: leave --profile out.")
        }
    }

    func run() throws {
        let inspection = try Pipeline.inspect(
            path: file, options: InspectionOptions(profilePath: profile, configurationPath: config))
        if let outputFile, let proposal = inspection.proposal {
            try Data(proposal.yaml.utf8).write(to: URL(fileURLWithPath: outputFile), options: .atomic)
        }
        if proposeProfile {
            if let proposal = inspection.proposal { print(proposal.yaml, terminator: "") }
            if inspection.isUnreadable { try tellUnreadable(inspection) }
            return
        }
        try output.show(inspection) { InspectionText.print(inspection, savedAs: outputFile) }
        if inspection.isUnreadable { throw ExitCodes.refusals }
    }

    private func tellUnreadable(_ inspection: Inspection) throws {
        for problem in inspection.problems {
            FileHandle.standardError.write(Data("Niet te lezen: \(problem.code): \(problem.message)\n".utf8))
        }
        throw ExitCodes.refusals
    }
}
