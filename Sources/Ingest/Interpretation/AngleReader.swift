/// Reads a latitude or longitude in degrees: decimal, or degrees with minutes and seconds.
///
/// `52.155`, `52,155` (decimal comma), `52°09'18.6"N`, `52 09 18 N`, `N 52° 9.31'`, `5° 23' 15" O`, `52 gr 9 min NB`.
/// The words for the halves of the world are those of `Hemisphere`.
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
        let bytes = text.trimmed
        guard bytes.count >= 2, bytes.count <= 80 else { return nil }
        if let angle = written(bytes) { return angle }
        guard TextRepair.needsLook(bytes) else { return nil }
        return TextRepair.cleaned(bytes).withUnsafeBytes { written($0) }
    }

    private func written(_ bytes: UnsafeRawBufferPointer) -> (degrees: Double, axis: Axis?)? {
        // In `52d09m18s` the `s` is that of seconds; in `52d09m18sS` there is one of each.
        let last = bytes[bytes.count - 1].asciiLowercased
        let isSecondMark = last == 0x73 && bytes[bytes.count - 2].isDigit && bytes.contains(0x6D)
        let (rest, hemisphere) = isSecondMark ? (bytes, nil) : Hemisphere.split(bytes)
        guard let value = numbers.double(rest) ?? sexagesimal(rest) else { return nil }
        guard let hemisphere else { return (value, nil) }
        // A sign beside a letter says the same thing twice, or contradicts itself.
        guard value >= 0 else { return nil }
        return (hemisphere.isNegative ? -value : value, hemisphere.axis)
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
            // A comma in the minutes or seconds can only be a decimal mark.
            guard !isFinished, unit <= 3600,
                let value = unit == 1 ? numbers.double(part) : NumberReader(decimalComma: part.contains(0x2C)).double(part),
                unit == 1 || (value < 60 && digits <= 2)
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
        " ", "°", "º", "˚", "'", "\"", "′", "″", "’", "‘", "´", "`", "”", "“", "degrees", "deg", "graden", "gr", "d", "g",
        "minuten", "minutes", "min", "m", "seconden", "seconds", "sec", "s", ":", "\u{A0}",
    ]
}
