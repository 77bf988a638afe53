/// Tests of names and their identifiers that need no register of names.
enum NameTests {
    static let all: [BDQTest] = [polynomial, identifierComplete]

    private static let polynomial = BDQTest(
        "VALIDATION_POLYNOMIAL_CONSISTENT", "17f03f1f-f74d-40c0-8071-2927cfc9487b",
        actedUpon: ["dwc:scientificName", "dwc:genericName", "dwc:specificEpithet", "dwc:infraspecificEpithet"]
    ) { input in
        let parts = ["dwc:genericName", "dwc:specificEpithet", "dwc:infraspecificEpithet"]
        if input.isEmpty("dwc:scientificName") { return .internalPrerequisites("dwc:scientificName is empty") }
        guard input.record.hasAny(parts) else {
            return .internalPrerequisites("there is nothing to compare dwc:scientificName with")
        }
        let name = PolynomialParts(input["dwc:scientificName"])
        for (term, value) in zip(parts, [name.generic, name.specific, name.infraspecific]) where !input.isEmpty(term) {
            guard input[term].withoutOuterBlanks == value else {
                return .judged(false, "\(term) is not what dwc:scientificName says")
            }
        }
        return .judged(true, "dwc:scientificName says the same")
    }

    private static let identifierComplete = BDQTest(
        "VALIDATION_SCIENTIFICNAMEID_COMPLETE", "6eeac3ed-f691-457f-a42e-eaa9c8a71ce8",
        actedUpon: ["dwc:scientificNameID"]
    ) { input in
        if input.isEmpty("dwc:scientificNameID") { return .internalPrerequisites("dwc:scientificNameID is empty") }
        let isComplete = IdentifierText.isComplete(input["dwc:scientificNameID"])
        return .judged(
            isComplete, "dwc:scientificNameID \(isComplete ? "tells" : "does not tell") within what it identifies")
    }
}

/// The words of a scientific name that are its genus and epithets.
struct PolynomialParts: Sendable, Equatable {
    var generic: String?
    var specific: String?
    /// The last one; what rank it has does not matter.
    var infraspecific: String?

    private static let ranks: Set<String> = [
        "ssp", "subsp", "subspecies", "var", "variety", "varietas", "subvar", "f", "fo", "forma", "form", "subf",
        "subforma",
        "ab", "aberr", "morph", "cv", "convar", "nothosubsp", "nothovar", "f.sp", "pv", "bv",
    ]
    /// Words of doubt, which stand before an epithet and are none.
    private static let doubts: Set<String> = [
        "cf", "aff", "sp", "spp", "nr", "?", "×", "x", "agg", "group", "gr", "s.l", "s.str",
    ]

    init(_ name: String) {
        let words = name.split { $0.isWhitespace }.map(String.init).filter { $0 != "×" && $0 != "x" }
        guard let first = words.first else { return }
        generic = first.hasPrefix("×") ? String(first.dropFirst()) : first
        var isBehindRank = false
        var isInAuthor = false
        for word in words.dropFirst() {
            let bare = Self.bare(word)
            if Self.ranks.contains(bare), specific != nil, word.hasSuffix(".") || bare.count > 2 {
                isBehindRank = true
                isInAuthor = false
                continue
            }
            if Self.doubts.contains(bare) { continue }
            // A subgenus in brackets, or an author: capitals and brackets begin no epithet, but a word behind a mark of rank
            // stands for one whatever its letters.
            let isEpithet = word.first?.isLowercase == true && word.allSatisfy { $0.isLetter || $0 == "-" }
            if isBehindRank {
                infraspecific = word
                isBehindRank = false
            } else if isEpithet, !isInAuthor {
                if specific == nil { specific = word } else { infraspecific = word }
            } else if specific != nil || !word.hasPrefix("(") {
                isInAuthor = true
            }
        }
    }

    private static func bare(_ word: String) -> String {
        let lower = word.lowercased()
        return lower.hasSuffix(".") ? String(lower.dropLast()) : lower
    }
}

/// Identifiers that say within what they identify (RFC 8141, LSID specification, RFC 3986).
enum IdentifierText {
    static func isComplete(_ text: String) -> Bool {
        guard !text.unicodeScalars.contains(where: \.isNonPrinting) else { return false }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count > 1 else { return false }
        let scope = parts[0].lowercased()
        if scope == "urn" {
            guard parts.count >= 3, isNamespace(parts[1]) else { return false }
            if parts[1].lowercased() == "lsid" {
                return (5...6).contains(parts.count) && parts.dropFirst(2).prefix(3).allSatisfy { !$0.isEmpty }
            }
            return !parts.dropFirst(2).joined(separator: ":").isEmpty
        }
        if let mark = text.range(ofFirst: "://") {
            guard isScheme(String(text[..<mark.lowerBound])) else { return false }
            let rest = text[mark.upperBound...]
            guard let slash = rest.firstIndex(of: "/") else { return false }
            let host = rest[..<slash]
            let path = rest[slash...].prefix { $0 != "?" && $0 != "#" }
            return host.contains { $0.isLetter || $0.isNumber } && path.contains { $0 != "/" }
        }
        let value = parts.dropFirst().joined(separator: ":")
        return isScheme(scope) && scope != "http" && scope != "https" && value.contains { $0.isLetter || $0.isNumber }
            && !value.hasPrefix("/")
    }

    private static func isScheme(_ text: String) -> Bool {
        text.first.map { $0.isASCII && $0.isLetter } == true
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "+-._".contains($0)) }
    }

    private static func isNamespace(_ text: String) -> Bool {
        (2...32).contains(text.count) && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
            && !text.hasPrefix("-") && !text.hasSuffix("-")
    }
}

extension String {
    fileprivate func range(ofFirst needle: String) -> Range<String.Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(needle) { return start..<index(start, offsetBy: needle.count) }
            start = index(after: start)
        }
        return nil
    }
}
