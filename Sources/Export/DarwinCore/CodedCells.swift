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
            let start = UInt32(bytes.count)
            for text in 0..<column.texts.count { offsets.append(start + UInt32(column.texts.range(text).lowerBound)) }
            bytes.append(contentsOf: column.texts.bytes)
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

extension PlainText {
    /// Adds a value as a cell: a tab in front, and blanks in place of what would break a line.
    fileprivate mutating func append(cell value: UnsafeRawBufferPointer) {
        bytes.append(UInt8(ascii: "\t"))
        if value.contains(where: { $0 < 0x20 }) {
            for byte in value { bytes.append(byte < 0x20 ? UInt8(ascii: " ") : byte) }
        } else {
            bytes.append(contentsOf: value)
        }
        ends.append(UInt32(bytes.count))
    }

    /// Adds one text of each of two others, as one.
    fileprivate mutating func append(_ first: Int, of texts: PlainText, _ second: Int, of others: PlainText) {
        bytes.append(contentsOf: texts.bytes[texts.range(first)])
        bytes.append(contentsOf: others.bytes[others.range(second)])
        ends.append(UInt32(bytes.count))
    }
}

/// One or several neighbouring columns: their texts as they are written, and for every row which one.
private struct Cells {
    /// Each begins with a tab. One after the other, for a batch can hold too many for memory of their own.
    var texts = PlainText()
    /// Places in `texts` by row; `nil` when all rows have the only one.
    var codes: [UInt32]?

    init(_ column: CodedText) {
        let empty = UnsafeRawBufferPointer(start: nil, count: 0)
        guard let first = column.codes.first, column.codes.allSatisfy({ $0 == first }) else {
            codes = column.codes
            texts.ends.reserveCapacity(column.dictionary.count + 1)
            texts.bytes.reserveCapacity(column.dictionary.byteCount + column.dictionary.count + 1)
            texts.append(cell: empty)
            for code in 0..<UInt32(column.dictionary.count) {
                column.dictionary.withBytes(code + 1) { texts.append(cell: $0) }
            }
            return
        }
        if first == 0 {
            texts.append(cell: empty)
        } else {
            column.dictionary.withBytes(first) { texts.append(cell: $0) }
        }
    }

    private init(texts: PlainText, codes: [UInt32]?) {
        self.texts = texts
        self.codes = codes
    }

    /// This column with another behind it; only pairs that occur get a text.
    func joined(with next: Cells) -> Cells {
        var joined = PlainText()
        guard let codes else {
            for text in 0..<next.texts.count { joined.append(0, of: texts, text, of: next.texts) }
            return Cells(texts: joined, codes: next.codes)
        }
        guard let nextCodes = next.codes else {
            for text in 0..<texts.count { joined.append(text, of: texts, 0, of: next.texts) }
            return Cells(texts: joined, codes: codes)
        }
        let count = UInt32(next.texts.count)
        var pairs = [UInt32](repeating: .max, count: texts.count * next.texts.count)
        let places = pairs.withUnsafeMutableBufferPointer { pairs in
            codes.withUnsafeBufferPointer { codes in
                nextCodes.withUnsafeBufferPointer { nextCodes in
                    [UInt32](unsafeUninitializedCapacity: codes.count) { places, filled in
                        for row in codes.indices {
                            let pair = Int(codes[row] * count + nextCodes[row])
                            if pairs[pair] == .max {
                                pairs[pair] = UInt32(joined.count)
                                joined.append(Int(codes[row]), of: texts, Int(nextCodes[row]), of: next.texts)
                            }
                            places[row] = pairs[pair]
                        }
                        filled = codes.count
                    }
                }
            }
        }
        return Cells(texts: joined, codes: places)
    }
}
