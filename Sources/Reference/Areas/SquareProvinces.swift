import Foundation

/// Provinces by km square, from a file that says which squares touch which province and with what share: the
/// lookup without polygons. A square that several provinces touch goes to the largest share (at equal shares the
/// lowest CBS code) and is marked shared.
public struct SquareProvinces: Sendable {
    public let description: ReferenceDescription
    /// One byte a square, row by row: 0 nothing, else province code − 19, plus 128 when the square is shared.
    @usableFromInline let squares: [UInt8]

    @usableFromInline static let columns = 300
    @usableFromInline static let firstRow = 300
    @usableFromInline static let rows = 360

    /// Reads a CSV with columns kmhok_x, kmhok_y (km), provincie_code (20…31) and aandeel (0…1, the share of the square).
    public init(url: URL) throws(ReferenceFileError) {
        description = try ReferenceDescription.beside(url)
        let table = try ReferenceTable(url: url, required: ["kmhok_x", "kmhok_y", "provincie_code", "aandeel"])
        var squares = [UInt8](repeating: 0, count: Self.columns * Self.rows)
        var shares = [Double](repeating: 0, count: squares.count)
        for row in table.rows {
            let x = try table.integer(row, "kmhok_x", in: 0...Self.columns - 1)
            let y = try table.integer(row, "kmhok_y", in: Self.firstRow...Self.firstRow + Self.rows - 1)
            let code: UInt8 = try table.integer(row, "provincie_code", in: 20...31) - 19
            guard let share = Double(table.text(row, "aandeel")), (0...1).contains(share) else {
                throw table.invalid(row, "aandeel", expected: "a share from 0 to 1")
            }
            let index = (y - Self.firstRow) * Self.columns + x
            let present = squares[index] & 127
            guard present != code else {
                throw ReferenceFileError(
                    file: table.file, line: row.line, reason: .duplicate("square \(x)-\(y) in this province"))
            }
            if present == 0 {
                squares[index] = code
                shares[index] = share
            } else if share > shares[index] || (share == shares[index] && code < present) {
                squares[index] = code | 128
                shares[index] = share
            } else {
                squares[index] |= 128
            }
        }
        self.squares = squares
    }

    /// The province (CBS code 20…31) of a place in RD metres, and whether its km square touches another province too;
    /// `nil` when the square touches none.
    @inlinable public func provinceCode(x: Double, y: Double) -> (code: Int32, shared: Bool)? {
        guard let kmhok = RijksdriehoekGrid.kmhokCode(x: x, y: y) else { return nil }
        return provinceCode(kmhok: kmhok)
    }

    /// The province of a km square's code (`RijksdriehoekGrid.kmhokCode`).
    @inlinable public func provinceCode(kmhok: Int32) -> (code: Int32, shared: Bool)? {
        let column = Int(kmhok) / 1000, row = Int(kmhok) % 1000 - Self.firstRow
        guard column >= 0, column < Self.columns, row >= 0, row < Self.rows else { return nil }
        let square = squares[row * Self.columns + column]
        return square == 0 ? nil : (Int32(square & 127) + 19, square > 127)
    }

    /// All km squares that touch a province, in order of code.
    public var kmhokCodes: [Int32] {
        (0..<Self.columns).flatMap { column in
            (0..<Self.rows).compactMap { row in
                squares[row * Self.columns + column] == 0 ? nil : Int32(column * 1000 + row + Self.firstRow)
            }
        }
    }
}
