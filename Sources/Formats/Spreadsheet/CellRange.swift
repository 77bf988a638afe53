/// A rectangle of cells; rows count from 1, columns from 0.
public struct CellRange: Sendable, Equatable {
    public var rows: ClosedRange<Int>
    public var columns: ClosedRange<Int>

    public init(rows: ClosedRange<Int>, columns: ClosedRange<Int>) {
        self.rows = rows
        self.columns = columns
    }

    /// The letters of a column: A, B … Z, AA.
    public static func letters(_ column: Int) -> String {
        var letters = ""
        var rest = column
        repeat {
            letters = String(Character(Unicode.Scalar(UInt8(65 + rest % 26)))) + letters
            rest = rest / 26 - 1
        } while rest >= 0
        return letters
    }

    /// Reads `A1:C3`.
    init?(_ text: some Collection<UInt8>) {
        let ends = text.split(separator: UInt8(ascii: ":"), maxSplits: 1)
        guard let first = ends.first.flatMap({ CellReference($0) }), let last = ends.last.flatMap({ CellReference($0) }),
            let row = first.row, let lastRow = last.row, row <= lastRow, first.column <= last.column
        else { return nil }
        rows = row...lastRow
        columns = first.column...last.column
    }
}

/// The place of a cell: `B12`.
struct CellReference {
    /// From 0.
    var column: Int
    /// From 1; `nil` when only letters are there.
    var row: Int?

    /// Columns that a sheet can have.
    static let mostColumns = 16_384
    static let mostRows = 1 << 24

    init?(_ text: some Collection<UInt8>) {
        var column = 0
        var row = 0
        var hasRow = false
        for byte in text {
            let letter = byte | 0x20
            if letter >= 0x61, letter <= 0x7A, !hasRow {
                column = column * 26 + Int(letter - 0x60)
            } else if byte >= 0x30, byte <= 0x39 {
                row = row * 10 + Int(byte - 0x30)
                hasRow = true
            } else if byte != UInt8(ascii: "$") {
                return nil
            }
            guard column <= Self.mostColumns, row <= Self.mostRows else { return nil }
        }
        guard column > 0 else { return nil }
        self.column = column - 1
        self.row = hasRow && row > 0 ? row : nil
    }
}

/// Finds the `mergeCell` elements in the bytes of a sheet without parsing the rest of it.
final class MergedCellScan {
    private(set) var ranges: [CellRange] = []
    private var carried: [UInt8] = []
    private static let mark: StaticString = "mergeCell "
    /// More than any header has, and merged rows of a table a person makes.
    private static let most = 200_000

    func take(_ chunk: UnsafeRawBufferPointer) {
        if carried.isEmpty {
            search(chunk)
        } else {
            let joined = carried + chunk
            carried = []
            joined.withUnsafeBytes { search($0) }
        }
    }

    private func search(_ bytes: UnsafeRawBufferPointer) {
        var at = 0
        while let found = bytes.firstPlace(of: Self.mark, from: at) {
            guard let close = bytes[found...].firstIndex(of: UInt8(ascii: ">")) else {
                if bytes.count - found < 4096 { carried = Array(bytes[found...]) }
                return
            }
            let tag = UnsafeRawBufferPointer(rebasing: bytes[found..<close])
            at = close + 1
            guard let name = tag.firstPlace(of: "ref=", from: 0), name + 5 < tag.count else { continue }
            let value = tag[(name + 5)...].prefix { $0 != tag[name + 4] }
            if let range = CellRange(value), ranges.count < Self.most { ranges.append(range) }
        }
        // A tag may lie over the edge.
        carried = Array(bytes[max(at, bytes.count - Self.mark.utf8CodeUnitCount + 1)...])
    }
}
