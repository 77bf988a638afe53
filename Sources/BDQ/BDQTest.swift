/// A test of TDWG BDQ Core. Labels, identifiers, information elements and parameters are those of the standard
/// (tdwg/bdq, tg2/core/TG2_tests.csv, CC BY 4.0); the code is written after its expected responses.
public struct BDQTest: Sendable {
    public enum Kind: String, Sendable {
        case validation = "Validation"
        case issue = "Issue"
        case amendment = "Amendment"
        case measure = "Measure"
    }

    /// A setting of a test and what it is when not given.
    public struct Parameter: Sendable, Equatable {
        public var name: String
        public var standardValue: String

        public init(_ name: String, _ standardValue: String) {
            self.name = name
            self.standardValue = standardValue
        }
    }

    /// The identifier by which tests are joined; labels have changed between drafts.
    public var guid: String
    public var label: String
    public var kind: Kind
    public var actedUpon: [String]
    public var consulted: [String]
    public var parameters: [Parameter]
    let respond: @Sendable (BDQInput) -> Response

    init(
        _ label: String, _ guid: String, actedUpon: [String], consulted: [String] = [], parameters: [Parameter] = [],
        respond: @escaping @Sendable (BDQInput) -> Response
    ) {
        self.guid = guid
        self.label = label
        kind =
            label.hasPrefix("VALIDATION")
            ? .validation
            : label.hasPrefix("ISSUE") ? .issue : label.hasPrefix("AMENDMENT") ? .amendment : .measure
        self.actedUpon = actedUpon
        self.consulted = consulted
        self.parameters = parameters
        self.respond = respond
    }

    /// Runs the test on a record.
    ///
    /// - Parameter today: what `{current day}` and `{current year}` in the standard's parameters stand for.
    public func run(on record: BDQRecord, today: CalendarDate) -> Response {
        respond(BDQInput(record: record, today: today, parameters: parameters))
    }
}

/// A record as one test sees it.
struct BDQInput: Sendable {
    var record: BDQRecord
    var today: CalendarDate
    var parameters: [BDQTest.Parameter]

    subscript(term: String) -> String { record[term] }

    func isEmpty(_ term: String) -> Bool { record.isEmpty(term) }

    /// The parameter as given with the record, or its default.
    func parameter(_ name: String) -> String {
        let given = record[name]
        return given.isBDQEmpty ? parameters.first { $0.name == name }?.standardValue ?? "" : given.withoutOuterBlanks
    }

    /// Why the authority that the record asks for cannot be had; `nil` when it is the default or one of `names`,
    /// which stand in for parts of names and addresses of authorities that a local table holds.
    func unavailableAuthority(unless names: [String]) -> Response? {
        let given = record["bdqval:sourceAuthority"].withoutOuterBlanks
        if given.isEmpty { return nil }
        let wanted = given.lowercased()
        if names.contains(where: { wanted.contains($0.lowercased()) }) { return nil }
        return .externalPrerequisites("the bdqval:sourceAuthority \"\(given)\" is not available")
    }
}
