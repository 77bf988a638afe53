import Disclosure
import Export
import Foundation
import Observations
import Outside
import Testing

/// What is secret occurs nowhere in the bytes of an export.
struct LeakTests {
    /// Words that stand in columns of withheld and blurred records only.
    static let secrets = [
        "geheim-nest", "geheim-burcht", "Geheime Groeve", "geheim-bezoek", "geheim-biotoop",
        "https://bron.example/geheim",
        "155123", "463456", "155-463", "155 - 463", "52.159",
    ]

    static func rows() -> [SampleObservation] {
        var rows: [SampleObservation] = []
        func add(_ change: (inout SampleObservation) -> Void) {
            var row = SampleObservation()
            row.identity = "https://bron.example/geheim/\(rows.count)"
            row.x = 155_123 + Double(rows.count) / 100
            row.dataset = "Geheime Groeve"
            row.visit = "geheim-bezoek-\(rows.count)"
            row.biotope = "geheim-biotoop"
            row.dwelling = "geheim-burcht"
            row.activity = "geheim-nest"
            row.locationType = .polygon
            row.geometry = "POLYGON ((155123 463456, 155133 463456, 155133 463466, 155123 463456))"
            change(&row)
            rows.append(row)
        }
        add { $0.taxon = .das }
        add {
            $0.taxon = .oehoe
            $0.dwelling = "nest"
        }
        add { $0.taxon = .orchis }
        add { $0.embargoUntil = .max }
        add { $0.status = .rejected }
        add { $0.status = .toBeJudged }
        // On the visit of the first one.
        add { $0.visit = "geheim-bezoek-0" }
        // In its place at its time.
        add {
            $0.x = 155_123
            $0.taxon = .merel
        }
        // One that may be known, elsewhere.
        var open = SampleObservation()
        open.identity = "https://bron.example/open"
        (open.x, open.y) = (190_000, 440_000)
        rows.append(open)
        return rows
    }

    @Test(arguments: [ExportFormat.occurrenceText, .speciesPerSquare, .parquet, .darwinCoreArchive])
    func nothingSecretInTheBytes(_ format: ExportFormat) throws {
        let file = try SampleExport.make(format, Self.rows(), in: temporaryFolder())
        #expect(file.records == 5)
        var bytes = try Data(contentsOf: URL(fileURLWithPath: file.path))
        if format == .darwinCoreArchive {
            bytes = Data(try Outside.run("/usr/bin/env", ["unzip", "-p", file.path]).utf8)
        }
        if format == .parquet, Outside.hasPython {
            // Pages are compressed: what a reader sees, and every text in the dictionaries.
            let script = """
                import pyarrow.parquet as parquet, sys
                file = parquet.ParquetFile(sys.argv[1])
                print(file.read(use_pandas_metadata=False).to_pylist())
                names = file.schema_arrow.names
                table = parquet.read_table(sys.argv[1], read_dictionary=names)
                print([chunk.dictionary.to_pylist() for name in names for chunk in table[name].chunks if hasattr(chunk, 'dictionary')])
                print(file.metadata.to_dict())
                """
            bytes.append(Data(try Outside.python(script, [file.path]).utf8))
        }
        for secret in Self.secrets {
            #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(format.rawValue) holds \(secret)")
        }
        if format != .parquet { #expect(bytes.range(of: Data("Huismus".utf8)) != nil) }
    }

    @Test func dictionariesHoldOnlyWhatIsPublished() throws {
        let open = try SampleReference().open(Self.rows()).batch
        for column in OpenText.allCases {
            let texts = Set((0..<open.rowCount).compactMap { open[column][$0] })
            #expect(open[column].dictionary.count == texts.count, "\(column)")
        }
        let text = "\(open)"
        for secret in Self.secrets { #expect(!text.contains(secret)) }
    }

    /// A folder of sources must not name the modules that hold what is not open.
    @Test func exportCannotSeeObservations() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let folder = root.appendingPathComponent("Sources/Export")
        let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        let sources = names.filter { $0.hasSuffix(".swift") }
        #expect(!sources.isEmpty)
        for name in sources {
            let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
            for line in text.split(separator: "\n") where line.contains("import ") && !line.hasPrefix("//") {
                #expect(!line.contains("Observation"), "\(name): \(line)")
            }
        }
    }
}
