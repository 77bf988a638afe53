import Foundation

/// Compares authors as they are written in deliveries: `(Temminck and Schlegel, 1846)` is `(Temminck & Schlegel, 1846)`,
/// `Somm. et Lev.` is `Sommier & Levier`, `L.` is `Linnaeus`.
enum Authorship {
    /// Whether two authorships can be the same: names agree one by one (abbreviations may be shorter, a basionym's author in
    /// parentheses may be left out) and years, where both give one, are equal.
    static func agree(_ a: String, _ b: String) -> Bool {
        let (left, right) = (Parts(a), Parts(b))
        if let one = left.year, let other = right.year, one != other { return false }
        return same(left.names, right.names) || same(left.combining, right.names) || same(left.names, right.combining)
    }

    private static func same(_ a: [String], _ b: [String]) -> Bool {
        !a.isEmpty && a.count == b.count && zip(a, b).allSatisfy(abbreviates)
    }

    private static func abbreviates(_ a: String, _ b: String) -> Bool {
        let (short, long) = a.count <= b.count ? (a, b) : (b, a)
        if long.hasPrefix(short) { return true }
        // Michx. for Michaux: the same first letters, then letters in order.
        guard short.count >= 3, short.prefix(2) == long.prefix(2) else { return false }
        var rest = long[...]
        for letter in short {
            guard let place = rest.firstIndex(of: letter) else { return false }
            rest = rest[rest.index(after: place)...]
        }
        return true
    }

    private struct Parts {
        var names: [String] = []
        /// Only those outside parentheses.
        var combining: [String] = []
        var year: String?

        init(_ text: String) {
            let folded = text.folding(options: [.diacriticInsensitive, .caseInsensitive], locale: nil)
            var depth = 0
            var word = ""
            for letter in folded + " " {
                if letter.isLetter || letter.isNumber {
                    word.append(letter)
                    continue
                }
                finish(&word, inside: depth > 0)
                if letter == "(" { depth += 1 }
                if letter == ")" { depth = max(0, depth - 1) }
            }
        }

        private mutating func finish(_ word: inout String, inside: Bool) {
            defer { word = "" }
            if word.count == 4, word.allSatisfy(\.isNumber) {
                year = word
                return
            }
            // The younger: L. f. is not L.
            if word == "fil" || (word == "f" && !names.isEmpty) {
                word = "f"
            } else {
                // Initials (H. Milne Edwards) and joining words say little.
                guard !["", "et", "and", "ex", "in"].contains(word), word.count > 1 || word == "l" else { return }
            }
            names.append(word)
            if !inside { combining.append(word) }
        }
    }
}
