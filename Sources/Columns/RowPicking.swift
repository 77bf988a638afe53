extension ColumnBatch {
    /// The rows named, in the order in which they are named.
    public func picking(_ rows: [Int]) -> ColumnBatch {
        ColumnBatch(names: names, columns: columns.map { $0.picking(rows) }, rowCount: rows.count)
    }
}

extension ColumnData {
    /// The rows named, in the order in which they are named.
    public func picking(_ rows: [Int]) -> ColumnData {
        switch self {
        case .int32(let column): .int32(column.picking(rows))
        case .int64(let column): .int64(column.picking(rows))
        case .double(let column): .double(column.picking(rows))
        case .boolean(let column): .boolean(column.picking(rows))
        case .date(let column): .date(column.picking(rows))
        case .timestamp(let column): .timestamp(column.picking(rows))
        case .coded(let text): .coded(CodedText(codes: rows.map { text.codes[$0] }, dictionary: text.dictionary))
        case .plain(let text): .plain(text.picking(rows))
        }
    }
}

extension Column {
    fileprivate func picking(_ rows: [Int]) -> Column {
        Column(rows.map { values[$0] }, present: present.map { present in rows.map { present[$0] } })
    }
}

extension PlainText {
    fileprivate func picking(_ rows: [Int]) -> PlainText {
        var picked = PlainText()
        for row in rows {
            picked.bytes += bytes[range(row)]
            picked.ends.append(UInt32(truncatingIfNeeded: picked.bytes.count))
        }
        picked.present = present.map { present in rows.map { present[$0] } }
        return picked
    }
}
