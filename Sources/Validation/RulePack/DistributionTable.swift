import Reference

/// The squares from which a taxon is known, in a stretch of years: `distribution.csv`, or NBN Record Cleaner's
/// `tenkm.csv`.
struct DistributionTable: Sendable {
    /// What is known of a taxon in some years.
    struct Known: Sendable {
        /// Years, both included.
        var years: ClosedRange<Int>
        var squares: SquareSet
    }

    static let file = "distribution.csv"
    static let columns = ["organism_key", "taxon", "from_year", "to_year", "grid", "squares"]
    static let allYears = 1...9999

    private(set) var taxa = TaxonIndex()
    /// By entry of the index.
    private var known: [[Known]] = []
    private(set) var rowCount = 0

    /// The squares of `known` with as many rings around them as the pack tolerates, laid out for looking at millions of
    /// records: entry after entry, and the bits of all squares one after the other.
    private struct Near: BitwiseCopyable {
        var firstYear: Int32
        var lastYear: Int32
        var grid: SquareSet.Grid
        /// Of its first word among `nearBits`.
        var bits: Int32
    }

    private var near: [Near] = []
    private var nearOfEntry: [Range<Int32>] = []
    private var nearBits: [UInt64] = []

    init() {}

    /// What is known of a taxon, over all years.
    func known(entry: Int) -> [Known] { known[entry] }

    /// Tells whether places are near a square from which the taxon is known in the years; not applicable where nothing is
    /// known of them.
    /// - Parameter body: given how to ask it of an entry: `extent` gives the squares of a grid that the place may lie in,
    ///   `nil` outside the grid.
    func withMarks(
        _ body: (_ mark: (_ entry: Int, _ years: ClosedRange<Int>, _ extent: (SquareSet.Grid) -> SquareSet.Extent?) -> RuleMark) -> Void
    ) {
        near.withUnsafeBufferPointer { near in
            nearOfEntry.withUnsafeBufferPointer { nearOfEntry in
                nearBits.withUnsafeBufferPointer { bits in
                    body { entry, years, extent in
                        var mark = RuleMark.notApplicable
                        for index in nearOfEntry[entry] {
                            let known = near[Int(index)]
                            guard years.lowerBound <= Int(known.lastYear), Int(known.firstYear) <= years.upperBound else { continue }
                            guard let extent = extent(known.grid) else { break }
                            let words = UnsafeBufferPointer(rebasing: bits[Int(known.bits)...])
                            if SquareSet.meets(extent, known.grid, words) { return .pass }
                            mark = .fail
                        }
                        return mark
                    }
                }
            }
        }
    }

    /// Reads `distribution.csv`.
    init(_ table: RuleTable, tolerance: Int, _ reader: inout TableReader) {
        var lines: [[Int]] = []
        for row in table.rows {
            let years = Self.years(row, &reader)
            let squares = Self.squares(row, &reader)
            guard let entry = taxa.entry(of: row, &reader) else { continue }
            if entry == known.count {
                known.append([])
                lines.append([])
            }
            guard let years, let squares else { continue }
            if let other = known[entry].firstIndex(where: { $0.years != years && $0.years.overlaps(years) }) {
                let reason = "\(row["taxon"].text): years overlap those of line \(lines[entry][other]) in part"
                reader.refuse(row["from_year"], reason)
                continue
            }
            add(squares, years, entry)
            if known[entry].count > lines[entry].count { lines[entry].append(row.line) }
            rowCount += 1
        }
        widen(tolerance)
    }

    /// Reads `tenkm.csv`. Squares of other grids than RD cannot be compared with Dutch places: they are left out and told.
    init(tenKilometre table: RuleTable, tolerance: Int, _ reader: inout TableReader) {
        for row in table.rows {
            guard let squares = TenKilometreSquares.read(row, &reader) else { continue }
            guard let entry = taxa.entry(of: row, &reader) else { continue }
            if entry == known.count { known.append([]) }
            add(squares, Self.allYears, entry)
            rowCount += 1
        }
        widen(tolerance)
    }

    /// Squares of the same years and grid add up.
    private mutating func add(_ places: [(column: Int, row: Int)], grid: SquareSet.Grid, _ years: ClosedRange<Int>, _ entry: Int) {
        var index = known[entry].firstIndex { $0.years == years && $0.squares.grid == grid }
        if index == nil {
            known[entry].append(Known(years: years, squares: SquareSet(grid)))
            index = known[entry].count - 1
        }
        guard let index else { return }
        for place in places { known[entry][index].squares.insert(column: place.column, row: place.row) }
    }

    private mutating func add(_ squares: Squares, _ years: ClosedRange<Int>, _ entry: Int) {
        add(squares.places, grid: squares.grid, years, entry)
    }

    private mutating func widen(_ rings: Int) {
        for entry in known {
            let first = Int32(near.count)
            for known in entry {
                let wide = known.squares.widened(by: rings)
                near.append(
                    Near(
                        firstYear: Int32(known.years.lowerBound), lastYear: Int32(known.years.upperBound), grid: wide.grid,
                        bits: Int32(nearBits.count)))
                nearBits += wide.bits
            }
            nearOfEntry.append(first..<Int32(near.count))
        }
    }

    /// The squares of one row.
    struct Squares {
        var grid: SquareSet.Grid
        var places: [(column: Int, row: Int)]
    }

    private static func years(_ row: RuleTable.Row, _ reader: inout TableReader) -> ClosedRange<Int>? {
        let (from, to) = (row["from_year"], row["to_year"])
        let first = from.text.isEmpty ? allYears.lowerBound : reader.number(from, in: allYears)
        let last = to.text.isEmpty ? allYears.upperBound : reader.number(to, in: allYears)
        guard let first, let last else { return nil }
        guard first <= last else {
            reader.refuse(to, "\(row["taxon"].text): ends before it starts")
            return nil
        }
        return first...last
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    private static func squares(_ row: RuleTable.Row, _ reader: inout TableReader) -> Squares? {
        let field = row["grid"]
        guard let grid = SquareSet.Grid(rawValue: field.text) else {
            reader.refuse(field, "grid '\(field.text)' is none of uurhok, hok10")
            return nil
        }
        var squares = Squares(grid: grid, places: [])
        let list = row["squares"]
        // Hundreds of squares a row: words are found by their bytes. Blanks beyond ASCII separate them as well.
        let isPlain = list.text.utf8.allSatisfy { $0 < 0x80 }
        var text = isPlain ? list.text : String(list.text.map { $0.isWhitespace ? " " : $0 })
        let wrong = text.withUTF8 { bytes -> String? in
            squares.places.reserveCapacity(bytes.count / 7 + 1)
            var rest = bytes[...]
            while let first = rest.firstIndex(where: { !isBlank($0) }) {
                let end = rest[first...].firstIndex(where: isBlank) ?? rest.endIndex
                let word = rest[first..<end]
                rest = rest[end...]
                guard let place = RijksdriehoekGrid.code(ofLabel: word).flatMap(grid.place) else {
                    return String(decoding: word, as: UTF8.self)
                }
                squares.places.append(place)
            }
            return nil
        }
        if let wrong {
            reader.refuse(list, "'\(wrong)' is no square of \(grid.size) km (XXXYYY, the km of its south-west corner)")
            return nil
        }
        if squares.places.isEmpty {
            reader.refuse(list, "no squares")
            return nil
        }
        return squares
    }
}
