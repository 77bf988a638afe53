extension DelimitedDialect {
    /// The likeliest dialect of a text, by its first bytes (UTF-8): the delimiter (comma, semicolon, tab or bar) that
    /// gives the same number of fields, more than one, in the most records. Quotes are double ones, unless tabs or
    /// bars split better without; backslashes escape only where that leaves fewer stray quotes. Lines that begin
    /// with `#` are comments when they do not have the fields of the others.
    public static func detect(_ head: [UInt8]) -> DelimitedDialect {
        var best = DelimitedDialect.commaSeparated
        var bestScore = 0.0
        for delimiter in [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|")]
        where head.contains(delimiter) {
            var candidates = [DelimitedDialect(delimiter: delimiter)]
            if head.contains(UInt8(ascii: "\\")) {
                candidates.append(DelimitedDialect(delimiter: delimiter, escape: .backslash))
            }
            if delimiter == UInt8(ascii: "\t") || delimiter == UInt8(ascii: "|") {
                candidates.append(DelimitedDialect(delimiter: delimiter, quote: nil))
            }
            for candidate in candidates {
                let trial = DialectTrial(candidate, head: head)
                // Later candidates must be better by more than rounding.
                if trial.score > bestScore * 1.000_001 {
                    bestScore = trial.score
                    best = candidate
                    best.comment = trial.hasComments ? UInt8(ascii: "#") : nil
                }
            }
        }
        return best
    }
}

/// How well a dialect splits the head of a text.
private struct DialectTrial {
    var score = 0.0
    /// Some of the first lines begin with `#` and none of those has the usual number of fields.
    var hasComments = false

    init(_ dialect: DelimitedDialect, head: [UInt8]) {
        let reader = DelimitedReader(source: MemorySource(head), dialect: dialect)
        let block = RecordBlock()
        guard (try? reader.nextBlock(into: block, maximumRecords: 1000)) == true else { return }
        // The last record may be cut off.
        let count = block.recordCount > 2 ? block.recordCount - 1 : block.recordCount
        let marked = (0..<count).filter { block.rawRecord($0).first == UInt8(ascii: "#") }
        let unmarked = (0..<count).filter { block.rawRecord($0).first != UInt8(ascii: "#") }
        let counted = unmarked.isEmpty ? marked : unmarked

        var frequency: [Int: Int] = [:]
        for record in counted { frequency[block.fieldCount(record), default: 0] += 1 }
        guard let (fields, times) = frequency.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }), fields > 1 else {
            return
        }
        hasComments = !unmarked.isEmpty && !marked.isEmpty && marked.allSatisfy { block.fieldCount($0) != fields }
        let stray = counted.count { !block.flags($0).isDisjoint(with: [.strayQuote, .unterminatedQuote]) }
        let agreement = Double(times) / Double(counted.count)
        let header = counted.first.map { block.fieldCount($0) == fields } == true ? 1.0 : 0.7
        let strayness = Double(stray) / Double(counted.count)
        // Commas in semicolon-separated decimals agree now and then, but are fewer than the semicolons.
        score = agreement * agreement * header * (1 - 0.5 * strayness) * Double(min(fields, 8) + 4)
    }
}
