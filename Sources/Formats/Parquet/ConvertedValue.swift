/// Values that have no column of their own in a batch, but can be written as text: decimals, times of day, UUIDs,
/// 16-bit floats and bytes of a fixed length.
///
/// Layouts: Apache Parquet, "Logical types" and "Encodings" of its format specification.
struct ConvertedValue: Sendable, Equatable {
    enum Storage: Sendable, Equatable {
        case int32, int64, bytes
        /// As many bytes each.
        case fixed(Int)
    }

    enum Meaning: Sendable, Equatable {
        /// A whole number to be divided by ten to the power of `scale`.
        case decimal(scale: Int)
        /// From midnight, so many a second. Writers that know nothing of time zones say "UTC", so that says nothing.
        case timeOfDay(perSecond: Int64)
        case uuid
        case halfFloat
        case text
    }

    let storage: Storage
    let meaning: Meaning

    /// The most digits of a decimal.
    static let mostDigits = 38

    /// Appends a value that is stored as a whole number.
    func append(_ number: Int64, to text: inout [UInt8]) {
        switch meaning {
        case .decimal(let scale): Self.append(Int128(number), scale: scale, to: &text)
        case .timeOfDay(let perSecond): Self.append(number, perSecond: perSecond, to: &text)
        case .uuid, .halfFloat, .text: text.append(contentsOf: String(number).utf8)
        }
    }

    /// Appends a value that is stored as bytes.
    func append(_ bytes: ArraySlice<UInt8>, to text: inout [UInt8]) throws(ParquetError) {
        switch meaning {
        case .decimal(let scale):
            guard let first = bytes.first else { return }
            // Big-endian with sign; what is longer than 16 bytes only repeats the sign.
            let sign: UInt8 = first & 0x80 == 0 ? 0 : 0xFF
            let digits = bytes.drop { $0 == sign }
            guard digits.count < 16 || digits.count == 16 && digits.first.map({ $0 & 0x80 == sign & 0x80 }) ?? true else {
                throw ParquetError(.unsupported, "a decimal has more than \(Self.mostDigits) digits")
            }
            let number = digits.reduce(sign == 0 ? Int128(0) : Int128(-1)) { $0 << 8 | Int128($1) }
            Self.append(number, scale: scale, to: &text)
        case .uuid:
            for (place, byte) in bytes.enumerated() {
                if [4, 6, 8, 10].contains(place) { text.append(UInt8(ascii: "-")) }
                text.append(Self.digit(byte >> 4))
                text.append(Self.digit(byte & 15))
            }
        case .halfFloat:
            guard bytes.count == 2, let low = bytes.first, let high = bytes.last else { return }
            let number = Self.float(half: UInt16(high) << 8 | UInt16(low))
            guard number.isFinite else { return }
            var digits = number.description
            if digits.hasSuffix(".0") { digits.removeLast(2) }
            text.append(contentsOf: digits.utf8)
        case .text:
            // Shorter ones are filled up with NUL.
            guard let last = bytes.lastIndex(where: { $0 != 0 }) else { return }
            text.append(contentsOf: bytes[...last])
        case .timeOfDay: return
        }
    }

    /// Without zeros behind the last digit that says something.
    private static func append(_ number: Int128, scale: Int, to text: inout [UInt8]) {
        var digits = Array(String(number.magnitude).utf8)
        let missing = scale + 1 - digits.count
        if missing > 0 { digits.insert(contentsOf: repeatElement(UInt8(ascii: "0"), count: missing), at: 0) }
        let mark = digits.count - scale
        while digits.count > mark, digits.last == UInt8(ascii: "0") { digits.removeLast() }
        if number < 0 { text.append(UInt8(ascii: "-")) }
        text.append(contentsOf: digits.prefix(mark))
        guard digits.count > mark else { return }
        text.append(UInt8(ascii: "."))
        text.append(contentsOf: digits.dropFirst(mark))
    }

    /// `10:15:30`, with a fraction where there is one; nothing for what is no time of a day.
    private static func append(_ number: Int64, perSecond: Int64, to text: inout [UInt8]) {
        guard number >= 0, number < 86_400 * perSecond else { return }
        MomentText.append(timeOfDay: number / perSecond, to: &text)
        let rest = number % perSecond
        guard rest > 0 else { return }
        // With the second in front, so that the zeros behind the point stay.
        var digits = Array(String(rest + perSecond).utf8)
        while digits.last == UInt8(ascii: "0") { digits.removeLast() }
        text.append(UInt8(ascii: "."))
        text.append(contentsOf: digits.dropFirst())
    }

    private static func digit(_ half: UInt8) -> UInt8 { half < 10 ? UInt8(ascii: "0") + half : UInt8(ascii: "a") + half - 10 }

    /// IEEE 754 binary16.
    private static func float(half bits: UInt16) -> Float {
        let sign: Float = bits & 0x8000 == 0 ? 1 : -1
        let exponent = Int(bits >> 10 & 0x1F)
        let fraction = Float(bits & 0x3FF)
        switch exponent {
        case 0: return sign * fraction * 0x1p-24
        case 31: return fraction == 0 ? sign * .infinity : .nan
        default: return sign * Float(sign: .plus, exponent: exponent - 15, significand: 1 + fraction / 1024)
        }
    }
}
