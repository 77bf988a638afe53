/// Reads structures in Thrift's compact protocol out of bytes that may be damaged.
///
/// The memory read has to outlive the reader.
struct ThriftReader {
    let bytes: UnsafeRawBufferPointer
    private(set) var position: Int
    private var depth = 0

    /// A field or list element as announced: its number (0 in a list) and the kind of its value.
    struct Field {
        var number: Int16
        var kind: UInt8
    }

    init(_ bytes: UnsafeRawBufferPointer, at position: Int = 0) {
        self.bytes = bytes
        self.position = position
    }

    /// Hands every field of a structure to `body`, which reads it or skips it.
    mutating func structure(
        _ body: (inout ThriftReader, Field) throws(ParquetError) -> Void
    ) throws(ParquetError) {
        try descend()
        var last: Int16 = 0
        while true {
            let head = try byte()
            if head == 0 { break }
            let step = Int16(head >> 4)
            if step == 0 {
                guard let number = Int16(exactly: unzigzag(try varint())) else { throw damaged("field number") }
                last = number
            } else {
                let (next, overflow) = last.addingReportingOverflow(step)
                guard !overflow else { throw damaged("field number") }
                last = next
            }
            try body(&self, Field(number: last, kind: head & 15))
        }
        depth -= 1
    }

    /// The value of a field that is a structure.
    mutating func structure(
        _ field: Field, _ body: (inout ThriftReader, Field) throws(ParquetError) -> Void
    ) throws(ParquetError) {
        guard field.kind == ThriftWriter.Kind.structure.rawValue else { throw damaged("structure") }
        try structure(body)
    }

    /// Hands every element of a list to `body`.
    mutating func list(
        _ field: Field, _ body: (inout ThriftReader, Field) throws(ParquetError) -> Void
    ) throws(ParquetError) {
        guard field.kind == ThriftWriter.Kind.list.rawValue || field.kind == ThriftWriter.Kind.set.rawValue else {
            throw damaged("list")
        }
        try descend()
        let head = try byte()
        var count = UInt64(head >> 4)
        if count == 15 { count = try varint() }
        // Every element takes a byte at least, so no list can be longer than what is left.
        guard count <= UInt64(bytes.count - position) else { throw damaged("list length") }
        for _ in 0..<count { try body(&self, Field(number: 0, kind: head & 15)) }
        depth -= 1
    }

    mutating func integer(_ field: Field) throws(ParquetError) -> Int64 {
        switch ThriftWriter.Kind(rawValue: field.kind) {
        case .byte: Int64(Int8(bitPattern: try byte()))
        case .int16, .int32, .int64: unzigzag(try varint())
        default: throw damaged("integer")
        }
    }

    mutating func int32(_ field: Field) throws(ParquetError) -> Int32 {
        guard let value = Int32(exactly: try integer(field)) else { throw damaged("32-bit integer") }
        return value
    }

    func boolean(_ field: Field) throws(ParquetError) -> Bool {
        switch ThriftWriter.Kind(rawValue: field.kind) {
        case .yes: true
        case .no: false
        default: throw damaged("boolean")
        }
    }

    mutating func text(_ field: Field) throws(ParquetError) -> String {
        guard field.kind == ThriftWriter.Kind.binary.rawValue else { throw damaged("text") }
        return String(decoding: try binary(), as: UTF8.self)
    }

    mutating func skip(_ field: Field) throws(ParquetError) {
        switch ThriftWriter.Kind(rawValue: field.kind) {
        case .yes, .no:
            // A boolean lies in its field's header, but in a list it takes a byte.
            if field.number == 0 { _ = try byte() }
        case .byte: _ = try byte()
        case .int16, .int32, .int64: _ = try varint()
        case .double: try advance(8)
        case .binary: _ = try binary()
        case .list, .set: try list(field) { (reader, element) throws(ParquetError) in try reader.skip(element) }
        case .map: try skipMap()
        case .structure: try structure { (reader, inner) throws(ParquetError) in try reader.skip(inner) }
        case nil: throw damaged("kind of value")
        }
    }

    private mutating func skipMap() throws(ParquetError) {
        let count = try varint()
        guard count > 0 else { return }
        guard count <= UInt64(bytes.count - position) else { throw damaged("map length") }
        try descend()
        let kinds = try byte()
        for _ in 0..<count {
            try skip(Field(number: 0, kind: kinds >> 4))
            try skip(Field(number: 0, kind: kinds & 15))
        }
        depth -= 1
    }

    private mutating func descend() throws(ParquetError) {
        depth += 1
        guard depth <= 64 else { throw damaged("nesting") }
    }

    private mutating func binary() throws(ParquetError) -> UnsafeRawBufferPointer {
        let count = try varint()
        guard count <= UInt64(bytes.count - position) else { throw damaged("length of a text") }
        let start = position
        position += Int(count)
        return UnsafeRawBufferPointer(rebasing: bytes[start..<position])
    }

    private mutating func advance(_ count: Int) throws(ParquetError) {
        guard count <= bytes.count - position else { throw damaged("end") }
        position += count
    }

    private mutating func byte() throws(ParquetError) -> UInt8 {
        guard position < bytes.count else { throw damaged("end") }
        defer { position += 1 }
        return bytes[position]
    }

    private mutating func varint() throws(ParquetError) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let next = try byte()
            value |= UInt64(next & 0x7F) << shift
            if next < 0x80 { return value }
            shift += 7
            guard shift < 64 else { throw damaged("number") }
        }
    }

    private func unzigzag(_ value: UInt64) -> Int64 { Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1) }

    private func damaged(_ what: String) -> ParquetError {
        .corrupt("damaged metadata: unexpected \(what) at byte \(position) of it")
    }
}
