import Columns
import Observations

/// Records that differ in their identity only: the same taxon, day (and time, where it is given), place to the metre,
/// presence, count, life stage and sex. Identities are unique in the store, so any two records have different ones.
///
/// Squares are left out, for they are no places to the metre; so are records without a taxon, or whose period is longer
/// than a day. Two records of which one has a time and the other does not are not held to be the same.
struct PseudoDuplicates: Sendable {
    private var sample: KeySample
    private var compared = 0
    private var examples = DataSetExamples()

    init(limit: Int) { sample = KeySample(limit: limit) }

    mutating func take(_ facts: DataSetFacts, _ rows: [Int]) {
        let taxa = KeyMixing.hashes(facts.taxonID)
        let states = KeyMixing.hashes(facts.occurrenceStatus)
        let values = KeyMixing.hashes(facts.abundanceValue)
        let stages = KeyMixing.hashes(facts.lifeStage)
        let sexes = KeyMixing.hashes(facts.sex)
        for row in rows {
            let taxon = facts.taxonID.codes[row]
            guard taxon != 0, facts.x[row].isFinite, facts.y[row].isFinite, abs(facts.x[row]) < 1e9,
                abs(facts.y[row]) < 1e9, facts.location(row) != .square, facts.day(row) != nil
            else { continue }
            compared += 1
            var key = KeyMixing()
            key.add(taxa[Int(taxon)])
            key.add(UInt64(bitPattern: facts.periodStart[row]))
            key.add(UInt64(bitPattern: facts.periodStop[row]))
            key.add(UInt64(bitPattern: Int64(facts.x[row].rounded())))
            key.add(UInt64(bitPattern: Int64(facts.y[row].rounded())))
            key.add(states[Int(facts.occurrenceStatus.codes[row])])
            key.add(values[Int(facts.abundanceValue.codes[row])])
            key.add(UInt64(bitPattern: facts.countMinimum[row]))
            key.add(UInt64(bitPattern: facts.countMaximum[row]))
            key.add(stages[Int(facts.lifeStage.codes[row])])
            key.add(sexes[Int(facts.sex.codes[row])])
            if let first = sample.take(key.key, line: facts.line[row]) { examples.add(facts, row, like: first) }
        }
    }

    /// From 1 % of the records compared a `warning`, below that `info`: observers who meet the same animal do happen.
    func findings() -> [DataSetFinding] {
        let count = sample.returned
        guard count > 0 else { return [] }
        let estimated = sample.scale > 1
        let dutch =
            "\(estimated ? "Naar schatting " : "")\(CountText.of(count)) (\(ShareText.dutch(count, of: compared))) \(count == 1 ? "zegt" : "zeggen") hetzelfde als "
            + "een ander record van de levering, met een andere identiteit: soort, dag (en tijd), plaats op de meter, aantal, "
            + "levensstadium en geslacht zijn gelijk."
            + (estimated ? " Het aantal is geschat uit 1 op \(sample.scale) sleutels, omdat de tabel vol was." : "")
        let english =
            "\(estimated ? "An estimated " : "")\(CountText.of(count)) (\(ShareText.english(count, of: compared))) \(count == 1 ? "says" : "say") the same as another "
            + "record of the delivery under another identity: taxon, day (and time), place to the metre, count, life stage and "
            + "sex are equal."
            + (estimated ? " The number is estimated from 1 in \(sample.scale) keys, since the table was full." : "")
        return [
            DataSetFinding(
                .pseudoDuplicates, count * 100 >= compared ? .warning : .info, term: "occurrenceID", records: count,
                of: compared, examples: examples.list, dutch: dutch, english: english)
        ]
    }
}
