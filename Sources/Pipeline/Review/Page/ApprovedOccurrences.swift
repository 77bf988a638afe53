import Columns
import ObservationStore
import Observations

/// Where and when species of a work list were seen, by what is approved: counts by uurhok and by part of the month.
/// Records that say the same as another one count as well.
struct ApprovedOccurrences: Sendable {
    /// Parts of a year: days 1–10, 11–20 and the rest of each month.
    static let partsOfYear = 36

    /// Records by species number (upper half) and uurhok code (lower half).
    private(set) var squares: [UInt64: Int] = [:]
    /// Records by species number and part of the year; a period that does not lie within one is left out.
    private(set) var seasons: [Int: Int] = [:]
    /// Records by species number.
    private(set) var records: [Int: Int] = [:]

    static let columns: [ObservationColumn] = [
        .taxonID, .speciesID, .occurrenceStatus, .uurhok, .periodStart, .periodStop,
    ]

    init() {}

    /// Counts one group.
    /// - Parameter numbers: of the species that count, by URI.
    init(_ group: ObservationGroup, numbers: [String: Int]) {
        guard case .coded(let statuses)? = group.assessments[AssessmentColumn.status.rawValue],
            case .coded(let taxa)? = group.observations[ObservationColumn.taxonID.rawValue],
            case .coded(let species)? = group.observations[ObservationColumn.speciesID.rawValue],
            case .coded(let occurrence)? = group.observations[ObservationColumn.occurrenceStatus.rawValue],
            case .int32(let uurhokken)? = group.observations[ObservationColumn.uurhok.rawValue],
            case .timestamp(let starts)? = group.observations[ObservationColumn.periodStart.rawValue],
            case .timestamp(let stops)? = group.observations[ObservationColumn.periodStop.rawValue]
        else { return }
        func byCode<Value>(_ text: CodedText, _ value: (String?) -> Value) -> [Value] {
            (0...text.dictionary.count).map { value(text.dictionary[UInt32($0)]) }
        }
        let isApproved = byCode(statuses) { $0.flatMap(AssessmentStatus.init(rawValue:))?.isPublished ?? false }
        let isAbsence = byCode(occurrence) { $0.map { $0 != "present" } ?? false }
        let ofTaxon = byCode(taxa) { $0.flatMap { numbers[$0] } }
        let ofSpecies = byCode(species) { $0.flatMap { numbers[$0] } }
        for row in group.live.indices where group.live[row] && isApproved[Int(statuses.codes[row])] {
            guard !isAbsence[Int(occurrence.codes[row])] else { continue }
            // As `WorkListRow.species`: the species, and what has none by itself.
            let code = Int(species.codes[row])
            guard let number = code == 0 ? ofTaxon[Int(taxa.codes[row])] : ofSpecies[code] else { continue }
            records[number, default: 0] += 1
            if let uurhok = uurhokken[row] { squares[Self.key(number, uurhok), default: 0] += 1 }
            if let start = starts[row], let stop = stops[row], let part = Self.part(start, stop) {
                seasons[number * Self.partsOfYear + part, default: 0] += 1
            }
        }
    }

    mutating func add(_ other: ApprovedOccurrences) {
        squares.merge(other.squares, uniquingKeysWith: +)
        seasons.merge(other.seasons, uniquingKeysWith: +)
        records.merge(other.records, uniquingKeysWith: +)
    }

    /// The uurhokken of every species and how many records each has, in order of code.
    func squaresBySpecies() -> [Int: [(uurhok: Int, records: Int)]] {
        var result: [Int: [(uurhok: Int, records: Int)]] = [:]
        for (key, count) in squares.sorted(by: { $0.key < $1.key }) {
            result[Int(key >> 32), default: []].append((Int(key & 0xFFFF_FFFF), count))
        }
        return result
    }

    private static func key(_ number: Int, _ uurhok: Int32) -> UInt64 {
        UInt64(truncatingIfNeeded: number) << 32 | UInt64(UInt32(bitPattern: uurhok))
    }

    /// Microseconds since 1970, local time.
    private static func part(_ start: Int64, _ stop: Int64) -> Int? {
        guard stop - start < 31 * 86_400_000_000 else { return nil }
        let first = CivilDate.date(days: CivilDate.split(start).day)
        let last = CivilDate.date(days: CivilDate.split(stop).day)
        let part = (first.month - 1) * 3 + min(2, (first.day - 1) / 10)
        return part == (last.month - 1) * 3 + min(2, (last.day - 1) / 10) ? part : nil
    }
}
