/// The life stages that a pack knows and the words suppliers use for them.
struct StageVocabulary: Sendable {
    /// Index of "no stage delivered".
    static let none = 0
    /// Index of a delivered stage that the pack does not know.
    static let unknown = 1
    /// Index of `*`, any stage.
    static let any = 2

    static let file = "stage_synonyms.csv"
    static let columns = ["stage", "synonyms"]

    /// `mature` takes the place of a stage that was not delivered, so that every pack has it.
    private(set) var names = ["", "?", "*", "mature"]
    static let mature = 3
    /// Lower-case words.
    private var indices: [String: Int] = ["*": any, "mature": mature]

    var count: Int { names.count }

    func name(_ index: Int) -> String { names[index] }

    /// Index for a delivered stage: a word or an NDFF code URI, whose last part is the word.
    func index(of delivered: String?) -> Int {
        guard let delivered else { return Self.none }
        let word = String(CodeWord.lastPart(delivered)).trimmingBlanks().lowercased()
        if word.isEmpty || word == "-" { return Self.none }
        guard let index = indices[word] else { return Self.unknown }
        return index == Self.any ? Self.none : index
    }

    /// Index for a stage named in the pack; `nil` when the pack does not define it.
    func defined(_ stage: String) -> Int? { indices[stage.lowercased()] }

    var words: [String] { indices.keys.sorted() }

    /// Fills in what holds for a stage without a row of its own: the row of any stage; without a delivered stage that
    /// of `mature`, else that of any.
    static func resolved<Row>(_ own: [Row?]) -> [Row?] {
        var rows = own.map { $0 ?? own[any] }
        rows[none] = own[mature] ?? own[any]
        return rows
    }

    /// Rows `stage,synonyms`; synonyms are separated by commas. Synonyms of `*` are words for "not recorded".
    mutating func add(_ table: RuleTable, _ problems: inout [RulePackProblem]) {
        var lines: [String: Int] = [:]
        for row in table.rows {
            let field = row["stage"]
            let stage = field.text.lowercased()
            if stage.isEmpty {
                problems.append(.at(field, Self.file, "stage is empty"))
                continue
            }
            if let line = lines[stage] {
                problems.append(.at(field, Self.file, "stage '\(stage)' stands on line \(line) already"))
                continue
            }
            lines[stage] = field.line
            let index: Int
            if let known = indices[stage] {
                guard names[known] == stage else {
                    let reason = "'\(stage)' is a synonym of '\(names[known])' already"
                    problems.append(.at(field, Self.file, reason))
                    continue
                }
                index = known
            } else {
                index = names.count
                names.append(stage)
                indices[stage] = index
            }
            for part in row["synonyms"].text.split(separator: ",") {
                let synonym = String(part).trimmingBlanks().lowercased()
                if synonym.isEmpty { continue }
                let known = indices.updateValue(index, forKey: synonym)
                if let known, known != index {
                    let reason = "'\(synonym)' means '\(names[known])' already"
                    problems.append(.at(row["synonyms"], Self.file, reason))
                }
            }
        }
    }
}
