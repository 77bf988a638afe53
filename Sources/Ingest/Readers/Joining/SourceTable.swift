import Formats

/// One delimited table of a delivery that consists of several: how it is read, and what its columns are called.
struct SourceTable {
    /// The file, or the first of several, for messages.
    var name: String
    /// Column names by place; terms by their last part.
    var columns: [String]
    /// Values for columns that the file lacks or leaves empty, by place in `columns`; places from `width` on exist only
    /// here.
    var defaults: [Int: String] = [:]
    /// The number of columns that the rows really have.
    var width: Int
    var encoding: TextEncoding
    var dialect: DelimitedDialect
    /// Texts that stand for "no value", besides the usual ones.
    var missingValues: Set<String> = []
    /// What was odd about it.
    var notes: [String] = []
    /// Opens the parts one after the other, behind their headers.
    var parts: [(TextEncoding) throws -> any RecordReader]

    /// Place of the column of a name, whatever its case and punctuation.
    func column(_ name: String) -> Int? {
        columns.firstIndex(of: name) ?? columns.firstIndex { FieldNames.folded($0) == FieldNames.folded(name) }
    }

    /// Place of the first of several names that there is.
    func column(anyOf names: [String]) -> Int? {
        for name in names { if let place = column(name) { return place } }
        return nil
    }
}

extension SourceTable {
    /// A reader of all parts, one after the other.
    func reader() throws -> any RecordReader { ChainedReader(parts.map { part in { try part(encoding) } }) }

    /// Goes through all records of a table that others refer to; `body` gets the block and the number of the record.
    /// - Returns: how many records could not be read (bytes of another encoding, unclosed quotes, too long).
    func forEachRecord(_ body: (RecordBlock.View, Int) throws -> Void) throws -> Int {
        let block = RecordBlock()
        let reader = try reader()
        var unreadable = 0
        let bad: RecordFlags = [.oversized, .invalidUTF8, .containsNUL, .unterminatedQuote]
        while try reader.nextBlock(into: block, maximumRecords: 8192) {
            try block.withView { view in
                for record in 0..<view.recordCount {
                    if view.records[record].flags.isDisjoint(with: bad) {
                        try body(view, record)
                    } else {
                        unreadable += 1
                    }
                }
            }
        }
        return unreadable
    }
}

/// Reads several files of the same shape as one.
final class ChainedReader: RecordReader {
    private var parts: [() throws -> any RecordReader]
    private var current: (any RecordReader)?

    init(_ parts: [() throws -> any RecordReader]) {
        self.parts = parts.reversed()
    }

    func nextBlock(into block: RecordBlock, maximumRecords: Int) throws -> Bool {
        while true {
            if current == nil {
                guard let open = parts.popLast() else {
                    block.beginFilling()
                    return false
                }
                current = try open()
            }
            if try current?.nextBlock(into: block, maximumRecords: maximumRecords) == true { return true }
            current = nil
        }
    }
}
