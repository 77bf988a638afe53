/// Goes through one leaf of a row group, page by page, so that no more than a page is unpacked at a time.
final class ParquetCursor {
    private let leaf: StoredLeaf
    private let chunk: ParquetBuffer
    private var pages: PageReader
    private let cells: ParquetCells
    private var dictionary: ParquetCells?
    private var page: Page?
    private var place = 0
    /// Values of the page that are not yet read.
    private(set) var left = 0

    init(_ file: ParquetFile, _ leaf: StoredLeaf, group: Int) throws(ParquetError) {
        self.leaf = leaf
        chunk = try ParquetBuffer()
        let (codec, values) = try file.chunk(leaf, group: group, into: chunk)
        pages = try PageReader(chunk.bytes, codec: codec, depth: leaf.depth, values: values)
        pages.largestPage = 256 << 20
        cells = try ParquetCells()
    }

    /// Bytes of the chunk, as they are compressed.
    var size: Int { chunk.count }

    /// Sees to it that there are values to read; false at the end.
    func fill() throws(ParquetError) -> Bool {
        while left == 0 {
            guard let next = try pages.page() else { return false }
            if next.isDictionary {
                guard dictionary == nil else { throw .corrupt("a column has two dictionaries") }
                let values = try ParquetCells()
                try values.readDictionary(next, of: leaf)
                dictionary = values
                continue
            }
            try cells.read(next, of: leaf, dictionary: dictionary)
            page = next
            place = 0
            left = next.count
        }
        return true
    }

    /// The next value; its bytes are valid until the page changes. Call `fill` before.
    func next() -> UnsafeRawBufferPointer {
        defer {
            place += 1
            left -= 1
        }
        return cells.value(place)
    }

    /// Whether texts have to be looked at one by one.
    var hasOddText: Bool { cells.hasOddText }

    /// Whether the next value begins a row.
    var beginsRow: Bool { page?.repetitions.map { $0[place] == 0 } ?? true }

    /// Whether there is a next value, and not only the place of an absent one.
    var isPresent: Bool { page?.presence.flags.map { $0[place] == 1 } ?? true }
}
