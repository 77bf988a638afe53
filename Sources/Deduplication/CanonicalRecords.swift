import Columns
import Observations
import ObservationStore

/// Which observations of a snapshot have another one standing for them.
public struct CanonicalRecords: Sendable {
    /// Numbers of observations that are not canonical, sorted.
    private let replaced: [Int64]

    /// - Parameter reader: links to an observation that has left the snapshot are void, so that what it stood for is
    ///   seen again until links are computed anew.
    public init(reader: SnapshotReader) throws {
        var replaced: [Int64] = []
        let live = try LiveRows(reader: reader)
        try reader.forEachBatch(
            of: .link, columns: [LinkColumn.observationID.rawValue, LinkColumn.canonicalID.rawValue]
        ) { batch in
            guard case .int64(let observations) = batch.columns[0], case .int64(let canonical) = batch.columns[1] else {
                return
            }
            for row in 0..<batch.rowCount where live.contains(canonical.values[row]) {
                replaced.append(observations.values[row])
            }
        }
        self.replaced = replaced.sorted()
    }

    /// The number of live or dead observations that are not canonical.
    public var replacedCount: Int { replaced.count }

    /// False for the rows of a group that another record stands for; `nil` when there are none.
    public func mask(firstObservationID first: Int64, rowCount: Int) -> [Bool]? {
        var from = 0
        var to = replaced.count
        while from < to {
            let middle = (from + to) / 2
            if replaced[middle] < first { from = middle + 1 } else { to = middle }
        }
        guard from < replaced.count, replaced[from] < first + Int64(rowCount) else { return nil }
        var mask = [Bool](repeating: true, count: rowCount)
        while from < replaced.count, replaced[from] < first + Int64(rowCount) {
            mask[Int(replaced[from] - first)] = false
            from += 1
        }
        return mask
    }
}

/// Which observations a snapshot sees, by number.
private struct LiveRows {
    private var files: [(first: Int64, count: Int64, deleted: [Int64])] = []

    init(reader: SnapshotReader) throws {
        files = try reader.observationFiles.map { ($0.rowIDStart, $0.recordCount, try reader.deletedRows($0)) }
            .sorted { $0.0 < $1.0 }
    }

    func contains(_ id: Int64) -> Bool {
        guard let file = files.last(where: { $0.first <= id }), id < file.first + file.count else { return false }
        let position = id - file.first
        var from = 0
        var to = file.deleted.count
        while from < to {
            let middle = (from + to) / 2
            if file.deleted[middle] < position { from = middle + 1 } else { to = middle }
        }
        return !(from < file.deleted.count && file.deleted[from] == position)
    }
}
