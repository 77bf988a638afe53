/// Rows of NBN Record Cleaner's `tenkm.csv`: a square of 100 km and the squares of 10 km in it.
///
/// For RD we write `km100` as two digits, the hundreds of km east and north (`14` for the square with its south-west
/// corner at 100, 400), and `km10` as NBN does: tens of km east and north within it (`56`: 150, 460).
enum TenKilometreSquares {
    static let file = "tenkm.csv"
    static let columns = ["organism_key", "taxon", "km100", "km10", "coord_system"]

    /// Grids that NBN's files are in.
    private static let foreign: Set<String> = ["OSGB", "OSNI", "OSIE", "CI", "UTM30", "UTM31"]

    /// The squares of a row; `nil` when it was refused or is left out.
    static func read(_ row: RuleTable.Row, _ reader: inout TableReader) -> DistributionTable.Squares? {
        let system = row["coord_system"]
        if foreign.contains(system.text.uppercased()) {
            reader.leaveOut(
                line: row.line, "squares in \(system.text.uppercased()), which cannot be compared with places in RD")
            return nil
        }
        guard system.text.uppercased() == "RD" else {
            reader.refuse(system, "unknown coord_system '\(system.text)'; squares are compared in RD")
            return nil
        }
        let outer = row["km100"]
        guard let hundreds = digits(outer.text) else {
            reader.refuse(outer, "km100 '\(outer.text)' is not two digits, hundreds of km east and north in RD")
            return nil
        }
        let list = row["km10"]
        var squares = DistributionTable.Squares(grid: .hok10, places: [])
        for word in list.text.split(whereSeparator: \.isWhitespace) {
            let tens = digits(String(word))
            let code = tens.map { Int32((hundreds.0 * 100 + $0.0 * 10) * 1000 + hundreds.1 * 100 + $0.1 * 10) }
            guard let place = code.flatMap(SquareSet.Grid.hok10.place) else {
                reader.refuse(list, "'\(word)' in \(outer.text) is no square of 10 km in RD")
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

    private static func digits(_ text: String) -> (Int, Int)? {
        let digits = text.utf8.map { Int($0) - 48 }
        guard digits.count == 2, digits.allSatisfy({ (0...9).contains($0) }) else { return nil }
        return (digits[0], digits[1])
    }
}
