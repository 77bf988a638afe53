import Export
import Formats
import Foundation
import Observations
import Outside
import Testing

/// Files of exports: the same bytes twice, in place in one step, with their digests.
struct ReleaseFilesTests {
    @Test(arguments: ExportFormat.allCases) func theSameSnapshotGivesTheSameBytes(_ format: ExportFormat) throws {
        let rows = DarwinCoreArchiveTests.rows()
        let files = try (0..<3).map { _ in try SampleExport.make(format, rows, in: temporaryFolder(), batchSize: 64) }
        #expect(Set(files.map(\.sha256)).count == 1)
        #expect(try sha256(ofFile: files[0].path) == files[0].sha256)
        #expect(try Data(contentsOf: URL(fileURLWithPath: files[0].path)).count == Int(files[0].sizeInBytes))
    }

    @Test func digestsOfAllFilesStandInOneList() throws {
        let folder = try temporaryFolder().appendingPathComponent("exports/open")
        let list = folder.appendingPathComponent("SHA256SUMS")
        var files: [ExportedFile] = []
        for format in ExportFormat.allCases {
            files.append(try SampleExport.make(format, [SampleObservation()], in: folder))
        }
        let text = try String(contentsOf: list, encoding: .utf8)
        #expect(
            text
                == files.map { "\($0.sha256)  \(URL(fileURLWithPath: $0.path).lastPathComponent)\n" }.sorted {
                    $0.dropFirst(66) < $1.dropFirst(66)
                }.joined())
        #expect(
            try Outside.run("/bin/sh", ["-c", "cd '\(folder.path)' && sha256sum -c SHA256SUMS"]
            ).components(separatedBy: ": OK").count == 5)
        try FileManager.default.removeItem(atPath: files[1].path)
        _ = try SampleExport.make(.darwinCoreArchive, [], in: folder)
        let names = try String(contentsOf: list, encoding: .utf8).split(separator: "\n").map { $0.dropFirst(66) }
        #expect(names == ["export.csv", "export.parquet", "export.zip"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasPrefix(".") } == [])
    }

    @Test func aListThatIsNoListIsNotWrittenOver() throws {
        let folder = try temporaryFolder()
        try Data("hallo\n".utf8).write(to: folder.appendingPathComponent("SHA256SUMS"))
        #expect(throws: ExportError.self) { try SampleExport.make(.occurrenceText, [], in: folder) }
    }

    @Test(arguments: ExportFormat.allCases) func untilItIsFinishedThePreviousFileStays(_ format: ExportFormat) throws {
        let folder = try temporaryFolder()
        let first = try SampleExport.make(format, [SampleObservation()], in: folder)
        let export = try format.begin(path: first.path, release: SampleExport.release)
        let open = try SampleReference().open(DarwinCoreArchiveTests.rows()).batch
        try export.append(export.encoder.encode(open))
        #expect(try sha256(ofFile: first.path) == first.sha256)
        export.discard()
        #expect(try sha256(ofFile: first.path) == first.sha256)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 2)
    }

    @Test func piecesOfAnotherFormatAreRefused() throws {
        let folder = try temporaryFolder()
        let open = try SampleReference().open([SampleObservation()]).batch
        for format in ExportFormat.allCases {
            let export = try format.begin(path: folder.appendingPathComponent("a").path, release: SampleExport.release)
            for other in ExportFormat.allCases where other != format {
                let foreign = try other.begin(
                    path: folder.appendingPathComponent("b").path, release: SampleExport.release)
                let piece = try foreign.encoder.encode(open)
                #expect(throws: ExportError.self) { try export.append(piece) }
                foreign.discard()
            }
            export.discard()
        }
    }

    @Test func formatsByName() throws {
        #expect(ExportFormat.allCases.map(\.rawValue) == ["dwca", "dwc-text", "species-csv", "parquet"])
        #expect(try ExportFormat(named: "dwca") == .darwinCoreArchive)
        #expect(throws: ExportError.unknownFormat("xlsx")) { try ExportFormat(named: "xlsx") }
    }
}
