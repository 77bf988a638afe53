import ObservationStore
import Observations

/// Gives the place of observations, one row group in memory at a time; made for going through them in order.
final class PlaceCursor {
    private let cursor: ObservationCursor
    private let addresses: [(first: Int64, address: ObservationGroupAddress)]
    private var current = -1
    private var group: ObservationGroup?

    init(reader: SnapshotReader) throws {
        cursor = reader.cursor([.x, .y])
        addresses = try reader.addresses().map { address in
            (reader.observationFiles[address.fileIndex].rowIDStart + address.firstRow, address)
        }.sorted { $0.first < $1.first }
    }

    /// RD metres; `nil` for an observation without a place.
    func place(of id: Int64) throws -> (x: Double, y: Double)? {
        var (low, high) = (0, addresses.count)
        while low < high {
            let middle = (low + high) / 2
            if addresses[middle].first <= id { low = middle + 1 } else { high = middle }
        }
        guard low > 0, id - addresses[low - 1].first < Int64(addresses[low - 1].address.rowCount) else { return nil }
        if current != low - 1 {
            group = try cursor.read(addresses[low - 1].address)
            current = low - 1
        }
        let row = Int(id - addresses[low - 1].first)
        guard case .double(let x)? = group?.observations[ObservationColumn.x.rawValue],
            case .double(let y)? = group?.observations[ObservationColumn.y.rawValue], let easting = x[row],
            let northing = y[row]
        else { return nil }
        return (easting, northing)
    }
}
