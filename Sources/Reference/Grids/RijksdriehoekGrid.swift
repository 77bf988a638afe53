/// The square grids in RD New (EPSG:28992): km squares, 5 km squares (uurhok), 10 km squares, duplo (500 m) and
/// quarto (250 m).
///
/// Squares are half-open: lower left corner in, upper right corner out. Codes and labels exist for
/// 0 ≤ x < 300 km and 300 ≤ y < 860 km, which holds the land, the territorial sea east of x = 0 and the Dutch
/// part of the North Sea; there y > x always, so that exchanged coordinates cannot pass for a square. Elsewhere
/// the code is `nil`; `corner(of:size:)` works everywhere.
public enum RijksdriehoekGrid {
    /// Where squares have a code, in metres.
    public static let validX = 0.0..<300_000.0
    public static let validY = 300_000.0..<860_000.0

    /// Whether squares have a code at a place in RD metres. False for NaN.
    @inlinable public static func isValid(x: Double, y: Double) -> Bool {
        x >= 0 && x < 300_000 && y >= 300_000 && y < 860_000
    }

    /// The km square as kx·1000 + ky (155463 for 155-463); `nil` outside the grid or for NaN. RD metres.
    @inlinable public static func kmhokCode(x: Double, y: Double) -> Int32? {
        guard isValid(x: x, y: y) else { return nil }
        return Int32(truncatingIfNeeded: Int(x) / 1000 * 1000 + Int(y) / 1000)
    }

    /// The 5 km square by its lower left km square (155460); `nil` outside the grid.
    @inlinable public static func uurhokCode(x: Double, y: Double) -> Int32? {
        guard isValid(x: x, y: y) else { return nil }
        return Int32(truncatingIfNeeded: Int(x) / 5000 * 5000 + Int(y) / 5000 * 5)
    }

    /// The 10 km square by its lower left km square (150460); `nil` outside the grid.
    @inlinable public static func hok10Code(x: Double, y: Double) -> Int32? {
        guard isValid(x: x, y: y) else { return nil }
        return Int32(truncatingIfNeeded: Int(x) / 10_000 * 10_000 + Int(y) / 10_000 * 10)
    }

    /// The 5 km square that a km square lies in.
    @inlinable public static func uurhokCode(kmhok: Int32) -> Int32 {
        kmhok / 5000 * 5000 + kmhok % 1000 / 5 * 5
    }

    /// The 10 km square that a km square lies in.
    @inlinable public static func hok10Code(kmhok: Int32) -> Int32 {
        kmhok / 10_000 * 10_000 + kmhok % 1000 / 10 * 10
    }

    /// The lower left corner, in RD metres, of a km, 5 km or 10 km square's code.
    @inlinable public static func corner(code: Int32) -> (x: Double, y: Double) {
        (Double(code / 1000) * 1000, Double(code % 1000) * 1000)
    }

    /// The lower left corner of the square of `size` metres around a coordinate, anywhere.
    @inlinable public static func corner(of coordinate: Double, size: Double) -> Double {
        (coordinate / size).rounded(.down) * size
    }

    /// `155-463`, as NDFF writes it.
    public static func label(code: Int32) -> String { "\(code / 1000)-\(code % 1000)" }

    /// `155463`: three and three digits.
    public static func sixDigits(code: Int32) -> String {
        let digits = String(code)
        return String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }

    /// The square of 500 m by its lower left corner in metres, `155000-463000`; `nil` outside the grid.
    public static func duploLabel(x: Double, y: Double) -> String? { metreLabel(x: x, y: y, size: 500) }

    /// The square of 250 m by its lower left corner in metres, `155000-463000`; `nil` outside the grid.
    public static func quartoLabel(x: Double, y: Double) -> String? { metreLabel(x: x, y: y, size: 250) }

    private static func metreLabel(x: Double, y: Double, size: Int) -> String? {
        guard isValid(x: x, y: y) else { return nil }
        return "\(Int(x) / size * size)-\(Int(y) / size * size)"
    }

    /// The code in a delivered label: `155-463`, `155 - 463` or `155463`; `nil` when it is none of these or lies
    /// outside the grid. Whether a km, 5 km or 10 km square is meant is not in the label.
    @inlinable public static func code(ofLabel label: some StringProtocol) -> Int32? { code(ofLabel: label.utf8) }

    /// The code in the bytes of a delivered label.
    @inlinable public static func code(ofLabel label: some Sequence<UInt8>) -> Int32? {
        var numbers: (Int32, Int32) = (0, 0)
        var digits = (0, 0)
        var hasDash = false
        for byte in label {
            switch byte {
            case UInt8(ascii: " "): continue
            case UInt8(ascii: "-"):
                guard !hasDash, digits.1 == 0 else { return nil }
                hasDash = true
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                let digit = Int32(byte - UInt8(ascii: "0"))
                // Without a dash the first three digits are those of x.
                if hasDash || digits.0 == 3 {
                    numbers.1 = numbers.1 * 10 + digit
                    digits.1 += 1
                } else {
                    numbers.0 = numbers.0 * 10 + digit
                    digits.0 += 1
                }
                guard digits.1 <= 3 else { return nil }
            default: return nil
            }
        }
        guard hasDash ? digits.0 > 0 && digits.1 > 0 : digits == (3, 3) else { return nil }
        guard (0..<300).contains(numbers.0), (300..<860).contains(numbers.1) else { return nil }
        return numbers.0 * 1000 + numbers.1
    }
}
