import Foundation

/// Writes an Excel workbook (.xlsx; Office Open XML, ECMA-376, transitional) row by row; memory does not grow with their
/// number. The same content gives the same bytes. One thread at a time.
///
/// A cell becomes a number only where the number gives back the very text (`12`, `-0.5`); everything else stays text, so
/// that `00123`, `1e5` and `2024-05-03` are not turned into something else. Characters that XML cannot hold are written
/// as `_xHHHH_`, which Excel undoes. Texts are written in full: Excel itself shows no more than 32,767 UTF-16 units of
/// one, and offers to repair a workbook that has longer ones.
///
/// After an error nothing more can be written; call `abandon()`.
public final class WorkbookWriter {
    /// Rows that a sheet can have in Excel, that of its header included.
    public static let mostRows = 1_048_576

    private enum State {
        case idle, sheet, row, closed
    }

    public let path: String
    private let zip: ZipWriter
    private let rowsPerSheet: Int
    private var state = State.idle
    private var names = SheetNames()
    /// Of the sheet that is written: its name as it was asked for, and its header.
    private var title = ""
    private var columns: [String] = []

    /// References of the columns: A, B …
    @exclusivity(unchecked) private var letters: [[UInt8]] = []
    /// Rows that are not in the zip yet.
    @exclusivity(unchecked) private var markup: [UInt8] = []
    @exclusivity(unchecked) private var rowNumber: [UInt8] = []
    @exclusivity(unchecked) private var row = 0
    @exclusivity(unchecked) private var column = 0
    /// Bytes of the sheet that are in the zip.
    private var written = 0
    /// What was wrong with a cell, thrown with its row.
    private var cellError: String?

    private static let bufferBytes = 1 << 18
    /// A sheet ends here too: Excel does not take the records that a larger entry of a zip needs.
    private static let mostSheetBytes = 3 << 30
    /// Of deflate: markup packs well at any level, and the higher ones take several times as long.
    private static let level = 1

    /// Makes the file, for nobody but the owner to read.
    /// - Parameters:
    ///   - path: of a file that does not exist yet.
    ///   - rowsPerSheet: rows after which a further sheet begins, the header included; at least 2, at most `mostRows`.
    /// - Throws: `FileAccessError`, also where there is a file already.
    public init(path: String, rowsPerSheet: Int = mostRows) throws {
        self.path = path
        self.rowsPerSheet = min(max(rowsPerSheet, 2), Self.mostRows)
        try makePrivateFile(path)
        do {
            zip = try ZipWriter(path: path)
        } catch {
            unlink(path)
            throw error
        }
        markup.reserveCapacity(2 * Self.bufferBytes)
    }

    /// Ends the sheet before it and begins one whose first row, in bold, is the header, and stays in view.
    /// - Parameters:
    ///   - name: mended where Excel would not take it: forbidden characters become `_`, what is longer than 31 UTF-16
    ///     units is cut, and one that is there already gets a number behind it.
    ///   - columns: the header, always text; at most 16,384.
    /// - Throws: `WorkbookError` within a row, after `close()` and for too many columns, or what writing throws.
    public func beginSheet(_ name: String, columns: [String]) throws {
        try endSheet(before: "a sheet begins")
        guard columns.count <= CellReference.mostColumns else {
            throw failure("\(columns.count) columns are more than the \(CellReference.mostColumns) of a sheet")
        }
        title = name
        self.columns = columns
        try startSheet()
    }

    /// Begins a row. Where the sheet is full it goes on in a further one of the same header, named `name (2)`.
    /// - Throws: `WorkbookError` outside a sheet or within a row, or what writing throws.
    public func beginRow() throws {
        guard state == .sheet else { throw failure("a row begins outside a sheet or within a row") }
        if row >= rowsPerSheet || written + markup.count >= Self.mostSheetBytes {
            try endSheet(before: "a sheet begins")
            try startSheet()
        }
        startRow()
        state = .row
    }

    /// Adds the next cell of the row; an empty one is left out.
    /// - Parameter value: UTF-8; bytes that are none become U+FFFD.
    public func append(_ value: UnsafeRawBufferPointer) {
        guard state == .row else {
            cellError = "a cell outside a row"
            return
        }
        appendCell(value, isHeader: false)
    }

    /// Adds the next cell of the row.
    public func append(_ value: String) {
        var value = value
        value.withUTF8 { append(UnsafeRawBufferPointer($0)) }
    }

    /// Leaves the next cell of the row empty.
    public func appendEmpty() { append(UnsafeRawBufferPointer(start: nil, count: 0)) }

    /// Ends the row. It may have fewer cells than the header, or more.
    /// - Throws: `WorkbookError` outside a row and for a cell beyond the last column of Excel, or what writing throws.
    public func endRow() throws {
        guard state == .row else { throw failure("a row ends that did not begin") }
        if let cellError { throw failure(cellError) }
        closeRow()
        state = .sheet
        if markup.count >= Self.bufferBytes { try flush() }
    }

    /// Ends the last sheet, writes the parts that hold them together and closes the file.
    /// - Throws: `WorkbookError` within a row, when it was closed before, and where there is no sheet, which Excel does
    ///   not take; or what writing throws.
    public func close() throws {
        try endSheet(before: "the workbook is closed")
        guard !names.all.isEmpty else { throw failure("a workbook needs a sheet") }
        for (name, xml) in WorkbookParts.all(sheets: names.all) {
            try zip.beginEntry(name)
            try zip.write(xml.text)
            try zip.endEntry()
        }
        try zip.close()
        state = .closed
    }

    /// Gives up: closes and removes the file, whatever its state.
    public func abandon() {
        state = .closed
        zip.abandon()
    }

    private func failure(_ message: String) -> WorkbookError { WorkbookError(path: path, message: message) }

    // MARK: sheets

    private func startSheet() throws {
        _ = names.add(title)
        let number = names.all.count
        try zip.beginEntry(WorkbookParts.sheet(number), level: Self.level)
        state = .sheet
        row = 0
        written = 0
        put(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <worksheet xmlns="\(WorkbookParts.spreadsheet)"><sheetViews>\
            <sheetView\(number == 1 ? " tabSelected=\"1\"" : "") workbookViewId="0">\
            <pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/>\
            </sheetView></sheetViews><sheetData>
            """)
        startRow()
        for var name in columns {
            name.withUTF8 { appendCell(UnsafeRawBufferPointer($0), isHeader: true) }
        }
        closeRow()
    }

    /// Ends the sheet that is being written, if there is one.
    private func endSheet(before what: String) throws {
        switch state {
        case .idle: break
        case .row: throw failure("\(what) within a row")
        case .closed: throw failure("\(what) after the end")
        case .sheet:
            if let cellError { throw failure(cellError) }
            put("</sheetData></worksheet>")
            try flush()
            try zip.endEntry()
            state = .idle
        }
    }

    // MARK: rows

    private func startRow() {
        row += 1
        column = 0
        rowNumber.removeAll(keepingCapacity: true)
        rowNumber.append(contentsOf: String(row).utf8)
        put("<row r=\"")
        markup.append(contentsOf: rowNumber)
        put("\">")
    }

    private func closeRow() { put("</row>") }

    private func appendCell(_ value: UnsafeRawBufferPointer, isHeader: Bool) {
        defer { column += 1 }
        guard !value.isEmpty else { return }
        guard column < CellReference.mostColumns else {
            cellError = "row \(row) has more than \(CellReference.mostColumns) columns"
            return
        }
        while letters.count <= column { letters.append(Array(CellRange.letters(letters.count).utf8)) }
        put("<c r=\"")
        markup.append(contentsOf: letters[column])
        markup.append(contentsOf: rowNumber)
        if !isHeader, CellMarkup.isNumber(value) {
            put("\"><v>")
            markup.append(contentsOf: value)
            put("</v></c>")
        } else {
            put(isHeader ? "\" s=\"\(WorkbookParts.boldStyle)\" t=\"inlineStr\"><is><t" : "\" t=\"inlineStr\"><is><t")
            put(CellMarkup.needsPreserving(value) ? " xml:space=\"preserve\">" : ">")
            CellMarkup.append(value, to: &markup)
            put("</t></is></c>")
        }
    }

    private func put(_ text: String) { markup.append(contentsOf: text.utf8) }

    private func flush() throws {
        try markup.withUnsafeBytes { try zip.write($0) }
        written += markup.count
        markup.removeAll(keepingCapacity: true)
    }
}
