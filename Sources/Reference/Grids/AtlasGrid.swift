/// The atlas codes of biologists: the 62 classic map sheets (kaartblad) of 40 × 25 km, the atlasblok (5 km square,
/// `32-34`: sheet, row from the north, column from the west) and the kmblok (`32-34-21`: the same once more inside).
///
/// Sheets 36, 42, 47, 48, 53, 54 and 59–62 follow from the running numbers, the others from the sheet index.
/// Modern sheets are numbered otherwise in Zeeland and Limburg.
public enum AtlasGrid {
    /// A row of sheets, by the km of its lower left corner.
    private struct SheetRow {
        var y: Int
        var x: Int
        var first: Int
        var count: Int
    }

    private static let sheetRows = [
        SheetRow(y: 300, x: 140, first: 61, count: 2),
        SheetRow(y: 325, x: 140, first: 59, count: 2),
        SheetRow(y: 350, x: -20, first: 53, count: 6),
        SheetRow(y: 375, x: -20, first: 47, count: 6),
        SheetRow(y: 400, x: 20, first: 42, count: 5),
        SheetRow(y: 425, x: 20, first: 36, count: 6),
        SheetRow(y: 450, x: 60, first: 30, count: 6),
        SheetRow(y: 475, x: 60, first: 24, count: 6),
        SheetRow(y: 500, x: 100, first: 19, count: 5),
        SheetRow(y: 525, x: 100, first: 14, count: 5),
        SheetRow(y: 550, x: 100, first: 9, count: 5),
        SheetRow(y: 575, x: 100, first: 4, count: 5),
        SheetRow(y: 600, x: 140, first: 1, count: 3),
    ]

    /// The sheet (1…62) at a place in RD metres; `nil` outside all sheets.
    public static func kaartblad(x: Double, y: Double) -> Int32? {
        sheet(x: x, y: y).map { Int32(truncatingIfNeeded: $0.number) }
    }

    /// The atlasblok as sheet·100 + row·10 + column (3234 for `32-34`); `nil` outside all sheets.
    public static func atlasblokCode(x: Double, y: Double) -> Int32? {
        sheet(x: x, y: y).map { Int32(truncatingIfNeeded: $0.number * 100 + blok($0.dx, $0.dy)) }
    }

    /// The kmblok as atlasblok·100 + row·10 + column (323421 for `32-34-21`); `nil` outside all sheets.
    public static func kmblokCode(x: Double, y: Double) -> Int32? {
        sheet(x: x, y: y).map { sheet in
            let inner = (5 - sheet.dy % 5) * 10 + sheet.dx % 5 + 1
            return Int32(truncatingIfNeeded: (sheet.number * 100 + blok(sheet.dx, sheet.dy)) * 100 + inner)
        }
    }

    /// `32-34`
    public static func label(atlasblok code: Int32) -> String { "\(code / 100)-\(code % 100)" }

    /// `32-34-21`
    public static func label(kmblok code: Int32) -> String { "\(code / 10_000)-\(code / 100 % 100)-\(code % 100)" }

    /// The lower left corner and size in RD metres of a delivered label: `32-34` (5 km) or `32-34-21` (1 km);
    /// `nil` when there is no such square.
    public static func square(ofLabel label: String) -> (x: Double, y: Double, size: Double)? {
        let parts = label.split(separator: "-", omittingEmptySubsequences: false).map { part in
            part.filter { $0 != " " }
        }
        let numbers = parts.compactMap { part in
            (1...2).contains(part.utf8.count) && part.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(part) : nil
        }
        guard (2...3).contains(parts.count), numbers.count == parts.count,
            let row = sheetRows.first(where: { ($0.first..<$0.first + $0.count).contains(numbers[0]) })
        else { return nil }
        let (r, c) = (numbers[1] / 10, numbers[1] % 10)
        guard (1...5).contains(r), (1...8).contains(c) else { return nil }
        var x = row.x + (numbers[0] - row.first) * 40 + (c - 1) * 5
        var y = row.y + (5 - r) * 5
        guard numbers.count == 3 else { return (Double(x * 1000), Double(y * 1000), 5000) }
        let (innerRow, innerColumn) = (numbers[2] / 10, numbers[2] % 10)
        guard (1...5).contains(innerRow), (1...5).contains(innerColumn) else { return nil }
        x += innerColumn - 1
        y += 5 - innerRow
        return (Double(x * 1000), Double(y * 1000), 1000)
    }

    private static func blok(_ dx: Int, _ dy: Int) -> Int { (5 - dy / 5) * 10 + dx / 5 + 1 }

    /// The sheet and the distance in whole km from its lower left corner.
    private static func sheet(x: Double, y: Double) -> (number: Int, dx: Int, dy: Int)? {
        guard x >= -20_000, x < 300_000, y >= 300_000, y < 625_000 else { return nil }
        let kx = Int((x / 1000).rounded(.down))
        let ky = Int(y / 1000)
        let row = sheetRows[(ky - 300) / 25]
        let column = (kx - row.x) / 40
        guard kx >= row.x, column < row.count else { return nil }
        return (row.first + column, (kx - row.x) % 40, ky - row.y)
    }
}
