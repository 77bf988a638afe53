import ObservationStore

/// A choice among the observations of a snapshot: a bit a row, so that any number of them fits in memory.
struct SelectedObservations {
    private struct File {
        var first: Int64
        var count: Int
        var words: [UInt64]
    }

    /// In the order of their numbers.
    private var files: [File]

    /// All live observations.
    init(reader: SnapshotReader) throws {
        files = try reader.observationFiles.map { file in
            let count = Int(file.recordCount)
            var words = [UInt64](repeating: ~0, count: (count + 63) / 64)
            for row in try reader.deletedRows(file) { words[Int(row) >> 6] &= ~(1 << (UInt64(row) & 63)) }
            return File(first: file.rowIDStart, count: count, words: words)
        }.sorted { $0.first < $1.first }
    }

    func contains(_ id: Int64) -> Bool {
        guard let place = place(of: id) else { return false }
        let row = Int(id - files[place].first)
        return files[place].words[row >> 6] & (1 << UInt64(row & 63)) != 0
    }

    /// Takes the rows of a group out that are not wanted.
    mutating func keep(_ wanted: [Bool], from first: Int64) {
        guard let place = place(of: first) else { return }
        for (number, isWanted) in wanted.enumerated() where !isWanted {
            let row = Int(first - files[place].first) + number
            guard row < files[place].count else { return }
            files[place].words[row >> 6] &= ~(1 << UInt64(row & 63))
        }
    }

    private func place(of id: Int64) -> Int? {
        var (low, high) = (0, files.count)
        while low < high {
            let middle = (low + high) / 2
            if files[middle].first <= id { low = middle + 1 } else { high = middle }
        }
        guard low > 0, id - files[low - 1].first < Int64(files[low - 1].count) else { return nil }
        return low - 1
    }
}
