import Formats
import GRDB
import Observations

extension SnapshotReader {
    /// SHA-256 over the names and checksums of all files that make up the snapshot: two stores with the same hash hold
    /// the same state. It stands beside every figure that was computed on the snapshot.
    public func contentHash() throws -> String {
        var lines: [String] = []
        for table in StoreTable.allCases {
            for file in try files(of: table) {
                for path in [file.path, file.deletePath].compactMap({ $0 }) {
                    lines.append("\(path) \(try checksum(path) ?? "-")")
                }
            }
        }
        return try sha256(of: Array(lines.joined(separator: "\n").utf8))
    }

    /// The recorded checksum of a file below the data directory.
    func checksum(_ path: String) throws -> String? {
        try store.catalog.queue.read { database in
            try String.fetchOne(
                database, sql: "SELECT xxh3 FROM ndff_file_checksum WHERE path = ?", arguments: ["data/" + path])
        }
    }
}
