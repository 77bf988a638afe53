import Formats

/// How many lines of an archive's file are headers. Descriptors are often wrong about it: an exporter that writes a
/// header forgets to say so, one that says so writes none.
enum HeaderLines {
    /// - Parameters:
    ///   - declared: what meta.xml says.
    ///   - columns: short names of the terms by place.
    ///   - reader: a fresh reader of the file.
    /// - Returns: the number of lines to skip and, where it is not what was declared, what was seen.
    static func count(declared: Int, columns: [String], reader: DelimitedReader) throws -> (count: Int, note: String?) {
        guard declared <= 1 else { return (declared, nil) }
        let block = RecordBlock()
        guard try reader.nextBlock(into: block, maximumRecords: 1) else { return (declared, nil) }
        let cells = texts(block)
        if declared == 0 {
            let names = zip(cells, columns).filter { isName($0, $1) }.count
            return 2 * names > min(cells.count, columns.count)
                ? (1, "the first line holds the names of the terms, though meta.xml says there is no header: skipped")
                : (0, nil)
        }
        let isRecord = !zip(cells, columns).contains(where: isName) && zip(cells, columns).contains(where: isValue)
        return isRecord
            ? (0, "the first line holds a record, though meta.xml says that it is a header: read as a record") : (1, nil)
    }

    private static func texts(_ block: RecordBlock) -> [String] {
        let scratch = FieldScratch()
        return block.withView { view in
            (0..<view.fieldCount(0)).map { column in
                view.value(record: 0, column: column, scratch: scratch).map { String(decoding: $0, as: UTF8.self) } ?? ""
            }
        }
    }

    private static func isName(_ cell: String, _ column: String) -> Bool {
        let name = FieldNames.folded(cell)
        return !name.isEmpty && name == FieldNames.folded(column)
    }

    /// Whether a cell has a number or a date where there can be nothing else; a name of a column has neither.
    private static func isValue(_ cell: String, _ column: String) -> Bool {
        switch FieldNames.folded(column) {
        case "decimallatitude", "decimallongitude", "year", "month", "day", "individualcount": Double(cell) != nil
        case "eventdate": cell.utf8.count >= 8 && cell.utf8.prefix(4).allSatisfy { (0x30...0x39).contains($0) }
        default: false
        }
    }
}
