import Formats

/// What a delivery is, judged by its bytes. The names are those of a profile's `format`.
public enum DeliveryFormat: String, Sendable, CaseIterable {
    /// Delimited text, gzipped or not.
    case csv
    case darwinCoreArchive = "dwca"
    /// A frictionless data package of CSV files; Camtrap DP is one.
    case dataPackage = "datapackage"
    /// The NDFF's own JSON: bulk sets, single observations, HAL pages.
    case ndffJSON = "ndff-json"
    case geoJSON = "geojson"
    /// One JSON object a line, or an array of flat objects.
    case jsonLines = "jsonl"
    case geoPackage = "geopackage"
    /// Shapefile or a dBASE table by itself.
    case shapefile
    case xlsx
    case gml
    /// A set of simple Darwin Core records in XML.
    case darwinCoreXML = "dwc-xml"
    /// Parquet and GeoParquet.
    case parquet
}

/// Recognises what is not delimited text by its first bytes.
enum FormatDetection {
    /// What a single file is.
    enum Document: Equatable {
        /// Delimited text, as far as can be seen.
        case text
        case geoPackage
        case parquet
        case json
        case xml
        case shapefile
        case dbase
        /// A format that is recognised but not read, with what to do about it.
        case unread(String)
    }

    static func document(_ head: [UInt8], name: String) -> Document {
        if let reason = UnreadForm.reason(head) { return .unread(reason) }
        if head.starts(with: Array("SQLite format 3".utf8)) { return .geoPackage }
        if head.starts(with: Array("PAR1".utf8)) { return .parquet }
        if head.starts(with: [0x00, 0x00, 0x27, 0x0A]) { return .shapefile }
        if isDBase(head) { return .dbase }
        // UTF-16 texts interleave NULs; look at the characters only.
        let text = head.prefix(4096).filter { $0 != 0 && $0 != 0xEF && $0 != 0xBB && $0 != 0xBF && $0 != 0xFE && $0 != 0xFF }
        // Text sequences of JSON begin with a record separator.
        guard let first = text.first(where: { ![0x20, 0x09, 0x0A, 0x0D, 0x1E].contains($0) }) else {
            return .text
        }
        switch first {
        case UInt8(ascii: "<"): return .xml
        case UInt8(ascii: "{"), UInt8(ascii: "["): return .json
        default: return .text
        }
    }

    /// A dBASE III–IV or FoxPro table: version, a date that can be, header length that fits a whole number of fields.
    private static func isDBase(_ head: [UInt8]) -> Bool {
        guard head.count >= 32, [0x03, 0x30, 0x31, 0x43, 0x83, 0x8B, 0xF5].contains(head[0]),
            (1...12).contains(head[2]), (1...31).contains(head[3])
        else { return false }
        let headerBytes = Int(head[8]) | Int(head[9]) << 8
        return headerBytes >= 65 && (headerBytes - 1) % 32 <= 1 && head[12] == 0 && head[13] == 0
    }

    /// What the files in a zip, tar or folder make up together.
    enum Package: Equatable {
        case workbook
        /// `data.json` of an NDFF bulk set.
        case bulkSet(String)
        /// The `datapackage.json`.
        case dataPackage(String)
        /// The `.shp` or `.dbf` files.
        case shapefiles([String])
        /// Tables or a Darwin Core Archive.
        case tables
        /// One file that is not delimited text.
        case document(String)
        case unread(String)
    }

    static func package(entryNames: [String]) -> Package {
        // Some writers use backslashes or another case.
        let plain = entryNames.map { String($0.lowercased().map { $0 == "\\" ? "/" : $0 }) }
        if plain.contains("[content_types].xml") {
            // The workbook may lie anywhere; mostly it is in `xl`.
            if plain.contains(where: { $0 == "workbook.xml" || $0.hasSuffix("/workbook.xml") }) { return .workbook }
            return .unread(
                plain.contains { $0.hasSuffix("workbook.bin") }
                    ? "an Excel binary workbook (.xlsb) is not read: save it as .xlsx or CSV"
                    : "an Office document without a workbook is no table: save it as .xlsx or CSV")
        }
        if entryNames.contains("content.xml"), entryNames.contains("mimetype") {
            return .unread("OpenDocument (.ods) is not read: save it as .xlsx or CSV")
        }
        if plain.contains(where: { $0.hasSuffix(".gdbtable") }) {
            return .unread("an Esri file geodatabase (.gdb) is not read: export its table as GeoPackage")
        }
        let names = entryNames.filter { !isClutter($0) }
        func named(_ name: String) -> String? { names.first { lastPart($0) == name } }
        // An archive may describe its tables in both ways; meta.xml says more about the terms.
        if let package = named("datapackage.json"), named("meta.xml") == nil { return .dataPackage(package) }
        if let data = named("data.json") { return .bulkSet(data) }
        let shapes = names.filter { $0.lowercased().hasSuffix(".shp") }
        if !shapes.isEmpty { return .shapefiles(shapes) }
        if named("meta.xml") != nil { return .tables }
        let endings = [".gpkg", ".parquet", ".geoparquet", ".json", ".jsonl", ".ndjson", ".geojson", ".gml", ".xlsx", ".dbf", ".xml"]
        func ends(_ name: String, in endings: [String]) -> Bool {
            var name = name.lowercased()
            if name.hasSuffix(".gz") { name.removeLast(3) }
            return endings.contains { name.hasSuffix($0) }
        }
        let documents = names.filter { ends($0, in: endings) }
        let tables = names.filter { ends($0, in: [".csv", ".tsv", ".txt"]) }
        if tables.isEmpty, documents.count == 1, let only = documents.first { return .document(only) }
        return .tables
    }

    /// Files that operating systems leave behind.
    private static func isClutter(_ name: String) -> Bool {
        name.hasPrefix("__MACOSX/") || name.contains("/__MACOSX/") || lastPart(name).hasPrefix(".")
    }

    private static func lastPart(_ name: String) -> String {
        name.split(separator: "/").last.map { $0.lowercased() } ?? ""
    }
}
