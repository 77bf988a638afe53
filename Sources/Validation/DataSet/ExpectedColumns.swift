import Columns
import Observations

/// Columns that every delivery is expected to fill and that are empty in all of its records, or in part of them.
///
/// Without a name, date or place a record cannot be used: there one missing value is worth telling. What is usually known
/// (`expected`) is told when it is missing from 1 % of the records or more; what is often rightly left out (`useful`)
/// only when no record has it. A code that says "unknown", as profiles fill in, is no value.
struct ExpectedColumns: Sendable {
    private enum Need { case necessary, expected, useful }

    private struct Expected {
        var columns: [ObservationColumn]
        var need: Need
        var term: String
        var dutch: String
        var english: String
        /// Only points are asked for it.
        var ofPointsOnly = false
    }

    private static let expected = [
        Expected(columns: [.verbatimName], need: .necessary, term: "scientificName", dutch: "soortnaam", english: "taxon name"),
        Expected(columns: [.periodStart], need: .necessary, term: "eventDate", dutch: "datum", english: "date"),
        Expected(
            columns: [.x], need: .necessary, term: "decimalLatitude, decimalLongitude", dutch: "plaats", english: "location"),
        Expected(
            columns: [.uncertainty], need: .expected, term: "coordinateUncertaintyInMeters", dutch: "onnauwkeurigheid van punten",
            english: "uncertainty of points", ofPointsOnly: true),
        Expected(
            columns: [.countMinimum, .countMaximum, .abundanceValue], need: .expected, term: "individualCount",
            dutch: "aantal", english: "count"),
        Expected(
            columns: [.basisOfRecord], need: .expected, term: "basisOfRecord", dutch: "aard van de waarneming",
            english: "basis of record"),
        Expected(columns: [.bronhouder], need: .expected, term: "rightsHolder", dutch: "bronhouder", english: "rights holder"),
        Expected(columns: [.license], need: .expected, term: "license", dutch: "licentie", english: "licence"),
        Expected(columns: [.lifeStage], need: .useful, term: "lifeStage", dutch: "levensstadium", english: "life stage"),
        Expected(columns: [.sex], need: .useful, term: "sex", dutch: "geslacht", english: "sex"),
        Expected(columns: [.activity], need: .useful, term: "behavior", dutch: "activiteit", english: "activity"),
        Expected(
            columns: [.determinationMethod], need: .useful, term: "identificationRemarks", dutch: "determinatiemethode",
            english: "method of determination"),
        Expected(
            columns: [.surveyMethod], need: .useful, term: "samplingProtocol", dutch: "zoek- of vangmethode",
            english: "survey method"),
    ]

    private var asked = [Int](repeating: 0, count: expected.count)
    private var missing = [Int](repeating: 0, count: expected.count)
    private var examples = [DataSetExamples](repeating: DataSetExamples(), count: expected.count)

    mutating func take(_ facts: DataSetFacts, _ rows: [Int]) {
        for (place, expected) in Self.expected.enumerated() {
            let flags = expected.columns.compactMap { facts.column($0) }.map(Self.presence)
            for row in rows {
                if expected.ofPointsOnly, facts.location(row) != .point { continue }
                asked[place] += 1
                if flags.contains(where: { $0?[row] ?? true }) { continue }
                missing[place] += 1
                examples[place].add(facts, row)
            }
        }
    }

    private static let unknown: Set<String> = ["unknown", "undefined", "onbekend"]

    /// A flag a row; `nil` when every row has a value.
    private static func presence(_ column: ColumnData) -> [Bool]? {
        switch column {
        case .coded(let text):
            {
                let says = DataSetFacts.values(of: text) { unknown.contains($0.lowercased()) ? nil : true }
                return text.codes.map { says[Int($0)] ?? false }
            }()
        case .plain(let text): text.present
        case .int32(let values), .date(let values): values.present
        case .int64(let values), .timestamp(let values): values.present
        case .double(let values): values.present
        case .boolean(let values): values.present
        }
    }

    func findings(_ records: Int) -> [DataSetFinding] {
        Self.expected.enumerated().compactMap { place, expected in
            let (count, total) = (missing[place], asked[place])
            guard count > 0 else { return nil }
            if count == total {
                let severity: FindingSeverity =
                    switch expected.need {
                    case .necessary: .error
                    case .expected: .warning
                    case .useful: .info
                    }
                return DataSetFinding(
                    .columnEmpty, severity, term: expected.term, records: count, of: total, examples: [],
                    dutch: "Geen enkel record heeft een waarde voor \(expected.dutch); de kolom ontbreekt, is overal leeg of onbekend, of wordt niet gelezen.",
                    english: "No record has a value for \(expected.english); the column is missing, empty or unknown throughout, or not read.")
            }
            switch expected.need {
            case .useful: return nil
            case .expected where count * 100 < total: return nil
            case .expected, .necessary: break
            }
            return DataSetFinding(
                .columnIncomplete, expected.need == .necessary ? .warning : .info, term: expected.term, records: count,
                of: total, examples: examples[place].list,
                dutch: "\(CountText.of(count)) (\(ShareText.dutch(count, of: total))) zonder waarde voor \(expected.dutch).",
                english: "\(CountText.of(count)) (\(ShareText.english(count, of: total))) without a value for \(expected.english).")
        }
    }
}
