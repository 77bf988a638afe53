import Formats
import Ingest

/// A delivery opened with what a profile declares, as texts.
struct TurnedDelivery {
    var columns: [String]
    var notes: [String]
    /// `line: cell|cell|cell`
    var records: [String] = []

    /// - Parameter profile: YAML of a profile; name and version are put in front.
    init(_ path: String, profile: String = "", blockRecords: Int = 7) throws {
        let yaml = "name: t\nversion: 1\n" + profile
        let form = try SupplierProfile(yaml: yaml, file: "t.yaml")
        var declared = DeclaredForm()
        declared.table = form.table
        declared.wantedColumns = form.namedColumns
        declared.delimiter = form.dialect.delimiter
        let delivery = try OpenedDelivery.open(path: path, declared: declared)
        columns = delivery.columns
        notes = delivery.notes
        let block = RecordBlock()
        while try delivery.nextBlock(into: block, maximumRecords: blockRecords) {
            for record in 0..<block.recordCount {
                let cells = (0..<block.fieldCount(record)).map { block.text(record, $0) ?? "" }
                records.append("\(block.line(record)): \(cells.joined(separator: "|"))")
            }
        }
    }
}
