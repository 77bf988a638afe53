import Observations

/// The codes that are allowed in fields with a code: `codes.csv`. A field without rows is not looked at.
struct CodeListTable: Sendable {
    static let file = "codes.csv"
    static let columns = ["field", "code", "meaning"]

    /// The columns whose codes may be listed, in the order in which they are judged.
    static let fields: [ObservationColumn] = [
        .lifeStage, .sex, .activity, .biotope, .determinationMethod, .surveyMethod, .subjectType, .dwelling,
        .abundanceSchema, .protocolCode, .basisOfRecord,
    ]

    private(set) var rowCount = 0
    /// By place in `fields`: lower-case codes.
    private var codes = [Set<String>](repeating: [], count: fields.count)

    init() {}

    init(_ table: RuleTable, _ problems: inout [RulePackProblem]) {
        let names = Self.fields.map(\.rawValue)
        for row in table.rows {
            let (field, code) = (row["field"], row["code"])
            guard let place = names.firstIndex(of: field.text) else {
                let hint = Suggestion.text(for: field.text, among: names)
                problems.append(.at(field, Self.file, "'\(field.text)' is no field with codes\(hint)"))
                continue
            }
            if code.text.isEmpty {
                problems.append(.at(code, Self.file, "code is empty"))
            } else if !codes[place].insert(code.text.lowercased()).inserted {
                problems.append(.at(code, Self.file, "code '\(code.text)' of \(field.text) stands here a second time"))
            } else {
                rowCount += 1
            }
        }
    }

    /// Whether the codes of a field are listed.
    func lists(_ place: Int) -> Bool { !codes[place].isEmpty }

    /// Whether a delivered code is in the list of a field, as it stands or by the last part of its URI.
    func allows(_ code: String, _ place: Int) -> Bool {
        let lower = code.lowercased()
        if codes[place].contains(lower) { return true }
        guard lower.contains("://"), let last = lower.split(separator: "/").last else { return false }
        return codes[place].contains(String(last))
    }
}
