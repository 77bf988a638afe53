import Reference

/// The squares from which a taxon is known, in a stretch of years: `distribution.csv`, or NBN Record Cleaner's
/// `tenkm.csv`.
struct DistributionTable: Sendable {
    /// What is known of a taxon in some years.
    struct Known: Sendable {
        /// Years, both included.
        var years: ClosedRange<Int>
        var squares: SquareSet
        /// The squares with as many rings around them as the pack tolerates.
        var near: SquareSet
    }

    static let file = "distribution.csv"
    static let columns = ["organism_key", "taxon", "from_year", "to_year", "grid", "squares"]
    static let allYears = 1...9999

    private(set) var taxa = TaxonIndex()
    /// By entry of the index.
    private var known: [[Known]] = []
    private(set) var rowCount = 0

    init() {}

    /// What is known of a taxon, over all years.
    func known(entry: Int) -> [Known] { known[entry] }

    /// Whether a place is near a square from which the taxon is known in the years; not applicable where nothing is known
    /// of them.
    /// - Parameter extent: the squares of a grid that the place may lie in; `nil` outside the grid.
    @inline(__always) func mark(
        entry: Int, years: ClosedRange<Int>, extent: (SquareSet.Grid) -> SquareSet.Extent?
    ) -> RuleMark {
        var mark = RuleMark.notApplicable
        // By index: a copy of an element would count references for every record.
        for index in known[entry].indices where known[entry][index].years.overlaps(years) {
            guard let extent = extent(known[entry][index].near.grid) else { break }
            if known[entry][index].near.meets(extent) { return .pass }
            mark = .fail
        }
        return mark
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
            known[entry].append(Known(years: years, squares: SquareSet(grid), near: SquareSet(grid)))
            index = known[entry].count - 1
        }
        guard let index else { return }
        for place in places { known[entry][index].squares.insert(column: place.column, row: place.row) }
    }

    private mutating func add(_ squares: Squares, _ years: ClosedRange<Int>, _ entry: Int) {
        add(squares.places, grid: squares.grid, years, entry)
    }

    private mutating func widen(_ rings: Int) {
        for entry in known.indices {
            for index in known[entry].indices {
                known[entry][index].near = known[entry][index].squares.widened(by: rings)
            }
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

    private static func squares(_ row: RuleTable.Row, _ reader: inout TableReader) -> Squares? {
        let field = row["grid"]
        guard let grid = SquareSet.Grid(rawValue: field.text) else {
            reader.refuse(field, "grid '\(field.text)' is none of uurhok, hok10")
            return nil
        }
        var squares = Squares(grid: grid, places: [])
        let list = row["squares"]
        // Hundreds of squares a row: words of ASCII are split by bytes.
        let words =
            list.text.utf8.allSatisfy({ $0 < 0x80 })
            ? list.text.utf8.split(whereSeparator: { $0 == 0x20 || (0x09...0x0D).contains($0) }).map(Substring.init)
            : list.text.split(whereSeparator: \.isWhitespace)
        squares.places.reserveCapacity(words.count)
        for word in words {
            guard let place = RijksdriehoekGrid.code(ofLabel: word).flatMap(grid.place) else {
                reader.refuse(list, "'\(word)' is no square of \(grid.size) km (XXXYYY, the km of its south-west corner)")
                return nil
            }
            squares.places.append(place)
        }
        if squares.places.isEmpty {
            reader.refuse(list, "no squares")
            return nil
        }
        return squares
    }
}
