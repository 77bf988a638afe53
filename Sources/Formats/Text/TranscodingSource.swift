import CByteScan

/// A text in any of the encodings, read as UTF-8 without a byte order mark.
///
/// Nothing is repaired. UTF-8 passes through as it is; a lone UTF-16 surrogate becomes three bytes that are no UTF-8
/// (ED A0…BF xx), half a UTF-16 unit at the end becomes FF. So whoever checks for well-formed UTF-8 finds them.
public final class TranscodingSource: ByteSource {
    public let encoding: TextEncoding
    private let source: any ByteSource
    private let characters: [UInt16]
    private let input: UnsafeMutableBufferPointer<UInt8>
    /// What is read but not converted: `input[position..<filled]`.
    private var position = 0
    private var filled = 0
    private var isExhausted = false
    /// Whether a byte order mark may still come.
    private var isAtStart = true
    private var pendingHighSurrogate: UInt16?
    /// Converted bytes that found no room.
    private var surplus: [UInt8] = []

    /// - Parameter inputBytes: how much is read at a time when there is something to convert.
    public init(_ source: any ByteSource, encoding: TextEncoding, inputBytes: Int = 1 << 20) {
        self.source = source
        self.encoding = encoding
        characters = SingleByteCharacters.upperHalf(encoding) ?? []
        input = .allocate(capacity: max(4, inputBytes))
    }

    deinit { input.deallocate() }

    public func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard let base = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self), buffer.count > 0 else { return 0 }
        if isAtStart { try skipByteOrderMark() }
        if encoding == .utf8 {
            guard position < filled else { return try source.read(into: buffer) }
            let count = min(buffer.count, filled - position)
            buffer.copyBytes(from: input[position..<position + count])
            position += count
            return count
        }
        var output = Output(base: base, capacity: buffer.count)
        output.drain(&surplus)
        while output.hasRoom {
            if position == filled, try !refill() { break }
            if characters.isEmpty { try convertUTF16(&output) } else { convertSingleBytes(&output) }
        }
        surplus.append(contentsOf: output.surplus)
        return output.count
    }

    /// Bytes on their way out; a character that does not fit whole goes over into `surplus`.
    private struct Output {
        let base: UnsafeMutablePointer<UInt8>
        let capacity: Int
        var count = 0
        var surplus: [UInt8] = []

        init(base: UnsafeMutablePointer<UInt8>, capacity: Int) {
            self.base = base
            self.capacity = capacity
        }

        var hasRoom: Bool { count < capacity }

        mutating func drain(_ bytes: inout [UInt8]) {
            let taken = min(bytes.count, capacity)
            for index in 0..<taken { base[index] = bytes[index] }
            count = taken
            bytes.removeFirst(taken)
        }

        @inline(__always) mutating func append(byte: UInt8) {
            if count < capacity {
                base[count] = byte
                count += 1
            } else {
                surplus.append(byte)
            }
        }

        /// Surrogates are written like any other value.
        @inline(__always) mutating func append(scalar: UInt32) {
            if scalar < 0x80 {
                append(byte: UInt8(truncatingIfNeeded: scalar))
                return
            }
            if scalar < 0x800 {
                append(byte: 0xC0 | UInt8(truncatingIfNeeded: scalar >> 6))
            } else {
                if scalar < 0x10000 {
                    append(byte: 0xE0 | UInt8(truncatingIfNeeded: scalar >> 12))
                } else {
                    append(byte: 0xF0 | UInt8(truncatingIfNeeded: scalar >> 18))
                    append(byte: 0x80 | UInt8(truncatingIfNeeded: scalar >> 12) & 0x3F)
                }
                append(byte: 0x80 | UInt8(truncatingIfNeeded: scalar >> 6) & 0x3F)
            }
            append(byte: 0x80 | UInt8(truncatingIfNeeded: scalar) & 0x3F)
        }
    }

    private func refill() throws -> Bool {
        guard !isExhausted else { return false }
        position = 0
        filled = try source.read(into: UnsafeMutableRawBufferPointer(input))
        if filled == 0 { isExhausted = true }
        return filled > 0
    }

    private func skipByteOrderMark() throws {
        let mark: [UInt8] =
            switch encoding {
            case .utf8: [0xEF, 0xBB, 0xBF]
            case .utf16LittleEndian: [0xFF, 0xFE]
            case .utf16BigEndian: [0xFE, 0xFF]
            case .latin1, .windows1252, .macRoman: []
            }
        if !mark.isEmpty {
            filled += try source.fill(
                UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(input)[..<mark.count]))
            if input[..<filled].elementsEqual(mark) { position = filled }
        }
        isAtStart = false
    }

    private func convertSingleBytes(_ output: inout Output) {
        guard let bytes = input.baseAddress else { return }
        while position < filled, output.hasRoom {
            let plain = min(bytescan_plain_end(bytes, position, filled) - position, output.capacity - output.count)
            (output.base + output.count).update(from: bytes + position, count: plain)
            output.count += plain
            position += plain
            while position < filled, output.hasRoom {
                let byte = bytes[position]
                if byte > 0, byte < 0x80 { break }
                output.append(scalar: byte == 0 ? 0 : UInt32(characters[Int(byte) - 0x80]))
                position += 1
            }
        }
    }

    private func convertUTF16(_ output: inout Output) throws {
        while position < filled, output.hasRoom {
            if filled - position == 1 {
                // Half a unit: the other half comes with the next bytes, if any.
                input[0] = input[position]
                position = 0
                let more = try source.read(
                    into: UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(input)[1...]))
                filled = 1 + more
                if more == 0 {
                    isExhausted = true
                    position = 1
                    flushSurrogate(&output)
                    output.append(byte: 0xFF)
                    return
                }
            }
            let first = UInt16(input[position])
            let second = UInt16(input[position + 1])
            position += 2
            let unit = encoding == .utf16LittleEndian ? first | second << 8 : first << 8 | second
            if let high = pendingHighSurrogate, (0xDC00...0xDFFF).contains(unit) {
                pendingHighSurrogate = nil
                output.append(scalar: 0x10000 + (UInt32(high) & 0x3FF) << 10 + UInt32(unit) & 0x3FF)
                continue
            }
            flushSurrogate(&output)
            if (0xD800...0xDBFF).contains(unit) {
                pendingHighSurrogate = unit
            } else {
                output.append(scalar: UInt32(unit))
            }
        }
        if position == filled, try !refill() { flushSurrogate(&output) }
    }

    private func flushSurrogate(_ output: inout Output) {
        guard let high = pendingHighSurrogate else { return }
        pendingHighSurrogate = nil
        output.append(scalar: UInt32(high))
    }
}
