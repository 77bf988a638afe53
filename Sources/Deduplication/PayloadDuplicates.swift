import Columns
import Observations
import ObservationStore

/// Finds observations that say the same under different identities: every interpreted fact is equal, down to observer,
/// remarks and visit.
///
/// The comparison rests on `content_key`, a hash of 64 bits: among 200 million observations the chance that any two
/// different ones share a key is 1 in 1,000. Records without a taxon, a place or a date to the day are left alone: what
/// is not known cannot be the same.
public struct PayloadDuplicates {
    /// Rows compared at a time: 16 bytes each. A larger store is gone through several times, each time for another part
    /// of the keys, so that memory stays flat.
    public static let rowsAtATime = 24_000_000

    private static let columns: [ObservationColumn] = [.taxonID, .x, .periodPrecision, .contentKey]

    private let reader: SnapshotReader

    public init(reader: SnapshotReader) {
        self.reader = reader
    }

    /// A pair: an observation and the one that stands for it.
    public struct Pair: Sendable, Equatable {
        public var observationID: Int64
        public var canonicalID: Int64
        public var contentKey: UInt64
    }

    /// All pairs, in the order of `observationID`.
    ///
    /// Of a group the canonical one is the first that is published, else the first: the lowest number, so the one that
    /// was delivered first.
    public func find() throws -> [Pair] {
        let parts = max(1, Int((reader.liveCount + Int64(Self.rowsAtATime) - 1) / Int64(Self.rowsAtATime)))
        var pairs: [Pair] = []
        for part in 0..<parts {
            pairs.append(contentsOf: try find(part: UInt64(part), of: UInt64(parts)))
        }
        return pairs.sorted { $0.observationID < $1.observationID }
    }

    private struct Candidate {
        var key: UInt64
        /// Twice the number of the observation, plus one when it is not published: sorts the canonical one first but for
        /// the leading bit.
        var rank: UInt64
    }

    private func find(part: UInt64, of parts: UInt64) throws -> [Pair] {
        var candidates: [Candidate] = []
        let cursor = reader.cursor(Self.columns, assessment: [.status])
        for address in try reader.addresses() {
            try collect(try cursor.read(address), part: part, of: parts, into: &candidates)
        }
        candidates.sort { $0.key != $1.key ? $0.key < $1.key : $0.rank < $1.rank }
        var pairs: [Pair] = []
        var first = 0
        while first < candidates.count {
            var end = first + 1
            while end < candidates.count, candidates[end].key == candidates[first].key { end += 1 }
            for place in (first + 1)..<max(end, first + 1) {
                pairs.append(
                    Pair(
                        observationID: Self.id(candidates[place]), canonicalID: Self.id(candidates[first]),
                        contentKey: candidates[first].key))
            }
            first = end
        }
        return pairs
    }

    private static let unpublished: UInt64 = 1 << 63
    private static func id(_ candidate: Candidate) -> Int64 { Int64(candidate.rank & ~unpublished) }

    private func collect(
        _ group: ObservationGroup, part: UInt64, of parts: UInt64, into candidates: inout [Candidate]
    ) throws {
        func column(_ name: String, in batch: ColumnBatch) throws -> ColumnData {
            guard let column = batch[name] else {
                throw StoreError.damaged(path: reader.path(group.file), reason: "column \(name) is missing")
            }
            return column
        }
        let keys = try column(ObservationColumn.contentKey.rawValue, in: group.observations)
        let places = try column(ObservationColumn.x.rawValue, in: group.observations)
        guard case .int64(let keys) = keys, case .double(let places) = places else {
            throw StoreError.damaged(path: reader.path(group.file), reason: "a column is of another type")
        }
        let hasTaxon = presence(try column(ObservationColumn.taxonID.rawValue, in: group.observations))
        let isDay = flags(try column(ObservationColumn.periodPrecision.rawValue, in: group.observations)) {
            switch PeriodPrecision(rawValue: $0) {
            case .day, .hour, .minute, .second: true
            case .year, .month, .interval, nil: false
            }
        }
        let isPublished = flags(try column(AssessmentColumn.status.rawValue, in: group.assessments)) {
            AssessmentStatus(rawValue: $0)?.isPublished ?? false
        }
        for row in 0..<group.live.count where group.live[row] && hasTaxon[row] && isDay[row] {
            guard places.present?[row] ?? true else { continue }
            let key = UInt64(bitPattern: keys.values[row])
            guard parts == 1 || key.multipliedFullWidth(by: parts).high == part else { continue }
            let id = UInt64(group.firstObservationID + Int64(row))
            candidates.append(Candidate(key: key, rank: isPublished[row] ? id : id | Self.unpublished))
        }
    }

    private func presence(_ column: ColumnData) -> [Bool] { flags(column) { _ in true } }

    /// A flag a row, decided once for every distinct text; false where there is none.
    private func flags(_ column: ColumnData, _ decide: (String) -> Bool) -> [Bool] {
        switch column {
        case .coded(let text):
            var byCode = [false]
            for code in 0..<text.dictionary.count { byCode.append(text.dictionary[UInt32(code + 1)].map(decide) ?? false) }
            return text.codes.map { byCode[Int($0)] }
        case .plain(let text): return (0..<text.count).map { text[$0].map(decide) ?? false }
        default: return [Bool](repeating: false, count: column.count)
        }
    }
}
