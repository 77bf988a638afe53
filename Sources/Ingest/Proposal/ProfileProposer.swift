import Formats

/// Finds out what the columns of a delivery may be: first by their names, which the values must not contradict, then,
/// for what every observation needs, by the values.
struct ProfileProposer {
    let delivery: OpenedDelivery
    let sample: DeliverySample
    var proposal: ProfileProposal
    /// Columns that a profile can name: those with a name of their own.
    let usable: [ColumnEvidence]
    private(set) var taken: Set<String> = []

    init(_ delivery: OpenedDelivery, _ sample: DeliverySample, name: String) {
        self.delivery = delivery
        self.sample = sample
        var form = SupplierProfile(name: name, version: 1)
        form.format = delivery.format
        proposal = ProfileProposal(form: form)
        proposal.sampled = sample.records.count
        let repeated = Dictionary(grouping: delivery.columns, by: ValueMapping.folded).filter { $0.value.count > 1 }
        usable = sample.columns.filter { !$0.name.isEmpty && repeated[ValueMapping.folded($0.name)] == nil }
        let unnamed = delivery.columns.filter(\.isEmpty).count
        if unnamed > 0 { proposal.remarks.append("\(unnamed) columns have no name: a profile cannot use them") }
        let names = repeated.values.compactMap(\.first).filter { !$0.isEmpty }.sorted()
        if !names.isEmpty {
            proposal.remarks.append("columns that are there more than once cannot be used: \(names.joined(separator: ", "))")
        }
    }

    mutating func propose() {
        proposeForm()
        if let known = delivery.knownProfile {
            proposal.isFormatKnown = true
            for field in ProfileField.allCases {
                guard let source = known.fields[field] else { continue }
                take(field, source, .certain, "the format says so")
            }
        } else {
            proposeByName()
            proposePlace()
            proposeTaxon()
            proposeDates()
            proposeCounts()
            proposeIdentity()
        }
        proposal.fields.sort { left, right in
            (ProfileField.allCases.firstIndex(of: left.field) ?? 0) < (ProfileField.allCases.firstIndex(of: right.field) ?? 0)
        }
        if !proposal.isFormatKnown { proposeValues() }
        proposeOthers()
    }

    // MARK: fields

    func column(_ name: String) -> ColumnEvidence? { usable.first { $0.name == name } }
    func isFree(_ column: ColumnEvidence) -> Bool { !taken.contains(column.name) && column.filled > 0 }
    var free: [ColumnEvidence] { usable.filter(isFree) }

    mutating func take(
        _ field: ProfileField, _ source: FieldSource, _ certainty: ProfileProposal.Certainty, _ reason: String
    ) {
        guard proposal[field] == nil else { return }
        proposal.fields.append(.init(field: field, source: source, certainty: certainty, reason: reason))
        taken.formUnion(source.columnNames)
    }

    mutating func take(
        _ field: ProfileField, _ column: ColumnEvidence, _ certainty: ProfileProposal.Certainty, _ reason: String
    ) {
        take(field, .columns([column.name]), certainty, reason)
    }

    /// Fields of which the name of the column tells, as far as the values do not contradict it.
    private mutating func proposeByName() {
        let empty = Set(usable.filter { $0.filled == 0 }.map(\.name))
        let named = FieldNameMapping.propose(columns: usable.map(\.name), empty: sample.records.isEmpty ? [] : empty)
        for field in ProfileField.allCases {
            guard let source = named.fields[field], field != .identity else { continue }
            if case .columns(let names) = source {
                let fitting = names.filter { name in column(name).map { fits($0, field) } ?? true }
                for name in names where !fitting.contains(name) {
                    proposal.remarks.append(
                        "'\(name)' is called like \(field.rawValue), but its values are \(column(name)?.description ?? "other")")
                }
                guard !fitting.isEmpty else { continue }
                take(field, .columns(fitting), .certain, "the name says so" + told(fitting))
            } else {
                take(field, source, .certain, "the name says so")
            }
        }
        // Halves of pairs are nothing.
        for (one, other) in [(ProfileField.latitude, ProfileField.longitude), (.x, .y)] {
            for (field, partner) in [(one, other), (other, one)] where proposal[field] != nil && proposal[partner] == nil {
                drop(field)
            }
        }
    }

    mutating func drop(_ field: ProfileField) {
        for name in proposal[field]?.columnNames ?? [] { taken.remove(name) }
        proposal.fields.removeAll { $0.field == field }
    }

    private func told(_ names: [String]) -> String {
        guard let first = names.first.flatMap(column), first.filled > 0, names.count == 1 else { return "" }
        return "; \(first.description)"
    }

    /// Whether values can be what the name of their column says.
    private func fits(_ column: ColumnEvidence, _ field: ProfileField) -> Bool {
        guard column.filled > 0 else { return true }
        switch field {
        case .taxon:
            // `taxon` with groups beside a column with names: the name of a column says less than that.
            let isOther = column.binomials * 20 < column.filled && usable.contains { $0.mostly(\.binomials, 0.5) }
            return !column.areNumbers && !column.areDates && !isOther
        case .eventDate, .periodStart, .periodStop:
            return column.dates > 0 || column.areYears || column.areSerials
        case .year: return column.areIntegers
        case .month: return !column.areDates && (!column.areNumbers || column.areWhole(within: 1...12))
        case .day: return column.areWhole(within: 1...31)
        case .latitude: return column.angles > 0 || (column.areNumbers && column.maximum <= 90 && column.minimum >= -90)
        case .longitude: return column.angles > 0 || (column.areNumbers && column.maximum <= 360 && column.minimum >= -180)
        case .x, .y: return column.areNumbers || column.angles > 0
        case .geometry: return column.geometries > 0
        case .hok: return column.squares > 0 || !column.areNumbers
        default: return true
        }
    }

    // MARK: names of taxa and counts

    private static let taxonHints = ["soort", "species", "taxon", "naam", "name", "plant", "dier", "organism"]

    /// Things that have names too.
    private static let otherNames = [
        "dataset", "locati", "local", "place", "plaats", "gebied", "area", "gemeente", "municipal", "provin", "project", "file",
        "waarnemer", "observer", "collector", "recorded", "determin", "survey", "site", "team", "user", "author", "method",
    ]

    private mutating func proposeTaxon() {
        if case .columns(let names)? = proposal[.taxon] {
            if names.count == 1, let only = column(names[0]) {
                splitTaxon(only)
                joinGenus(only)
            }
            return
        }
        guard proposal[.taxonURI] == nil else { return }
        let species = usable.filter { ValueShape($0.name).isBinomial }
        if species.count >= 3 {
            proposal.remarks.append(
                "\(species.count) columns are called after species ('\(species[0].name)' …): a table with a column a species is read with table.wide")
            return
        }
        let named = free.filter { $0.mostly(\.binomials, 0.5) }
        let hinted = named.filter { column in Self.taxonHints.contains { column.name.lowercased().contains($0) } }
        if let best = (hinted.isEmpty ? named : hinted).max(by: { $0.binomials * $1.filled < $1.binomials * $0.filled }) {
            take(.taxon, best, .likely, "\(share(best.binomials, best)) look like scientific names")
        } else if let best = free.first(where: { $0.mostly(\.binomialsBehindBar, 0.5) }) {
            take(.taxon, .columns([best.name]), .likely, "")
            splitTaxon(best)
        } else if let best = free.first(where: { column in
            let name = column.name.lowercased()
            return Self.taxonHints.contains { name.contains($0) } && !Self.otherNames.contains { name.contains($0) }
                && column.mostly(\.names, 0.8) && !column.areDates && column.counts.count != 1
        }) {
            take(.taxon, best, .guess, "the name hints at it; \(best.description)")
        }
    }

    /// `Gewone pad / Bufo bufo`: what stands behind the bar, and else the whole.
    private mutating func splitTaxon(_ column: ColumnEvidence) {
        guard column.mostly(\.binomialsBehindBar, 0.5), let pattern = TextPattern(#"/\s*(.+)$"#) else { return }
        drop(.taxon)
        let edit = TextEdit(match: pattern)
        take(
            .taxon, .first([.edited(.columns([column.name]), edit), .columns([column.name])]), .likely,
            "\(share(column.binomialsBehindBar, column)) have a scientific name behind a bar")
    }

    /// `Bufo` and `bufo` in two columns.
    private mutating func joinGenus(_ epithets: ColumnEvidence) {
        guard epithets.mostly(\.epithets, 0.8) else { return }
        let genera = usable.filter { $0.mostly(\.genera) && $0.name != epithets.name }
        guard let genus = genera.first(where: { ["genus", "geslacht"].contains($0.name.lowercased()) }) else { return }
        drop(.taxon)
        // A record without an epithet is of the genus.
        let whole = FieldTemplate(parts: [.column(genus.name), .text(" "), .column(epithets.name)])
        take(
            .taxon, .first([.template(whole), .columns([genus.name])]), .likely,
            "one column has names of genera, the other the words behind them")
    }

    private static let countHints = ["aantal", "count", "number", "exx", "individu"]

    private mutating func proposeCounts() {
        guard proposal[.abundance] == nil, proposal[.taxon] != nil else { return }
        let column = free.first { column in
            let name = column.name.lowercased()
            return Self.countHints.contains { name.contains($0) } && column.mostly(\.integers, 0.8) && column.minimum >= 0
                && column.maximum < 10_000_000
        }
        if let column { take(.abundance, column, .guess, "the name hints at it; \(column.description)") }
    }

    func share(_ count: Int, _ column: ColumnEvidence) -> String {
        "\(count) of \(column.filled) values"
    }

    // MARK: codes and other columns

    private mutating func proposeValues() {
        for item in proposal.fields where KnownValues.fields.contains(item.field) {
            guard case .columns(let names) = item.source, names.count == 1, let column = column(names[0]),
                !column.isManifold, !column.counts.isEmpty
            else { continue }
            let pairs = column.counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { value, count in
                (delivered: value, meaning: KnownValues.meaning(of: value, item.field) ?? value, count: count)
            }
            // Where all values say what they mean, there is nothing to map.
            if pairs.contains(where: { KnownValues.meaning(of: $0.delivered, item.field) != $0.delivered }) {
                proposal.values.append(.init(field: item.field, pairs: pairs))
            }
        }
    }

    private mutating func proposeOthers() {
        proposal.others = sample.columns.filter { !taken.contains($0.name) }.map { column in
            let isEverywhere = column.filled == sample.records.count || column.filled == 0
            return .init(
                name: column.name,
                values: column.description + (isEverywhere ? "" : " (in \(column.filled) of \(sample.records.count) records)"))
        }
        if sample.emptyRecords > 0, !proposal.isFormatKnown, let column = proposal[.identity]?.columnNames.first.flatMap(column)
            ?? proposal[.taxon]?.columnNames.first.flatMap(column), column.filled == sample.records.count
        {
            proposal.emptyRowColumn = column.name
        }
        let found = Set(proposal.fields.map(\.field))
        func has(_ fields: ProfileField...) -> Bool { !found.isDisjoint(with: fields) }
        if !has(.identity) { proposal.missing.append(.identity) }
        if !has(.taxon, .taxonURI) { proposal.missing.append(.taxon) }
        if !has(.eventDate, .periodStart, .year) { proposal.missing.append(.date) }
        if !has(.latitude, .x, .geometry, .hok) { proposal.missing.append(.location) }
    }

    // MARK: form

    private mutating func proposeForm() {
        guard delivery.format == .csv else { return }
        proposal.form.dialect.delimiter = delivery.dialect.delimiter
        proposal.form.dialect.quote = delivery.dialect.quote.map { .byte($0) } ?? .noQuote
        proposal.form.dialect.encoding = SupplierProfile.Encoding(delivery.encoding)
    }
}

extension SupplierProfile.Encoding {
    /// `nil` for encodings that a profile does not name.
    fileprivate init?(_ encoding: TextEncoding) {
        switch encoding {
        case .utf8: self = .utf8
        case .latin1: self = .latin1
        case .windows1252: self = .windows1252
        case .utf16LittleEndian: self = .utf16LittleEndian
        case .utf16BigEndian: self = .utf16BigEndian
        case .macRoman: return nil
        }
    }
}
