import Columns
import Observations

/// The codes are in the lists of the pack. Lists of supplier's codes come into the pack as `codes.csv`.
struct CodeListed: Rule {
    static let definition = RuleDefinition(
        id: "code_listed", kind: .formal, severity: .warning,
        terms: ["lifeStage", "sex", "behavior", "habitat", "samplingProtocol", "basisOfRecord"],
        columns: CodeListTable.fields,
        bdqTests: [], gbifIssues: [],
        title: BilingualText("Codes in de codelijst.", "Codes in the code list."),
        explanation: BilingualText(
            "De codes staan in de codelijsten van het regelpakket (`codes.csv`), voluit of als laatste deel van een URI. "
                + "Velden zonder lijst en lege velden tellen niet; als er geen overblijft, niet van toepassing.",
            "The codes are in the code lists of the rule pack (`codes.csv`), in full or as the last part of a URI. Fields "
                + "without a list and empty fields do not count; not applicable when none is left."))

    private let table: CodeListTable

    init(_ setting: RuleSetting) { table = setting.pack.contents.codeLists }

    func judge(_ facts: ObservationFacts, _ marks: UnsafeMutableBufferPointer<RuleMark>) {
        guard table.rowCount > 0 else { return }
        for place in CodeListTable.fields.indices where table.lists(place) {
            let column = facts.code(CodeListTable.fields[place])
            var memo = CodeMemo<Bool>(column)
            for row in marks.indices {
                let code = column.codes[row]
                if code == 0 || marks[row] == .fail { continue }
                let isListed = memo.value(of: code) {
                    column.dictionary[code].map { table.allows($0, place) } ?? true
                }
                marks[row] = RuleMark(passing: isListed)
            }
        }
    }

    func evidence(_ facts: ObservationFacts, _ row: Int) -> Evidence {
        for (place, field) in CodeListTable.fields.enumerated() where table.lists(place) {
            if let code = facts.code(field)[row], !table.allows(code, place) {
                return Evidence(verbatim: code, detail: FindingDetail.text(["field": field.rawValue]))
            }
        }
        return Evidence()
    }

    static func message(_ verbatim: String, _ detail: FindingDetail) -> BilingualText {
        let field = detail["field"].replacing(" ", with: "_")
        return BilingualText(
            "De code \(verbatim) in \(field) staat niet in de codelijst.",
            "The code \(verbatim) in \(field) is not in the code list.")
    }
}
