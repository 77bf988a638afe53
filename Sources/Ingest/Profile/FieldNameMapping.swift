/// A mapping proposed for a delivery without profile.
public struct FieldNameProposal: Sendable, Equatable {
    public enum Problem: String, CaseIterable, Sendable {
        case identity =
            "no column is known to hold an identity: call it occurrenceID, or name a column or a template of several in a profile (fields.identity)"
        case taxon =
            "no column is known to hold the name of a taxon: call it scientificName or name it in a profile (fields.taxon)"
        case date = "no column is known to hold a date: call it eventDate or name it in a profile (fields.eventDate)"
        case location =
            "no columns are known to hold a location: call them decimalLatitude and decimalLongitude, or X and Y, or name them in a profile"
    }

    public var fields: [ProfileField: FieldSource]
    /// What an observation needs and no column says.
    public var problems: [Problem]
}

/// Guesses from their names what the columns of a delivery mean. Case, blanks and punctuation are disregarded, and of a
/// URI (`http://rs.tdwg.org/dwc/terms/eventDate`) the last part counts.
public enum FieldNameMapping {
    /// The fields that the columns seem to be.
    ///
    /// A column goes to one field only, and of several columns that may be the same field the one with the better known
    /// name comes first. Latitude and longitude win from easting and northing, and the two of a pair always belong
    /// together. Without any identity, `institutionCode:collectionCode:catalogNumber` is one. A record of GBIF is known
    /// by its number there, as that alone is unique in a download.
    ///
    /// - Parameters:
    ///   - empty: columns that seem to have no values; others are preferred to them.
    ///   - key: the column that tells records apart in their file; the identity where nothing else is.
    public static func propose(
        columns: [String], empty: Set<String> = [], key: String? = nil
    ) -> FieldNameProposal {
        let filled = propose(columns: columns.filter { !empty.contains($0) }, key: key)
        if empty.isEmpty { return filled }
        var fields = propose(columns: columns, key: key).fields.filter { !isTaken($0.key, filled.fields) }
        let taken = Set(filled.fields.values.flatMap(\.columnNames))
        fields = fields.filter { taken.isDisjoint(with: $0.value.columnNames) }
        fields.merge(filled.fields) { $1 }
        return FieldNameProposal(fields: fields, problems: problems(fields))
    }

    /// Whether a field, or one that says the same in another way, has a column.
    private static func isTaken(_ field: ProfileField, _ fields: [ProfileField: FieldSource]) -> Bool {
        switch field {
        case .latitude, .longitude, .x, .y: fields[.latitude] != nil || fields[.x] != nil
        default: fields[field] != nil
        }
    }

    private static func propose(columns: [String], key: String?) -> FieldNameProposal {
        var free: [String: String] = [:]
        for column in columns.reversed() {
            let name = FieldNames.folded(column)
            if !name.isEmpty { free[name] = column }
        }
        var fields: [ProfileField: FieldSource] = [:]
        fields[.identity] = identity(&free) ?? key.flatMap { key in
            free.removeValue(forKey: FieldNames.folded(key)).map { .columns([$0]) }
        }
        takeLocation(&free, &fields)
        takeQuantity(&free, &fields)
        for (field, names) in FieldNames.names {
            let found = names.compactMap { free.removeValue(forKey: $0) }
            // One column says how precise, when or in which system; more would be mixed up from record to record.
            if !found.isEmpty, fields[field] == nil {
                fields[field] = .columns(field == .taxon ? found : Array(found.prefix(1)))
            }
        }
        return FieldNameProposal(fields: fields, problems: problems(fields))
    }

    private static func identity(_ free: inout [String: String]) -> FieldSource? {
        if let column = free.removeValue(forKey: "gbifid") {
            return .template(FieldTemplate(parts: [.text("https://www.gbif.org/occurrence/"), .column(column)]))
        }
        let triplet = ["institutioncode", "collectioncode"].compactMap { free[$0] }
            + ["catalognumber", "cataloguenumber"].compactMap { free[$0] }.prefix(1)
        for name in FieldNames.identity {
            // Row numbers of a database or a download are worse than the number of a specimen.
            if triplet.count == 3, name == "id" || name == "objectid" { break }
            if let column = free.removeValue(forKey: name) { return .columns([column]) }
        }
        guard triplet.count == 3 else { return nil }
        return .template(
            FieldTemplate(parts: [
                .column(triplet[0]), .text(":"), .column(triplet[1]), .text(":"), .column(triplet[2]),
            ]))
    }

    /// Darwin Core has a number of individuals, and beside it a quantity of something else with its type. The type says
    /// nothing of the individuals.
    private static func takeQuantity(_ free: inout [String: String], _ fields: inout [ProfileField: FieldSource]) {
        guard let individuals = free["individualcount"], let quantity = free["organismquantity"] else { return }
        free["individualcount"] = nil
        free["organismquantity"] = nil
        fields[.abundance] = .columns([individuals, quantity])
        guard let type = free.removeValue(forKey: "organismquantitytype") else { return }
        fields[.abundanceSchema] = .cases(
            [
                FieldCase(
                    conditions: [RecordCondition(column: individuals, test: .empty(false))],
                    source: .constant(AbundanceScale.exactCount.rawValue))
            ], otherwise: .columns([type]))
    }

    private static func takeLocation(_ free: inout [String: String], _ fields: inout [ProfileField: FieldSource]) {
        for pair in FieldNames.sphere {
            if let latitude = free[pair.latitude], let longitude = free[pair.longitude] {
                fields[.latitude] = .columns([latitude])
                fields[.longitude] = .columns([longitude])
                free[pair.latitude] = nil
                free[pair.longitude] = nil
                // A footprint is the surroundings of the point, not the place itself.
                free["footprintwkt"] = nil
                return
            }
        }
        for pair in FieldNames.plane {
            if let x = free[pair.x], let y = free[pair.y] {
                fields[.x] = .columns([x])
                fields[.y] = .columns([y])
                free[pair.x] = nil
                free[pair.y] = nil
                return
            }
        }
    }

    private static func problems(_ fields: [ProfileField: FieldSource]) -> [FieldNameProposal.Problem] {
        func has(_ candidates: ProfileField...) -> Bool { candidates.contains { fields[$0] != nil } }
        var problems: [FieldNameProposal.Problem] = []
        if !has(.identity) { problems.append(.identity) }
        if !has(.taxon, .taxonURI) { problems.append(.taxon) }
        if !has(.eventDate, .periodStart, .year) { problems.append(.date) }
        if !has(.latitude, .x, .geometry, .hok) { problems.append(.location) }
        return problems
    }
}
