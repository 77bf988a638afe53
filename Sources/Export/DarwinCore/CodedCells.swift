import Columns
import Disclosure

/// The coded columns of a batch made ready for writing: every distinct value as the bytes of its cell (tab in front,
/// what would break a line replaced), and for every row the number of the cell in each column.
struct CodedCells {
    /// Bytes behind the last value that a copy of a whole block may read.
    static let slack = 32

    /// Columns a row.
    let width: Int
    /// Cell numbers, row by row.
    private(set) var cells: [UInt32]
    /// Offset of each cell's bytes; the next one's offset ends it.
    private(set) var offsets: [UInt32] = []
    private(set) var bytes: [UInt8] = []

    /// Neighbouring columns become one as long as so few pairs of their values are possible: a table of them then stays
    /// in the nearest cache, and a row is written in fewer pieces.
    private static let mostPairs = 4096

    init(_ batch: OpenBatch) {
        var columns: [Cells] = []
        for (_, source) in DarwinCoreColumn.coded {
            let column = Cells(Self.content(of: source, in: batch))
            if let last = columns.last, last.texts.count * column.texts.count <= Self.mostPairs {
                columns[columns.count - 1] = last.joined(with: column)
            } else {
                columns.append(column)
            }
        }
        width = columns.count
        let count = width * batch.rowCount
        // Every one is written below, column by column.
        cells = [UInt32](unsafeUninitializedCapacity: count) { _, filled in filled = count }
        for (index, column) in columns.enumerated() {
            let first = UInt32(offsets.count)
            for text in column.texts {
                offsets.append(UInt32(bytes.count))
                bytes.append(contentsOf: text)
            }
            cells.withUnsafeMutableBufferPointer { cells in
                guard let codes = column.codes else {
                    for place in stride(from: index, to: cells.count, by: width) { cells[place] = first }
                    return
                }
                var place = index
                for code in codes {
                    cells[place] = first + code
                    place += width
                }
            }
        }
        offsets.append(UInt32(bytes.count))
        bytes.append(contentsOf: repeatElement(0, count: Self.slack))
    }

    /// Bytes of all cells of some rows together.
    func size(ofRows rows: Range<Int>) -> Int {
        cells.withUnsafeBufferPointer { cells in
            offsets.withUnsafeBufferPointer { offsets in
                var total = 0
                for cell in cells[rows.lowerBound * width..<rows.upperBound * width] { total &+= Int(offsets[Int(cell) + 1] &- offsets[Int(cell)]) }
                return total
            }
        }
    }

    private static func content(of source: DarwinCoreColumn.CodedSource, in batch: OpenBatch) -> CodedText {
        switch source {
        case .text(let column):
            return batch[column]
        case .policyStatus:
            return rewritten(batch[.beleidsstatus]) { "{\"beleidsstatus\":\"\(jsonEscaped($0))\"}" }
        case .quantityType:
            let schema = batch[.abundanceSchema]
            let codes = batch[.abundanceCode].codes
            let counts = batch.countMinimum
            return CodedText(
                codes: schema.codes.indices.map { codes[$0] == 0 && counts[$0] == nil ? 0 : schema.codes[$0] },
                dictionary: schema.dictionary)
        case .province:
            return CodedText(
                codes: codes(batch) { row in
                    guard let code = batch.province[row], (20...31).contains(code) else { return 0 }
                    return UInt32(code - 19)
                }, values: DarwinCoreColumn.provinces)
        case .country:
            return constant("NL", batch) { batch.province[$0] != nil }
        case .geodeticDatum:
            return constant("EPSG:4258", batch) { batch.latitude[$0] != nil }
        case .footprintSystem:
            return constant("EPSG:28992", batch) { batch.footprint.isPresent($0) }
        case .informationWithheld:
            return constant(
                "exacte plaats, datum, bezoek, dataset, gedrag, biotoop en verblijfplaats", batch
            ) { (batch.blurring[$0] ?? 0) > 0 }
        }
    }

    private static func codes(_ batch: OpenBatch, _ code: (Int) -> UInt32) -> [UInt32] {
        (0..<batch.rowCount).map(code)
    }

    private static func constant(_ text: String, _ batch: OpenBatch, where holds: (Int) -> Bool) -> CodedText {
        CodedText(codes: codes(batch) { holds($0) ? 1 : 0 }, values: [text])
    }

    private static func rewritten(_ column: CodedText, _ transform: (String) -> String) -> CodedText {
        let values = (0..<UInt32(column.dictionary.count)).map { transform(column.dictionary[$0 + 1] ?? "") }
        return CodedText(codes: column.codes, values: values)
    }

    private static func jsonEscaped(_ text: String) -> String {
        text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined()
    }
}

extension CodedText {
    /// Codes into a list of distinct values.
    fileprivate init(codes: [UInt32], values: [String]) {
        var dictionary = TextDictionary(capacity: values.count)
        // Were two values equal, the codes behind them would shift.
        let places = [0] + values.map { dictionary.intern($0) }
        self.init(codes: codes.map { places[Int($0)] }, dictionary: dictionary)
    }
}

/// One or several neighbouring columns: their texts as they are written, and for every row which one.
private struct Cells {
    /// Each begins with a tab.
    var texts: [[UInt8]]
    /// Places in `texts` by row; `nil` when all rows have the only one.
    var codes: [UInt32]?

    init(_ column: CodedText) {
        texts = [[UInt8(ascii: "\t")]]
        for code in 0..<UInt32(column.dictionary.count) {
            column.dictionary.withBytes(code + 1) { value in
                texts.append([UInt8(ascii: "\t")] + value.map { $0 < 0x20 ? UInt8(ascii: " ") : $0 })
            }
        }
        guard let first = column.codes.first, column.codes.allSatisfy({ $0 == first }) else {
            codes = column.codes
            return
        }
        texts = [texts[Int(first)]]
    }

    private init(texts: [[UInt8]], codes: [UInt32]?) {
        self.texts = texts
        self.codes = codes
    }

    /// This column with another behind it; only pairs that occur get a text.
    func joined(with next: Cells) -> Cells {
        guard let codes else {
            return Cells(texts: next.texts.map { texts[0] + $0 }, codes: next.codes)
        }
        guard let nextCodes = next.codes else {
            return Cells(texts: texts.map { $0 + next.texts[0] }, codes: codes)
        }
        let count = UInt32(next.texts.count)
        var pairs = [UInt32](repeating: .max, count: texts.count * next.texts.count)
        var joined: [[UInt8]] = []
        let places = pairs.withUnsafeMutableBufferPointer { pairs in
            zip(codes, nextCodes).map { own, other in
                let pair = Int(own * count + other)
                if pairs[pair] == .max {
                    pairs[pair] = UInt32(joined.count)
                    joined.append(texts[Int(own)] + next.texts[Int(other)])
                }
                return pairs[pair]
            }
        }
        return Cells(texts: joined, codes: places)
    }
}
