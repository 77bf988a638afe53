import Foundation

/// The box around a geometry in WKT, of which only the numbers are looked at: pairs of x and y.
struct WKTBox: Equatable {
    var x: ClosedRange<Double>
    var y: ClosedRange<Double>

    /// - Returns: `nil` for a text without pairs of numbers.
    init?(_ bytes: some Collection<UInt8>) {
        var low = (x: Double.infinity, y: Double.infinity)
        var high = (x: -Double.infinity, y: -Double.infinity)
        var pending: Double?
        var digits: [UInt8] = []
        func isNumeric(_ byte: UInt8) -> Bool {
            (0x30...0x39).contains(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
                || byte == UInt8(ascii: "+")
        }
        func take() {
            guard !digits.isEmpty else { return }
            let number = Double(String(decoding: digits, as: UTF8.self))
            digits.removeAll(keepingCapacity: true)
            guard let number else { return }
            if let x = pending {
                low = (min(low.x, x), min(low.y, number))
                high = (max(high.x, x), max(high.y, number))
                pending = nil
            } else {
                pending = number
            }
        }
        for byte in bytes {
            // An exponent belongs to the number; the letters of the type come before any digit.
            if isNumeric(byte) || (!digits.isEmpty && (byte | 0x20) == UInt8(ascii: "e")) {
                digits.append(byte)
            } else {
                take()
            }
        }
        take()
        guard low.x <= high.x, low.y <= high.y else { return nil }
        x = low.x...high.x
        y = low.y...high.y
    }
}
