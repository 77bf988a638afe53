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
        let styles = CellStyles()
        if let target = related.first(where: { $0.kind == "styles" }), package.has(target.part) {
            try package.parse(target.part, styles)
        }
        self.styles = styles
        stringsPart = related.first { $0.kind == "sharedStrings" }.map(\.part)
    }

    /// A reader of the rows of a sheet.
    public func open(_ sheet: Sheet) throws -> SheetReader {
        SheetReader(
            try package.scanner(sheet.part), strings: try strings(), styles: styles, countsFrom1904: countsFrom1904)
    }

    /// The cells of a sheet that are merged, which stand behind its rows; it costs a pass over the sheet.
    public func mergedCells(of sheet: Sheet) throws -> [CellRange] {
        let scan = MergedCellScan()
        try package.open(sheet.part).forEachChunk(of: 1 << 18) { scan.take($0) }
        return scan.ranges
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
        if element.isNamed("workbookPr") {
            countsFrom1904 = ["1", "true", "on"].contains(element.attribute("date1904") ?? "")
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
