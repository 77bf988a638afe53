/// An Excel workbook (Office Open XML, transitional or strict; .xlsx and .xlsm), opened for reading its sheets.
///
/// Texts that sheets share are held in memory, the sheets themselves are streamed.
public final class Workbook {
    public struct Sheet: Sendable, Equatable {
        public let name: String
        /// Not shown to who opens the workbook.
        public let isHidden: Bool
        let part: String
    }

    public let path: String
    /// The worksheets in the order of their tabs; no charts or dialogs.
    public let sheets: [Sheet]
    private let package: WorkbookPackage
    private let styles: CellStyles
    private let countsFrom1904: Bool
    private let stringsPart: String?
    private var loadedStrings: SharedStrings?
    /// Sheets unpacked, in UTF-8, by their parts.
    private var copies: [String: TemporaryFile] = [:]

    /// - Throws: `WorkbookError`, `XMLParseError` or what the container throws.
    public init(_ container: any FileContainer, path: String) throws {
        self.path = path
        package = WorkbookPackage(container, path: path)
        let part = try package.workbookPart()
        let contents = WorkbookContents()
        try package.parse(part, contents)
        let related = try package.relationships(of: part)
        sheets = contents.sheets.compactMap { sheet in
            guard let target = related.first(where: { $0.id == sheet.relationship }), target.kind == "worksheet" else {
                return nil
            }
            return Sheet(name: sheet.name, isHidden: sheet.isHidden, part: target.part)
        }
        guard !sheets.isEmpty else {
            throw WorkbookError(path: path, part: part, message: "the workbook has no worksheet that is there")
        }
        countsFrom1904 = contents.countsFrom1904
        let styles = CellStylesPart()
        if let target = related.first(where: { $0.kind == "styles" }), package.has(target.part) {
            try package.parse(target.part, styles)
        }
        self.styles = CellStyles(styles)
        stringsPart = related.first { $0.kind == "sharedStrings" }.map(\.part)
    }

    /// A reader of the rows of a sheet.
    public func open(_ sheet: Sheet) throws -> SheetReader {
        SheetReader(
            XMLScanner(try source(sheet), path: path(of: sheet)), strings: try strings(), styles: styles,
            countsFrom1904: countsFrom1904)
    }

    /// The cells of a sheet that are merged, which stand behind its rows; it costs a pass over the sheet, of which an
    /// unpacked copy is kept as long as the workbook unless it is very large.
    public func mergedCells(of sheet: Sheet) throws -> [CellRange] {
        let scan = MergedCellScan()
        let source = try package.source(sheet.part)
        // Without room for a copy the sheet is unpacked again.
        var copy = try? TemporaryFile(purpose: "for an unpacked sheet", delivery: path)
        try source.forEachChunk(of: 1 << 18) { chunk in
            scan.take(chunk)
            guard let file = copy else { return }
            if file.size + chunk.count > Self.mostCopied || (try? file.append(chunk)) == nil { copy = nil }
        }
        if (try? copy?.flush()) != nil { copies[sheet.part] = copy }
        return scan.ranges
    }

    /// A sheet that is larger is unpacked twice.
    private static let mostCopied = 2 << 30

    /// The text of a sheet in UTF-8.
    private func source(_ sheet: Sheet) throws -> any ByteSource {
        try copies[sheet.part].map { TemporaryFileSource($0) } ?? package.source(sheet.part)
    }

    private func path(of sheet: Sheet) -> String { "\(path)/\(sheet.part)" }

    /// A reader of the rows of a sheet as records, see `SheetRecordReader`; it may read the sheet in pieces, on several
    /// threads, and what comes out is the same.
    /// - Parameters:
    ///   - threads: how many read; 1: from front to back, on the caller's.
    ///   - pieceBytes: the usual size of a piece; sheets that are shorter are not cut.
    public func records(
        of sheet: Sheet, _ table: SheetRecordReader.Table, threads: Int = 1, pieceBytes: Int = 1 << 20
    ) throws -> any RecordReader {
        let path = path(of: sheet)
        let (strings, styles, countsFrom1904) = (try strings(), styles, countsFrom1904)
        let source = try source(sheet)
        // What is merged over rows goes on from one to the next.
        let head = threads > 1 && !table.joinsRows ? try source.head(pieceBytes) : []
        let whole = {
            let scanner = XMLScanner(ChainedSource([MemorySource(head), source]), path: path)
            return SheetRecordReader(
                SheetReader(scanner, strings: strings, styles: styles, countsFrom1904: countsFrom1904), table)
        }
        let first = SheetReader(
            XMLScanner(MemorySource(head), path: path), strings: strings, styles: styles, countsFrom1904: countsFrom1904)
        // What is wrong in the first piece is found, and told, by reading it.
        guard head.count == pieceBytes, let (place, tag) = try? first.firstCut() else { return whole() }
        let splitter = XMLPieceSplitter(
            source, behind: Array(head[Int(place.offset)...]), at: place, tag: tag, pieceBytes: pieceBytes)
        let open = place.open
        return XMLPieceReader(splitter, open: open, mark: 0, threads: threads) { piece, block in
            let place = XMLPlace(open: open, line: piece.line, offset: piece.offset)
            let reader = SheetReader(
                among: XMLScanner(MemorySource(piece.bytes), path: path, at: place, isPiece: !piece.isLast),
                strings: strings, styles: styles, countsFrom1904: countsFrom1904, behind: nil)
            guard (try? SheetRecordReader(reader, table).readAll(into: block)) != nil else { return .unforeseen }
            return reader.isDone ? .ended : .read(mark: reader.row)
        } fallback: { rest, place, row in
            SheetRecordReader(
                SheetReader(
                    among: XMLScanner(rest, path: path, at: place, isPiece: false), strings: strings, styles: styles,
                    countsFrom1904: countsFrom1904, behind: row), table)
        }
    }

    private func strings() throws -> SharedStrings {
        if let loadedStrings { return loadedStrings }
        let strings = SharedStrings()
        if let stringsPart, package.has(stringsPart) {
            try strings.load(package.scanner(stringsPart), part: stringsPart)
        }
        loadedStrings = strings
        return strings
    }
}

/// What `workbook.xml` says.
final class WorkbookContents: XMLEventHandler {
    struct SheetEntry {
        var name: String
        var relationship: String
        var isHidden: Bool
    }

    private(set) var sheets: [SheetEntry] = []
    private(set) var countsFrom1904 = false

    func startElement(_ element: XMLElementStart) throws {
        // Extensions at the end have elements of the same name, which say nothing of dates.
        if element.isNamed("workbookPr"), let counting = element.attribute("date1904") {
            countsFrom1904 = ["1", "true", "on"].contains(counting)
        }
        guard element.isNamed("sheet"), let name = element.attribute("name") else { return }
        var relationship = ""
        for index in 0..<element.attributeCount
        where element.attributeName(index).elementsEqual("id".utf8) && !element.attributeNamespace(index).isEmpty {
            relationship = String(decoding: element.attributeValue(index), as: UTF8.self)
        }
        let state = element.attribute("state") ?? "visible"
        sheets.append(SheetEntry(name: name, relationship: relationship, isHidden: state != "visible"))
    }

    func endElement(name: UnsafeBufferPointer<UInt8>, namespace: UnsafeBufferPointer<UInt8>) {}
    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}
