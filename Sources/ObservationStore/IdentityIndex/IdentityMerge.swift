/// Merges sorted runs into one; of entries with the same key the one of the newest run stays.
enum IdentityMerge {
    /// - Parameter runs: oldest first.
    static func merge(_ runs: [IdentityRun], into path: String, synchronize: Bool = true) throws -> (
        entries: Int, checksum: UInt64
    ) {
        var cursors = runs.enumerated().map { Cursor(run: $1, age: $0) }
        for index in cursors.indices { try cursors[index].fill() }
        var writer = try IdentityRunWriter(path: path, capacity: runs.reduce(0) { $0 + $1.entryCount })
        while true {
            var best: Int?
            for index in cursors.indices where cursors[index].isOpen {
                guard let chosen = best else {
                    best = index
                    continue
                }
                // Later cursors are newer: on equal keys they win.
                if !IdentityEntry.precedes(cursors[chosen].current, cursors[index].current) { best = index }
            }
            guard let best else { break }
            let entry = cursors[best].current
            try writer.append(entry)
            for index in cursors.indices where cursors[index].isOpen {
                let other = cursors[index].current
                if other.keyHigh == entry.keyHigh, other.keyLow == entry.keyLow { try cursors[index].advance() }
            }
        }
        return try writer.close(synchronize: synchronize)
    }

    private struct Cursor {
        let run: IdentityRun
        let age: Int
        private var block: [IdentityEntry] = []
        private var position = 0
        private var nextBlock = 0

        init(run: IdentityRun, age: Int) {
            self.run = run
            self.age = age
        }

        var isOpen: Bool { position < block.count }
        var current: IdentityEntry { block[position] }

        mutating func fill() throws {
            block = try run.entries(ofBlock: nextBlock)
            nextBlock += 1
            position = 0
        }

        mutating func advance() throws {
            position += 1
            if position == block.count { try fill() }
        }
    }
}
