import CByteScan
import Columns

/// Writes delimited text into memory, field by field; whoever owns it takes the bytes out from time to time.
///
/// RFC 4180: a field is quoted only when it holds the delimiter, the quote, CR or LF. Without a quote those bytes
/// cannot be told; they are replaced by spaces and counted. One thread at a time.
public final class DelimitedWriter {
    public enum RecordEnd: Sendable { case lineFeed, carriageReturnLineFeed }

    public let delimiter: UInt8
    public let quote: UInt8?
    public let recordEnd: RecordEnd
    /// Fields in which bytes were replaced because there is no quote to enclose them.
    public private(set) var replacedFields = 0

    // Checks of exclusive access at run time would cost as much as the writing.
    @exclusivity(unchecked) private var bytes: UnsafeMutablePointer<UInt8>
    @exclusivity(unchecked) private var capacity: Int
    /// Bytes waiting to be taken out.
    @exclusivity(unchecked) public private(set) var count = 0
    @exclusivity(unchecked) private var recordStart = 0
    @exclusivity(unchecked) private var fieldsInRecord = 0

    /// Room that fast copies need behind the bytes.
    private static let slack = 64

    public init(
        delimiter: UInt8 = UInt8(ascii: ","), quote: UInt8? = UInt8(ascii: "\""), recordEnd: RecordEnd = .lineFeed,
        capacity: Int = 1 << 20
    ) {
        self.delimiter = delimiter
        self.quote = quote
        self.recordEnd = recordEnd
        self.capacity = max(1024, capacity)
        bytes = .allocate(capacity: self.capacity + DelimitedWriter.slack)
    }

    deinit { bytes.deallocate() }

    // MARK: fields

    /// A field with the given bytes (UTF-8); empty bytes are an empty field.
    public func append(_ value: UnsafeRawBufferPointer) {
        beginField(room: value.count)
        guard let source = value.baseAddress, value.count > 0 else { return }
        let special = bytescan_copy_checked(
            bytes + count, source.assumingMemoryBound(to: UInt8.self), value.count, delimiter, quote ?? delimiter)
        if special == 0 {
            count += value.count
        } else {
            appendSpecial(value)
        }
    }

    public func append(_ value: String) {
        var value = value
        value.withUTF8 { append(UnsafeRawBufferPointer($0)) }
    }

    /// An empty field.
    public func appendEmpty() { beginField(room: 0) }

    /// A field whose bytes are as they should be in the text, quotes and all; they are not looked at.
    public func append(encoded value: UnsafeRawBufferPointer) {
        beginField(room: value.count)
        copy(value)
    }

    /// The value of a dictionary code (0 is an empty field) out of a table made by `encode`.
    public func append(code: UInt32, of values: EncodedFields) {
        let range = values.range(code)
        beginField(room: range.count)
        values.bytes.withUnsafeBytes { copy(UnsafeRawBufferPointer(rebasing: $0[range])) }
    }

    public func append(_ value: Int) {
        beginField(room: DecimalText.maximumBytes)
        count += DecimalText.write(Int64(value), to: bytes + count)
    }

    /// The shortest text that reads back as the same number; NaN and infinities are empty fields.
    public func append(_ value: Double) {
        beginField(room: DecimalText.maximumBytes)
        count += DecimalText.write(value, to: bytes + count)
    }

    /// A number with so many decimals (0…15), rounded as `printf` does; NaN and infinities are empty fields.
    public func append(_ value: Double, decimals: Int) {
        beginField(room: DecimalText.maximumBytes)
        count += DecimalText.write(value, decimals: decimals, to: bytes + count)
    }

    public func endRecord() {
        reserve(4)
        // An empty line would be no record.
        if count == recordStart, let quote {
            bytes[count] = quote
            bytes[count + 1] = quote
            count += 2
        }
        if recordEnd == .carriageReturnLineFeed {
            bytes[count] = UInt8(ascii: "\r")
            count += 1
        }
        bytes[count] = UInt8(ascii: "\n")
        count += 1
        recordStart = count
        fieldsInRecord = 0
    }

    // MARK: taking out

    /// Calls `body` with all bytes so far.
    public func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try body(UnsafeRawBufferPointer(start: bytes, count: count))
    }

    /// Forgets the bytes and keeps the memory; to be called between records.
    public func removeAll() {
        count = 0
        recordStart = 0
        fieldsInRecord = 0
    }

    /// All bytes so far, which are then forgotten.
    public func take() -> [UInt8] {
        defer { removeAll() }
        return Array(UnsafeBufferPointer(start: bytes, count: count))
    }

    /// The values of a dictionary as this writer would write them: quoting is done once a value, not once a row.
    public func encode(_ dictionary: TextDictionary) -> EncodedFields {
        let encoder = DelimitedWriter(delimiter: delimiter, quote: quote, capacity: dictionary.byteCount)
        var ends: [UInt32] = [0]
        ends.reserveCapacity(dictionary.count + 1)
        for code in 0..<dictionary.count {
            dictionary.withBytes(UInt32(code + 1)) {
                encoder.fieldsInRecord = 0
                encoder.append($0)
            }
            ends.append(UInt32(truncatingIfNeeded: encoder.count))
        }
        replacedFields += encoder.replacedFields
        return EncodedFields(bytes: encoder.take(), ends: ends)
    }

    // MARK: bytes

    @inline(__always) private func beginField(room: Int) {
        reserve(room + 1)
        if fieldsInRecord > 0 {
            bytes[count] = delimiter
            count += 1
        }
        fieldsInRecord += 1
    }

    @inline(__always) private func reserve(_ room: Int) {
        if capacity - count < room { grow(room) }
    }

    private func grow(_ room: Int) {
        capacity = max(capacity * 2, count + room)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity + DelimitedWriter.slack)
        larger.update(from: bytes, count: count)
        bytes.deallocate()
        bytes = larger
    }

    private func copy(_ value: UnsafeRawBufferPointer) {
        guard let source = value.baseAddress else { return }
        (bytes + count).update(from: source.assumingMemoryBound(to: UInt8.self), count: value.count)
        count += value.count
    }

    private func appendSpecial(_ value: UnsafeRawBufferPointer) {
        guard let quote else {
            replacedFields += 1
            for byte in value {
                let isPlain = byte != delimiter && byte != UInt8(ascii: "\r") && byte != UInt8(ascii: "\n")
                bytes[count] = isPlain ? byte : UInt8(ascii: " ")
                count += 1
            }
            return
        }
        reserve(value.count * 2 + 2)
        bytes[count] = quote
        count += 1
        for byte in value {
            if byte == quote {
                bytes[count] = quote
                count += 1
            }
            bytes[count] = byte
            count += 1
        }
        bytes[count] = quote
        count += 1
    }
}

/// Dictionary values ready to be written as fields of one dialect.
public struct EncodedFields: Sendable {
    public let bytes: [UInt8]
    /// `ends[code]` is the offset behind the value of `code`; code 0 is empty.
    public let ends: [UInt32]

    /// Where the field of a code (0…count) lies in `bytes`.
    @inlinable public func range(_ code: UInt32) -> Range<Int> {
        code == 0 ? 0..<0 : Int(ends[Int(code) - 1])..<Int(ends[Int(code)])
    }
}
