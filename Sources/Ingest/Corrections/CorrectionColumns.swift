import Formats

/// The columns that stand behind a record in the file in which it goes back to its supplier. They are no part of the
/// observation; those that name delivery and record tell which entry of the quarantine is dealt with.
enum CorrectionColumns {
    /// Fields behind the last column of the header; of a record that cannot be split, all of it.
    static let rest = "ndff_rest"
    static let delivery = "ndff_levering"
    static let record = "ndff_record"
    static let reason = "ndff_reden"
    private static let line = "ndff_regel"
    private static let byte = "ndff_byte"

    /// In the order in which they stand.
    static let all = [rest] + told
    /// Those that are told of every record.
    static let told = [delivery, record, reason, line, byte]

    /// Whether the value of a column that is told is a number: all are but the reason.
    static func isNumber(_ name: String) -> Bool { name != reason }

    /// dBASE has room for ten letters, and programs that write it cut longer names off.
    static let longestShortName = 10
    static func short(_ name: String) -> String { String(name.prefix(longestShortName)) }

    /// Where a delivery's columns name the record that each of its records corrects; `nil`: it is no corrected file.
    /// Of a file corrected twice the last columns count.
    static func places(among columns: [String]) -> (delivery: Int, record: Int)? {
        func place(_ wanted: String) -> Int? {
            columns.lastIndex { $0.lowercased() == wanted || $0.lowercased() == short(wanted) }
        }
        guard let delivery = place(delivery), let record = place(record) else { return nil }
        return (delivery, record)
    }

    /// Whether a column is one of these.
    static func isOne(_ name: String) -> Bool {
        let name = name.lowercased()
        return all.contains { $0 == name || short($0) == name }
    }
}

/// What is told of a record that was set aside.
struct CorrectionNote: Sendable {
    var deliveryID: Int64
    var record: QuarantinedRecord

    /// The values of `CorrectionColumns.told`.
    var values: [String] {
        [
            String(deliveryID), String(record.recordNumber), record.reason.rawValue, String(record.line),
            String(record.byteOffset),
        ]
    }

    /// The same with their names.
    var fields: [(name: String, value: String)] { zip(CorrectionColumns.told, values).map { (name: $0, value: $1) } }
}
