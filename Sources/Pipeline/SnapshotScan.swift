import Columns
import Deduplication
import Foundation
import ObservationStore
import Observations
import Workers

/// Goes through all row groups of a snapshot on several threads, with results in the order of the observations.
struct SnapshotScan {
    let reader: SnapshotReader
    let threads: Int
    let columns: [ObservationColumn]
    var assessment: [AssessmentColumn] = [.status]
    var restricted: [RestrictedColumn] = []
    /// What is told as progress.
    var stage = "reading the store"
    var progress = ProgressReport.silent
    /// Which row groups to read; `nil` for all.
    var only: Set<RowGroupKey>?
    /// Columns that are read only of the rows for which the work on their group asks.
    var further: [ObservationColumn] = []
    var furtherAssessment: [AssessmentColumn] = []

    /// - Parameters:
    ///   - transform: the work on one group; several threads at once.
    ///   - consume: takes the results in order, one at a time.
    func run<Result: Sendable>(
        transform: (ObservationGroup) throws -> Result, consume: (Result) throws -> Void
    ) throws {
        try run(transform: { group, _ in try transform(group) }, consume: consume)
    }

    /// - Parameters:
    ///   - transform: the work on one group; several threads at once. Its second parameter reads rows of the group, given in
    ///     ascending order, with the further columns behind the others.
    ///   - consume: takes the results in order, one at a time.
    func run<Result: Sendable>(
        transform: (ObservationGroup, ([Int]) throws -> ObservationRows) throws -> Result, consume: (Result) throws -> Void
    ) throws {
        let addresses = try reader.addresses().filter { address in
            only?.contains(RowGroupKey(file: reader.observationFiles[address.fileIndex].id, group: address.group)) ?? true
        }
        let total = addresses.reduce(0) { $0 + $1.rowCount }
        var next = 0
        var done = 0
        try orderedWork(
            threads: threads,
            state: {
                (reader.cursor(columns, assessment: assessment, restricted: restricted), more: reader.cursor(further, assessment: furtherAssessment))
            },
            next: {
                guard next < addresses.count else { return nil }
                defer { next += 1 }
                done += addresses[next].rowCount
                progress.tell(stage, done, total)
                return addresses[next]
            },
            transform: { (cursors: inout (ObservationCursor, more: ObservationCursor), address: ObservationGroupAddress) in
                let more = cursors.more
                let group = try cursors.0.read(address)
                return try transform(group) { rows in
                    var picked = try more.read(address, rows: rows)
                    let first = group.observations.picking(rows)
                    picked.observations.names = first.names + picked.observations.names
                    picked.observations.columns = first.columns + picked.observations.columns
                    return picked
                }
            },
            consume: consume)
    }
}

/// Names a row group of the observations.
struct RowGroupKey: Hashable, Sendable {
    var file: Int64
    var group: Int
}

extension Snapshot {
    /// The time of the commit as microseconds since 1970-01-01, Dutch local time: the clock of everything that is made
    /// from the snapshot, so that it can be made again.
    var localMicroseconds: Int64 {
        // `2026-11-21 08:49:35.043500+00`
        let numbers = time.split { !$0.isNumber }.compactMap { Int64($0) }
        guard numbers.count >= 6 else { return 0 }
        let day = CivilDate.days(year: Int(numbers[0]), month: Int(numbers[1]), day: Int(numbers[2]))
        let seconds = numbers[3] * 3600 + numbers[4] * 60 + numbers[5]
        let utc = Int64(day) * 86_400 + seconds
        let zone = TimeZone(identifier: "Europe/Amsterdam") ?? .gmt
        let shift = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(utc)))
        return (utc + Int64(shift)) * 1_000_000
    }

    /// The day of the commit in the Netherlands, as days since 1970-01-01.
    var localDay: Int32 { Int32(clamping: CivilDate.split(localMicroseconds).day) }
}
