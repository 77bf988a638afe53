/// Codes of a pack with their texts: NBN Record Cleaner's `difficulty_codes.csv` and `additional_codes.csv`.
struct AttentionCodes: Sendable {
    static let columns = ["code", "text"]

    let file: String
    private var texts: [String: String] = [:]

    init(file: String = "") { self.file = file }

    init(_ table: RuleTable, file: String, _ problems: inout [RulePackProblem]) {
        self.file = file
        var lines: [String: Int] = [:]
        for row in table.rows {
            let (code, text) = (row["code"], row["text"])
            if code.text.isEmpty {
                problems.append(.at(code, file, "code is empty"))
            } else if let line = lines[code.text] {
                problems.append(.at(code, file, "code '\(code.text)' stands on line \(line) already"))
            } else if text.text.isEmpty {
                problems.append(.at(text, file, "text is empty"))
            } else {
                lines[code.text] = code.line
                texts[code.text] = text.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            }
        }
    }

    var codes: [String] { texts.keys.sorted() }

    func text(_ code: String) -> String? { texts[code] }

    /// What is said of a code that the table does not have.
    func unknown(_ code: String) -> String {
        "code '\(code)' is not in \(file)\(Suggestion.text(for: code, among: texts.keys))"
    }
}
