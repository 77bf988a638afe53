import Columns

/// Decodes the pages of a column of fixed-size values.
struct NumberColumnDecoder {
    private let indices: ParquetBuffer

    init() throws(ParquetError) {
        indices = try ParquetBuffer()
    }

    /// - Parameter picked: the rows that are wanted, in ascending order; `nil` for all.
    func decode<Number: StoredNumber>(
        _ pages: inout PageReader, rows: Int, _ picked: [Int]?, as _: Number.Type = Number.self
    ) throws(ParquetError) -> Column<Number> {
        if let picked { return try decode(&pages, picking: picked, as: Number.self) }
        var presence = PresenceBuilder(rows: rows)
        var dictionary: [Number] = []
        var values: [Number] = []
        var row = 0
        while let page = try pages.page() {
            if page.isDictionary {
                dictionary = try self.dictionary(page)
                continue
            }
            // Every row is written below, or there is an error.
            if values.isEmpty { values = [Number](unsafeUninitializedCapacity: rows) { _, count in count = rows } }
            // Many columns are empty for whole deliveries.
            try values.withUnsafeMutableBufferPointer { (values) throws(ParquetError) in
                guard let target = values.baseAddress else { return }
                if page.presence.count > 0 { try decode(page, dictionary, into: target + row) }
                spread(target + row, to: page.presence, rows: page.count, filler: .filler)
            }
            presence.add(page, at: row)
            row += page.count
        }
        return Column(values, present: presence.present)
    }

    func dictionary<Number: StoredNumber>(_ page: Page) throws(ParquetError) -> [Number] {
        guard page.count <= page.values.count / Number.width else {
            throw .corrupt("a dictionary is shorter than it says")
        }
        var values = [Number](repeating: .filler, count: page.count)
        for index in 0..<page.count { values[index] = Number.load(page.values, at: index * Number.width) }
        return values
    }

    /// Decodes the present values of a page; `target` has room for all its rows.
    func decode<Number: StoredNumber>(
        _ page: Page, _ dictionary: [Number], into target: UnsafeMutablePointer<Number>
    ) throws(ParquetError) {
        let count = page.presence.count
        let bytes = page.values
        let width = Number.width
        switch page.encoding {
        case .plain:
            guard count <= bytes.count / width else { throw short }
            if width == MemoryLayout<Number>.stride, let source = bytes.baseAddress {
                UnsafeMutableRawPointer(target).copyMemory(from: source, byteCount: count * width)
            } else {
                for index in 0..<count { target[index] = Number.load(bytes, at: index * width) }
            }
        case .byteStreamSplit:
            guard count <= bytes.count / width else { throw short }
            let stride = bytes.count / width
            var value = [UInt8](repeating: 0, count: width)
            for index in 0..<count {
                for byte in 0..<width { value[byte] = bytes[byte * stride + index] }
                target[index] = value.withUnsafeBytes { Number.load($0, at: 0) }
            }
        case .plainDictionary, .runLengthDictionary:
            let index = try indices.decode(page, below: dictionary.count)
            dictionary.withUnsafeBufferPointer { dictionary in
                for place in 0..<count { target[place] = dictionary[Int(index[place])] }
            }
        case .deltaBinaryPacked:
            let values = try DeltaDecoder.decode(bytes, limit: count).values
            guard values.count == count else { throw short }
            for index in 0..<count {
                guard let value = Number.integer(values[index]) else { throw unsupported(page.encoding) }
                target[index] = value
            }
        default: throw unsupported(page.encoding)
        }
    }

    private var short: ParquetError { .corrupt("a page ends before its last value") }

    private func unsupported(_ encoding: PageEncoding) -> ParquetError {
        ParquetError(.unsupported, "encoding \(encoding) is not read for numbers")
    }
}

extension ParquetBuffer {
    /// The dictionary indices of a page's present values, all below `limit`; replaces the buffer's content.
    func decode(_ page: Page, below limit: Int) throws(ParquetError) -> UnsafePointer<UInt32> {
        count = 0
        let values = page.presence.count
        let target = try reserve((values + 1) * 4).assumingMemoryBound(to: UInt32.self)
        if values > 0 {
            guard let width = page.values.first else { throw .corrupt("a page lacks the width of its indices") }
            try RunLengthDecoder.decode(
                UnsafeRawBufferPointer(rebasing: page.values[1...]), width: Int(width), count: values, below: limit,
                into: target)
        }
        return UnsafePointer(target)
    }
}

/// A fixed-size value as it lies in a page (little-endian).
protocol StoredNumber: BitwiseCopyable, Sendable {
    static var width: Int { get }
    static var filler: Self { get }
    /// The caller has seen to it that `width` bytes are there.
    static func load(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Self
    /// A value of a delta encoding; `nil` when this kind has none.
    static func integer(_ value: Int64) -> Self?
}

extension StoredNumber {
    static var width: Int { MemoryLayout<Self>.size }
    static func load(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Self {
        bytes.loadUnaligned(fromByteOffset: offset, as: Self.self)
    }
    static func integer(_ value: Int64) -> Self? { nil }
}

extension Int32: StoredNumber {
    static var filler: Int32 { 0 }
    static func integer(_ value: Int64) -> Int32? { Int32(truncatingIfNeeded: value) }
}

extension Int64: StoredNumber {
    static var filler: Int64 { 0 }
    static func integer(_ value: Int64) -> Int64? { value }
}

extension Float: StoredNumber { static var filler: Float { 0 } }
extension Double: StoredNumber { static var filler: Double { 0 } }

/// Impala's and older Spark's timestamps: nanoseconds of the day and Julian day number.
struct Int96: StoredNumber {
    var nanoseconds: Int64
    var julianDay: Int32

    static var width: Int { 12 }
    static var filler: Int96 { Int96(nanoseconds: 0, julianDay: 2_440_588) }
    static func load(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Int96 {
        Int96(
            nanoseconds: bytes.loadUnaligned(fromByteOffset: offset, as: Int64.self),
            julianDay: bytes.loadUnaligned(fromByteOffset: offset + 8, as: Int32.self))
    }
}
