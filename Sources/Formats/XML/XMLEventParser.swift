// Internal, because libxml2's headers bring in an ICU that clashes with Foundation's in whoever imports both.
internal import CLibXML2

/// Parses XML in pieces and hands it to a handler as events (libxml2's SAX2 push interface).
///
/// Nothing outside the document is read: no network, no DTD, no external entities. Entities that a document declares
/// itself are refused, so none can grow. UTF-8, UTF-16 and the 8-bit sets that libxml2 knows are understood.
public final class XMLEventParser {
    private let path: String
    private let handler: any XMLEventHandler
    private let deepest: Int
    private var context: xmlParserCtxtPtr?
    private var depth = 0
    private var isRootClosed = false
    private var failure: (any Error)?
    /// First bytes, held back until there are enough for the encoding to be recognised.
    private var opening: [UInt8] = []
    private var hasBegun = false

    private static let libraryIsReady: Bool = {
        xmlInitParser()
        return true
    }()

    /// - Parameters:
    ///   - path: the file, for errors.
    ///   - deepest: most elements within one another.
    public init(path: String, handler: any XMLEventHandler, deepest: Int = 256) {
        self.path = path
        self.handler = handler
        self.deepest = deepest
    }

    deinit {
        if let context { freeContext(context) }
    }

    /// Line that the parser has come to, from 1.
    public var line: Int { context.map { Int(xmlSAX2GetLineNumber($0)) } ?? 1 }
    /// Column that the parser has come to, from 1.
    public var column: Int { context.map { Int(xmlSAX2GetColumnNumber($0)) } ?? 1 }

    /// An error at the place the parser has come to, for a handler to throw.
    public func error(_ message: String) -> XMLParseError {
        XMLParseError(path: path, line: line, column: column, message: message)
    }

    /// Parses everything a source yields.
    public func parse(_ source: any ByteSource) throws {
        try source.forEachChunk(of: 1 << 16) { try feed($0) }
        try finish()
    }

    /// Parses a document in memory.
    public func parse(_ bytes: some Collection<UInt8>) throws {
        try Array(bytes).withUnsafeBytes { try feed($0) }
        try finish()
    }

    /// Parses the next bytes of the document.
    public func feed(_ bytes: UnsafeRawBufferPointer) throws {
        if let failure { throw failure }
        if hasBegun {
            try push(bytes, isLast: false)
        } else {
            opening.append(contentsOf: bytes)
            if opening.count >= 64 { try begin(isLast: false) }
        }
    }

    /// Ends the document; throws when it is not complete.
    public func finish() throws {
        if let failure { throw failure }
        if !hasBegun {
            guard !opening.isEmpty else { throw fail("the document is empty") }
            try begin(isLast: false)
        }
        try push(UnsafeRawBufferPointer(start: nil, count: 0), isLast: true)
    }

    private func begin(isLast: Bool) throws {
        guard Self.libraryIsReady else { return }
        hasBegun = true
        var callbacks = Self.callbacks
        let address = Unmanaged.passUnretained(self).toOpaque()
        // The first four bytes go in by themselves: libxml2 recognises UTF-16 from them.
        let first = opening.prefix(4).map { CChar(bitPattern: $0) }
        takeFaultsWithoutContext(true)
        context = xmlCreatePushParserCtxt(&callbacks, address, first, Int32(first.count), nil)
        takeFaultsWithoutContext(false)
        if let failure { throw failure }
        guard let context else { throw fail("no memory for the XML parser") }
        xmlCtxtUseOptions(context, Int32(XML_PARSE_NONET.rawValue))
        let rest = Array(opening.dropFirst(4))
        opening = []
        try rest.withUnsafeBytes { try push($0, isLast: isLast) }
    }

    private func push(_ bytes: UnsafeRawBufferPointer, isLast: Bool) throws {
        guard let context else { throw fail("the parser was not started") }
        var position = 0
        repeat {
            let count = min(bytes.count - position, 1 << 20)
            let piece = UnsafeRawBufferPointer(rebasing: bytes[position..<(position + count)])
            position += count
            let ends = isLast && position == bytes.count
            if count == 0 && !ends { break }
            takeFaultsWithoutContext(true)
            xmlParseChunk(context, piece.bindMemory(to: CChar.self).baseAddress, Int32(count), ends ? 1 : 0)
            takeFaultsWithoutContext(false)
            if let failure { throw failure }
            // Every fatal fault is reported through a callback; this is for one that was not.
            if context.pointee.wellFormed == 0 { throw fail("not well-formed XML") }
        } while position < bytes.count
        if isLast, !isRootClosed { throw fail("the document stops before its root element ends") }
    }

    /// Faults met while converting encodings do not know their parser and go to a handler of the thread. They are only
    /// noted: the parser cannot be stopped in the middle of a conversion.
    private func takeFaultsWithoutContext(_ takes: Bool) {
        guard takes else { return xmlSetStructuredErrorFunc(nil, nil) }
        xmlSetStructuredErrorFunc(Unmanaged.passUnretained(self).toOpaque()) { address, fault in
            guard let parser = XMLEventParser.parser(address), let fault, parser.failure == nil else { return }
            parser.failure = parser.error(parser.message(of: fault.pointee))
        }
    }

    private func message(of fault: xmlError) -> String {
        // libxml2's own words for these two mislead in push mode.
        if fault.code == Int32(XML_ERR_DOCUMENT_END.rawValue), depth > 0 {
            return "the document stops before its root element ends"
        }
        if fault.code == Int32(XML_ERR_DOCUMENT_EMPTY.rawValue) { return "the document does not begin as XML" }
        let text = fault.message.map { String(cString: $0) } ?? ""
        return text.split(separator: "\n").first.map(String.init) ?? "not well-formed XML"
    }

    private func fail(_ message: String) -> XMLParseError {
        let error = error(message)
        failure = failure ?? error
        return error
    }

    private func freeContext(_ context: xmlParserCtxtPtr) {
        if let document = context.pointee.myDoc { xmlFreeDoc(document) }
        context.pointee.myDoc = nil
        xmlFreeParserCtxt(context)
    }

    // MARK: events

    /// Runs a handler's method; its error stops the parser and is kept for the caller.
    private func deliver(_ event: () throws -> Void) {
        guard failure == nil else { return }
        do {
            try event()
        } catch {
            stop(error)
        }
    }

    private func stop(_ error: any Error) {
        guard failure == nil else { return }
        failure = error
        if let context { xmlStopParser(context) }
    }

    private func starts(_ element: XMLElementStart) {
        depth += 1
        deliver {
            guard depth <= deepest else { throw error("elements are nested deeper than \(deepest)") }
            try handler.startElement(element)
        }
    }

    private func ends(_ name: UnsafePointer<xmlChar>?, _ namespace: UnsafePointer<xmlChar>?) {
        depth -= 1
        isRootClosed = depth == 0
        deliver { try handler.endElement(name: terminated(name), namespace: terminated(namespace)) }
    }

    private func textArrives(_ text: UnsafePointer<xmlChar>?, _ count: Int32) {
        deliver { try handler.text(UnsafeBufferPointer(start: text, count: Int(count))) }
    }

    private func meetsEntity(_ name: UnsafePointer<xmlChar>?) {
        let text = String(decoding: terminated(name), as: UTF8.self)
        stop(error("entity '&\(text);' is not one of XML's own five; write the character itself"))
    }

    private func meetsFault(_ fault: xmlError) {
        // Faulty namespace prefixes do not keep anybody from reading the elements.
        guard fault.level.rawValue >= XML_ERR_ERROR.rawValue || fault.code == Int32(XML_WAR_UNDECLARED_ENTITY.rawValue),
            fault.domain != Int32(XML_FROM_NAMESPACE.rawValue)
        else { return }
        stop(
            XMLParseError(
                path: path, line: Int(fault.line), column: Int(max(fault.int2, 1)), message: message(of: fault)))
    }

    private static func parser(_ address: UnsafeMutableRawPointer?) -> XMLEventParser? {
        address.map { Unmanaged<XMLEventParser>.fromOpaque($0).takeUnretainedValue() }
    }

    /// A parser that must not replace entities hands "&" in attribute values over as "&#38;". Such values are copies
    /// that the parser made for this element, never its input, so that they can be shortened where they stand.
    private static func decodeAmpersands(_ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?, count: Int) {
        guard let attributes, count > 0 else { return }
        let coded = Array("&#38;".utf8)
        for index in 0..<count {
            guard let start = attributes[index * 5 + 3], let end = attributes[index * 5 + 4] else { continue }
            let value = UnsafeBufferPointer(start: start, count: max(end - start, 0))
            guard value.contains(UInt8(ascii: "&")) else { continue }
            let target = UnsafeMutablePointer(mutating: start)
            var written = 0
            var place = 0
            while place < value.count {
                let byte = value[place]
                place += value[place...].starts(with: coded) ? coded.count : 1
                target[written] = byte
                written += 1
            }
            attributes[index * 5 + 4] = start + written
        }
    }

    private static var callbacks: xmlSAXHandler {
        var handler = xmlSAXHandler()
        handler.initialized = UInt32(XML_SAX2_MAGIC)
        handler.startElementNs = { address, name, _, namespace, _, _, count, _, attributes in
            guard let parser = XMLEventParser.parser(address) else { return }
            XMLEventParser.decodeAmpersands(attributes, count: Int(count))
            parser.starts(
                XMLElementStart(
                    name: name, namespace: namespace, line: parser.line, attributeCount: Int(count),
                    attributes: attributes))
        }
        handler.endElementNs = { address, name, _, namespace in
            XMLEventParser.parser(address)?.ends(name, namespace)
        }
        handler.characters = { address, text, count in XMLEventParser.parser(address)?.textArrives(text, count) }
        handler.ignorableWhitespace = handler.characters
        handler.cdataBlock = handler.characters
        handler.reference = { address, name in XMLEventParser.parser(address)?.meetsEntity(name) }
        handler.serror = { address, fault in
            guard let fault else { return }
            XMLEventParser.parser(address)?.meetsFault(fault.pointee)
        }
        return handler
    }
}
