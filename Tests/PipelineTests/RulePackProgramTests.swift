import Foundation
import Testing

/// What whoever changes a rule pack sees of it: what it holds, or all that is wrong with it, by file and line.
@Suite(.enabled(if: Surroundings.hasBinary, "no ndff: build the product, or name it in NDFF_BINARY"))
struct RulePackProgramTests {
    private struct Report: Decodable {
        var pack: String?
        var example: Bool?
        var tables: [Table]
        struct Table: Decodable {
            var file: String
            var rows: Int
        }
    }

    /// A copy of the example pack with lines added to one of its tables.
    private static func pack(_ place: Workplace, _ file: String, _ lines: [String]) throws -> String {
        let folder = place.folder.file("kandidaat-\(UUID().uuidString)")
        try FileManager.default.copyItem(
            atPath: Surroundings.fixtures.appendingPathComponent("rules/nl-demo").path, toPath: folder)
        let path = "\(folder)/\(file)"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try place.write(text + lines.joined(separator: "\n") + "\n", to: path)
        return folder
    }

    @Test func saysWhatAPackHolds() throws {
        let place = try Workplace()
        let report: Report = try place.ndff("rules check", "--json").expecting(0).decoded()
        #expect(report.pack == "nl-demo@1.0" && report.example == true)
        let rows = try String(contentsOfFile: place.folder.file("rules/nl-demo/period.csv"), encoding: .utf8)
            .split(separator: "\n").count - 1
        #expect(report.tables.first { $0.file == "period.csv" }?.rows == rows)
    }

    struct Mistake: Sendable {
        var file: String
        var line: String
        var reason: String
    }

    /// Each is refused as a whole, by `rules check` and by `validate`; the pack in force stays.
    @Test(arguments: [
        Mistake(file: "phenology.csv", line: ",Aglais io,imago,1,1,32,1", reason: "day 32 does not exist in month 1"),
        Mistake(file: "phenology.csv", line: ",Onbekendus nietbestaandus,*,1,1,31,1", reason: "Onbekendus nietbestaandus"),
        Mistake(file: "phenology.csv", line: ",Aglais io,mature,1,3,31,5", reason: "Aglais io"),
        Mistake(file: "period.csv", line: ",Aglais io,1,1,2020,1,1,2010", reason: "ends before it starts"),
        Mistake(file: "distribution.csv", line: ",Aglais io,,,uurhok,999-999", reason: "999-999"),
    ])
    func refusesAPackAsAWhole(_ mistake: Mistake) throws {
        let place = try Workplace(configuration: VerdictFiles.configuration)
        _ = try place.ingest(Deliveries.header + "\n"
            + "https://een.example/1,HumanObservation,Aglais io,2024-05-01,52.1,5.2,WGS84,25,1,Iemand\n", as: "een.csv")
        let before = try place.status()
        let folder = try Self.pack(place, mistake.file, [mistake.line])
        let lines = try String(contentsOfFile: "\(folder)/\(mistake.file)", encoding: .utf8).split(separator: "\n").count
        let checked = try place.ndff("rules check", folder).expecting(2)
        #expect(checked.output.contains("\(mistake.file):\(lines):") && checked.output.contains(mistake.reason), "\(checked)")
        let validated = try place.ndff("validate", "--rules", folder).expecting(2)
        #expect(validated.errors.contains("\(mistake.file):\(lines):"), "\(validated)")
        #expect(try place.status().snapshot == before.snapshot)
    }

    @Test func aColumnThatIsNone() throws {
        let place = try Workplace()
        let folder = try Self.pack(place, "period.csv", [])
        let path = folder + "/period.csv"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try place.write(text.replacing("start_year", with: "begin_year"), to: path)
        let checked = try place.ndff("rules check", folder).expecting(2)
        #expect(checked.output.contains("period.csv:1:") && checked.output.contains("begin_year"), "\(checked)")
    }

    @Test func aCatalogueOfAPack() throws {
        let folder = Surroundings.fixtures.appendingPathComponent("rules/nl-demo").path
        let text = try ProgramRun.of(Surroundings.binary, ["rules", "catalogue", folder]).expecting(0).output
        #expect(text.contains("## phenology\n") && text.contains("nl-demo@1.0") && text.contains("period.csv"), "\(text.prefix(400))")
    }
}
