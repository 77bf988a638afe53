/// The rows of a sheet one after the other, in the order of the file.
public final class SheetReader {
    /// A cell of the row: where its text lies.
    private struct Cell {
        var column: Int
        var start: Int
        var end: Int
        /// Number of the shared text; negative when the text is the row's own.
        var shared: Int
    }

    private let scanner: XMLScanner
    private let strings: SharedStrings
    private let styles: CellStyles
    private let numbers: CellNumber
    @exclusivity(unchecked) private var cells: [Cell] = []
    @exclusivity(unchecked) private var bytes: [UInt8] = []
    /// The value of the cell that is being read.
    @exclusivity(unchecked) private var value: [UInt8] = []
    @exclusivity(unchecked) private var isInData = false
    /// The end of the rows has been read.
    @exclusivity(unchecked) private(set) var isDone = false

    /// Number of the row last read, from 1.
    @exclusivity(unchecked) public private(set) var row = 0
    /// Whether a row may come without its number, which is then one more than that before it.
    private var knowsRow = true

    init(_ scanner: XMLScanner, strings: SharedStrings, styles: CellStyles, countsFrom1904: Bool) {
        self.scanner = scanner
        self.strings = strings
        self.styles = styles
        numbers = CellNumber(countsFrom1904: countsFrom1904)
    }

    /// Reads on among the rows.
    /// - Parameter row: the number of the row before; `nil` when that is not known.
    convenience init(
        among scanner: XMLScanner, strings: SharedStrings, styles: CellStyles, countsFrom1904: Bool, behind row: Int?
    ) {
        self.init(scanner, strings: strings, styles: styles, countsFrom1904: countsFrom1904)
        isInData = true
        self.row = row ?? 0
        knowsRow = row != nil
    }

    /// Goes to the first row; where it begins and the end tag by which rows can be told apart. `nil` when there is none.
    func firstCut() throws -> (place: XMLPlace, tag: [UInt8])? {
        while true {
            switch try scanner.next() {
            case .finished: return nil
            case .start where scanner.nameIs("sheetData"): isInData = true
            case .start where isInData && scanner.nameIs("row"):
                return (scanner.place(ofStart: true), Array("</".utf8) + scanner.qualifiedName + Array(">".utf8))
            case .end where scanner.nameIs("sheetData"): return nil
            default: break
            }
        }
    }

    deinit { numbers.release() }

    /// The number of cells of the row that have text.
    public var cellCount: Int { cells.count }

    /// The column of a cell, from 0; they ascend.
    public func column(_ cell: Int) -> Int { cells[cell].column }

    /// The text of a cell in UTF-8, valid during the call.
    public func withText<Result>(_ cell: Int, _ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        let cell = cells[cell]
        if cell.shared >= 0, let text = strings.text(cell.shared) { return try body(text) }
        return try bytes.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[cell.start..<cell.end])) }
    }

    /// Reads the next row, whether there is something in it or not; false behind the last one.
    public func nextRow() throws -> Bool {
        guard !isDone else { return false }
        while true {
            switch try scanner.next() {
            case .finished: return false
            case .start:
                if scanner.nameIs("sheetData") {
                    isInData = true
                } else if isInData, scanner.nameIs("row") {
                    try readRow()
                    return true
                }
            case .end where scanner.nameIs("sheetData"):
                isDone = true
                return false
            default: break
            }
        }
    }

    private func readRow() throws {
        var number = row + 1
        if let given = scanner.attributes.first(where: { scanner.attribute($0, isNamed: "r") }) {
            guard let value = Self.natural(scanner.rawValue(given)), value > 0, value <= CellReference.mostRows else {
                throw scanner.error("the number of a row is no number")
            }
            number = value
        } else if !knowsRow {
            throw scanner.error("a row without a number")
        }
        row = number
        knowsRow = true
        cells.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
        var column = 0
        var isSorted = true
        while true {
            switch try scanner.next() {
            case .finished: return
            case .start where scanner.nameIs("c"):
                let last = cells.last?.column ?? -1
                column = try readCell(next: column)
                if let cell = cells.last, cell.column == column - 1, cell.column <= last, cells.count > 1 {
                    isSorted = false
                }
            case .start: try scanner.skipElement()
            case .end:
                if !isSorted { sortCells() }
                return
            case .text: break
            }
        }
    }

    /// Cells out of order, and of a cell that is there twice the last.
    private func sortCells() {
        let sorted = cells.enumerated().sorted { ($0.element.column, $0.offset) < ($1.element.column, $1.offset) }
        cells.removeAll(keepingCapacity: true)
        for (_, cell) in sorted {
            if cells.last?.column == cell.column { cells.removeLast() }
            cells.append(cell)
        }
    }

    private enum Kind {
        case number, shared, inline, text, boolean, date
    }

    /// - Returns: the column that a next cell without reference has.
    private func readCell(next: Int) throws -> Int {
        var column = next
        var kind = Kind.number
        var style = 0
        for attribute in scanner.attributes {
            guard attribute.nameEnd - attribute.nameStart == 1 else { continue }
            let value = scanner.rawValue(attribute)
            switch scanner.bytes[attribute.nameStart] {
            case UInt8(ascii: "r"):
                guard let reference = CellReference(value) else { throw scanner.error("the reference of a cell is wrong or beyond column XFD") }
                column = reference.column
            case UInt8(ascii: "s"): style = Self.natural(value) ?? 0
            case UInt8(ascii: "t"): kind = Self.kind(value)
            default: break
            }
        }
        guard column < CellReference.mostColumns else {
            throw scanner.error("a row has more than \(CellReference.mostColumns) columns")
        }
        let start = bytes.count
        guard start <= 3 * RecordBlock.maximumRecordBytes else {
            throw scanner.error("the texts of a row are longer than \(3 * RecordBlock.maximumRecordBytes >> 20) MB")
        }
        var shared = -1
        let level = scanner.depth
        reading: while true {
            switch try scanner.next() {
            case .finished: break reading
            case .end where scanner.depth == level: break reading
            case .start where scanner.nameIs("v"): shared = try readValue(kind, style)
            case .start where scanner.nameIs("is"): try CellText.append(from: scanner, to: &bytes)
            case .start: try scanner.skipElement()
            default: break
            }
        }
        if shared >= 0 || bytes.count > start {
            cells.append(Cell(column: column, start: start, end: bytes.count, shared: shared))
        }
        return column + 1
    }

    /// - Returns: the number of a shared text; negative when the text was added to the row's.
    private func readValue(_ kind: Kind, _ style: Int) throws -> Int {
        value.removeAll(keepingCapacity: true)
        let level = scanner.depth
        while true {
            let token = try scanner.next()
            if token == .text { try scanner.appendText(to: &value) }
            if token == .finished || token == .end && scanner.depth == level { break }
        }
        return try value.withUnsafeBytes { try take(UnsafeRawBufferPointer(rebasing: $0[...]), kind, style) }
    }

    private func take(_ value: UnsafeRawBufferPointer, _ kind: Kind, _ style: Int) throws -> Int {
        switch kind {
        case .text:
            let start = bytes.count
            bytes.append(contentsOf: value)
            CellText.replaceEscapes(in: &bytes, from: start)
        case .date, .inline: bytes.append(contentsOf: value)
        case .boolean:
            switch value.count == 1 ? value[0] : 0 {
            case UInt8(ascii: "1"): bytes.append(contentsOf: "true".utf8)
            case UInt8(ascii: "0"): bytes.append(contentsOf: "false".utf8)
            default: bytes.append(contentsOf: value)
            }
        case .shared:
            let text = Self.trimmed(value)
            guard !text.isEmpty else { return -1 }
            guard let number = Self.natural(text), let shared = strings.text(number) else {
                throw scanner.error("a cell refers to a shared text that is not there")
            }
            return shared.isEmpty ? -1 : number
        case .number: numbers.append(Self.trimmed(value), styles.meaning(style), to: &bytes)
        }
        return -1
    }

    private static func trimmed(_ text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        var begin = 0
        var end = text.count
        while begin < end, text[begin].isXMLBlank { begin += 1 }
        while end > begin, text[end - 1].isXMLBlank { end -= 1 }
        return UnsafeRawBufferPointer(rebasing: text[begin..<end])
    }

    private static func kind(_ value: UnsafeRawBufferPointer) -> Kind {
        guard let first = value.first else { return .number }
        switch first {
        case UInt8(ascii: "n"): return .number
        case UInt8(ascii: "b"): return .boolean
        case UInt8(ascii: "d"): return .date
        case UInt8(ascii: "i"): return .inline
        case UInt8(ascii: "s"): return value.count == 1 ? .shared : .text
        // Errors (#N/A) are text: what is made of a column says whether it can be read.
        default: return .text
        }
    }

    private static func natural(_ text: UnsafeRawBufferPointer) -> Int? {
        guard !text.isEmpty, text.count <= 9 else { return nil }
        var number = 0
        for byte in text {
            guard byte &- 0x30 < 10 else { return nil }
            number = number * 10 + Int(byte - 0x30)
        }
        return number
    }
}
