import Reference

/// The land and the borders of provinces as paths of SVG, from the km squares of the reference data: coordinates are km in
/// RD New, with y downwards (`-y`).
struct ProvinceOutline {
    /// Areas to fill.
    let land: String
    /// Lines between squares of different provinces, and around all.
    let borders: String

    private static let columns = 0..<300
    private static let rows = 300..<660

    init(_ provinces: SquareProvinces) {
        func code(_ x: Int, _ y: Int) -> Int32 {
            guard Self.columns.contains(x), Self.rows.contains(y) else { return 0 }
            return provinces.provinceCode(kmhok: Int32(x * 1000 + y))?.code ?? 0
        }
        var land = ""
        var borders = ""
        for y in Self.rows {
            var start: Int?
            for x in 0...Self.columns.upperBound {
                let isLand = code(x, y) != 0
                if isLand, start == nil { start = x }
                if !isLand, let first = start {
                    land += "M\(first) \(-y - 1)H\(x)v1H\(first)z"
                    start = nil
                }
            }
        }
        for y in Self.rows.lowerBound...Self.rows.upperBound {
            var start: Int?
            for x in 0...Self.columns.upperBound {
                let isBorder = code(x, y) != code(x, y - 1)
                if isBorder, start == nil { start = x }
                if !isBorder, let first = start {
                    borders += "M\(first) \(-y)H\(x)"
                    start = nil
                }
            }
        }
        for x in 0...Self.columns.upperBound {
            var start: Int?
            for y in Self.rows.lowerBound...Self.rows.upperBound {
                let isBorder = code(x, y) != code(x - 1, y)
                if isBorder, start == nil { start = y }
                if !isBorder, let first = start {
                    borders += "M\(x) \(-first)V\(-y)"
                    start = nil
                }
            }
        }
        self.land = land
        self.borders = borders
    }
}
