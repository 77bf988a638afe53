/// One pass over a tar stream that lists its members.
struct TarIndex {
    private(set) var entries: [TarEntry] = []
    private let source: any ByteSource
    private let path: String
    private var offset: UInt64 = 0
    /// What pax and GNU headers say about the member that follows.
    private var nextName: String?
    private var nextSize: UInt64?
    private var globalSize: UInt64?
    private var nextIsSparse = false

    /// Names and pax records beyond this are no names any more.
    private static let mostHeaderBytes: UInt64 = 1 << 20

    init(_ source: any ByteSource, path: String) throws {
        self.source = source
        self.path = path
        var block = [UInt8](repeating: 0, count: 512)
        while try readBlock(&block) {
            try member(block)
        }
    }

    private func failure(_ reason: TarError.Reason) -> TarError {
        TarError(reason: reason, path: path, entry: entries.last?.name, offset: offset)
    }

    /// False at the end of the archive: a block of zeros, or the end of the stream after at least one member.
    private mutating func readBlock(_ block: inout [UInt8]) throws -> Bool {
        let count = try block.withUnsafeMutableBytes { try source.readFully(into: $0) }
        if count == 0, offset > 0 { return false }
        guard count == 512 else { throw failure(offset == 0 ? .notATar : .truncated) }
        if !block.contains(where: { $0 != 0 }) { return false }
        guard TarHeader.hasValidChecksum(block) else {
            throw failure(offset == 0 ? .notATar : .damaged("header check sum"))
        }
        offset += 512
        return true
    }

    private mutating func member(_ block: [UInt8]) throws {
        let header = TarHeader(block)
        guard let headerSize = header.size else { throw failure(.damaged("member size")) }
        switch header.type {
        case UInt8(ascii: "L"):
            nextName = String(decoding: try content(headerSize).prefix { $0 != 0 }, as: UTF8.self)
        case UInt8(ascii: "K"):
            _ = try content(headerSize)
        case UInt8(ascii: "x"), UInt8(ascii: "X"):
            try readExtended(content(headerSize), isGlobal: false)
        case UInt8(ascii: "g"):
            try readExtended(content(headerSize), isGlobal: true)
        default:
            try append(header, headerSize: headerSize)
        }
    }

    private mutating func append(_ header: TarHeader, headerSize: UInt64) throws {
        let name = nextName ?? header.name
        var kind = header.kind(named: name)
        if nextIsSparse { kind = .other(UInt8(ascii: "S")) }
        // Links and folders may state a size but have no data behind them.
        let size = header.hasData ? nextSize ?? globalSize ?? headerSize : 0
        (nextName, nextSize, nextIsSparse) = (nil, nil, false)
        entries.append(TarEntry(name: name, kind: kind, size: size, dataOffset: offset))
        try skipPadded(size)
    }

    private mutating func skipPadded(_ size: UInt64) throws {
        let padded = size.addingReportingOverflow(511)
        guard !padded.overflow, !offset.addingReportingOverflow(padded.partialValue).overflow else {
            throw failure(.damaged("member size"))
        }
        let total = padded.partialValue & ~511
        let skipped = try source.skip(total)
        // Writers that leave out the padding of the last member did not lose data.
        guard skipped >= size else {
            offset += skipped
            throw failure(.truncated)
        }
        offset += total
    }

    /// The data of a header member, which is small.
    private mutating func content(_ size: UInt64) throws -> [UInt8] {
        guard size <= Self.mostHeaderBytes else { throw failure(.damaged("header of \(size) bytes")) }
        var bytes = [UInt8](repeating: 0, count: Int(size + 511) & ~511)
        let count = try bytes.withUnsafeMutableBytes { try source.readFully(into: $0) }
        guard count == bytes.count else { throw failure(.truncated) }
        offset += UInt64(count)
        return Array(bytes.prefix(Int(size)))
    }

    /// Pax records: "length keyword=value\n", the length counting the whole record.
    private mutating func readExtended(_ bytes: [UInt8], isGlobal: Bool) throws {
        var rest = bytes[...]
        while let space = rest.firstIndex(of: UInt8(ascii: " ")) {
            guard let length = Int(String(decoding: rest[..<space], as: UTF8.self)), length <= rest.count,
                length > space - rest.startIndex + 1
            else { throw failure(.damaged("pax record")) }
            let record = rest[(space + 1)..<(rest.startIndex + length)]
            rest = rest.dropFirst(length)
            guard let equals = record.firstIndex(of: UInt8(ascii: "=")) else { throw failure(.damaged("pax record")) }
            let value = String(decoding: record[(equals + 1)...].prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
            switch String(decoding: record[..<equals], as: UTF8.self) {
            case "path" where !isGlobal: nextName = value
            case "size":
                guard let size = UInt64(value) else { throw failure(.damaged("pax size")) }
                if isGlobal { globalSize = size } else { nextSize = size }
            case let key where key.hasPrefix("GNU.sparse."): nextIsSparse = true
            default: break
            }
        }
    }
}
