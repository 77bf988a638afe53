import Foundation

/// A workbook of sheets that are written as lines of cells between bars, as a folder of its parts.
enum SheetFolder {
    struct Sheet {
        var name: String
        /// One row a line, cells between bars; an empty line is a row that is not there.
        var rows: String
        var merged: [String] = []
        var isHidden = false
    }

    static func make(_ sheets: [Sheet]) throws -> DeliveryFolder {
        let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        var parts = [
            "[Content_Types].xml": "<Types/>",
            "xl/workbook.xml": "<workbook xmlns:r='\(relations)'><sheets>"
                + sheets.enumerated().map {
                    "<sheet name='\($1.name)' r:id='s\($0)' \($1.isHidden ? "state='hidden'" : "")/>"
                }.joined() + "</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": "<Relationships>"
                + sheets.indices.map {
                    "<Relationship Id='s\($0)' Type='\(relations)/worksheet' Target='worksheets/sheet\($0).xml'/>"
                }.joined() + "</Relationships>",
        ]
        for (index, sheet) in sheets.enumerated() {
            parts["xl/worksheets/sheet\(index).xml"] = xml(sheet)
        }
        return try DeliveryFolder(texts: parts)
    }

    private static func xml(_ sheet: Sheet) -> String {
        var rows = ""
        for (number, line) in sheet.rows.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.isEmpty { continue }
            rows += "<row r='\(number + 1)'>"
            for (column, cell) in line.split(separator: "|", omittingEmptySubsequences: false).enumerated() {
                let text = cell.trimmingCharacters(in: .whitespaces)
                let place = "\(Character(Unicode.Scalar(UInt8(65 + column))))\(number + 1)"
                if text.isEmpty { continue }
                rows += Double(text) != nil
                    ? "<c r='\(place)'><v>\(text)</v></c>" : "<c r='\(place)' t='inlineStr'><is><t>\(text)</t></is></c>"
            }
            rows += "</row>"
        }
        let merged = sheet.merged.isEmpty
            ? "" : "<mergeCells>" + sheet.merged.map { "<mergeCell ref='\($0)'/>" }.joined() + "</mergeCells>"
        return "<worksheet><sheetData>\(rows)</sheetData>\(merged)</worksheet>"
    }
}
