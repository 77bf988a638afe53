import Columns
import Observations
import Reference

/// Columns of one record that cannot both be right, or of which one needs the other, as far as no rule for records says
/// so already.
struct Contradictions: Sendable {
    private struct Tally: Sendable {
        var records = 0
        var examples = DataSetExamples()

        mutating func add(_ facts: DataSetFacts, _ row: Int) {
            records += 1
            examples.add(facts, row)
        }
    }

    private var squared = 0
    private var square = Tally()
    private var dated = 0
    private var year = Tally()
    private var specimens = 0
    private var absence = Tally()
    private var evidence = Tally()
    private var embargoed = 0
    private var embargo = Tally()

    /// Values of Darwin Core's basisOfRecord of which a specimen is kept, in lower case.
    private static let specimenKinds: Set<String> = ["preservedspecimen", "fossilspecimen", "livingspecimen"]

    mutating func take(_ facts: DataSetFacts, _ rows: [Int]) {
        let isSpecimen = DataSetFacts.values(of: facts.basisOfRecord) {
            Self.specimenKinds.contains($0.lowercased()) ? true : nil
        }
        let isAbsent = DataSetFacts.values(of: facts.occurrenceStatus) { $0 == "absent" ? true : nil }
        let years = DataSetFacts.values(of: facts.verbatimPeriod) { Self.years($0) }
        for row in rows {
            takeSquare(facts, row)
            if let named = years[Int(facts.verbatimPeriod.codes[row])], facts.periodStart[row] != ObservationFacts.absent {
                dated += 1
                let first = CivilDate.date(days: CivilDate.split(facts.periodStart[row]).day).year
                let last = CivilDate.date(days: CivilDate.split(max(facts.periodStart[row], facts.periodStop[row])).day).year
                if !named.contains(where: { (first...last).contains($0) }) { year.add(facts, row) }
            }
            if isSpecimen[Int(facts.basisOfRecord.codes[row])] ?? false {
                specimens += 1
                if isAbsent[Int(facts.occurrenceStatus.codes[row])] ?? false {
                    absence.add(facts, row)
                } else if facts.evidence.codes[row] == 0 {
                    evidence.add(facts, row)
                }
            }
            if let until = facts.embargoUntil[row], facts.periodStart[row] != ObservationFacts.absent {
                embargoed += 1
                if Int(until) < CivilDate.split(facts.periodStart[row]).day { embargo.add(facts, row) }
            }
        }
    }

    private mutating func takeSquare(_ facts: DataSetFacts, _ row: Int) {
        guard let stored = facts.kmhok[row], facts.x[row].isFinite, facts.y[row].isFinite else { return }
        squared += 1
        if RijksdriehoekGrid.kmhokCode(x: facts.x[row], y: facts.y[row]) != stored { square.add(facts, row) }
    }

    /// The years that a delivered period names: numbers of exactly four digits from 1500 to 2199 that stand by
    /// themselves. `nil` when it names none.
    private static func years(_ text: String) -> [Int]? {
        let years = text.split { !$0.isNumber && !$0.isLetter }.compactMap { word in
            word.utf8.count == 4 ? Int(word) : nil
        }.filter { (1500..<2200).contains($0) }
        return years.isEmpty ? nil : years
    }

    func findings() -> [DataSetFinding] {
        [
            finding(
                square, of: squared, .squareContradictsPlace, .warning, term: "decimalLatitude, decimalLongitude",
                dutch: "ligt de plaats buiten het kilometerhok dat erbij staat.",
                english: "the place lies outside the km square that stands with it."),
            finding(
                year, of: dated, .yearContradictsVerbatim, .warning, term: "eventDate, verbatimEventDate",
                dutch: "noemt de geleverde periode een jaar dat niet in de gelezen periode ligt.",
                english: "the period as delivered names a year that is not in the period as read."),
            finding(
                absence, of: specimens, .specimenOfAbsence, .warning, term: "basisOfRecord, occurrenceStatus",
                dutch: "is de aard van het record een exemplaar, terwijl de soort als afwezig is gemeld.",
                english: "the basis of record is a specimen, while the taxon is reported as absent."),
            finding(
                evidence, of: specimens, .specimenWithoutEvidence, .info, term: "basisOfRecord, associatedMedia",
                dutch: "is de aard van het record een exemplaar, terwijl geen bewijs is genoemd.",
                english: "the basis of record is a specimen, while no evidence is named."),
            finding(
                embargo, of: embargoed, .embargoBeforePeriod, .info, term: "embargoUntil, eventDate",
                dutch: "eindigt het embargo voordat de waarneming begint.",
                english: "the embargo ends before the observation begins."),
        ].compactMap { $0 }
    }

    private func finding(
        _ tally: Tally, of total: Int, _ code: DataSetCode, _ severity: FindingSeverity, term: String, dutch: String,
        english: String
    ) -> DataSetFinding? {
        guard tally.records > 0 else { return nil }
        let count = tally.records
        return DataSetFinding(
            code, severity, term: term, records: count, of: total, examples: tally.examples.list,
            dutch: "In \(CountText.of(count)) (\(ShareText.dutch(count, of: total)) van de records die beide velden hebben) \(dutch)",
            english: "In \(CountText.of(count)) (\(ShareText.english(count, of: total)) of those that have both fields) \(english)")
    }
}
