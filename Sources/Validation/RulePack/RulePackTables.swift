/// The tables of a pack.
struct RulePackTables: Sendable {
    private(set) var phenology = PhenologyTable()
    private(set) var period = PeriodTable()
    private(set) var distribution = DistributionTable()
    private(set) var abundance = AbundanceTable()
    private(set) var difficulty = DifficultyTable()
    private(set) var additional = AdditionalTable()
    private(set) var combinations = CombinationTable()
    private(set) var codeLists = CodeListTable()
    /// What all tables together call taxa by.
    private(set) var vocabulary = TaxonVocabulary()
    /// What stands in the files, in the order of `TableFile`.
    private(set) var contents: [RulePackTableContents] = []
    private(set) var notices: [RulePackNotice] = []

    /// - Parameter files: the bytes of the pack's files by name.
    init(
        _ files: [String: [UInt8]], _ manifest: RulePackManifest, _ stages: StageVocabulary, known: KnownTaxa?,
        _ problems: inout [RulePackProblem]
    ) {
        var codes: [TableFile: AttentionCodes] = [:]
        for file in TableFile.allCases {
            guard let bytes = files[file.rawValue] else { continue }
            for other in file.excludes where files[other.rawValue] != nil {
                let reason = "stands beside \(other.rawValue), which says the same; keep one of them"
                problems.append(RulePackProblem(file: file.rawValue, reason: reason))
            }
            let table = RuleTable(bytes: bytes, file: file.rawValue, columns: file.columns, problems: &problems)
            var reader = TableReader(file: file.rawValue, stages: stages, known: known, vocabulary: vocabulary)
            let tolerance = manifest.parameters.distributionToleranceSquares
            switch file {
            case .phenology, .periodWithinYear: phenology = PhenologyTable(table, &reader)
            case .period: period = PeriodTable(table, &reader)
            case .distribution: distribution = DistributionTable(table, tolerance: tolerance, &reader)
            case .tenKilometre: distribution = DistributionTable(tenKilometre: table, tolerance: tolerance, &reader)
            case .abundance: abundance = AbundanceTable(table, &reader)
            case .difficultyCodes, .additionalCodes:
                codes[file] = AttentionCodes(table, file: file.rawValue, &problems)
            case .difficulty, .recordCleanerDifficulty:
                difficulty = DifficultyTable(
                    table, codes: codes[.difficultyCodes] ?? AttentionCodes(file: TableFile.difficultyCodes.rawValue),
                    evidenceOfCode: manifest.evidenceOfCode, &reader)
            case .additional:
                additional = AdditionalTable(
                    table, codes: codes[.additionalCodes] ?? AttentionCodes(file: TableFile.additionalCodes.rawValue),
                    &reader)
            case .combinations: combinations = CombinationTable(table, &reader)
            case .codes: codeLists = CodeListTable(table, &problems)
            }
            problems += reader.problems
            notices += reader.notices
            vocabulary = reader.vocabulary
            contents.append(RulePackTableContents(file: file.rawValue, columns: file.columns, table))
        }
        problems += Self.missing(files, manifest)
        problems += unknownEvidenceCodes(codes[.difficultyCodes], manifest)
    }

    /// Rules that are switched on without a table to go by.
    private static func missing(_ files: [String: [UInt8]], _ manifest: RulePackManifest) -> [RulePackProblem] {
        manifest.rules.compactMap { rule in
            let tables = TableFile.allCases.filter { $0.rule == rule.id }
            guard let first = tables.first, !tables.contains(where: { files[$0.rawValue] != nil }) else { return nil }
            return RulePackProblem(
                file: first.rawValue, reason: "missing, while rule '\(rule.id)' is switched on")
        }
    }

    private func unknownEvidenceCodes(_ codes: AttentionCodes?, _ manifest: RulePackManifest) -> [RulePackProblem] {
        manifest.evidenceOfCode.keys.sorted().filter { codes?.text($0) == nil }.map { code in
            let known = codes ?? AttentionCodes(file: TableFile.difficultyCodes.rawValue)
            return RulePackProblem(
                file: RulePackManifest.file, reason: "difficultyEvidence: \(known.unknown(code))")
        }
    }
}

/// The files with tables that a pack may have beside its stages, codes before what uses them.
enum TableFile: String, CaseIterable, Sendable {
    case phenology = "phenology.csv"
    case periodWithinYear = "periodwithinyear.csv"
    case period = "period.csv"
    case distribution = "distribution.csv"
    case tenKilometre = "tenkm.csv"
    case abundance = "abundance.csv"
    case difficultyCodes = "difficulty_codes.csv"
    case difficulty = "difficulty.csv"
    case recordCleanerDifficulty = "id_difficulty.csv"
    case additionalCodes = "additional_codes.csv"
    case additional = "additional.csv"
    case combinations = "combinations.csv"
    case codes = "codes.csv"

    var columns: [String] {
        switch self {
        case .phenology, .periodWithinYear: PhenologyTable.columns
        case .period: PeriodTable.columns
        case .distribution: DistributionTable.columns
        case .tenKilometre: TenKilometreSquares.columns
        case .abundance: AbundanceTable.columns
        case .difficultyCodes, .additionalCodes: AttentionCodes.columns
        case .difficulty: DifficultyTable.columns
        case .recordCleanerDifficulty: DifficultyTable.recordCleanerColumns
        case .additional: AdditionalTable.columns
        case .combinations: CombinationTable.columns
        case .codes: CodeListTable.columns
        }
    }

    /// The rule that goes by the table; `nil` for a table that another one uses.
    var rule: String? {
        switch self {
        case .phenology, .periodWithinYear: Phenology.definition.id
        case .period: TaxonPeriod.definition.id
        case .distribution, .tenKilometre: Distribution.definition.id
        case .abundance: AbundanceExpected.definition.id
        case .difficulty, .recordCleanerDifficulty: IdentificationDifficulty.definition.id
        case .additional: AdditionalAttention.definition.id
        case .combinations: CombinationPlausible.definition.id
        case .codes: CodeListed.definition.id
        case .difficultyCodes, .additionalCodes: nil
        }
    }

    /// Files that say the same in another form: a pack has one of them.
    var excludes: [TableFile] {
        switch self {
        case .periodWithinYear: [.phenology]
        case .tenKilometre: [.distribution]
        case .recordCleanerDifficulty: [.difficulty]
        default: []
        }
    }

    /// Files of NBN Record Cleaner that say nothing about records: they may stand in a pack and are not read.
    static let ignored = ["additional_msg.csv"]
}
