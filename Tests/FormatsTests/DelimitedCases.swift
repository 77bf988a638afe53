import Formats
import Testing

/// What a reader made of a text, as plain values to compare.
struct ReadRecord: Equatable, CustomStringConvertible {
    var fields: [[UInt8]]
    var line: Int
    var offset: Int64
    var length: Int64
    var flags: RecordFlags
    var raw: [UInt8]

    var description: String { "\(line)@\(offset)+\(length) \(flags.rawValue) \(texts)" }
    var texts: [String] { fields.map { String(decoding: $0, as: UTF8.self) } }
}

struct ReadOptions {
    var chunkBytes = 4 << 20
    var maximumRecords = 65_536
    var maximumRecordBytes = 16 << 20
    var maximumQuotedBytes = 1 << 20
    var maximumBlockBytes = 64 << 20
    var recovers = true
}

func readRecords(
    _ text: [UInt8], _ dialect: DelimitedDialect = .commaSeparated, _ options: ReadOptions = ReadOptions()
) throws -> [ReadRecord] {
    let reader = DelimitedReader(
        source: MemorySource(text, pieceBytes: options.chunkBytes), dialect: dialect,
        maximumRecordBytes: options.maximumRecordBytes, chunkBytes: options.chunkBytes,
        maximumBlockBytes: options.maximumBlockBytes, recoverUnbalancedQuotes: options.recovers,
        maximumQuotedBytes: options.maximumQuotedBytes)
    let block = RecordBlock()
    var records: [ReadRecord] = []
    while try reader.nextBlock(into: block, maximumRecords: options.maximumRecords) {
        for record in 0..<block.recordCount {
            records.append(
                ReadRecord(
                    fields: (0..<block.fieldCount(record)).map { column in
                        block.withField(record, column) { Array($0 ?? UnsafeRawBufferPointer(start: nil, count: 0)) }
                    },
                    line: block.line(record), offset: block.offset(record), length: block.length(record),
                    flags: block.flags(record), raw: Array(block.rawRecord(record))))
        }
    }
    return records
}

/// Reads the text at once and in pieces of 1, 2, 3, 7 and 64 bytes, in blocks of one record and of many, and expects
/// the same every time.
func readEveryWay(
    _ text: [UInt8], _ dialect: DelimitedDialect = .commaSeparated, _ options: ReadOptions = ReadOptions(),
    sourceLocation: SourceLocation = #_sourceLocation
) throws -> [ReadRecord] {
    let whole = try readRecords(text, dialect, options)
    for chunk in [1, 2, 3, 7, 64] {
        for (records, blockBytes) in [(1, 64 << 20), (2, 64 << 20), (65_536, 5)] {
            var small = options
            small.chunkBytes = chunk
            small.maximumRecords = records
            small.maximumBlockBytes = blockBytes
            #expect(
                try readRecords(text, dialect, small) == whole, "chunks of \(chunk), blocks of \(records)",
                sourceLocation: sourceLocation)
        }
    }
    return whole
}

/// Deterministic random numbers (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64
    init(seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
