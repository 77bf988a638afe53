#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Numbers as decimal text, straight into bytes.
public enum DecimalText {
    /// Room that any number needs.
    public static let maximumBytes = 352

    /// Powers of ten that a double holds exactly, as far as they are used.
    private static let powers: [Double] = (0...15).map { exponent in
        (0..<exponent).reduce(1.0) { power, _ in power * 10 }
    }

    private static let wholePowers: [UInt64] = (0...15).map { exponent in
        (0..<exponent).reduce(UInt64(1)) { power, _ in power * 10 }
    }

    /// Writes a whole number; returns the number of bytes. What is behind them in the room may be written over.
    public static func write(_ value: Int64, to target: UnsafeMutablePointer<UInt8>) -> Int {
        if value < 0 {
            target[0] = UInt8(ascii: "-")
            return 1 + write(value.magnitude, minimumDigits: 1, to: target + 1)
        }
        return write(value.magnitude, minimumDigits: 1, to: target)
    }

    /// Writes the shortest text that reads back as the same number, without a fraction when it is whole and with an
    /// exponent (`1e-05`, `1e+20`) when it is very small or large; returns the number of bytes, 0 for NaN and infinities.
    public static func write(_ value: Double, to target: UnsafeMutablePointer<UInt8>) -> Int {
        guard value.isFinite else { return 0 }
        // A whole number below 2⁵³ divided by a power of ten up to 10²² is the number its digits read as.
        if value.magnitude < 1e9, value.magnitude >= 1e-3 || value == 0 {
            for decimals in 0...6 {
                let scaled = (value.magnitude * powers[decimals]).rounded()
                if scaled / powers[decimals] == value.magnitude {
                    let isNegative = value < 0
                    if isNegative { target[0] = UInt8(ascii: "-") }
                    let sign = isNegative ? 1 : 0
                    return sign + write(UInt64(scaled), decimals: decimals, to: target + sign)
                }
            }
        }
        var text = value.description
        if text.hasSuffix(".0") { text.removeLast(2) }
        return copy(text, to: target)
    }

    /// Writes a number with so many decimals (0…15), the exact value rounded to nearest and a tie to even, as
    /// `printf("%.*f")` does, but never as `-0`; returns the number of bytes, 0 for NaN and infinities.
    public static func write(_ value: Double, decimals: Int, to target: UnsafeMutablePointer<UInt8>) -> Int {
        guard value.isFinite else { return 0 }
        let decimals = min(max(decimals, 0), 15)
        // Six decimals is what degrees have.
        let power = decimals == 6 ? 1e6 : powers[decimals]
        let product = value.magnitude * power
        guard product < 9e15 else {
            return withVaList([Int32(decimals), value]) {
                let room = UnsafeMutableRawPointer(target).assumingMemoryBound(to: CChar.self)
                return Int(max(0, vsnprintf(room, maximumBytes, "%.*f", $0)))
            }
        }
        // What the multiplication lost decides where the product seems to lie halfway.
        let lost = (-product).addingProduct(value.magnitude, power)
        var whole = product.rounded(.down)
        let fraction = product - whole
        if fraction > 0.5 || fraction == 0.5 && (lost > 0 || lost == 0 && whole.truncatingRemainder(dividingBy: 2) == 1)
        {
            whole += 1
        }
        let isNegative = value < 0 && whole > 0
        if isNegative { target[0] = UInt8(ascii: "-") }
        let sign = isNegative ? 1 : 0
        return sign + write(UInt64(whole), decimals: decimals, to: target + sign)
    }

    private static func write(_ scaled: UInt64, decimals: Int, to target: UnsafeMutablePointer<UInt8>) -> Int {
        guard decimals > 0 else { return write(scaled, minimumDigits: 1, to: target) }
        if decimals == 6 {
            // By a number that the compiler knows a division is a multiplication.
            let (whole, fraction) = scaled.quotientAndRemainder(dividingBy: 1_000_000)
            let length = write(whole, minimumDigits: 1, to: target)
            target[length] = UInt8(ascii: ".")
            put(eightDigits(UInt32(truncatingIfNeeded: fraction)) >> 16, at: target + length + 1)
            return length + 7
        }
        let (whole, fraction) = scaled.quotientAndRemainder(dividingBy: wholePowers[decimals])
        let length = write(whole, minimumDigits: 1, to: target)
        target[length] = UInt8(ascii: ".")
        return length + 1 + write(fraction, minimumDigits: decimals, to: target + length + 1)
    }

    private static func write(_ value: UInt64, minimumDigits: Int, to target: UnsafeMutablePointer<UInt8>) -> Int {
        if value < 1000, minimumDigits <= 1 {
            // Most numbers; how many digits they have nobody can guess, so without a branch on that.
            let number = UInt32(truncatingIfNeeded: value)
            let hundreds = (number &* 41) >> 12
            let rest = number &- hundreds &* 100
            let tens = (rest &* 103) >> 10
            let digits = hundreds | tens << 8 | (rest &- tens &* 10) << 16 | 0x0030_3030
            let length = 1 &+ (number >= 10 ? 1 : 0) &+ (number >= 100 ? 1 : 0)
            UnsafeMutableRawPointer(target).storeBytes(
                of: (digits &>> UInt32(8 &* (3 &- length))).littleEndian, as: UInt32.self)
            return length
        }
        if value < 100_000_000, minimumDigits <= 8 {
            let digits = eightDigits(UInt32(truncatingIfNeeded: value))
            // The first digit is in the lowest byte.
            let leading = digits == 0 ? 7 : digits.trailingZeroBitCount / 8
            let length = max(8 - leading, minimumDigits)
            // Eight bytes at once; those behind the last digit are written over.
            put(digits >> UInt64(8 * (8 - length)), at: target)
            return length
        }
        var digits = 1
        var limit: UInt64 = 10
        while digits < 20, value >= limit {
            digits += 1
            limit = digits < 20 ? limit &* 10 : limit
        }
        let length = max(digits, minimumDigits)
        var rest = value
        var end = length
        // Divisions of 32 bits take half the time of those of 64.
        while end >= 2, rest > UInt64(UInt32.max) {
            end -= 2
            put(pair: UInt32(truncatingIfNeeded: rest % 100), at: target + end)
            rest /= 100
        }
        var small = UInt32(truncatingIfNeeded: rest)
        while end >= 2 {
            end -= 2
            put(pair: small % 100, at: target + end)
            small /= 100
        }
        if end == 1 { target[0] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: small % 10) }
        return length
    }

    /// The eight digits of a number below 10⁸, a byte each, the first in the lowest: two numbers of four digits, of these
    /// four of two and eight of one at a time, with divisions by multiplication.
    @inline(__always)
    private static func eightDigits(_ value: UInt32) -> UInt64 {
        let fours = UInt64(value / 10_000) | UInt64(value % 10_000) << 32
        let hundreds = ((fours &* 10_486) >> 20) & 0x0000_007F_0000_007F
        let twos = hundreds | ((fours &- hundreds &* 100) << 16)
        let tens = ((twos &* 103) >> 10) & 0x000F_000F_000F_000F
        return tens | ((twos &- tens &* 10) << 8)
    }

    /// Puts down eight digits, the first in the lowest byte; those that are not wanted are written over.
    @inline(__always)
    private static func put(_ digits: UInt64, at target: UnsafeMutablePointer<UInt8>) {
        UnsafeMutableRawPointer(target).storeBytes(of: (digits | 0x3030_3030_3030_3030).littleEndian, as: UInt64.self)
    }

    @inline(__always)
    private static func put(pair: UInt32, at target: UnsafeMutablePointer<UInt8>) {
        target[0] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: pair / 10)
        target[1] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: pair % 10)
    }

    private static func copy(_ text: String, to target: UnsafeMutablePointer<UInt8>) -> Int {
        var length = 0
        for byte in text.utf8 {
            target[length] = byte
            length += 1
        }
        return length
    }
}
