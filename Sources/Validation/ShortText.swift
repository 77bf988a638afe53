/// Puts a short text of ASCII and what it quotes together in one piece of memory: findings are made by the hundred thousand.
struct ShortText {
    private let room: UnsafeMutableBufferPointer<UInt8>
    private(set) var count = 0

    /// - Parameter capacity: bytes of the longest text that `body` writes; what goes beyond is left out.
    static func make(capacity: Int, _ body: (inout ShortText) -> Void) -> String {
        String(unsafeUninitializedCapacity: capacity) { room in
            var text = ShortText(room: room)
            body(&text)
            return text.count
        }
    }

    private init(room: UnsafeMutableBufferPointer<UInt8>) { self.room = room }

    mutating func append(_ character: Unicode.Scalar) {
        guard count < room.count else { return }
        room[count] = UInt8(ascii: character)
        count += 1
    }

    mutating func append(_ text: StaticString) {
        for index in 0..<min(text.utf8CodeUnitCount, room.count - count) { room[count + index] = text.utf8Start[index] }
        count = min(room.count, count + text.utf8CodeUnitCount)
    }

    mutating func append(_ text: String) {
        for byte in text.utf8 where count < room.count {
            room[count] = byte
            count += 1
        }
    }

    /// A number with at least so many digits.
    mutating func append(_ number: Int, digits: Int = 1) {
        var rest = number.magnitude
        if number < 0 { append("-") }
        var width = 1
        var limit: UInt = 10
        while width < digits || rest >= limit, width < 19 {
            width += 1
            limit *= 10
        }
        guard count + width <= room.count else { return }
        for place in (count..<count + width).reversed() {
            room[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        count += width
    }

    /// Year, month and day as ISO 8601 has them.
    mutating func append(date: (year: Int, month: Int, day: Int)) {
        append(date.year, digits: (0...9999).contains(date.year) ? 4 : 1)
        append("-")
        append(date.month, digits: 2)
        append("-")
        append(date.day, digits: 2)
    }
}
