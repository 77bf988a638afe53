/// Reads a Parquet file as records of text: numbers with the fewest digits that give them again, dates and moments as
/// ISO 8601, lists of texts joined by a bar, geometries as Well-Known Text.
///
/// A row group's columns are unpacked page by page; what is held is the group as it is compressed.
public final class ParquetRecordReader: RecordReader {
    /// More than this no writer puts in one row group, compressed.
    private static let largestGroup = 1 << 30

    public enum Form: Sendable {
        case text
        /// Well-Known Binary.
        case wkb
        /// A list of texts.
        case texts
        /// A struct of x and y.
        case point
    }

    private enum Source {
        case text(ParquetCursor)
        case wkb(ParquetCursor)
        case texts(ParquetCursor)
        case point(ParquetCursor, ParquetCursor)
    }

    private let file: ParquetFile
    private let columns: [String]
    private let forms: [Form]
    private let system: [UInt8]?
    private var group = 0
    private var rowsLeft = 0
    private var row = 0
    private var sources: [Source] = []
    private var flat: [ParquetCursor] = []
    private var failure: (any Error)?
    private var geometry = PlaneGeometry()
    private var text: [UInt8] = []

    /// The form in which a column can be read; `nil` where it cannot.
    public static func form(of name: String, in file: ParquetFile, isGeometry: Bool) -> Form? {
        guard let column = file.columns.first(where: { $0.field.name == name }) else { return nil }
        if column.leaf != nil { return isGeometry && column.reading == .bytes ? .wkb : .text }
        switch column.nested {
        case .texts: return .texts
        case .point: return .point
        case nil: return nil
        }
    }

    /// - Parameters:
    ///   - columns: names and forms, as `form(of:in:isGeometry:)` gives them.
    ///   - system: text of one more column, behind the others.
    public init(_ file: ParquetFile, columns: [(name: String, form: Form)], system: String?) {
        self.file = file
        self.columns = columns.map(\.name)
        forms = columns.map(\.form)
        self.system = system.map { Array($0.utf8) }
    }

    public func nextBlock(into block: RecordBlock, maximumRecords: Int) throws -> Bool {
        block.beginFilling()
        if let failure { throw failure }
        do {
            while !block.isFull(maximumRecords: maximumRecords) {
                if rowsLeft == 0 {
                    guard group < file.rowGroupCount else { break }
                    try open(group)
                    group += 1
                    continue
                }
                try append(to: block, maximumRecords: maximumRecords)
            }
        } catch {
            // What came before the damage is handed out first.
            failure = error
            block.dropRecord()
            guard block.recordCount > 0 else { throw error }
        }
        return block.recordCount > 0
    }

    private func open(_ number: Int) throws(ParquetError) {
        // The memory of the group before goes first.
        sources = []
        flat = []
        rowsLeft = file.rowCount(group: number)
        var size = 0
        func cursor(_ leaf: StoredLeaf, _ name: String) throws(ParquetError) -> ParquetCursor {
            do throws(ParquetError) {
                let cursor = try ParquetCursor(file, leaf, group: number)
                size += cursor.size
                guard size <= Self.largestGroup else {
                    throw ParquetError(
                        .unsupported, "row group \(number + 1) takes more than a gigabyte; write it in smaller row groups")
                }
                if leaf.depth.repetition == 0 { flat.append(cursor) }
                return cursor
            } catch {
                throw error.at(file: file.path, column: name)
            }
        }
        for (name, form) in zip(columns, forms) {
            guard let column = file.columns.first(where: { $0.field.name == name }) else {
                throw ParquetError(.mismatch, "has no such column", file: file.path, column: name)
            }
            switch (form, column.leaf, column.nested) {
            case (.text, let leaf?, _): sources.append(.text(try cursor(leaf, name)))
            case (.wkb, let leaf?, _): sources.append(.wkb(try cursor(leaf, name)))
            case (.texts, _, .texts(let leaf)): sources.append(.texts(try cursor(leaf, name)))
            case (.point, _, .point(let x, let y)): sources.append(.point(try cursor(x, name), try cursor(y, name)))
            default: throw ParquetError(.unsupported, "is of a type that is not read", file: file.path, column: name)
            }
        }
    }

    /// Appends the rows that lie in the pages at hand.
    private func append(to block: RecordBlock, maximumRecords: Int) throws {
        var rows = rowsLeft
        for cursor in flat {
            guard try cursor.fill() else {
                throw ParquetError(.corrupt, "a column ends \(rowsLeft) rows too early", file: file.path)
            }
            rows = min(rows, cursor.left)
        }
        for _ in 0..<rows {
            if block.isFull(maximumRecords: maximumRecords) { return }
            row += 1
            rowsLeft -= 1
            var flags: RecordFlags = []
            block.beginRecord(line: row)
            for source in sources {
                switch source {
                case .text(let cursor):
                    let value = cursor.next()
                    if cursor.hasOddText { Self.check(value, &flags) }
                    block.appendField(value)
                case .wkb(let cursor): appendGeometry(cursor.next(), to: block)
                case .texts(let cursor): try appendList(cursor, to: block, &flags)
                case .point(let x, let y): appendPoint(x.next(), y.next(), to: block)
                }
            }
            if let system { block.appendField(system) }
            block.endRecord(flags: flags)
        }
    }

    private static func check(_ value: UnsafeRawBufferPointer, _ flags: inout RecordFlags) {
        if value.contains(0) { flags.insert(.containsNUL) }
        if !isWellFormedUTF8(value) { flags.insert(.invalidUTF8) }
    }

    private func appendGeometry(_ bytes: UnsafeRawBufferPointer, to block: RecordBlock) {
        guard !bytes.isEmpty else { return block.appendEmptyFields() }
        text.removeAll(keepingCapacity: true)
        do throws(BinaryGeometryError) {
            try WellKnownBinary.read(bytes, into: &geometry)
            geometry.appendText(to: &text)
        } catch {
            // Stands in the place of the geometry, where it is found to be none.
            text.append(contentsOf: error.description.utf8)
        }
        block.appendField(text)
    }

    private func appendPoint(_ x: UnsafeRawBufferPointer, _ y: UnsafeRawBufferPointer, to block: RecordBlock) {
        guard !x.isEmpty, !y.isEmpty else { return block.appendEmptyFields() }
        text.removeAll(keepingCapacity: true)
        text.append(contentsOf: "POINT (".utf8)
        text.append(contentsOf: x)
        text.append(UInt8(ascii: " "))
        text.append(contentsOf: y)
        text.append(UInt8(ascii: ")"))
        block.appendField(text)
    }

    private func appendList(_ cursor: ParquetCursor, to block: RecordBlock, _ flags: inout RecordFlags) throws {
        text.removeAll(keepingCapacity: true)
        var isFirst = true
        while try cursor.fill() {
            if cursor.beginsRow, !isFirst { break }
            isFirst = false
            let isPresent = cursor.isPresent
            let value = cursor.next()
            guard isPresent, text.count < RecordBlock.maximumRecordBytes else { continue }
            if cursor.hasOddText { Self.check(value, &flags) }
            if !text.isEmpty { text.append(UInt8(ascii: "|")) }
            text.append(contentsOf: value)
        }
        guard !isFirst else { throw ParquetError(.corrupt, "a list ends too early", file: file.path) }
        block.appendField(text)
    }
}
