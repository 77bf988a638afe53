/// Writes structures in Thrift's compact protocol, the language of Parquet's footer and page headers.
///
/// Fields of a structure have to be written in the order of their numbers.
struct ThriftWriter {
    private(set) var bytes: [UInt8] = []
    private var lastField: Int16 = 0

    enum Kind: UInt8 {
        case yes = 1, no = 2, byte = 3, int16 = 4, int32 = 5, int64 = 6, double = 7
        case binary = 8, list = 9, set = 10, map = 11, structure = 12
    }

    mutating func integer(_ field: Int16, _ value: Int32) {
        header(field, .int32)
        varint(zigzag(Int64(value)))
    }

    mutating func integer(_ field: Int16, _ value: Int64) {
        header(field, .int64)
        varint(zigzag(value))
    }

    mutating func integer(_ field: Int16, _ value: Int16) {
        header(field, .int16)
        varint(zigzag(Int64(value)))
    }

    mutating func boolean(_ field: Int16, _ value: Bool) {
        header(field, value ? .yes : .no)
    }

    mutating func text(_ field: Int16, _ value: String) {
        header(field, .binary)
        text(value)
    }

    mutating func binary(_ field: Int16, _ value: [UInt8]) {
        header(field, .binary)
        varint(UInt64(value.count))
        bytes.append(contentsOf: value)
    }

    mutating func structure(_ field: Int16, _ body: (inout ThriftWriter) -> Void) {
        header(field, .structure)
        structure(body)
    }

    /// A list of structures.
    mutating func list<Element>(
        _ field: Int16, _ elements: [Element], _ body: (inout ThriftWriter, Element) -> Void
    ) {
        listHeader(field, .structure, elements.count)
        for element in elements { structure { body(&$0, element) } }
    }

    mutating func list(_ field: Int16, _ elements: [Int32]) {
        listHeader(field, .int32, elements.count)
        for element in elements { varint(zigzag(Int64(element))) }
    }

    mutating func list(_ field: Int16, _ elements: [String]) {
        listHeader(field, .binary, elements.count)
        for element in elements { text(element) }
    }

    /// A structure without a field number: the outermost one, or an element of a list.
    mutating func structure(_ body: (inout ThriftWriter) -> Void) {
        let outer = lastField
        lastField = 0
        body(&self)
        bytes.append(0)
        lastField = outer
    }

    private mutating func header(_ field: Int16, _ kind: Kind) {
        let step = field - lastField
        lastField = field
        if step > 0, step <= 15 {
            bytes.append(UInt8(step) << 4 | kind.rawValue)
        } else {
            bytes.append(kind.rawValue)
            varint(zigzag(Int64(field)))
        }
    }

    private mutating func listHeader(_ field: Int16, _ kind: Kind, _ count: Int) {
        header(field, .list)
        if count < 15 {
            bytes.append(UInt8(count) << 4 | kind.rawValue)
        } else {
            bytes.append(0xF0 | kind.rawValue)
            varint(UInt64(count))
        }
    }

    private mutating func text(_ value: String) {
        varint(UInt64(value.utf8.count))
        bytes.append(contentsOf: value.utf8)
    }

    private func zigzag(_ value: Int64) -> UInt64 { UInt64(bitPattern: value << 1 ^ value >> 63) }

    private mutating func varint(_ value: UInt64) {
        var value = value
        while value >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: value) | 0x80)
            value >>= 7
        }
        bytes.append(UInt8(value))
    }
}
