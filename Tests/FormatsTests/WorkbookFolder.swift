import Formats
import Foundation

/// A workbook as a folder of its parts, as small as one can be; removed with this object.
final class WorkbookFolder {
    let path: String

    static let transitional = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    static let officeRelations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    /// - Parameters:
    ///   - sheets: the content of `worksheet` by the sheet's name, in order.
    ///   - strings: the content of `sst`.
    ///   - styles: the content of `styleSheet`.
    ///   - others: parts that replace or join these.
    init(
        _ sheets: [(name: String, xml: String)], strings: String? = nil, styles: String = "", workbook: String = "",
        namespace: String = transitional, relations: String = officeRelations, targets: String = "",
        others: [String: String] = [:]
    ) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("workbook-\(UUID().uuidString)")
        path = folder.path
        let numbers = sheets.indices.map { $0 + 1 }
        var parts = [
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels":
                "<Relationships><Relationship Id='r1' Type='\(relations)/officeDocument' Target='xl/workbook.xml'/></Relationships>",
            "xl/workbook.xml": "<workbook xmlns='\(namespace)' xmlns:r='\(relations)'>\(workbook)<sheets>"
                + numbers.map { "<sheet name='\(sheets[$0 - 1].name)' sheetId='\($0)' r:id='s\($0)'/>" }.joined()
                + "</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": "<Relationships>"
                + numbers.map {
                    "<Relationship Id='s\($0)' Type='\(relations)/worksheet' Target='\(targets)worksheets/sheet\($0).xml'/>"
                }.joined()
                + "<Relationship Id='t' Type='\(relations)/sharedStrings' Target='\(targets)sharedStrings.xml'/>"
                + "<Relationship Id='u' Type='\(relations)/styles' Target='\(targets)styles.xml'/></Relationships>",
            "xl/styles.xml": "<styleSheet xmlns='\(namespace)'>\(styles)</styleSheet>",
        ]
        if let strings { parts["xl/sharedStrings.xml"] = "<sst xmlns='\(namespace)'>\(strings)</sst>" }
        for (index, sheet) in sheets.enumerated() {
            parts["xl/worksheets/sheet\(index + 1).xml"] =
                "<?xml version='1.0' encoding='UTF-8'?>\n<worksheet xmlns='\(namespace)'>\(sheet.xml)</worksheet>"
        }
        parts.merge(others) { $1 }
        for (name, text) in parts where !text.isEmpty {
            let file = folder.appendingPathComponent(name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func open() throws -> Workbook { try Workbook(openContainer(path: path), path: "workbook") }

    /// The rows of a sheet with their numbers: `2: A=text C=12`.
    func rows(_ sheet: Int = 0) throws -> [String] { try open().rowTexts(sheet) }
}

extension Workbook {
    func rowTexts(_ sheet: Int = 0) throws -> [String] {
        let reader = try open(sheets[sheet])
        var rows: [String] = []
        while try reader.nextRow() {
            let cells = (0..<reader.cellCount).map { cell in
                "\(CellRange.letters(reader.column(cell)))="
                    + reader.withText(cell) { String(decoding: $0, as: UTF8.self) }
            }
            rows.append("\(reader.row): \(cells.joined(separator: " "))")
        }
        return rows
    }
}
