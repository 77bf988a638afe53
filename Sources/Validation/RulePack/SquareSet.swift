import Reference

/// Squares of one grid in RD New, as a bit each.
struct SquareSet: Sendable {
    /// The grids that a table may be in.
    enum Grid: String, CaseIterable, Sendable {
        /// 5 km.
        case uurhok
        /// 10 km.
        case hok10

        /// Side of a square in km.
        var size: Int { self == .uurhok ? 5 : 10 }
        // Asked for every square of a pack and every record: no divisions.
        var columns: Int { self == .uurhok ? 60 : 30 }
        var rows: Int { self == .uurhok ? 112 : 56 }

        /// Column and row of a square by its code (the km of its lower left corner); `nil` when the code is that of no
        /// square of this grid.
        func place(code: Int32) -> (column: Int, row: Int)? {
            let (kx, ky) = (Int(code / 1000), Int(code % 1000))
            guard (0..<300).contains(kx), (300..<860).contains(ky) else { return nil }
            // By numbers that the compiler knows.
            let (x, y) = self == .uurhok ? (kx / 5, (ky - 300) / 5) : (kx / 10, (ky - 300) / 10)
            return x * size == kx && y * size + 300 == ky ? (x, y) : nil
        }
    }

    /// The columns and rows of squares that a place may lie in.
    struct Extent {
        var columns: ClosedRange<Int>
        var rows: ClosedRange<Int>

        /// The squares within `uncertainty` metres of a place; `nil` for a place outside the grid.
        init?(x: Double, y: Double, uncertainty: Double, _ grid: Grid) {
            guard RijksdriehoekGrid.isValid(x: x, y: y) else { return nil }
            let side = Double(grid.size) * 1000
            // No more than the whole grid: uncertainties may be of any size.
            let reach = uncertainty > 0 ? min(uncertainty, 1_000_000) : 0
            func range(_ value: Double, _ count: Int) -> ClosedRange<Int> {
                let low = max(0, Int(((value - reach) / side).rounded(.down)))
                return low...min(count - 1, max(low, Int(((value + reach) / side).rounded(.down))))
            }
            columns = range(x, grid.columns)
            rows = range(y - 300_000, grid.rows)
        }
    }

    let grid: Grid
    private(set) var bits: [UInt64]

    init(_ grid: Grid) {
        self.grid = grid
        bits = [UInt64](repeating: 0, count: (grid.columns * grid.rows + 63) / 64)
    }

    mutating func insert(column: Int, row: Int) {
        let place = row * grid.columns + column
        bits[place >> 6] |= 1 << UInt64(place & 63)
    }

    /// Neighbours in a row, all of them: at most 63.
    private mutating func insert(columns: ClosedRange<Int>, row: Int) {
        let place = row * grid.columns + columns.lowerBound
        let squares = (UInt64(1) << UInt64(columns.count)) - 1
        let shift = UInt64(place & 63)
        bits[place >> 6] |= squares << shift
        // The rest lies in the next word; shifted by all 64 bits there is none.
        let rest = squares >> (64 - shift)
        if rest != 0 { bits[place >> 6 + 1] |= rest }
    }

    /// Whether one of the squares of an extent is in the set of a grid with these bits.
    @inline(__always) static func meets(_ extent: Extent, _ grid: Grid, _ bits: UnsafeBufferPointer<UInt64>) -> Bool {
        for row in extent.rows {
            for column in extent.columns {
                let place = row * grid.columns + column
                if bits[place >> 6] & (1 << UInt64(place & 63)) != 0 { return true }
            }
        }
        return false
    }

    /// The set with `rings` rings of squares around every square.
    func widened(by rings: Int) -> SquareSet {
        guard rings > 0 else { return self }
        var wide = SquareSet(grid)
        forEach { column, row in
            let columns = max(0, column - rings)...min(grid.columns - 1, column + rings)
            for y in max(0, row - rings)...min(grid.rows - 1, row + rings) { wide.insert(columns: columns, row: y) }
        }
        return wide
    }

    /// Rings of squares between an extent and the nearest square of the set: 1 for a neighbour.
    func rings(to extent: Extent) -> Int {
        var nearest = Int.max
        forEach { column, row in
            let dx = max(0, extent.columns.lowerBound - column, column - extent.columns.upperBound)
            let dy = max(0, extent.rows.lowerBound - row, row - extent.rows.upperBound)
            nearest = min(nearest, max(dx, dy))
        }
        return nearest
    }

    /// Codes of the squares (km of the lower left corner), from south to north.
    var codes: [Int32] {
        var codes: [Int32] = []
        forEach { column, row in codes.append(Int32(column * grid.size * 1000 + row * grid.size + 300)) }
        return codes
    }

    private func forEach(_ body: (_ column: Int, _ row: Int) -> Void) {
        for (index, word) in bits.enumerated() where word != 0 {
            var rest = word
            while rest != 0 {
                let place = index * 64 + rest.trailingZeroBitCount
                rest &= rest - 1
                body(place % grid.columns, place / grid.columns)
            }
        }
    }
}
