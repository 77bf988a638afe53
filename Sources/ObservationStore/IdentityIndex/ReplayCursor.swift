import Columns
import Observations

/// Walks through what a source delivered before, in the order of its records, beside a new delivery of that source.
///
/// A supplier who delivers everything again mostly keeps the order. Then the next record is the next row, and neither
/// the filters nor the sorted runs are needed. A record that is not where it is expected costs an ordinary look-up;
/// when look-ups turn out to run on one after the other elsewhere, the cursor goes there.
final class ReplayCursor {
    private let cursor: ObservationCursor
    private let files: [DataFile]
    private let addresses: [ObservationGroupAddress]
    private var nextAddress = 0
    private var rows: [IdentityEntry] = []
    private var position = 0
    private var lastFound: Int64 = -1
    private var inSequence = 0
    /// How far ahead a record may be found: as many may have been left out by the supplier.
    private static let reach = 8
    /// Look-ups that must follow each other before the cursor moves.
    private static let patience = 4

    /// - Parameter snapshots: those that brought deliveries of the source.
    /// - Returns: `nil` when the source has no rows yet.
    init?(reader: SnapshotReader, snapshots: Set<Int64>) throws {
        files = reader.observationFiles
        addresses = try reader.addresses().filter { snapshots.contains(reader.observationFiles[$0.fileIndex].beginSnapshot) }
        guard !addresses.isEmpty else { return nil }
        cursor = reader.cursor([.identity, .payloadKey])
    }

    /// The row expected here when it has this key.
    func match(_ high: UInt64, _ low: UInt64) throws -> IdentityEntry? {
        if position >= rows.count {
            guard try fill() else { return nil }
        }
        var ahead = position
        let limit = min(position + Self.reach, rows.count)
        while ahead < limit {
            let row = rows[ahead]
            if row.keyHigh == high, row.keyLow == low {
                position = ahead + 1
                return row
            }
            ahead += 1
        }
        return nil
    }

    /// Takes notice of where a look-up found a record that was not expected.
    func realign(found observationID: Int64) throws {
        inSequence = observationID == lastFound + 1 ? inSequence + 1 : 0
        lastFound = observationID
        guard inSequence >= Self.patience else { return }
        inSequence = 0
        guard
            let index = addresses.firstIndex(where: { address in
                let first = files[address.fileIndex].rowIDStart + address.firstRow
                return first <= observationID && observationID < first + Int64(address.rowCount)
            })
        else { return }
        nextAddress = index
        guard try fill() else { return }
        position = rows.firstIndex { $0.observationID > observationID } ?? rows.count
    }

    /// Reads the next row group that holds live rows.
    private func fill() throws -> Bool {
        while nextAddress < addresses.count {
            let group = try cursor.read(addresses[nextAddress])
            nextAddress += 1
            rows.removeAll(keepingCapacity: true)
            position = 0
            guard let identities = group.observations[ObservationColumn.identity.rawValue],
                case .int64(let payload)? = group.observations[ObservationColumn.payloadKey.rawValue]
            else { continue }
            rows.reserveCapacity(group.live.count)
            forEachValue(identities) { row, bytes in
                guard group.live[row] else { return }
                let key = xxh3Wide(bytes)
                rows.append(
                    IdentityEntry(
                        keyHigh: key.high, keyLow: key.low, payload: UInt64(bitPattern: payload.values[row]),
                        observationID: group.firstObservationID + Int64(row)))
            }
            if !rows.isEmpty { return true }
        }
        return false
    }

    private func forEachValue(_ column: ColumnData, _ body: (Int, UnsafeRawBufferPointer) -> Void) {
        switch column {
        case .plain(let text):
            text.bytes.withUnsafeBytes { bytes in
                for row in 0..<text.count { body(row, UnsafeRawBufferPointer(rebasing: bytes[text.range(row)])) }
            }
        case .coded(let text):
            text.dictionary.bytes.withUnsafeBytes { bytes in
                for row in 0..<text.count where text.codes[row] != 0 {
                    body(row, UnsafeRawBufferPointer(rebasing: bytes[text.dictionary.range(text.codes[row])]))
                }
            }
        default: break
        }
    }
}
