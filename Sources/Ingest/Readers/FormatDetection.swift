import Formats

/// What a delivery is, judged by its bytes.
public enum DeliveryFormat: String, Sendable, CaseIterable {
    case csv
    case darwinCoreArchive = "dwca"
}

/// Recognises what is not delimited text by its first bytes.
enum FormatDetection {
    /// The name of a format that is not read yet, `nil` when the bytes may be delimited text.
    static func unreadFormat(_ head: [UInt8]) -> String? {
        if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) { return "Excel 97–2003 (.xls) or another OLE document" }
        if head.starts(with: Array("SQLite format 3".utf8)) { return "GeoPackage or another SQLite database" }
        if head.starts(with: Array("PAR1".utf8)) { return "Parquet" }
        if head.starts(with: Array("%PDF".utf8)) { return "PDF" }
        if head.starts(with: [0x00, 0x00, 0x27, 0x0A]) { return "shapefile" }
        if head.starts(with: [0x89, 0x50, 0x4E, 0x47]) || head.starts(with: [0xFF, 0xD8, 0xFF]) { return "picture" }
        // UTF-16 texts interleave NULs; look at the characters only.
        let text = head.filter { $0 != 0 && $0 != 0xEF && $0 != 0xBB && $0 != 0xBF && $0 != 0xFE && $0 != 0xFF }
        guard let first = text.first(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }) else {
            return nil
        }
        switch first {
        case UInt8(ascii: "<"): return "XML (GML, ABCD, Darwin Core XML)"
        case UInt8(ascii: "{"), UInt8(ascii: "["): return "JSON"
        default: return nil
        }
    }

    /// The name of the document that a zip's entries make up, `nil` when they may be a delivery.
    static func unreadDocument(entryNames: [String]) -> String? {
        if entryNames.contains("[Content_Types].xml") { return "Excel workbook (.xlsx) or another Office document" }
        if entryNames.contains("content.xml"), entryNames.contains("mimetype") { return "OpenDocument (.ods)" }
        if entryNames.contains(where: { $0.hasSuffix("datapackage.json") }) { return "frictionless data package" }
        return nil
    }
}
