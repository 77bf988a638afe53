/// What tells one record from another.
extension ProfileProposer {
    private static let identityHints = ["id", "nr", "nummer", "number", "code", "key", "uri", "_cd", "no."]
    /// What makes an observation: its visit, what, when and where.
    private static let natural: [[ProfileField]] = [
        [.visit], [.taxon], [.eventDate, .periodStop, .periodStart, .year], [.latitude, .x, .geometry, .hok], [.longitude, .y],
    ]

    mutating func proposeIdentity() {
        let named = FieldNameMapping.propose(columns: usable.filter { $0.filled > 0 || sample.records.isEmpty }.map(\.name))
        if let source = named.fields[.identity] {
            let places = source.columnNames.compactMap(column).map(\.place)
            if sample.records.isEmpty || sample.areDistinct(places) {
                take(.identity, source, .certain, "the name says so, and every record has one of its own")
                return
            }
            let isFilled = places.allSatisfy { sample.columns[$0].filled == sample.records.count }
            // A better one is looked for; records that share an identity are versions of one observation.
            if let better = uniqueColumn() {
                proposal.remarks.append("'\(source.summary)' is called like an identity, but is not one in every record")
                take(.identity, better, .likely, "every record has a value of its own")
                return
            }
            take(
                .identity, source, .guess,
                isFilled
                    ? "the name says so, but records share values: the last one of these would replace the others"
                    : "the name says so, but records without a value will be set aside")
            return
        }
        if let column = uniqueColumn() {
            take(.identity, column, column.identifiers > 0 ? .likely : .guess, "every record has a value of its own; \(column.description)")
            return
        }
        proposeNaturalIdentity()
    }

    private func uniqueColumn() -> ColumnEvidence? {
        guard sample.records.count > 1 else { return nil }
        let unique = usable.filter { column in
            column.isUnique && column.filled == sample.records.count && !column.areDates && !column.mostly(\.geometries)
                && column.longest <= 120 && (!column.areNumbers || column.areIntegers) && isFree(column)
        }
        func score(_ column: ColumnEvidence) -> Int {
            let name = column.name.lowercased()
            let isHinted = Self.identityHints.contains { name.contains($0) }
            return (column.mostly(\.identifiers) ? 4 : 0) + (isHinted ? 2 : 0) + (column.areNumbers ? 0 : 1)
        }
        return unique.filter { score($0) > 1 || $0.areIntegers }.max { (score($0), -$0.place) < (score($1), -$1.place) }
    }

    /// A template of columns that together tell the records apart; the number of the record where nothing does.
    private mutating func proposeNaturalIdentity() {
        // Without a name there is no observation to tell apart.
        guard !sample.records.isEmpty, proposal[.taxon] != nil || proposal[.taxonURI] != nil else { return }
        let base = Self.natural.flatMap { fields in
            fields.compactMap { proposal[$0] }.prefix(1).flatMap(\.columnNames).compactMap(column).filter(isEverywhere)
        }
        let extra = base.isEmpty || sample.areDistinct(base.map(\.place)) ? [] : extras(beside: base)
        let all = base + extra
        guard !all.isEmpty, sample.areDistinct(all.map(\.place)) else {
            take(
                .identity, .template(FieldTemplate(parts: [.text("\(proposal.form.name):"), .recordNumber])), .guess,
                "nothing tells all records apart: the number of the record does, as long as records keep their places in the file")
            return
        }
        take(
            .identity, .template(template(shortened(all, extra: extra))), .guess,
            "no column is an identity; these together tell the first records apart")
    }

    private func isEverywhere(_ column: ColumnEvidence) -> Bool {
        column.filled == sample.records.count && column.longest <= 80
    }

    /// Further columns that tell apart what is alike in the ones given; the one that tells most first.
    private func extras(beside base: [ColumnEvidence]) -> [ColumnEvidence] {
        var chosen: [ColumnEvidence] = []
        var distinct = sample.distinctCount(base.map(\.place))
        var candidates = usable.filter { column in
            isEverywhere(column) && column.counts.count != 1 && !base.contains { $0.place == column.place }
        }
        while chosen.count < 4, distinct < sample.records.count {
            let gains = candidates.map { column in
                (column, sample.distinctCount((base + chosen + [column]).map(\.place)))
            }
            guard let best = gains.max(by: { $0.1 < $1.1 }), best.1 > distinct else { break }
            chosen.append(best.0)
            distinct = best.1
            candidates.removeAll { $0.place == best.0.place }
        }
        return chosen
    }

    /// Without the columns that are not needed: extra ones, and date and place where a code among the extra ones tells them.
    private func shortened(_ all: [ColumnEvidence], extra: [ColumnEvidence]) -> [ColumnEvidence] {
        let taxon = Set(proposal[.taxon]?.columnNames ?? [])
        let hasCode = proposal[.visit] != nil || extra.contains { column in
            let name = column.name.lowercased()
            return Self.identityHints.contains { name.contains($0) } && !taxon.contains(column.name)
        }
        var needed = all
        for column in all where !taxon.contains(column.name) && (hasCode || extra.contains { $0.place == column.place }) {
            let without = needed.filter { $0.place != column.place }
            if !without.isEmpty, sample.areDistinct(without.map(\.place)) { needed = without }
        }
        return needed
    }

    private func template(_ columns: [ColumnEvidence]) -> FieldTemplate {
        var parts: [FieldTemplate.Part] = []
        for column in columns {
            if !parts.isEmpty { parts.append(.text(":")) }
            parts.append(.column(column.name))
        }
        return FieldTemplate(parts: parts)
    }
}
