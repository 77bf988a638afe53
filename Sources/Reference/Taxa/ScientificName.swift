import Foundation

/// A scientific name taken apart.
struct ScientificName: Equatable {
    /// Genus (or higher name) capitalised, epithets in lower case, one blank between them; no rank markers, no hybrid sign.
    var canonical: String
    /// Of the last epithet; empty when none was given.
    var authorship = ""
    /// `subsp.`, `var.`, `f.` or `cv.` as given before the last epithet.
    var marker: String?
    /// `sp.`, `spec.`, `cf.`: only the genus is meant.
    var genusOnly = false
    /// `agg.`, `s.l.`: more than the species is meant.
    var isAggregate = false

    /// The number of words in `canonical`.
    var wordCount: Int { canonical.split(separator: " ").count }

    /// NFC, all blanks (no-break ones too) as one space, none at the ends, no control characters.
    static func normalised(_ text: String) -> String {
        if isPlain(text) { return text }
        return text.precomposedStringWithCanonicalMapping
            .split {
                $0.isWhitespace || $0 == "\u{200B}" || $0 == "\u{FEFF}"
                    || $0.unicodeScalars.allSatisfy { $0.value < 32 }
            }
            .joined(separator: " ")
    }

    /// ASCII with single spaces inside: nothing to do, which is so for most names.
    private static func isPlain(_ text: String) -> Bool {
        var previous = UInt8(ascii: " ")
        for byte in text.utf8 {
            guard byte >= 0x20, byte < 0x7F, byte != 0x20 || previous != 0x20 else { return false }
            previous = byte
        }
        return previous != 0x20 || text.isEmpty
    }

    /// Signs that no name holds.
    private static let foreign = Array("/+=?:;|".utf8)

    private static let infraspecificMarkers = [
        "subsp.": "subsp.", "subsp": "subsp.", "ssp.": "subsp.", "ssp": "subsp.", "subspec.": "subsp.",
        "subspecies": "subsp.",
        "var.": "var.", "var": "var.", "f.": "f.", "fo.": "f.", "forma": "f.", "form": "f.", "cv.": "cv.",
    ]
    private static let genusOnlyMarkers: Set = [
        "sp.", "sp", "spec.", "spec", "species", "spp.", "spp", "indet.", "indet", "cf.", "cf", "aff.", "aff", "soort",
        "(soort)", "onbekend",
    ]
    private static let aggregateMarkers: Set = ["agg.", "agg", "aggr.", "s.l.", "s.lat.", "sl.", "coll.", "complex"]
    private static let strictMarkers: Set = ["s.s.", "s.str.", "s.s", "s.str"]
    /// Words in lower case that belong to an author, not to a name.
    private static let authorWords: Set = [
        "de", "van", "von", "du", "la", "le", "den", "der", "da", "dos", "del", "ter", "zu", "ex", "in", "et", "and",
        "non",
        "nec", "sensu", "auct", "auct.", "hort", "hort.", "f.", "fil.", "emend.", "&",
    ]

    /// Takes apart a normalised name; `nil` when it is none (a hybrid formula, digits, a slash).
    /// `foldingCase` reads a capitalised second word as an epithet (`Prunus Serotina`), not as an author.
    init?(_ text: String, foldingCase: Bool) {
        guard !text.utf8.contains(where: Self.foreign.contains) else { return nil }
        var words = Self.words(text)
        // ×Genus, × Genus
        if words.first == "×" { words.removeFirst() }
        guard let first = words.first, Self.isNameWord(first) else { return nil }
        var parts = [first.prefix(1).uppercased() + first.dropFirst().lowercased()]
        var authors: [String] = []
        var position = 1
        while position < words.count {
            let word = words[position]
            let lower = word.lowercased()
            let next = position + 1 < words.count ? words[position + 1] : nil
            position += 1
            // A subgenus: Bombus (Pyrobombus) pratorum.
            if parts.count == 1, authors.isEmpty, word.hasPrefix("("), word.hasSuffix(")"), let next,
                Self.isEpithet(next),
                !Self.authorWords.contains(next)
            {
                continue
            }
            if word == "×" {
                // Reynoutria × bohemica; a formula has a whole name behind the sign, or comes after an epithet.
                guard parts.count == 1, authors.isEmpty, let next, Self.isEpithet(next) else { return nil }
                continue
            }
            if Self.genusOnlyMarkers.contains(lower),
                parts.count == 1 || lower.hasPrefix("cf") || lower.hasPrefix("aff")
            {
                genusOnly = true
                parts.removeSubrange(1...)
                authors = []
                break
            }
            if Self.aggregateMarkers.contains(lower) {
                isAggregate = true
            } else if Self.strictMarkers.contains(lower) {
                continue
            } else if parts.count >= 2, let known = Self.infraspecificMarkers[lower], let next, Self.isEpithet(next),
                !Self.authorWords.contains(next)
            {
                marker = known
                if parts.count > 2 { parts.removeLast() }
                parts.append(next.lowercased())
                authors = []
                position += 1
            } else if authors.isEmpty, parts.count < 3, !Self.authorWords.contains(lower),
                Self.isEpithet(word) || (foldingCase && parts.count == 1 && Self.isNameWord(word))
            {
                parts.append(lower)
            } else {
                authors.append(word)
            }
        }
        canonical = parts.joined(separator: " ")
        authorship = authors.joined(separator: " ")
    }

    /// Words of a name; commas that stick to an epithet go, a hybrid sign stands alone.
    private static func words(_ text: String) -> [String] {
        var words: [String] = []
        for part in text.split(separator: " ") {
            var word = String(part)
            if word == "x" || word == "X" { word = "×" }
            if word.hasPrefix("×"), word.count > 1 {
                words.append("×")
                word.removeFirst()
            }
            if word.hasSuffix(","), isNameWord(String(word.dropLast())), words.count < 3,
                isEpithet(String(word.dropLast()))
            {
                word.removeLast()
            }
            words.append(word)
        }
        return words
    }

    /// Letters and hyphens only.
    private static func isNameWord(_ word: String) -> Bool {
        guard word.utf8.count > 1 else { return false }
        // Letters outside ASCII are judged as characters.
        return word.utf8.allSatisfy { ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A || $0 == 0x2D }
            || word.count > 1 && word.allSatisfy { $0.isLetter || $0 == "-" }
    }

    private static func isEpithet(_ word: String) -> Bool { isNameWord(word) && word.first?.isLowercase == true }
}
