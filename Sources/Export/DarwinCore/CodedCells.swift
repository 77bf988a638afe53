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

    init(_ batch: OpenBatch) {
        let columns = DarwinCoreColumn.coded.map { Self.content(of: $0.source, in: batch) }
        width = columns.count
        cells = [UInt32](repeating: 0, count: width * batch.rowCount)
        for (index, column) in columns.enumerated() {
            let first = UInt32(offsets.count)
            append(nil)
            for code in 0..<UInt32(column.dictionary.count) {
                column.dictionary.withBytes(code + 1) { append($0) }
            }
            cells.withUnsafeMutableBufferPointer { cells in
                var place = index
                for code in column.codes {
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

    private mutating func append(_ value: UnsafeRawBufferPointer?) {
        offsets.append(UInt32(bytes.count))
        bytes.append(UInt8(ascii: "\t"))
        guard let value else { return }
        let start = bytes.count
        bytes.append(contentsOf: value)
        for index in start..<bytes.count where bytes[index] < 0x20 { bytes[index] = UInt8(ascii: " ") }
    }

    private static func content(of source: DarwinCoreColumn.CodedSource, in batch: OpenBatch) -> CodedText {
        switch source {
        case .text(let column):
            return batch[column]
        case .policyStatus:
            return rewritten(batch[.beleidsstatus]) { "{\"beleidsstatus\":\"\(jsonEscaped($0))\"}" }
        case .quantityType:
            var schema = batch[.abundanceSchema]
            let codes = batch[.abundanceCode].codes
            for row in schema.codes.indices where codes[row] == 0 && batch.countMinimum[row] == nil {
                schema.codes[row] = 0
            }
            return schema
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
