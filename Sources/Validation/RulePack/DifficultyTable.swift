/// How hard taxa are to identify, and what evidence a record of them needs: `difficulty.csv`, or NBN Record Cleaner's
/// `id_difficulty.csv`, with `difficulty_codes.csv`.
struct DifficultyTable: Sendable {
    struct Difficulty: Sendable, Equatable {
        var code: String
        /// Any of these suffices; none: nothing is needed. `nil` where nobody said what is needed.
        var evidence: EvidenceKinds?
    }

    static let file = "difficulty.csv"
    static let columns = ["organism_key", "taxon", "stage", "code", "evidence"]
    static let recordCleanerFile = "id_difficulty.csv"
    static let recordCleanerColumns = ["organism_key", "taxon", "code"]

    private(set) var rowCount = 0
    private(set) var taxa = TaxonIndex()
    /// By entry, then by stage.
    private var difficulties: [[Difficulty?]] = []
    private(set) var codes = AttentionCodes()

    init() {}

    /// - Parameter evidenceOfCode: what the pack's manifest says that a code needs.
    init(
        _ table: RuleTable, codes: AttentionCodes, evidenceOfCode: [String: EvidenceKinds], _ reader: inout TableReader
    ) {
        self.codes = codes
        var lines: [[Int: Int]] = []
        for row in table.rows {
            let code = row["code"]
            let evidence = Self.evidence(row["evidence"], evidenceOfCode[code.text], &reader)
            let stage = reader.stage(row["stage"], isOptional: true)
            if codes.text(code.text) == nil { reader.refuse(code, codes.unknown(code.text)) }
            guard let entry = taxa.entry(of: row, &reader) else { continue }
            if entry == difficulties.count {
                difficulties.append([Difficulty?](repeating: nil, count: reader.stages.count))
                lines.append([:])
            }
            guard let stage else { continue }
            let name = row["taxon"]
            let difficulty = Difficulty(code: code.text, evidence: evidence)
            if let line = lines[entry][stage] {
                reader.refuseSecond(
                    name, "\(name.text), stage '\(reader.stages.name(stage))'", line: line,
                    isSame: difficulties[entry][stage] == difficulty)
                continue
            }
            lines[entry][stage] = name.line
            difficulties[entry][stage] = difficulty
            rowCount += 1
        }
        for entry in difficulties.indices { difficulties[entry] = StageVocabulary.resolved(difficulties[entry]) }
    }

    /// Words separated by blanks; `none` for nothing; empty for what the code needs.
    private static func evidence(
        _ field: RuleTable.Field, _ ofCode: EvidenceKinds?, _ reader: inout TableReader
    ) -> EvidenceKinds? {
        if field.text.isEmpty { return ofCode }
        var kinds = EvidenceKinds()
        if field.text == "none" { return kinds }
        for word in field.text.split(whereSeparator: \.isWhitespace) {
            guard let kind = EvidenceKinds.kind(String(word)) else {
                let known = EvidenceKinds.words.map(\.word) + ["any", "none"]
                let hint = Suggestion.text(for: String(word), among: known)
                reader.refuse(field, "evidence '\(word)' is none of \(known.joined(separator: ", "))\(hint)")
                return nil
            }
            kinds.formUnion(kind)
        }
        return kinds
    }

    func difficulty(entry: Int, stage: Int) -> Difficulty? { difficulties[entry][stage] }
}
