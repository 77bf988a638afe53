import Columns

/// Encodes columns of fixed-size values: a dictionary when few differ, else plain.
struct NumberColumnEncoder {
    let writer: ColumnChunkWriter
    /// The present values without gaps.
    private let packed: ParquetBuffer

    init(writer: ColumnChunkWriter) throws(ParquetError) {
        self.writer = writer
        packed = try ParquetBuffer()
    }

    func encode<Number: ParquetNumber>(_ column: Column<Number>, nullable: Bool) throws(ParquetError) {
        let rows = column.count
        try withFlags(column.present, rows: rows) { (flags) throws(ParquetError) in
            let presence = try checkedPresence(flags: flags, rows: rows, nullable: nullable)
            try column.values.withUnsafeBufferPointer { (values) throws(ParquetError) in
                let present = try gather(values, presence)
                writer.begin(Number.physicalType, rows: rows, presence: presence)
                try encode(present, rows: rows, presence: presence, nullable: nullable)
                let bounds = Number.bounds(present)
                writer.finish(bounds: bounds.bounds, containsNaN: bounds.containsNaN)
            }
        }
    }

    private func encode<Number: ParquetNumber>(
        _ present: UnsafeBufferPointer<Number>, rows: Int, presence: RowPresence, nullable: Bool
    ) throws(ParquetError) {
        let width = MemoryLayout<Number>.size
        guard let base = present.baseAddress else { return }
        if Number.self == Bool.self {
            let flags = UnsafeRawPointer(base).assumingMemoryBound(to: UInt8.self)
            return try writer.writeData(
                .plain, rows: rows, presence: presence, nullable: nullable, size: present.count / 8
            ) { (range) throws(ParquetError) in
                try appendBits(flags, range)
            }
        }
        let bits = UnsafeRawPointer(base).assumingMemoryBound(to: Number.Bits.self)
        if let dictionary = NumberDictionary(bits, count: present.count) {
            let size = dictionary.values.count * width
            try append(dictionary.values, size: size)
            try writer.writeDictionary(count: dictionary.values.count)
            let indexWidth = RunLengthEncoding.width(count: dictionary.values.count)
            return try dictionary.indices.withUnsafeBufferPointer { (indices) throws(ParquetError) in
                guard let indices = indices.baseAddress else { return }
                try writer.writeData(
                    .runLengthDictionary, rows: rows, presence: presence, nullable: nullable,
                    size: present.count * indexWidth / 8
                ) { (range) throws(ParquetError) in
                    try writer.appendIndices(indices + range.lowerBound, count: range.count, width: indexWidth)
                }
            }
        }
        try writer.writeData(
            .plain, rows: rows, presence: presence, nullable: nullable, size: present.count * width
        ) { (range) throws(ParquetError) in
            let size = range.count * width
            try writer.page.reserve(size).copyMemory(from: base + range.lowerBound, byteCount: size)
            writer.page.count += size
        }
    }

    private func append<Bits>(_ values: [Bits], size: Int) throws(ParquetError) {
        let target = try writer.page.reserve(size)
        values.withUnsafeBytes { if let source = $0.baseAddress { target.copyMemory(from: source, byteCount: size) } }
        writer.page.count += size
    }

    /// The present values next to each other: the column itself when there are no gaps.
    private func gather<Number: ParquetNumber>(
        _ values: UnsafeBufferPointer<Number>, _ presence: RowPresence
    ) throws(ParquetError) -> UnsafeBufferPointer<Number> {
        guard let flags = presence.flags, let source = values.baseAddress else { return values }
        packed.count = 0
        let target = try packed.reserve((presence.count + 1) * MemoryLayout<Number>.stride)
            .bindMemory(to: Number.self, capacity: presence.count + 1)
        var count = 0
        for row in 0..<values.count {
            // Written always and kept when present: no branch to be guessed wrong.
            (target + count).initialize(to: source[row])
            count &+= Int(flags[row])
        }
        return UnsafeBufferPointer(start: target, count: presence.count)
    }

    /// Booleans, eight a byte, the first in the lowest bit.
    private func appendBits(_ flags: UnsafePointer<UInt8>, _ range: Range<Int>) throws(ParquetError) {
        let size = (range.count + 7) / 8
        let target = try writer.page.reserve(size).assumingMemoryBound(to: UInt8.self)
        for byte in 0..<size {
            let start = range.lowerBound + byte * 8
            var bits: UInt8 = 0
            for index in start..<min(start + 8, range.upperBound) { bits |= flags[index] << UInt8(index - start) }
            target[byte] = bits
        }
        writer.page.count += size
    }
}

/// A fixed-size value that Parquet holds as it lies in memory (little-endian; booleans apart).
protocol ParquetNumber: BitwiseCopyable, Sendable {
    associatedtype Bits: FixedWidthInteger & UnsignedInteger & BitwiseCopyable
    static var physicalType: PhysicalType { get }
    static func bounds(_ values: UnsafeBufferPointer<Self>) -> (bounds: ColumnBounds, containsNaN: Bool)
}

extension ParquetNumber where Self: FixedWidthInteger {
    static func bounds(_ values: UnsafeBufferPointer<Self>) -> (bounds: ColumnBounds, containsNaN: Bool) {
        guard !values.isEmpty else { return (.empty, false) }
        var low = Self.max
        var high = Self.min
        for value in values {
            low = Swift.min(low, value)
            high = Swift.max(high, value)
        }
        return (.integer(Int64(low), Int64(high)), false)
    }
}

extension Int32: ParquetNumber {
    typealias Bits = UInt32
    static var physicalType: PhysicalType { .int32 }
}

extension Int64: ParquetNumber {
    typealias Bits = UInt64
    static var physicalType: PhysicalType { .int64 }
}

extension Bool: ParquetNumber {
    typealias Bits = UInt8
    static var physicalType: PhysicalType { .boolean }

    static func bounds(_ values: UnsafeBufferPointer<Bool>) -> (bounds: ColumnBounds, containsNaN: Bool) {
        guard !values.isEmpty else { return (.empty, false) }
        return (.integer(values.contains(false) ? 0 : 1, values.contains(true) ? 1 : 0), false)
    }
}

extension Double: ParquetNumber {
    typealias Bits = UInt64
    static var physicalType: PhysicalType { .double }

    /// With a not-a-number among the values no bounds are given: readers disagree about where it sorts.
    static func bounds(_ values: UnsafeBufferPointer<Double>) -> (bounds: ColumnBounds, containsNaN: Bool) {
        guard !values.isEmpty else { return (.empty, false) }
        var low = Double.infinity
        var high = -Double.infinity
        var isNaN = false
        for value in values {
            if value < low { low = value }
            if value > high { high = value }
            isNaN = isNaN || value != value
        }
        if isNaN { return (.unknown, true) }
        // Parquet: a bound of zero has to cover both zeros.
        return (.double(low == 0 ? -0.0 : low, high == 0 ? 0.0 : high), false)
    }
}
