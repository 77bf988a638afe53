import Columns
import Observations

/// Typed access to the columns of a batch of facts. A column on which a decision rests has to be there.
struct FactColumns {
    let batch: ColumnBatch

    func coded(_ column: ObservationColumn) throws(DisclosureError) -> CodedText {
        guard case .coded(let content) = try required(column) else { throw .wrongKind(column: column.rawValue) }
        return content
    }

    func plain(_ column: ObservationColumn) throws(DisclosureError) -> PlainText {
        guard case .plain(let content) = try required(column) else { throw .wrongKind(column: column.rawValue) }
        return content
    }

    func double(_ column: ObservationColumn) throws(DisclosureError) -> Column<Double> {
        guard case .double(let content) = try required(column) else { throw .wrongKind(column: column.rawValue) }
        return content
    }

    func date(_ column: ObservationColumn) throws(DisclosureError) -> Column<Int32> {
        guard case .date(let content) = try required(column) else { throw .wrongKind(column: column.rawValue) }
        return content
    }

    func timestamp(_ column: ObservationColumn) throws(DisclosureError) -> Column<Int64> {
        guard case .timestamp(let content) = try required(column) else { throw .wrongKind(column: column.rawValue) }
        return content
    }

    /// A column that is only passed on: `nil` when it was not read.
    func optionalCoded(_ column: ObservationColumn) throws(DisclosureError) -> CodedText? {
        batch[column.rawValue] == nil ? nil : try coded(column)
    }

    func optionalPlain(_ column: ObservationColumn) throws(DisclosureError) -> PlainText? {
        batch[column.rawValue] == nil ? nil : try plain(column)
    }

    func optionalDouble(_ column: ObservationColumn) throws(DisclosureError) -> Column<Double>? {
        batch[column.rawValue] == nil ? nil : try double(column)
    }

    func optionalInt32(_ column: ObservationColumn) throws(DisclosureError) -> Column<Int32>? {
        guard batch[column.rawValue] != nil else { return nil }
        guard case .int32(let content) = try required(column) else { throw .wrongKind(column: column.rawValue) }
        return content
    }

    func optionalInt64(_ column: ObservationColumn) throws(DisclosureError) -> Column<Int64>? {
        guard batch[column.rawValue] != nil else { return nil }
        guard case .int64(let content) = try required(column) else { throw .wrongKind(column: column.rawValue) }
        return content
    }

    private func required(_ column: ObservationColumn) throws(DisclosureError) -> ColumnData {
        guard let data = batch[column.rawValue] else { throw .missingColumn(column.rawValue) }
        guard data.count == batch.rowCount else {
            throw .misaligned(what: "column '\(column.rawValue)'", rows: data.count, expected: batch.rowCount)
        }
        return data
    }
}

/// The status column of the assessments beside a batch of `rows` observations.
func statusColumn(of assessments: ColumnBatch, rows: Int) throws(DisclosureError) -> CodedText {
    guard let data = assessments[AssessmentColumn.status.rawValue] else {
        throw .missingColumn(AssessmentColumn.status.rawValue)
    }
    guard case .coded(let statuses) = data else { throw .wrongKind(column: AssessmentColumn.status.rawValue) }
    guard statuses.count == rows else {
        throw .misaligned(what: "assessment", rows: statuses.count, expected: rows)
    }
    return statuses
}

func check(mask: [Bool]?, _ what: String, rows: Int) throws(DisclosureError) {
    if let mask, mask.count != rows { throw .misaligned(what: what, rows: mask.count, expected: rows) }
}

extension TextDictionary {
    /// One value for each code, 0 included; `absent` for code 0.
    func mapCodes<Value>(absent: Value, _ transform: (String) -> Value) -> [Value] {
        var values = [absent]
        values.reserveCapacity(count + 1)
        for code in 0..<UInt32(count) { values.append(self[code + 1].map(transform) ?? absent) }
        return values
    }
}
