/// Goes through a document and copies what an excerpt of it takes over.
final class GMLExcerptCopy {
    private let scanner: XMLScanner
    private let window: XMLByteWindow
    private let scan: GMLFeatureScan
    /// Local names of the fields that are added to features.
    private let added: Set<[UInt8]>
    private let write: (UnsafeRawBufferPointer) throws -> Void
    private var output: [UInt8] = []
    private static let outputBytes = 1 << 16

    /// The elements that are open around features, the root first. Those that are open in the copy are the first of them.
    private var open: [Surrounding] = []

    private struct Surrounding {
        /// Prefix and all.
        var name: [UInt8]
        var startTag: [UInt8]
        var begin: Int64
        var behindStartTag: Int64
        /// The start tag and what stands between it and the first feature or element around features in it; `nil` until
        /// that is reached.
        var head: [UInt8]?
        /// A `boundedBy` behind that, which changes the system of what comes behind it.
        var newSystem: [UInt8]?
        var isWritten = false
    }

    /// What a collection says of all its features and its sending, and is not true of some.
    private static let untrue: [StaticString] = [
        "numberMatched", "numberReturned", "numberOfFeatures", "timeStamp", "next", "previous",
    ]
    private static let longestHead = 3 * RecordBlock.maximumRecordBytes

    init(
        _ source: any ByteSource, path: String, added: [String], into write: @escaping (UnsafeRawBufferPointer) throws -> Void
    ) {
        window = XMLByteWindow(source, most: Self.longestHead)
        scanner = XMLScanner(window, path: path)
        window.scanner = scanner
        scan = GMLFeatureScan(scanner)
        self.added = Set(added.map { Array($0.utf8) })
        self.write = write
    }

    // MARK: between features

    /// Goes to the feature that begins at an offset: its start is then read last.
    func goTo(featureAt offset: Int64) throws {
        while true {
            let begin = scanner.offsetBehind
            window.held = open.last.flatMap { $0.head == nil ? $0.begin : nil } ?? begin
            let system = scan.outer
            switch try scan.step() {
            case .feature:
                try endHead()
                if scanner.offset == offset { return }
                guard scanner.offset < offset else { throw missing(offset) }
                window.held = nil
                try scanner.skipElement()
            case .finished: throw missing(offset)
            case .member, .other:
                if scan.containers.count > open.count {
                    try enter(from: begin)
                } else if scan.containers.count < open.count {
                    let left = open.removeLast()
                    if left.isWritten { try writeEnd(left.name) }
                } else if let last = open.indices.last, open[last].head != nil, scan.outer != system {
                    open[last].newSystem = try bytes(begin..<scanner.offsetBehind)
                }
            }
        }
    }

    /// Takes in the element around features whose start was read last.
    private func enter(from begin: Int64) throws {
        if open.isEmpty {
            output += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8
            output += XMLHead.withoutDeclaration(try bytes(begin..<scanner.offset))
        } else {
            try endHead()
        }
        open.append(
            Surrounding(
                name: scanner.qualifiedName, startTag: scanner.startTag(without: Self.untrue), begin: scanner.offset,
                behindStartTag: scanner.offsetBehind))
    }

    /// Notes what stands in the innermost element in front of the token last read, if that is its first.
    private func endHead() throws {
        guard let last = open.indices.last, open[last].head == nil else { return }
        open[last].head = open[last].startTag + (try bytes(open[last].behindStartTag..<scanner.offset))
    }

    private func bytes(_ range: Range<Int64>) throws -> [UInt8] {
        var bytes: [UInt8] = []
        guard window.append(range, to: &bytes) else {
            throw scanner.error("what stands in front of a feature is longer than \(Self.longestHead >> 20) MB")
        }
        return bytes
    }

    private func missing(_ offset: Int64) -> XMLParseError {
        scanner.error("no feature begins at byte \(offset), though one was read there: the document is not the one that was read")
    }

    // MARK: one feature

    /// Copies the feature whose start was read last, and opens in the copy what it stands in.
    func copyFeature(adding fields: [(name: String, value: String)]) throws {
        writeSurroundings()
        let level = scanner.depth
        let name = scanner.qualifiedName
        window.held = scanner.offset
        if scanner.startsEmptyElement {
            try copy(to: scanner.offsetBehind - 2)
            output.append(UInt8(ascii: ">"))
            write(fields)
            try writeEnd(name)
            _ = try scanner.next()
            return
        }
        // A text of blanks in front of the next token: it goes with a field that is left out, and stays in front of the end
        // tag, so that fields added, left out and added again leave nothing behind.
        var blank: Range<Int64>?
        while true {
            let token = try scanner.next()
            let begin = blank.flatMap { $0.upperBound == scanner.offset ? $0.lowerBound : nil } ?? scanner.offset
            blank = nil
            switch token {
            case .text:
                if scanner.rawText.trimmedXML.isEmpty { blank = scanner.offset..<scanner.offsetBehind }
            case .start where scanner.depth == level + 1 && added.contains(Array(scanner.name)):
                try copy(to: begin)
                window.held = nil
                try scanner.skipElement()
                window.held = scanner.offsetBehind
            case .end where scanner.depth == level:
                try copy(to: begin)
                write(fields)
                try copy(to: scanner.offsetBehind)
                output.append(0x0A)
                return
            case .start, .end: break
            case .finished: return
            }
            let certain = blank?.lowerBound ?? scanner.offsetBehind
            if let copied = window.held, certain - copied >= Self.outputBytes { try copy(to: certain) }
        }
    }

    /// Copies from where bytes are held.
    private func copy(to end: Int64) throws {
        guard let begin = window.held, window.append(begin..<max(begin, end), to: &output) else {
            throw scanner.error("a part of a feature is longer than \(Self.longestHead >> 20) MB")
        }
        window.held = max(begin, end)
        if output.count >= Self.outputBytes { try flush() }
    }

    private func write(_ fields: [(name: String, value: String)]) {
        for (name, value) in fields { output += "\n<\(name)>\(XMLTextWriter.escaped(value))</\(name)>".utf8 }
    }

    private func writeSurroundings() {
        for index in open.indices {
            if !open[index].isWritten { output += open[index].head ?? open[index].startTag }
            open[index].isWritten = true
            guard let system = open[index].newSystem else { continue }
            output += system + [0x0A]
            open[index].newSystem = nil
        }
    }

    private func writeEnd(_ name: [UInt8]) throws {
        output += "</".utf8
        output += name
        output += ">\n".utf8
        if output.count >= Self.outputBytes { try flush() }
    }

    // MARK: the end

    /// Ends what is open in the copy.
    func finish() throws {
        while let last = open.popLast() {
            if last.isWritten { try writeEnd(last.name) }
        }
        try flush()
    }

    private func flush() throws {
        guard !output.isEmpty else { return }
        try output.withUnsafeBytes(write)
        output.removeAll(keepingCapacity: true)
    }
}
