import Disclosure
import Export
import Foundation
import Observations

/// Exports of sample rows.
struct SampleExport {
    static let release = ReleaseDescription(
        title: "Waarnemingen & proef", publisher: "Proefbank <test>", publisherURL: "https://proef.example",
        contact: "proef@proef.example", snapshot: 42, snapshotTime: SampleObservation.moment(2025, 1, 15, 14, 53),
        rulePack: "nl-demo@3",
        references: [
            .init(name: "taxa", version: "2025-01", isExample: true),
            .init(name: "provincies", version: "2", isExample: false),
        ],
        license: ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"))

    /// Exports the rows in batches of `size` and returns the finished file.
    static func make(
        _ format: ExportFormat, _ rows: [SampleObservation], in folder: URL, batchSize size: Int = 1000,
        policy: DisclosurePolicy? = nil, squares: SpeciesPerSquareExport.SquareSize = .oneKilometre
    ) throws -> ExportedFile {
        let reference = try SampleReference()
        let gate = try reference.gate(rows, policy: policy)
        let export = try format.begin(
            path: folder.appendingPathComponent("export." + format.fileExtension).path, release: release,
            squares: squares)
        var tally = DisclosureTally()
        for start in stride(from: 0, to: rows.count, by: size) {
            let batch = SampleBatch(Array(rows[start..<min(start + size, rows.count)]))
            let opened = try gate.open(batch.observations, assessments: batch.assessments)
            tally.add(opened.tally)
            try export.append(export.encoder.encode(opened.batch))
        }
        let file = try export.finish()
        try tally.check(live: rows.count, written: file.records)
        return file
    }

    /// The lines of the Darwin Core text as dictionaries by header.
    static func darwinCore(_ rows: [SampleObservation], policy: DisclosurePolicy? = nil) throws -> [[String: String]] {
        let file = try make(.occurrenceText, rows, in: temporaryFolder(), policy: policy)
        let lines = try String(contentsOfFile: file.path, encoding: .utf8).split(separator: "\n").map {
            $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
        guard let header = lines.first else { return [] }
        return try lines.dropFirst().map { fields in
            guard fields.count == header.count else { throw Ragged(fields: fields.count, header: header.count) }
            return Dictionary(uniqueKeysWithValues: zip(header, fields))
        }
    }

    struct Ragged: Error {
        var fields: Int
        var header: Int
    }
}
