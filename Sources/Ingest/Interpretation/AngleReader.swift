/// Reads a latitude or longitude in degrees: decimal, or degrees with minutes and seconds.
///
/// `52.155`, `52,155` (decimal comma), `52°09'18.6"N`, `52 09 18 N`, `N 52° 9.31'`, `5° 23' 15" O`. The letters are N,
/// S and Z (zuid), E and O (oost, Ost), W; a Spanish or French O for west cannot be told from it.
public struct AngleReader: Sendable {
    let numbers: NumberReader

    public init(decimalComma: Bool = false) {
        numbers = NumberReader(decimalComma: decimalComma)
    }

    /// Along which circle an angle is measured.
    public enum Axis: Sendable, Equatable {
        case latitude, longitude
    }

    /// The angle in degrees, north and east positive, and the axis where a letter names it; `nil` for no angle.
    /// Whether it lies within 90 or 180 degrees is not looked at.
    public func angle(_ text: UnsafeRawBufferPointer) -> (degrees: Double, axis: Axis?)? {
        if let number = numbers.double(text) { return (number, nil) }
        var bytes = text.trimmed
        guard bytes.count >= 2, bytes.count <= 60 else { return nil }
        var letter = Self.hemisphere(bytes[0])
        if letter != nil {
            bytes = bytes.part(1..<bytes.count).trimmed
        } else {
            letter = Self.hemisphere(bytes[bytes.count - 1])
            // In `52d09m18s` the `s` is that of seconds; in `52d09m18sS` there is one of each.
            let isSecondMark = bytes[bytes.count - 1].asciiLowercased == 0x73 && bytes[bytes.count - 2].isDigit
            if letter != nil, !(isSecondMark && bytes.contains(0x6D)) {
                bytes = bytes.part(0..<bytes.count - 1).trimmed
            } else {
                letter = nil
            }
        }
        guard let value = sexagesimal(bytes) else { return nil }
        guard let letter else { return (value, nil) }
        // A sign beside a letter says the same thing twice, or contradicts itself.
        guard value >= 0 else { return nil }
        return (letter.isNegative ? -value : value, letter.axis)
    }

    private static func hemisphere(_ byte: UInt8) -> (axis: Axis, isNegative: Bool)? {
        switch byte.asciiLowercased {
        case UInt8(ascii: "n"): (.latitude, false)
        case UInt8(ascii: "s"), UInt8(ascii: "z"): (.latitude, true)
        case UInt8(ascii: "e"), UInt8(ascii: "o"): (.longitude, false)
        case UInt8(ascii: "w"): (.longitude, true)
        default: nil
        }
    }

    /// Degrees, and minutes and seconds where they follow; only the last may have decimals.
    private func sexagesimal(_ bytes: UnsafeRawBufferPointer) -> Double? {
        var at = 0
        var isNegative = false
        if !bytes.isEmpty, bytes[0] == UInt8(ascii: "-") || bytes[0] == UInt8(ascii: "+") {
            isNegative = bytes[0] == UInt8(ascii: "-")
            at = 1
        }
        var total = 0.0
        var unit = 1.0
        var isFinished = false
        while at < bytes.count {
            let begin = at
            while at < bytes.count,
                bytes[at].isDigit || bytes[at] == UInt8(ascii: ".") || bytes[at] == UInt8(ascii: ",")
            {
                at += 1
            }
            let part = bytes.part(begin..<at)
            // `155 000` is a number with its thousands apart and no 155 degrees.
            let digits = part.firstIndex { !$0.isDigit } ?? part.count
            guard !isFinished, unit <= 3600, let value = numbers.double(part), unit == 1 || (value < 60 && digits <= 2)
            else { return nil }
            isFinished = !part.allSatisfy(\.isDigit)
            total += value / unit
            unit *= 60
            let behind = at
            skipMarks(bytes, &at)
            guard at > behind || at == bytes.count else { return nil }
        }
        guard unit > 1 else { return nil }
        return isNegative ? -total : total
    }

    /// Skips blanks and the marks of degrees, minutes and seconds in all their spellings.
    private func skipMarks(_ bytes: UnsafeRawBufferPointer, _ at: inout Int) {
        while at < bytes.count {
            let rest = bytes.part(at..<bytes.count)
            guard let mark = Self.marks.first(where: { rest.begins(with: $0) }) else { return }
            at += mark.utf8CodeUnitCount
        }
    }

    private static let marks: [StaticString] = [
        " ", "°", "º", "˚", "'", "\"", "′", "″", "’", "‘", "´", "`", "”", "“", "d", "g", "m", "s", ":", "\u{A0}",
    ]
}
