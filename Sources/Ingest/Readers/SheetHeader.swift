import Formats

/// The first rows of a sheet that have something in them.
struct SheetSample {
    struct Row {
        var number: Int
        var cells: [(column: Int, text: String)]

        func text(_ column: Int) -> String? { cells.first { $0.column == column }?.text }
    }

    private(set) var rows: [Row] = []

    init(_ reader: SheetReader, rows count: Int) throws {
        while rows.count < count, try reader.nextRow() {
            var cells: [(Int, String)] = []
            for cell in 0..<reader.cellCount {
                // More than a name needs; the rest of a long text is nothing to go by.
                let text = reader.withText(cell) { String(decoding: $0.prefix(500), as: UTF8.self) }.trimmingHeaderText()
                if !text.isEmpty { cells.append((reader.column(cell), text)) }
            }
            if !cells.isEmpty { rows.append(Row(number: reader.row, cells: cells)) }
        }
    }

    init(rows: [Row]) {
        self.rows = rows
    }

    /// All columns that have something in them.
    var columns: [Int] { Set(rows.flatMap { $0.cells.map(\.column) }).sorted() }
}

/// Where the column names of a sheet stand, in one row or in several one above the other.
struct SheetHeader: Equatable {
    var rows: ClosedRange<Int>
    /// By column of the sheet, from 0.
    var names: [Int: String]
    /// How many of them are known, the ones a profile wants counted thrice.
    var known: Int

    /// What a column is called that has no name.
    static func unnamed(_ column: Int) -> String { "column \(CellRange.letters(column))" }

    /// Looks for a header in the first rows.
    struct Finding {
        let sample: SheetSample
        let merged: [CellRange]
        /// Columns that the profile names.
        let wanted: Set<String>

        init(sample: SheetSample, merged: [CellRange], wanted: Set<String>) {
            self.sample = sample
            self.wanted = wanted
            let last = sample.rows.last?.number ?? 0
            self.merged = Array(merged.lazy.filter { $0.rows.lowerBound <= last }.prefix(2000))
        }

        /// The rows of which most names are known; without any, the first row that looks like names above a table.
        func header() -> SheetHeader? {
            var best: SheetHeader?
            for row in sample.rows.prefix(50) {
                guard let header = header(at: row.number) else { continue }
                if header.known > best?.known ?? 0 { best = header }
            }
            if let best, best.known >= 2 { return best }
            let widths = sample.rows.map(\.cells.count).sorted()
            let typical = widths[widths.count / 2]
            for row in sample.rows where 10 * row.cells.count >= 6 * typical && row.cells.count > 1 {
                let texts = row.cells.map(\.text)
                if Set(texts).count == texts.count, texts.allSatisfy(Self.looksLikeName) { return header(at: row.number) }
            }
            return best ?? sample.rows.first.flatMap { header(at: $0.number) }
        }

        /// The header of which the last row is this one, or that begins there where cells are merged.
        func header(at number: Int) -> SheetHeader? {
            guard let row = sample.rows.first(where: { $0.number == number }) else { return nil }
            var top = number
            var bottom = number
            for range in merged where range.rows.contains(number) && range.rows.count > 1 && range.rows.count <= 5 {
                bottom = max(bottom, range.rows.upperBound)
            }
            // Names of groups stand above the names of columns.
            if bottom == number, let below = sample.rows.first(where: { $0.number == number + 1 }),
                merged.contains(where: { isGroup($0, in: number, width: max(row.cells.count, below.cells.count)) && named($0, by: below) })
            {
                bottom += 1
            }
            let width = sample.rows.filter { (top...bottom).contains($0.number) }.map(\.cells.count).max() ?? 0
            while top > 1, merged.contains(where: { isGroup($0, in: top - 1, width: width) || joins($0, top) }) { top -= 1 }
            let names = names(in: top...bottom)
            return SheetHeader(rows: top...bottom, names: names.mapValues(\.full), known: known(names))
        }

        /// Whether cells are merged over some of the columns, and not over all as for a title.
        private func isGroup(_ range: CellRange, in row: Int, width: Int) -> Bool {
            range.rows.contains(row) && range.columns.count > 1 && range.columns.count < max(width, 2)
                && range.rows.count <= 5
        }

        private func joins(_ range: CellRange, _ row: Int) -> Bool {
            range.rows.contains(row) && range.rows.contains(row - 1) && range.rows.count <= 5
        }

        private func named(_ range: CellRange, by row: SheetSample.Row) -> Bool {
            let texts = row.cells.filter { range.columns.contains($0.column) }.map(\.text)
            return texts.count > 1 && texts.allSatisfy(Self.looksLikeName)
        }

        private func names(in rows: ClosedRange<Int>) -> [Int: (full: String, last: String)] {
            var parts: [Int: [String]] = [:]
            for row in sample.rows where rows.contains(row.number) {
                for cell in row.cells {
                    let range = merged.first {
                        $0.rows.lowerBound == row.number && $0.columns.lowerBound == cell.column
                    }
                    for column in range?.columns ?? cell.column...cell.column {
                        if parts[column]?.last != cell.text { parts[column, default: []].append(cell.text) }
                    }
                }
            }
            return parts.mapValues { ($0.joined(separator: " "), $0.last ?? "") }
        }

        private func known(_ names: [Int: (full: String, last: String)]) -> Int {
            var seen = Set<String>()
            var known = 0
            for name in names.values where seen.insert(name.full).inserted {
                if wanted.contains(ValueMapping.folded(name.full)) {
                    known += 3
                } else if FieldNames.known.contains(FieldNames.folded(name.full))
                    || FieldNames.known.contains(FieldNames.folded(name.last))
                {
                    known += 1
                }
            }
            return known
        }

        private static func looksLikeName(_ text: String) -> Bool {
            text.count <= 80 && text.first?.isNumber == false && text.contains(where: \.isLetter) && !text.contains("://")
        }
    }
}

extension FieldNames {
    /// All names that are understood.
    static let known: Set<String> = Set(
        identity + names.flatMap(\.names) + plane.flatMap { [$0.x, $0.y] } + sphere.flatMap { [$0.latitude, $0.longitude] })
}
