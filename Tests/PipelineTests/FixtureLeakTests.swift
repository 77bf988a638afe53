import Foundation
import Pipeline
import Testing

/// Who saw it, what they remarked and the name of the place stay in the databank.
@Suite(.enabled(if: Surroundings.hasBinary, "no ndff: build the product, or name it in NDFF_BINARY"))
struct FixtureLeakTests {
    /// Columns of the fixtures with what must not come out.
    static let columns = [
        "waarnemer", "bijzonderheden", "gebied", "recordedBy", "identifiedBy", "occurrenceRemarks", "locality",
        "verbatimLocality", "eventRemarks",
    ]

    /// The texts in those columns; very short ones are words that may stand anywhere.
    static func secrets() throws -> Set<String> {
        var secrets = Set<String>()
        let folder = Surroundings.fixtures.appendingPathComponent("deliveries")
        let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        for name in names where name.hasSuffix(".csv") && !name.hasPrefix("geweigerd") {
            let bytes = try Data(contentsOf: folder.appendingPathComponent(name))
            let text = String(data: bytes, encoding: .utf8) ?? String(data: bytes, encoding: .windowsCP1252) ?? ""
            guard let header = text.split(whereSeparator: \.isNewline).first else { continue }
            let delimiter: Character = header.contains(";") ? ";" : ","
            let wanted = Set(fields(header, delimiter).enumerated().filter { columns.contains($0.element) }.map(\.offset))
            for line in text.split(whereSeparator: \.isNewline) where line != header {
                for (place, field) in fields(line, delimiter).enumerated() where wanted.contains(place) {
                    let field = field.trimmingCharacters(in: CharacterSet(charactersIn: "\u{FEFF} "))
                    if field.count >= 8, !field.contains("\u{FFFD}") { secrets.insert(field) }
                }
            }
        }
        return secrets
    }

    private static func fields(_ line: Substring, _ delimiter: Character) -> [String] {
        var fields = [""]
        var isQuoted = false
        for character in line {
            switch character {
            case "\"": isQuoted.toggle()
            case delimiter where !isQuoted: fields.append("")
            default: fields[fields.count - 1].append(character)
            }
        }
        return fields
    }

    @Test func nothingRestrictedIsPublished() throws {
        let place = try FixtureRun.shared().place
        let secrets = try Self.secrets()
        #expect(secrets.count > 30)
        #expect(secrets.contains("Anna van den Voorbeeld"))
        var open: [String: Data] = [:]
        open["soorten.csv"] = try Data(contentsOf: URL(fileURLWithPath: place.exports + "/soorten.csv"))
        let unzipped = try ProgramRun.of("/usr/bin/env", ["unzip", "-p", place.exports + "/dwca.zip"]).expecting(0)
        open["dwca.zip"] = Data(unzipped.output.utf8)
        open["waarnemingen.parquet"] = try Data(contentsOf: URL(fileURLWithPath: place.exports + "/waarnemingen.parquet"))
        if Surroundings.hasPython {
            // Its pages are compressed: what a reader sees, dictionaries and metadata too.
            let script = """
                import pyarrow.parquet as parquet, sys
                print(parquet.read_table(sys.argv[1]).to_pylist())
                table = parquet.read_table(sys.argv[1], read_dictionary=parquet.read_schema(sys.argv[1]).names)
                print([c.dictionary.to_pylist() for n in table.column_names for c in table[n].chunks if hasattr(c, 'dictionary')])
                print(parquet.ParquetFile(sys.argv[1]).metadata.to_dict())
                """
            open["waarnemingen.parquet"]?.append(
                Data(try ProgramRun.python(script, place.exports + "/waarnemingen.parquet").output.utf8))
        }
        for (name, bytes) in open {
            let leaked = secrets.filter { bytes.range(of: Data($0.utf8)) != nil }
            #expect(leaked.isEmpty, "\(name)")
        }
        // They are in the store, where the pipeline's user finds them.
        let explained = try place.ndff("explain", "https://waarneming.example/observation/100001").expecting(0)
        #expect(explained.output.contains("Anna van den Voorbeeld"))
    }
}
