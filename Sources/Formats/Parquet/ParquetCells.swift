/// The values of one page, or of a dictionary, as text.
///
/// Text lies where it was decompressed; numbers, dates and moments are written out here.
final class ParquetCells {
    /// Where a value's text lies; absent ones have length 0.
    struct Span: BitwiseCopyable {
        var start: UInt32 = 0
        var count: UInt32 = 0
    }

    private let spanMemory: ParquetBuffer
    private let text: ParquetBuffer
    private let numbers: ParquetBuffer
    private let decoder: NumberColumnDecoder
    private var scratch: [UInt8] = []
    /// What the spans count from.
    private(set) var base: UnsafePointer<UInt8>
    private(set) var count = 0
    /// Whether a text is no UTF-8 or holds a NUL: then each has to be looked at.
    private(set) var hasOddText = false

    init() throws(ParquetError) {
        spanMemory = try ParquetBuffer()
        text = try ParquetBuffer()
        numbers = try ParquetBuffer()
        decoder = try NumberColumnDecoder()
        base = UnsafePointer(text.base.assumingMemoryBound(to: UInt8.self))
    }

    var spans: UnsafePointer<Span> { UnsafePointer(spanMemory.base.assumingMemoryBound(to: Span.self)) }

    func value(_ index: Int) -> UnsafeRawBufferPointer {
        let span = spans[index]
        return UnsafeRawBufferPointer(start: base + Int(span.start), count: Int(span.count))
    }

    /// Takes over the values of a dictionary, which stay when the page is gone.
    func readDictionary(_ page: Page, of leaf: StoredLeaf) throws(ParquetError) {
        guard page.encoding == .plain || page.encoding == .plainDictionary else {
            throw .corrupt("a dictionary has encoding \(page.encoding)")
        }
        var plain = page
        plain.encoding = .plain
        plain.presence = RowPresence(rows: page.count)
        // A value takes a bit at least.
        guard page.count <= page.values.count * 8 else { throw .corrupt("a dictionary is shorter than it says") }
        try read(plain, of: leaf)
        guard leaf.reading == .bytes else { return }
        text.count = 0
        let copy = try text.reserve(page.values.count)
        if let source = page.values.baseAddress { copy.copyMemory(from: source, byteCount: page.values.count) }
        base = UnsafePointer(copy.assumingMemoryBound(to: UInt8.self))
    }

    /// Takes over the values of a page; texts are valid as long as the page is.
    func read(_ page: Page, of leaf: StoredLeaf, dictionary: ParquetCells? = nil) throws(ParquetError) {
        spanMemory.count = 0
        let spans = try spanMemory.reserve(max(1, page.count) * MemoryLayout<Span>.stride)
            .assumingMemoryBound(to: Span.self)
        count = page.count
        hasOddText = false
        text.count = 0
        if page.encoding.isDictionary {
            guard let dictionary else { throw .corrupt("a page refers to a dictionary that is not there") }
            let index = try numbers.decode(page, below: dictionary.count)
            let values = dictionary.spans
            for place in 0..<page.presence.count { spans[place] = values[Int(index[place])] }
            base = dictionary.base
            hasOddText = dictionary.hasOddText
        } else if case .converted(let value) = leaf.reading {
            try readConverted(page, value, into: spans)
        } else if leaf.reading == .bytes {
            try readTexts(page, into: spans)
            checkTexts(spans, page.presence.count)
        } else {
            try readNumbers(page, of: leaf, into: spans)
            base = UnsafePointer(text.base.assumingMemoryBound(to: UInt8.self))
        }
        spread(spans, to: page.presence, rows: page.count, filler: Span())
    }

    private func checkTexts(_ spans: UnsafeMutablePointer<Span>, _ count: Int) {
        for index in 0..<count where spans[index].count > 0 {
            if ParquetCells.isOdd(
                UnsafeRawBufferPointer(start: base + Int(spans[index].start), count: Int(spans[index].count)))
            {
                hasOddText = true
                return
            }
        }
    }

    static func isOdd(_ text: UnsafeRawBufferPointer) -> Bool { text.contains(0) || !isWellFormedUTF8(text) }

    // MARK: texts

    private func readTexts(_ page: Page, into spans: UnsafeMutablePointer<Span>) throws(ParquetError) {
        let bytes = page.values
        let count = page.presence.count
        switch page.encoding {
        case .plain:
            var position = 0
            for index in 0..<count {
                guard bytes.count - position >= 4 else { throw short }
                let size = Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self)))
                position += 4
                guard size <= bytes.count - position else { throw short }
                spans[index] = Span(start: UInt32(truncatingIfNeeded: position), count: UInt32(truncatingIfNeeded: size))
                position += size
            }
            setBase(bytes)
        case .deltaLengthByteArray:
            let (lengths, start) = try DeltaDecoder.decode(bytes, limit: count)
            guard lengths.count == count else { throw short }
            var position = start
            for index in 0..<count {
                guard lengths[index] >= 0, lengths[index] <= bytes.count - position else { throw short }
                spans[index] = Span(
                    start: UInt32(truncatingIfNeeded: position), count: UInt32(truncatingIfNeeded: lengths[index]))
                position += Int(lengths[index])
            }
            setBase(bytes)
        case .deltaByteArray: try readIncremental(page, into: spans)
        default: throw ParquetError(.unsupported, "encoding \(page.encoding) is not read for text")
        }
    }

    private func readIncremental(_ page: Page, into spans: UnsafeMutablePointer<Span>) throws(ParquetError) {
        let count = page.presence.count
        let (shared, middle) = try DeltaDecoder.decode(page.values, limit: count)
        let rest = UnsafeRawBufferPointer(rebasing: page.values[middle...])
        let (lengths, start) = try DeltaDecoder.decode(rest, limit: count)
        guard shared.count == count, lengths.count == count else { throw short }
        var position = start
        var value: [UInt8] = []
        for index in 0..<count {
            let (keep, length) = (shared[index], lengths[index])
            guard keep >= 0, keep <= value.count, length >= 0, length <= rest.count - position else { throw short }
            value.removeSubrange(Int(keep)...)
            value.append(contentsOf: rest[position..<position + Int(length)])
            position += Int(length)
            guard text.count + value.count <= 1 << 30 else {
                throw ParquetError(.unsupported, "a page holds more than a gigabyte of text")
            }
            spans[index] = try append(value)
        }
        base = UnsafePointer(text.base.assumingMemoryBound(to: UInt8.self))
    }

    // MARK: values that are written out

    private func readConverted(
        _ page: Page, _ value: ConvertedValue, into spans: UnsafeMutablePointer<Span>
    ) throws(ParquetError) {
        switch value.storage {
        case .int32: try each(page, Int32.self, spans) { number, text in value.append(Int64(number), to: &text) }
        case .int64: try each(page, Int64.self, spans) { number, text in value.append(number, to: &text) }
        case .bytes, .fixed:
            // Set apart first: writing them out moves the memory in which some encodings leave them.
            let (bytes, ends) = try rawBytes(page, value, spans)
            text.count = 0
            var start = 0
            for (index, end) in ends.enumerated() {
                scratch.removeAll(keepingCapacity: true)
                try value.append(bytes[start..<end], to: &scratch)
                spans[index] = try append(scratch)
                start = end
            }
        }
        base = UnsafePointer(text.base.assumingMemoryBound(to: UInt8.self))
        if value.meaning == .text { checkTexts(spans, page.presence.count) }
    }

    /// The bytes of the values one after the other, and where each ends.
    private func rawBytes(
        _ page: Page, _ value: ConvertedValue, _ spans: UnsafeMutablePointer<Span>
    ) throws(ParquetError) -> ([UInt8], [Int]) {
        let count = page.presence.count
        guard case .fixed(let width) = value.storage, page.encoding == .plain || page.encoding == .byteStreamSplit else {
            try readTexts(page, into: spans)
            var bytes: [UInt8] = []
            var ends: [Int] = []
            for index in 0..<count {
                bytes.append(contentsOf: self.value(index))
                ends.append(bytes.count)
            }
            return (bytes, ends)
        }
        guard count <= page.values.count / width else { throw short }
        let ends = (0..<count).map { ($0 + 1) * width }
        guard page.encoding == .byteStreamSplit else { return (Array(page.values.prefix(count * width)), ends) }
        let stride = page.values.count / width
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count * width)
        for index in 0..<count {
            for byte in 0..<width { bytes.append(page.values[byte * stride + index]) }
        }
        return (bytes, ends)
    }

    private func setBase(_ bytes: UnsafeRawBufferPointer) {
        guard let start = bytes.baseAddress else { return }
        base = start.assumingMemoryBound(to: UInt8.self)
    }

    private func append(_ value: [UInt8]) throws(ParquetError) -> Span {
        let target = try text.reserve(value.count)
        value.withUnsafeBytes { if let source = $0.baseAddress { target.copyMemory(from: source, byteCount: $0.count) } }
        defer { text.count += value.count }
        return Span(start: UInt32(truncatingIfNeeded: text.count), count: UInt32(truncatingIfNeeded: value.count))
    }

    // MARK: numbers

    private func readNumbers(
        _ page: Page, of leaf: StoredLeaf, into spans: UnsafeMutablePointer<Span>
    ) throws(ParquetError) {
        let isUTC = leaf.type == .timestampMicros(utc: true)
        let isTime = isUTC || leaf.type == .timestampMicros(utc: false)
        switch leaf.reading {
        case .boolean:
            numbers.count = 0
            let values = try numbers.reserve(page.presence.count).assumingMemoryBound(to: UInt8.self)
            try BooleanColumnDecoder.decode(page, into: values)
            let words = [try append(Array("false".utf8)), try append(Array("true".utf8))]
            for index in 0..<page.presence.count { spans[index] = words[Int(values[index] & 1)] }
        case .int32:
            if leaf.type == .date {
                try each(page, Int32.self, spans) { day, text in MomentText.append(day: day, to: &text) }
            } else {
                try eachWhole(page, Int32.self, spans) { Int64($0) }
            }
        case .unsigned32: try eachWhole(page, Int32.self, spans) { Int64(UInt32(bitPattern: $0)) }
        case .int64 where !isTime: try eachWhole(page, Int64.self, spans) { $0 }
        case .unsigned64:
            try each(page, Int64.self, spans) { number, text in
                text.append(contentsOf: String(UInt64(bitPattern: number)).utf8)
            }
        case .double: try eachFraction(page, Double.self, spans) { $0 }
        // Read back as the number with the fewest digits, not as the double that is nearest to it.
        case .float:
            try each(page, Float.self, spans) { number, text in
                guard number.isFinite else { return }
                var digits = number.description
                if digits.hasSuffix(".0") { digits.removeLast(2) }
                text.append(contentsOf: digits.utf8)
            }
        case .int64, .milliseconds, .nanoseconds:
            let reading = leaf.reading
            try each(page, Int64.self, spans) { number, text in
                let moment: Int64
                switch reading {
                case .milliseconds:
                    let (product, overflow) = number.multipliedReportingOverflow(by: 1000)
                    guard !overflow else { return }
                    moment = product
                case .nanoseconds: moment = number / 1000 - (number % 1000 < 0 ? 1 : 0)
                default: moment = number
                }
                MomentText.append(microseconds: moment, isUTC: isUTC, to: &text)
            }
        case .int96:
            try each(page, Int96.self, spans) { time, text in
                let day = Int64(time.julianDay) - 2_440_588
                guard abs(day) < 4_000_000 else { return }
                let (moment, overflow) = (day * 86_400_000_000).addingReportingOverflow(time.nanoseconds / 1000)
                guard !overflow else { return }
                MomentText.append(microseconds: moment, isUTC: isUTC, to: &text)
            }
        case .bytes, .converted, .none: throw ParquetError(.unsupported, "is of a type that is not read")
        }
    }

    private func values<Number: StoredNumber>(
        _ page: Page, _: Number.Type
    ) throws(ParquetError) -> UnsafePointer<Number> {
        numbers.count = 0
        let values = try numbers.reserve(max(1, page.presence.count) * MemoryLayout<Number>.stride)
            .bindMemory(to: Number.self, capacity: max(1, page.presence.count))
        try decoder.decode(page, [], into: values)
        return UnsafePointer(values)
    }

    private func each<Number: StoredNumber>(
        _ page: Page, _ type: Number.Type, _ spans: UnsafeMutablePointer<Span>,
        _ write: (Number, inout [UInt8]) -> Void
    ) throws(ParquetError) {
        let values = try values(page, type)
        for index in 0..<page.presence.count {
            scratch.removeAll(keepingCapacity: true)
            write(values[index], &scratch)
            spans[index] = try append(scratch)
        }
    }

    private func eachWhole<Number: StoredNumber>(
        _ page: Page, _ type: Number.Type, _ spans: UnsafeMutablePointer<Span>, _ whole: (Number) -> Int64
    ) throws(ParquetError) {
        let values = try values(page, type)
        for index in 0..<page.presence.count {
            let target = try text.reserve(24).assumingMemoryBound(to: UInt8.self)
            let length = DecimalText.write(whole(values[index]), to: target)
            spans[index] = Span(start: UInt32(truncatingIfNeeded: text.count), count: UInt32(truncatingIfNeeded: length))
            text.count += length
        }
    }

    private func eachFraction<Number: StoredNumber>(
        _ page: Page, _ type: Number.Type, _ spans: UnsafeMutablePointer<Span>, _ fraction: (Number) -> Double
    ) throws(ParquetError) {
        let values = try values(page, type)
        for index in 0..<page.presence.count {
            let target = try text.reserve(DecimalText.maximumBytes).assumingMemoryBound(to: UInt8.self)
            let length = DecimalText.write(fraction(values[index]), to: target)
            spans[index] = Span(start: UInt32(truncatingIfNeeded: text.count), count: UInt32(truncatingIfNeeded: length))
            text.count += length
        }
    }

    private var short: ParquetError { .corrupt("a page ends before its last value") }
}
