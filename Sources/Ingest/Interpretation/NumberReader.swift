#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Reads decimal numbers from bytes, correctly rounded.
///
/// Blanks around the number are skipped. Thousands separators are refused: with a decimal comma, `10.000` may be ten or
/// ten thousand, and nobody knows. Hexadecimal, `inf` and `nan` are no numbers.
public struct NumberReader: Sendable, Equatable {
    /// The decimal mark is a comma. A point is then accepted only where it cannot separate thousands (`51.18627`).
    public var decimalComma: Bool

    public init(decimalComma: Bool = false) {
        self.decimalComma = decimalComma
    }

    /// The number that the whole text says, `nil` when it says none or is longer than 400 bytes.
    public func double(_ text: UnsafeRawBufferPointer) -> Double? {
        let bytes = text.trimmed
        guard let scan = scan(bytes) else { return nil }
        // A product or quotient of two numbers that doubles hold exactly is rounded once, so correctly
        // (Clinger 1990, "How to read floating point numbers accurately").
        if scan.isComplete, scan.mantissa <= 1 << 53, scan.exponent >= -22, scan.exponent <= 22 {
            let mantissa = Double(scan.mantissa)
            let value =
                scan.exponent < 0 ? mantissa / Self.powers[-scan.exponent] : mantissa * Self.powers[scan.exponent]
            return scan.isNegative ? -value : value
        }
        return slowDouble(bytes, mark: scan.mark)
    }

    /// The whole number that the text says; `12.0` is 12. `nil` for anything else and beyond 64 bits.
    public func integer(_ text: UnsafeRawBufferPointer) -> Int64? {
        guard let scan = scan(text.trimmed), scan.isComplete, scan.exponent <= 0, scan.exponent >= -19 else {
            return nil
        }
        var value = scan.mantissa
        for _ in 0..<(-scan.exponent) {
            guard value % 10 == 0 else { return nil }
            value /= 10
        }
        guard value <= UInt64(Int64.max) else { return nil }
        return scan.isNegative ? -Int64(value) : Int64(value)
    }

    private struct Scan {
        var isNegative = false
        var mantissa: UInt64 = 0
        /// Power of ten that the mantissa is to be multiplied with.
        var exponent = 0
        /// All digits went into the mantissa.
        var isComplete = true
        /// Where the decimal mark stands.
        var mark: Int?
    }

    /// Checks the whole text and takes up to 19 significant digits from it.
    private func scan(_ bytes: UnsafeRawBufferPointer) -> Scan? {
        guard !bytes.isEmpty, bytes.count <= 400 else { return nil }
        var scan = Scan()
        var at = 0
        if bytes[0] == UInt8(ascii: "-") || bytes[0] == UInt8(ascii: "+") {
            scan.isNegative = bytes[0] == UInt8(ascii: "-")
            at = 1
        }
        let firstDigit = at
        var digits = 0
        var significant = 0
        loop: while at < bytes.count {
            let byte = bytes[at]
            if byte.isDigit {
                digits += 1
                if significant > 0 || byte != 48 { significant += 1 }
                if significant <= 19 {
                    scan.mantissa = scan.mantissa &* 10 &+ UInt64(byte &- 48)
                    if scan.mark != nil { scan.exponent -= 1 }
                } else {
                    scan.isComplete = scan.isComplete && byte == 48
                    if scan.mark == nil { scan.exponent += 1 }
                }
            } else if byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") {
                guard scan.mark == nil, isMark(bytes, at, firstDigit) else { return nil }
                scan.mark = at
            } else {
                break loop
            }
            at += 1
        }
        guard digits > 0 else { return nil }
        if at < bytes.count {
            guard bytes[at] | 0x20 == UInt8(ascii: "e"), let power = power(bytes, at + 1) else { return nil }
            scan.exponent += power
        }
        // 110.000000 is 110, within reach of exact powers whatever the number of zeros.
        while scan.exponent < 0, scan.mantissa > 1 << 53, scan.mantissa % 10 == 0 {
            scan.mantissa /= 10
            scan.exponent += 1
        }
        return scan
    }

    private func isMark(_ bytes: UnsafeRawBufferPointer, _ at: Int, _ firstDigit: Int) -> Bool {
        let byte = bytes[at]
        guard decimalComma else { return byte == UInt8(ascii: ".") }
        if byte == UInt8(ascii: ",") { return true }
        var end = at + 1
        while end < bytes.count, bytes[end].isDigit { end += 1 }
        let before = at - firstDigit
        return end - at != 4 || before < 1 || before > 3 || bytes[firstDigit] == 48
    }

    /// The number behind `e`, which must run to the end.
    private func power(_ bytes: UnsafeRawBufferPointer, _ begin: Int) -> Int? {
        var at = begin
        var isNegative = false
        if at < bytes.count, bytes[at] == UInt8(ascii: "-") || bytes[at] == UInt8(ascii: "+") {
            isNegative = bytes[at] == UInt8(ascii: "-")
            at += 1
        }
        guard at < bytes.count, bytes.count - at <= 5 else { return nil }
        var value = 0
        for index in at..<bytes.count {
            guard bytes[index].isDigit else { return nil }
            value = value * 10 + bytes[index].digit
        }
        return isNegative ? -value : value
    }

    /// strtod on a copy that ends in zero and has a point for decimal mark; the text was checked before.
    private func slowDouble(_ bytes: UnsafeRawBufferPointer, mark: Int?) -> Double? {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: bytes.count + 1) { copy in
            for index in 0..<bytes.count { copy[index] = CChar(bitPattern: bytes[index]) }
            if let mark { copy[mark] = CChar(bitPattern: UInt8(ascii: ".")) }
            copy[bytes.count] = 0
            guard let start = copy.baseAddress else { return nil }
            let value = strtod(start, nil)
            return value.isFinite ? value : nil
        }
    }

    /// 10⁰…10²², which doubles hold exactly.
    private static let powers: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]
}
