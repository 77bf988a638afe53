import Columns
import Observations

/// A code that is an NDFF URI belongs to the field it stands in (domain: NDFF §1.2).
struct CodeOfField: Rule {
    static let definition = RuleDefinition(
        id: "code_of_field", kind: .formal, severity: .warning,
        terms: ["lifeStage", "sex", "behavior", "habitat", "samplingProtocol"],
        columns: fields.map(\.column),
        bdqTests: [], gbifIssues: [],
        title: BilingualText("Code hoort bij het veld.", "Code belongs to the field."),
        explanation: BilingualText(
            "Een code-URI van de NDFF hoort bij het veld waarin zij staat: een levensstadium onder `lifestages`, een "
                + "activiteit onder `activities`. Niet van toepassing op waarden die geen URI van de NDFF zijn.",
            "A code URI of the NDFF belongs to the field it stands in: a life stage under `lifestages`, an activity under "
                + "`activities`. Not applicable to values that are no URIs of the NDFF."))

    /// What follows the host in the URIs of each field.
    private static let fields: [(column: ObservationColumn, path: String)] = [
        (.lifeStage, "codes/domainvalues/observation/lifestages/"), (.sex, "codes/domainvalues/observation/sexes/"),
        (.activity, "codes/domainvalues/observation/activities/"),
        (.biotope, "codes/domainvalues/location/biotopes/"),
        (.determinationMethod, "codes/domainvalues/observation/determinationmethods/"),
        (.surveyMethod, "codes/domainvalues/survey/surveymethods/"), (.subjectType, "codes/subjecttypes/"),
        (.dwelling, "codes/domainvalues/observation/dwellings/"), (.abundanceSchema, "codes/scales/"),
        (.protocolCode, "codes/protocols/"),
    ]

    init(_ setting: RuleSetting) {}

    func judge(_ facts: ObservationFacts, _ marks: UnsafeMutableBufferPointer<RuleMark>) {
        for (field, path) in Self.fields {
            let column = facts.code(field)
            guard column.dictionary.count > 0 else { continue }
            var memo = CodeMemo<RuleMark>(column)
            for row in marks.indices {
                let code = column.codes[row]
                if code == 0 || marks[row] == .fail { continue }
                let mark = memo.value(of: code) { Self.mark(column.dictionary[code] ?? "", path) }
                if mark != .notApplicable { marks[row] = mark }
            }
        }
    }

    private static func mark(_ code: String, _ path: String) -> RuleMark {
        for host in ["http://ndff-ecogrid.nl/", "https://ndff-ecogrid.nl/"] where code.hasPrefix(host) {
            let rest = code.dropFirst(host.count)
            return RuleMark(passing: rest.hasPrefix(path) && rest.count > path.count)
        }
        return .notApplicable
    }

    func evidence(_ facts: ObservationFacts, _ row: Int) -> Evidence {
        for (field, path) in Self.fields {
            if let code = facts.code(field)[row], Self.mark(code, path) == .fail {
                return Evidence(verbatim: code, detail: FindingDetail.text(["field": field.rawValue]))
            }
        }
        return Evidence()
    }

    static func message(_ verbatim: String, _ detail: FindingDetail) -> BilingualText {
        let field = detail["field"].replacing(" ", with: "_")
        return BilingualText(
            "De code \(verbatim) hoort niet bij het veld \(field).",
            "The code \(verbatim) does not belong to the field \(field).")
    }
}
