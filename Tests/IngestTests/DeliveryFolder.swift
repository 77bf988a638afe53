import Formats
import Foundation
import Ingest

/// Files of a delivery in a folder of their own, removed with this object.
final class DeliveryFolder {
    let path: String

    init(_ files: [String: [UInt8]]) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("delivery-\(UUID().uuidString)")
        path = folder.path
        for (name, bytes) in files {
            let file = folder.appendingPathComponent(name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: file)
        }
    }

    convenience init(texts: [String: String]) throws {
        try self.init(texts.mapValues { Array($0.utf8) })
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func file(_ name: String) -> String { "\(path)/\(name)" }
}

/// A delivery as a data manager sees it: what is made of its columns, its notes, and its cells.
struct ReadDelivery {
    let columns: [String]
    let fields: [ProfileField: FieldSource]
    let notes: [String]
    var cells: [[String]] = []

    /// - Throws: `DeliveryError`.
    init(path: String) throws {
        let delivery = try OpenedDelivery.open(path: path)
        let plan = try IngestPlan(delivery: delivery, profile: nil, profileFile: "none", source: "test")
        columns = delivery.columns
        fields = plan.profile.fields
        notes = delivery.notes
        let block = RecordBlock()
        while try delivery.nextBlock(into: block, maximumRecords: 100) {
            let scratch = FieldScratch()
            block.withView { view in
                for record in 0..<view.recordCount {
                    cells.append(
                        (0..<view.fieldCount(record)).map { column in
                            view.value(record: record, column: column, scratch: scratch).map {
                                String(decoding: $0, as: UTF8.self)
                            } ?? ""
                        })
                }
            }
        }
    }
}
