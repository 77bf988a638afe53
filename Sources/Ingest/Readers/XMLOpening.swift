import Formats

extension OpenedDelivery {
    /// Opens an XML document: GML with simple features, or a set of simple Darwin Core records. What else it can be is
    /// refused by name.
    static func openXML(_ entry: DeliveryEntry, _ declared: DeclaredForm) throws -> OpenedDelivery {
        let path = entry.path
        let (encoding, isDeclared) = try xmlEncoding(entry)
        func source() throws -> any ByteSource {
            encoding == .utf8 ? try entry.open() : TranscodingSource(try entry.open(), encoding: encoding)
        }
        let root: XMLRoot
        let survey: GMLSurvey
        do {
            if try isHypertext(source()) { throw refused(XMLRefusal.webPage, path) }
            root = try XMLRoot(source(), path: path)
            if let refusal = XMLRefusal.of(root) { throw refused(refusal, path) }
            survey = try GMLSurvey(source(), path: path)
        } catch let error as XMLParseError where error.message.hasPrefix("bytes that are not UTF-8") {
            throw DeliveryError(
                .unreadable, path: path, line: error.line,
                message: isDeclared
                    ? "the document says that it is UTF-8, and is not: write it in UTF-8, or name its encoding in its first line"
                    : "the document names no encoding and is not UTF-8: write it in UTF-8, or name its encoding in its first "
                        + "line (<?xml version=\"1.0\" encoding=\"…\"?>)")
        } catch let error as XMLParseError {
            throw DeliveryError(.unreadable, path: path, line: error.line, message: error.message)
        }
        let isDarwinCore = root.name == "SimpleDarwinRecordSet"
        guard !survey.types.isEmpty else {
            throw isDarwinCore || root.name.hasSuffix("FeatureCollection")
                ? DeliveryError(.empty, path: path, message: "there is no feature in the collection")
                : refused(XMLRefusal.unknown(root), path)
        }
        let selection = try FeatureTypeSelection(survey, path: path, declared: declared)
        let layout = selection.layout
        let columns = (layout.hasGeometry ? ["geometry", "crs"] : []) + selection.columnNames
            + (layout.hasType ? ["layer"] : []) + (layout.hasOthers ? ["other_fields"] : [])
        let opened = OpenedDelivery(
            path: path, format: isDarwinCore ? .darwinCoreXML : .gml, columns: columns, fileColumnCount: columns.count,
            encoding: encoding, notes: selection.notes,
            parts: [{ try GMLReader.reader(source(), path: path, layout: layout, threads: declared.threads) }])
        return opened.correcting(as: GMLCorrection(isDarwinCore: isDarwinCore, open: source, delivery: path))
    }

    private static func refused(_ refusal: XMLRefusal, _ path: String) -> DeliveryError {
        DeliveryError(refusal.code, path: path, message: refusal.message)
    }

    /// The encoding by the byte order mark, the first bytes or the declaration, and whether the document names it.
    private static func xmlEncoding(_ entry: DeliveryEntry) throws -> (TextEncoding, isDeclared: Bool) {
        let head = try entry.head(1024)
        let declared = XMLRoot.declaredEncoding(head)
        if head.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, declared != nil) }
        if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0x3C, 0x00]) { return (.utf16LittleEndian, true) }
        if head.starts(with: [0xFE, 0xFF]) || head.starts(with: [0x00, 0x3C]) { return (.utf16BigEndian, true) }
        guard let declared else { return (.utf8, false) }
        guard let encoding = TextEncoding(label: declared) else {
            throw DeliveryError(
                .unreadable, path: entry.path, line: 1,
                message: "the document names the encoding '\(declared)', which is not read: write it in UTF-8")
        }
        // Two bytes a character it is not, or it could not be read so far.
        return encoding == .utf16LittleEndian || encoding == .utf16BigEndian ? (.utf8, true) : (encoding, true)
    }

    /// Web pages are often not well-formed XML.
    private static func isHypertext(_ source: any ByteSource) throws -> Bool {
        let head = String(decoding: try PeekableSource(source).peek(2048), as: UTF8.self).lowercased()
        let text = head.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
        return text.hasPrefix("<!doctype html") || text.hasPrefix("<html") || text.contains("<html")
    }
}

/// What a document is that is not read, and what to deliver instead.
struct XMLRefusal {
    var code = DeliveryError.Code.formatNotRead
    var message: String

    private static let instead = "deliver the observations as a Darwin Core Archive, CSV, Excel (.xlsx), GeoPackage or GML"

    static let webPage = XMLRefusal(
        message: "this is a web page, probably an error message of the service that it was fetched from: fetch the file again")

    /// `nil` for what may hold features.
    static func of(_ root: XMLRoot) -> XMLRefusal? {
        let spaces = root.attributeValues.joined(separator: " ").lowercased()
        switch root.name {
        case "html": return webPage
        case "Envelope" where spaces.contains("soap"):
            return XMLRefusal(
                code: .notObservations, message: "this is the answer of a SOAP service, not a delivery: \(instead)")
        case "ExceptionReport", "ServiceExceptionReport", "ServiceException":
            return XMLRefusal(
                code: .notObservations, message: "this is an error message of a map service (WFS), not data: fetch the file again")
        case "DataSets", "DataSet", "Unit", "Units":
            return XMLRefusal(message: "ABCD\(spaces.contains("abcd/2") ? " 2" : "") is not read: \(instead)")
        case "occurrence", "occurrences":
            return XMLRefusal(message: "a record of ABCD 1 or Darwin Core of old by itself is not read: \(instead)")
        case "DarwinRecordSet", "DarwinRecord", "SimpleDarwinRecord", "record", "records", "recordset":
            return XMLRefusal(
                message: "Darwin Core XML of old (before 2009), or a single record of it, is not read: \(instead)")
        case "eml":
            return XMLRefusal(
                code: .notObservations,
                message: "this is EML, the description of a dataset: deliver the dataset itself, with its tables")
        case "archive" where spaces.contains("dwc/text"):
            return XMLRefusal(
                code: .notObservations,
                message: "this is the meta.xml of a Darwin Core Archive by itself: deliver it together with its tables, in one zip")
        case "kml": return XMLRefusal(message: "KML is not read: \(instead)")
        case "gpx": return XMLRefusal(message: "GPX is not read: \(instead)")
        case "osm": return XMLRefusal(message: "OpenStreetMap XML is not read: \(instead)")
        case "Workbook" where spaces.contains("spreadsheet"):
            return XMLRefusal(message: "Excel's XML of 2003 is not read: save it as .xlsx or CSV")
        case "response" where spaces.contains("tapir") || spaces.contains("biocase") || spaces.contains("digir"):
            return XMLRefusal(message: "the answer of a DiGIR, TAPIR or BioCASe service is not read: \(instead)")
        default: return nil
        }
    }

    static func unknown(_ root: XMLRoot) -> XMLRefusal {
        XMLRefusal(
            message: "XML with the root element '\(root.name)' is not read: it has no features as GML has "
                + "(featureMember, featureMembers, member). \(instead.prefix(1).uppercased() + instead.dropFirst())")
    }
}
