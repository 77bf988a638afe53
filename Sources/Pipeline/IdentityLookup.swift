import Columns
import ObservationStore
import Observations

/// Identities of single rows. They are the largest column and few are shown, so that they are read when asked for, of
/// a row group at a time.
final class IdentityLookup {
    private let reader: SnapshotReader
    private let cursor: ObservationCursor
    private var latest: (firstObservationID: Int64, identities: ColumnData?)?

    init(_ reader: SnapshotReader) {
        self.reader = reader
        cursor = reader.cursor([.identity])
    }

    /// - Parameter row: one of the judged rows.
    func identity(_ row: Int, of judged: JudgedGroup) throws -> String? {
        let group = judged.group
        if let identities = group.observations[ObservationColumn.identity.rawValue] { return identities.text(row) }
        if latest?.firstObservationID != group.firstObservationID {
            let read = try reader.address(of: group).map { try cursor.read($0).observations }
            latest = (group.firstObservationID, read?[ObservationColumn.identity.rawValue])
        }
        return latest?.identities?.text(judged.rows?[row] ?? row)
    }
}
