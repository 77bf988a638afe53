/// Numbers in the values of terms.
enum NumberText {
    /// An integer, with blanks around it forgiven: "interpretable as an integer".
    static func integer(_ text: String) -> Int? {
        let text = text.withoutOuterBlanks
        let digits = text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : text[...]
        guard !digits.isEmpty, digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
        return Int(text)
    }

    /// A decimal number with a point; no units, no words such as "nan".
    static func decimal(_ text: String) -> Double? {
        let text = text.withoutOuterBlanks
        guard text.utf8.contains(where: { $0 >= 0x30 && $0 <= 0x39 }),
            text.utf8.allSatisfy({ ($0 >= 0x30 && $0 <= 0x39) || "+-.eE".utf8.contains($0) }),
            let number = Double(text), number.isFinite
        else { return nil }
        return number
    }
}

/// A decimal number that keeps its digits, so that units can be changed without rounding.
struct ExactDecimal: Sendable, Equatable {
    private var digits: Int
    private var scale: Int

    init?(_ text: some StringProtocol) {
        var text = String(text)
        let isNegative = text.hasPrefix("-")
        if isNegative || text.hasPrefix("+") { text.removeFirst() }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let whole = parts.first,
            text.utf8.allSatisfy({ ($0 >= 0x30 && $0 <= 0x39) || $0 == UInt8(ascii: ".") })
        else { return nil }
        let fraction = parts.count == 2 ? parts[1] : ""
        guard !(whole.isEmpty && fraction.isEmpty), whole.count + fraction.count <= 15,
            let digits = Int(whole + fraction)
        else { return nil }
        self.digits = isNegative ? -digits : digits
        scale = fraction.count
    }

    static func * (left: ExactDecimal, right: ExactDecimal) -> ExactDecimal? {
        let (product, overflow) = left.digits.multipliedReportingOverflow(by: right.digits)
        guard !overflow, var result = ExactDecimal("0") else { return nil }
        result.digits = product
        result.scale = left.scale + right.scale
        return result
    }

    var value: Double {
        var value = Double(digits)
        for _ in 0..<scale { value /= 10 }
        return value
    }

    /// Without zeros behind the last digit that matters.
    var text: String {
        var digits = abs(digits)
        var scale = scale
        while scale > 0, digits % 10 == 0 {
            digits /= 10
            scale -= 1
        }
        let text = padded(digits, scale + 1)
        let sign = self.digits < 0 ? "-" : ""
        return scale == 0 ? sign + text : sign + text.dropLast(scale) + "." + text.suffix(scale)
    }
}

extension ExactDecimal {
    /// The sum with a whole number.
    func adding(_ number: Int) -> ExactDecimal? {
        var power = 1
        for _ in 0..<scale { power *= 10 }
        let (sum, overflow) = digits.addingReportingOverflow(number * power)
        if overflow { return nil }
        var result = self
        result.digits = sum
        return result
    }
}
