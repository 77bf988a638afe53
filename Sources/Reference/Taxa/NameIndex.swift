import Foundation

/// Names to rows of the register.
struct NameIndex: Sendable {
    /// By folded canonical name; more than one row for homonyms and for ranks that share an epithet.
    private var scientific: [String: [Int32]] = [:]
    /// By `dutchKey`: accepted rows.
    private var dutch: [String: [Int32]] = [:]
    private var uris: [String: Int32] = [:]
    private var suggestions: NameSuggestions

    /// `scientificKeys` are the folded canonical names of the rows; names that do not parse as they are written.
    init(_ taxa: [Taxon], scientificKeys: [String]) {
        var keys: [(String, Int32)] = []
        for (position, (taxon, key)) in zip(taxa, scientificKeys).enumerated() {
            let row = Int32(truncatingIfNeeded: position)
            scientific[key, default: []].append(row)
            keys.append((key, taxon.acceptedIndex))
            uris[Self.uriKey(taxon.id)] = row
            for name in [taxon.dutchName] + taxon.otherDutchNames where !name.isEmpty {
                let key = Self.dutchKey(name)
                if dutch[key]?.contains(taxon.acceptedIndex) != true {
                    dutch[key, default: []].append(taxon.acceptedIndex)
                }
                keys.append((Self.folded(name), taxon.acceptedIndex))
            }
        }
        suggestions = NameSuggestions(keys)
    }

    func match(_ text: String, as kind: NameKind, in taxa: [Taxon]) -> TaxonMatch {
        let name = ScientificName.normalised(text)
        if let row = uris[Self.uriKey(name)] { return found(.uri, [row], in: taxa) }
        switch kind {
        case .scientific:
            if let match = matchScientific(name, in: taxa) ?? matchDutch(name, in: taxa) { return match }
        case .dutch:
            if let match = matchDutch(name, in: taxa) ?? matchScientific(name, in: taxa) { return match }
        }
        var like = suggestions.near(Self.folded(name))
        if like.isEmpty, let parsed = ScientificName(name, foldingCase: true) {
            like = suggestions.near(Self.folded(parsed.canonical))
        }
        return TaxonMatch(kind: .none, suggestions: like)
    }

    // MARK: scientific names

    private func matchScientific(_ name: String, in taxa: [Taxon]) -> TaxonMatch? {
        // Names that do not parse (hybrid formulas) are in the index as they are written.
        if ScientificName(name, foldingCase: false) == nil {
            return scientific[Self.folded(name)].map { found(.exact, $0, in: taxa) }
        }
        // The second word in capitals is an author (Robinia L.) or an epithet (Prunus Serotina).
        for foldingCase in [false, true] {
            if let parsed = ScientificName(name, foldingCase: foldingCase), let match = match(parsed, in: taxa) {
                return match
            }
        }
        return nil
    }

    private func match(_ name: ScientificName, in taxa: [Taxon]) -> TaxonMatch? {
        guard var rows = scientific[Self.folded(name.canonical)] else { return nil }
        let aggregates = rows.filter { taxa[Int($0)].rank == .aggregate }
        if name.isAggregate {
            // Without an aggregate in the register the species is no match, only something to look at.
            guard !aggregates.isEmpty else { return nil }
            rows = aggregates
        } else if aggregates.count < rows.count {
            rows.removeAll { aggregates.contains($0) }
        }
        if name.genusOnly { return found(.genusOnly, rows, in: taxa) }
        if let marker = name.marker {
            let marked = rows.filter { taxa[Int($0)].rank == Self.rank(marker) }
            if !marked.isEmpty { rows = marked }
        }
        guard !name.authorship.isEmpty else { return found(.exact, rows, in: taxa) }
        let agreeing = rows.filter { Authorship.agree(taxa[Int($0)].authorship, name.authorship) }
        if !agreeing.isEmpty { return found(.withAuthor, agreeing, in: taxa) }
        // A higher name with other words behind it is more likely to be something else.
        guard name.wordCount > 1 else { return nil }
        var match = found(.withAuthor, rows, in: taxa)
        match.authorDiffers = match.matchedRow.map { !taxa[Int($0)].authorship.isEmpty } ?? false
        return match
    }

    private static func rank(_ marker: String) -> TaxonRank {
        switch marker {
        case "subsp.": .subspecies
        case "var.": .variety
        case "f.": .form
        default: .cultivar
        }
    }

    /// The match that `rows` stand for: ambiguous unless all lead to one accepted taxon.
    private func found(_ kind: TaxonMatch.Kind, _ rows: [Int32], in taxa: [Taxon]) -> TaxonMatch {
        var accepted: [Int32] = []
        for row in rows where !accepted.contains(taxa[Int(row)].acceptedIndex) {
            accepted.append(taxa[Int(row)].acceptedIndex)
        }
        guard accepted.count == 1, let taxon = accepted.first else {
            return TaxonMatch(kind: .ambiguous, suggestions: Array(accepted.prefix(NameSuggestions.maximum)))
        }
        // The accepted name's own row goes before its synonyms.
        let row = rows.contains(taxon) ? taxon : rows[0]
        let isSynonym = row != taxon && (kind == .exact || kind == .withAuthor)
        return TaxonMatch(kind: isSynonym ? .synonym : kind, taxon: taxon, matchedRow: row)
    }

    // MARK: Dutch names

    /// The name as a whole, else what stands before parentheses: `Bamboe (soort)`.
    private func matchDutch(_ name: String, in taxa: [Taxon]) -> TaxonMatch? {
        if let rows = dutch[Self.dutchKey(name)] { return found(.dutchName, rows, in: taxa) }
        guard let parenthesis = name.firstIndex(of: "("), name.hasSuffix(")") else { return nil }
        return dutch[Self.dutchKey(String(name[..<parenthesis]))].map { found(.dutchName, $0, in: taxa) }
    }

    // MARK: keys

    /// Lower case, without diacritics.
    static func folded(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.lowercased() }
        return text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
    }

    /// Letters and digits only: hyphens and blanks come and go in Dutch names.
    private static func dutchKey(_ name: String) -> String {
        folded(name).filter { $0.isLetter || $0.isNumber || $0 == "(" || $0 == "×" }
    }

    private static func uriKey(_ uri: String) -> String {
        let lower = uri.lowercased()
        return lower.hasPrefix("https://") ? "http://" + lower.dropFirst(8) : lower
    }
}
