/// A mapping proposed for a delivery without profile.
public struct FieldNameProposal: Sendable, Equatable {
    public enum Problem: String, CaseIterable, Sendable {
        case identity = "no column holds an identity; name one in a profile (fields.identity)"
        case taxon = "no column holds the name of a taxon; name one in a profile (fields.taxon)"
        case date = "no column holds a date; name one in a profile (fields.eventDate)"
        case location = "no columns hold a location; name them in a profile (fields.x and fields.y)"
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
    /// together. Without any identity, `institutionCode:collectionCode:catalogNumber` is one.
    public static func propose(columns: [String]) -> FieldNameProposal {
        var free: [String: String] = [:]
        for column in columns.reversed() {
            let name = FieldNames.folded(column)
            if !name.isEmpty { free[name] = column }
        }
        var fields: [ProfileField: FieldSource] = [:]
        fields[.identity] = identity(&free)
        takeLocation(&free, &fields)
        for (field, names) in FieldNames.names {
            let found = names.compactMap { free.removeValue(forKey: $0) }
            // One column says how precise, when or in which system; more would be mixed up from record to record.
            if !found.isEmpty { fields[field] = .columns(field == .taxon ? found : Array(found.prefix(1))) }
        }
        return FieldNameProposal(fields: fields, problems: problems(fields))
    }

    private static func identity(_ free: inout [String: String]) -> FieldSource? {
        let triplet = ["institutioncode", "collectioncode", "catalognumber"].compactMap { free[$0] }
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
