import Columns
import Observations

/// The fields that the NDFF asks of every observation are filled (domain: NDFF §1.2, §1.4). Taxon, period, place and
/// identity have rules of their own.
struct RequiredFields: Rule {
    static let definition = RuleDefinition(
        id: "required_fields", kind: .formal, severity: .info,
        terms: ["lifeStage", "sex", "behavior", "habitat", "samplingProtocol", "rightsHolder"],
        columns: fields + [.occurrenceStatus, .abundanceValue, .countMinimum, .countMaximum],
        bdqTests: [], gbifIssues: [],
        title: BilingualText("Vereiste velden ingevuld.", "Required fields filled."),
        explanation: BilingualText(
            "De velden die de NDFF bij elke waarneming vraagt zijn ingevuld; ‘onbekend’ telt als ingevuld: telmethode, "
                + "aantal, activiteit, biotoop, determinatiemethode, levensstadium, geslacht, zoek- of vangmethode, "
                + "telonderwerp en bronhouder.",
            "The fields that the NDFF asks of every observation are filled; ‘unknown’ counts as filled: abundance schema "
                + "and value, activity, biotope, determination method, life stage, sex, survey method, subject type and "
                + "bronhouder."))

    private static let fields: [ObservationColumn] = [
        .abundanceSchema, .activity, .biotope, .determinationMethod, .lifeStage, .sex, .surveyMethod, .subjectType,
        .bronhouder,
    ]

    init(_ setting: RuleSetting) {}

    func judge(_ facts: ObservationFacts, _ marks: UnsafeMutableBufferPointer<RuleMark>) {
        for row in marks.indices { marks[row] = RuleMark(passing: Self.hasCount(facts, row)) }
        for field in Self.fields {
            let codes = facts.code(field).codes
            for row in marks.indices where codes[row] == 0 { marks[row] = .fail }
        }
    }

    private static func hasCount(_ facts: ObservationFacts, _ row: Int) -> Bool {
        facts.abundanceValue.codes[row] != 0 || facts.largestCount(row) != ObservationFacts.absent
            || facts.isAbsence[row]
    }

    func evidence(_ facts: ObservationFacts, _ row: Int) -> Evidence {
        var missing = Self.fields.filter { facts.code($0).codes[row] == 0 }.map(\.rawValue)
        if !Self.hasCount(facts, row) { missing.append(ObservationColumn.abundanceValue.rawValue) }
        return Evidence(verbatim: nil, detail: "missing=\(missing.joined(separator: ","))")
    }

    static func message(_ verbatim: String, _ detail: FindingDetail) -> BilingualText {
        let missing = detail["missing"].replacing(" ", with: "_").replacing(",", with: ", ")
        return BilingualText(
            "Niet ingevuld, terwijl de NDFF erom vraagt: \(missing).",
            "Not filled, while the NDFF asks for it: \(missing).")
    }
}
