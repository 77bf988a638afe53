/// The largest count to be expected, by taxon, life stage and survey method: `abundance.csv`.
struct AbundanceTable: Sendable {
    struct Limit: Sendable {
        var maximum: Int64
        /// Limit, stage and method as a finding states them.
        var detail: String
    }

    static let file = "abundance.csv"
    static let columns = ["organism_key", "taxon", "stage", "method", "maximum"]

    private(set) var rowCount = 0
    private(set) var taxa = TaxonIndex()
    private(set) var methods = CodeWords()
    /// By entry, stage and method.
    private var limits: [[[Limit?]]] = []

    init() {}

    init(_ table: RuleTable, _ reader: inout TableReader) {
        struct Own {
            var limit: Limit
            var line: Int
        }
        var own: [[Int: [Int: Own]]] = []
        for row in table.rows {
            let stage = reader.stage(row["stage"])
            let maximum = reader.number(row["maximum"], in: 1...1_000_000_000_000)
            let method = row["method"]
            if CodeWord.word(method.text).isEmpty {
                reader.refuse(method, "method '\(method.text)' is no method; give one, or * for any")
                continue
            }
            guard let entry = taxa.entry(of: row, &reader) else { continue }
            if entry == own.count { own.append([:]) }
            guard let stage, let maximum else { continue }
            let name = row["taxon"]
            let methodIndex = methods.define(method.text)
            if let known = own[entry][stage]?[methodIndex] {
                let what = "\(name.text), stage '\(reader.stages.name(stage))', method '\(methods.names[methodIndex])'"
                reader.refuseSecond(name, what, line: known.line, isSame: known.limit.maximum == Int64(maximum))
                continue
            }
            let detail = FindingDetail.text([
                "expected": String(maximum), "stage": reader.stages.name(stage), "method": methods.names[methodIndex],
            ])
            own[entry][stage, default: [:]][methodIndex] = Own(
                limit: Limit(maximum: Int64(maximum), detail: detail), line: name.line)
            rowCount += 1
        }
        let stages = reader.stages.count
        limits = own.map { byStage in
            (0..<stages).map { stage in
                (0..<methods.count).map { method in Self.limit(byStage.mapValues { $0.mapValues(\.limit) }, stage, method) }
            }
        }
    }

    /// The limit of a stage and method: of its own stage before any stage, and within that of its own method before any.
    private static func limit(_ own: [Int: [Int: Limit]], _ stage: Int, _ method: Int) -> Limit? {
        let ownStage = stage == StageVocabulary.none ? StageVocabulary.mature : stage
        for stage in [ownStage, StageVocabulary.any] {
            for method in [method, CodeWords.any] {
                if let limit = own[stage]?[method] { return limit }
            }
        }
        return nil
    }

    func limit(entry: Int, stage: Int, method: Int) -> Limit? { limits[entry][stage][method] }
}
