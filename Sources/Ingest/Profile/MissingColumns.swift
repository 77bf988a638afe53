/// Says why a delivery without profile cannot be read as observations, and what to do about it.
enum MissingColumns {
    /// Fields that a list of taxa does not have: they tell when, where or by whom something was seen.
    private static let circumstances: Set<ProfileField> = [
        .eventDate, .periodStart, .year, .latitude, .x, .geometry, .hok, .basisOfRecord, .occurrenceStatus, .abundance,
        .observer,
    ]

    /// Columns of checklists: they tell about a name, whoever sees the animal or plant.
    private static let nomenclature: Set<String> = [
        "taxonrank", "taxonomicstatus", "taxonstatus", "parentnameusageid", "acceptednameusageid", "originalnameusageid",
        "highertaxonid", "acceptedtaxonid", "nomenclaturalstatus", "nomenclaturalcode", "nameaccordingto", "family",
        "kingdom", "language",
    ]

    /// `nil` when the columns may hold observations.
    /// - Parameter saysItHoldsOccurrences: a descriptor says so.
    static func refusal(
        path: String, columns: [String], proposal: FieldNameProposal, saysItHoldsOccurrences: Bool
    ) -> DeliveryError? {
        func refusal(_ code: DeliveryError.Code, _ message: String) -> DeliveryError {
            DeliveryError(code, path: path, line: saysItHoldsOccurrences ? nil : 1, message: message)
        }
        let fields = proposal.fields
        if columns.count == 1, !saysItHoldsOccurrences {
            return refusal(
                .notObservations,
                "there is one column only (\(list(columns))): this is no table of observations. If another character "
                    + "than comma, semicolon, tab or bar separates the columns, name it in a profile (dialect.delimiter)")
        }
        if fields.isEmpty, !saysItHoldsOccurrences {
            return refusal(
                looksLikeRecord(columns) ? .notObservations : .columnMissing,
                looksLikeRecord(columns)
                    ? "the first line (\(list(columns))) is no header, and without one nothing says that these are "
                        + "observations. If they are, name the columns in a profile "
                        + "(dialect: { header: false, columns: [occurrenceID, …] })"
                    : "none of the columns is known (\(list(columns))); if these are observations, say in a profile "
                        + "which column is what (fields.identity, fields.taxon, fields.eventDate …)")
        }
        if !saysItHoldsOccurrences, isTaxonList(columns, fields) {
            return refusal(
                .notObservations,
                "names of taxa, but no date, place or observer: this is a list of taxa, not observations. If it is not, say "
                    + "in a profile which column is what. The columns are \(list(columns))")
        }
        // A list of withdrawals need not name what is withdrawn.
        let needsTaxon = fields[.operation] == nil
        let missing = proposal.problems.filter { $0 == .identity || ($0 == .taxon && needsTaxon) }
        if !missing.isEmpty {
            let problems = missing.map { problem -> String in
                let wanted = problem == .identity ? "occurrenceID" : "scientificName"
                let near = NearestName.suggestion(for: wanted, among: columns.filter { $0.count > 4 })
                return problem.rawValue + (near.map { " ('\($0)' looks like it)" } ?? "")
            }
            return refusal(.columnMissing, "\(problems.joined(separator: "; ")). The columns are \(list(columns))")
        }
        return nil
    }

    private static func isTaxonList(_ columns: [String], _ fields: [ProfileField: FieldSource]) -> Bool {
        let isOccurrence = fields[.identity]?.columnNames.contains { FieldNames.folded($0) == "occurrenceid" } == true
        return fields[.taxon] != nil && !isOccurrence && circumstances.isDisjoint(with: fields.keys)
            && columns.contains { nomenclature.contains(FieldNames.folded($0)) }
    }

    /// Whether cells that should be names are numbers, or too often empty, dates or sentences.
    private static func looksLikeRecord(_ columns: [String]) -> Bool {
        if columns.contains(where: { Double($0) != nil || $0 == "\\N" }) { return true }
        let odd = columns.filter { name in
            name.isEmpty || name.first?.isNumber == true || name.count > 40 || name.hasPrefix("http")
        }
        return 3 * odd.count >= columns.count
    }

    private static func list(_ columns: [String]) -> String {
        let shown = columns.prefix(20).map { $0.count > 30 ? "\($0.prefix(29))…" : $0 }
        return shown.map { $0.isEmpty ? "''" : $0 }.joined(separator: ", ") + (columns.count > 20 ? " …" : "")
    }
}
