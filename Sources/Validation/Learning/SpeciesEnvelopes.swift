import Columns
import Observations

/// When, where and in what numbers species were seen, gathered from records one batch after the other. Memory grows with
/// species, life stages and squares, not with records.
public struct SpeciesEnvelopes: Sendable {
    /// What is known of one species.
    struct Envelope: Sendable {
        var records = 0
        /// By life stage whose row records are held against, and all of them under `any`.
        var seasons: [Int: DayCounts] = [:]
        var counts: [Int: CountHistogram] = [:]
        /// Records by code of the uurhok.
        var squares: [Int32: Int] = [:]
    }

    /// The columns that a batch must have.
    public static let columns: [ObservationColumn] = [
        .speciesID, .occurrenceStatus, .lifeStage, .periodStart, .periodStop, .uurhok, .uncertainty, .countMinimum,
        .countMaximum,
    ]
    /// A period may be so many days long for its first day to count for the season.
    public static let longestPeriodDays = 3
    /// A place may be so uncertain, in metres, for its uurhok to count: half a square.
    public static let largestUncertainty = 2500.0

    private let stages: StageVocabulary
    private(set) var species: [String: Envelope] = [:]

    /// - Parameter pack: the pack whose life stages are used.
    public init(stagesOf pack: RulePack) { stages = pack.stages }

    /// Records taken in, those without a species left out.
    public var recordCount: Int { species.values.reduce(0) { $0 + $1.records } }

    /// Takes in the rows that are wanted; records of absence and records above species are passed over.
    /// - Throws: `BatchError` when the batch does not have the columns in their kinds.
    public mutating func add(_ batch: ColumnBatch, rows: [Bool]) throws(BatchError) {
        let taxa = try Self.coded(batch, .speciesID)
        let status = try Self.coded(batch, .occurrenceStatus)
        let stage = try Self.coded(batch, .lifeStage)
        guard case .timestamp(let start)? = batch[ObservationColumn.periodStart.rawValue],
            case .timestamp(let stop)? = batch[ObservationColumn.periodStop.rawValue],
            case .int32(let square)? = batch[ObservationColumn.uurhok.rawValue],
            case .double(let uncertainty)? = batch[ObservationColumn.uncertainty.rawValue],
            case .int64(let minimum)? = batch[ObservationColumn.countMinimum.rawValue],
            case .int64(let maximum)? = batch[ObservationColumn.countMaximum.rawValue]
        else { throw .wrongKind(column: "period, uurhok, uncertainty or count", expected: "as the store has them") }
        let absent = status.dictionary.code(ofText: "absent")
        var stageOfCode: [UInt32: Int] = [:]
        for row in rows.indices where rows[row] && taxa.codes[row] != 0 && status.codes[row] != absent {
            guard let id = taxa[row] else { continue }
            let code = stage.codes[row]
            let known = stageOfCode[code] ?? Self.held(stages.index(of: stage.dictionary[code]))
            stageOfCode[code] = known
            var day: (month: Int, day: Int)?
            if let from = start[row], let to = stop[row], from <= to {
                let first = CivilDate.split(from).day
                if CivilDate.split(to).day - first < Self.longestPeriodDays {
                    let date = CivilDate.date(days: first)
                    day = (date.month, date.day)
                }
            }
            // Of a range the least, as the rule compares it.
            let number = minimum[row] ?? maximum[row] ?? 0
            let isExact = (uncertainty[row] ?? 0) <= Self.largestUncertainty
            species[id, default: Envelope()].add(
                stage: known == StageVocabulary.any ? nil : known, day: day, number: number,
                square: isExact ? square[row] : nil)
        }
    }

    /// Takes in what was gathered elsewhere, with the life stages of the same pack.
    public mutating func merge(_ other: SpeciesEnvelopes) {
        for (id, envelope) in other.species { species[id, default: Envelope()].merge(envelope) }
    }

    /// The stage whose row a record is held against: that of `mature` where none was delivered, and that of any stage where
    /// the pack does not know it.
    private static func held(_ stage: Int) -> Int {
        switch stage {
        case StageVocabulary.none: StageVocabulary.mature
        case StageVocabulary.unknown: StageVocabulary.any
        default: stage
        }
    }

    func stageName(_ stage: Int) -> String { stages.name(stage) }

    private static func coded(_ batch: ColumnBatch, _ column: ObservationColumn) throws(BatchError) -> CodedText {
        guard case .coded(let text)? = batch[column.rawValue] else {
            throw .wrongKind(column: column.rawValue, expected: "coded")
        }
        return text
    }
}

extension SpeciesEnvelopes.Envelope {
    mutating func add(stage: Int?, day: (month: Int, day: Int)?, number: Int64, square: Int32?) {
        records += 1
        if let day {
            seasons[StageVocabulary.any, default: DayCounts()].add(month: day.month, day: day.day)
            if let stage { seasons[stage, default: DayCounts()].add(month: day.month, day: day.day) }
        }
        if number > 0 {
            counts[StageVocabulary.any, default: CountHistogram()].add(number)
            if let stage { counts[stage, default: CountHistogram()].add(number) }
        }
        if let square { squares[square, default: 0] += 1 }
    }

    mutating func merge(_ other: Self) {
        records += other.records
        seasons.merge(other.seasons) { var sum = $0; sum += $1; return sum }
        counts.merge(other.counts) { var sum = $0; sum += $1; return sum }
        squares.merge(other.squares, uniquingKeysWith: +)
    }
}
