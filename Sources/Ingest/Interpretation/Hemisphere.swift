/// Names of the half of the world that an angle is measured in: `N`, `NB`, `noorderbreedte`, `O.L.`, `Ost`.
///
/// A single `S` and `Z` is south and a single `E` and `O` is east, as in Dutch, English and German; a Spanish or French
/// O for west cannot be told from it, and a Swedish or French S is the same.
struct Hemisphere {
    var axis: AngleReader.Axis
    var isNegative: Bool

    /// `nil` for a word that names none. Dots and blanks within it are left out.
    init?(_ word: UnsafeRawBufferPointer) {
        guard word.count <= 30 else { return nil }
        let letters = word.filter(\.isLetter)
        let found = letters.withUnsafeBytes { letters in
            Self.names.first { letters.matches(anyOf: $0.words) }
        }
        guard let found else { return nil }
        axis = found.axis
        isNegative = found.isNegative
    }

    private static let names: [(words: [StaticString], axis: AngleReader.Axis, isNegative: Bool)] = [
        (
            ["n", "nb", "nbr", "noord", "noorderbreedte", "north", "nord", "nördlichebreite", "nlat"], .latitude, false
        ),
        (["s", "z", "zb", "sb", "zuid", "zuiderbreedte", "south", "süd", "sud", "slat"], .latitude, true),
        (
            ["e", "o", "ol", "öl", "oost", "oosterlengte", "east", "ost", "östlichelänge", "est", "elong", "el"],
            .longitude, false
        ),
        (["w", "wl", "west", "westerlengte", "ouest", "wlong"], .longitude, true),
    ]

    /// The words in front of and behind the numbers of an angle that name a hemisphere, and what is left between them.
    static func split(_ bytes: UnsafeRawBufferPointer) -> (rest: UnsafeRawBufferPointer, found: Hemisphere?) {
        var end = 0
        while end < bytes.count, isPart(bytes[end]) { end += 1 }
        // Degree signs are no letters, but their bytes are beyond ASCII.
        if end > 0, let found = Hemisphere(bytes.part(0..<end)) { return (bytes.part(end..<bytes.count).trimmed, found) }
        var begin = bytes.count
        while begin > 0, isPart(bytes[begin - 1]) || (bytes[begin - 1] >= 0x80 && begin > 1) { begin -= 1 }
        while begin < bytes.count {
            if isWordBegin(bytes, begin), let found = Hemisphere(bytes.part(begin..<bytes.count)) {
                return (bytes.part(0..<begin).trimmed, found)
            }
            begin += 1
        }
        return (bytes, nil)
    }

    /// Whether a word can begin here: not within another one, but behind a mark as in `18sN`.
    private static func isWordBegin(_ bytes: UnsafeRawBufferPointer, _ at: Int) -> Bool {
        guard bytes[at].isLetter else { return false }
        guard at > 0, (bytes[at - 1] | 0x20) &- 97 < 26 else { return true }
        let isMark = [UInt8(ascii: "d"), UInt8(ascii: "m"), UInt8(ascii: "s")].contains(bytes[at - 1].asciiLowercased)
        return isMark && at > 1 && bytes[at - 2].isDigit
    }

    private static func isPart(_ byte: UInt8) -> Bool {
        byte.isLetter || byte == UInt8(ascii: ".") || byte == 0x20
    }
}
