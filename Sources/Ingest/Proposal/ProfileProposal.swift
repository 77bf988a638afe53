/// A profile proposed for a delivery, after the names of its columns and what its first records look like.
public struct ProfileProposal: Sendable, Equatable {
    /// How sure a proposal is.
    public enum Certainty: String, Sendable {
        /// The format or the name of the column says so, and the values agree.
        case certain
        /// The values say so.
        case likely
        /// Somebody should look.
        case guess
    }

    /// What a field would be read from, and why.
    public struct Field: Sendable, Equatable {
        public var field: ProfileField
        public var source: FieldSource
        public var certainty: Certainty
        public var reason: String
    }

    /// A column that no field takes.
    public struct OtherColumn: Sendable, Equatable {
        public var name: String
        public var values: String
    }

    /// A field with a code, and its values in the sample with how often they occur.
    public struct Values: Sendable, Equatable {
        public var field: ProfileField
        /// Delivered value, what it would be read as, number of records.
        public var pairs: [(delivered: String, meaning: String, count: Int)]

        public static func == (left: Values, right: Values) -> Bool {
            left.field == right.field && left.pairs.elementsEqual(right.pairs) { $0 == $1 }
        }
    }

    /// In the order of the fields.
    public internal(set) var fields: [Field] = []
    /// The profile without `fields`: form, coordinate system, dates.
    public internal(set) var form: SupplierProfile
    /// Why a setting of `form` is what it is, by key.
    public internal(set) var reasons: [String: String] = [:]
    public internal(set) var values: [Values] = []
    public internal(set) var others: [OtherColumn] = []
    /// Things that somebody should know or decide.
    public internal(set) var remarks: [String] = []
    /// What an observation needs and no column says.
    public internal(set) var missing: [FieldNameProposal.Problem] = []
    /// Records looked at.
    public internal(set) var sampled = 0
    /// Column of which records without a value are no records.
    public internal(set) var emptyRowColumn: String?

    init(form: SupplierProfile) {
        self.form = form
    }

    /// Where a field would come from.
    public subscript(field: ProfileField) -> FieldSource? { fields.first { $0.field == field }?.source }

    /// The format itself says what its columns mean: the profile need not.
    public internal(set) var isFormatKnown = false

    /// Whether records can be read with it: without an identity and a name there is no observation.
    public var isUsable: Bool {
        isFormatKnown || self[.identity] != nil && (self[.taxon] != nil || self[.taxonURI] != nil)
    }

    /// Whether it says more than which column is what: in which order dates are written, that decimals have commas.
    public var changesReading: Bool {
        form.decimalComma || form.coordinateUnit != .metres || form.dates != PeriodInterpreter.Options() || form.crs.map { $0 != 4326 } ?? false
            || emptyRowColumn != nil
    }

    /// Whether anything says when or where: a list of names has neither.
    public var tellsCircumstances: Bool { !(missing.contains(.date) && missing.contains(.location)) }

    /// The profile itself; without fields when it is not usable.
    public var profile: SupplierProfile {
        var profile = form
        guard isUsable, !isFormatKnown else { return profile }
        for item in fields { profile.fields[item.field] = item.source }
        for item in values {
            profile.values[item.field] = ValueMapping(
                Dictionary(item.pairs.map { ($0.delivered, $0.meaning) }) { first, _ in first })
        }
        if let column = emptyRowColumn {
            profile.exclusions = [
                SupplierProfile.Exclusion(
                    conditions: [RecordCondition(column: column, test: .empty(true))], reason: Self.emptyRow)
            ]
        }
        return profile
    }

    static let emptyRow = "an empty row"

    /// Looks at a delivery.
    /// - Parameter open: opens it anew.
    /// - Throws: `DeliveryError` for what cannot be read.
    public init(of delivery: OpenedDelivery, name: String, open: () throws -> OpenedDelivery) throws {
        let sample = try DeliverySample(try open())
        var proposer = ProfileProposer(delivery, sample, name: name)
        proposer.propose()
        self = proposer.proposal
    }
}
