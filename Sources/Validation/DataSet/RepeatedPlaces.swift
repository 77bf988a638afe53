import Columns
import Observations
import Reference

/// Single points, to the metre, that carry many records of many taxa and days: a fixed station, or a coordinate that is
/// filled in when the place is not known.
///
/// Keeps `counterLimit` places at a time with the algorithm of Misra and Gries (1982): a place's count is at most the
/// records taken divided by `counterLimit` too low, so that every place with more than 1.4 % of the records is found.
/// Told from 1 % of the records and 50 records on, with at least ten taxa on ten days. Taxa and days are counted up to
/// ten, from when the place was last taken into the table.
struct RepeatedPlaces: Sendable {
    private static let counterLimit = 256
    private static let leastVariety = 10
    private static let placesTold = 5

    private struct Place: Hashable {
        var x: Int
        var y: Int
    }

    private struct Counter: Sendable {
        var records = 0
        var taxa: [UInt64] = []
        var days: [Int] = []
        var examples = DataSetExamples()

        mutating func add(taxon: UInt64, day: Int) {
            records += 1
            if taxa.count < leastVariety, !taxa.contains(taxon) { taxa.append(taxon) }
            if days.count < leastVariety, !days.contains(day) { days.append(day) }
        }
    }

    private var counters: [Place: Counter] = [:]
    private var points = 0

    mutating func take(_ facts: DataSetFacts, _ rows: [Int]) {
        let taxa = KeyMixing.hashes(facts.taxonID)
        for row in rows where facts.location(row) == .point {
            let (x, y) = (facts.x[row], facts.y[row])
            guard x.isFinite, y.isFinite, abs(x) < 1e9, abs(y) < 1e9, let day = facts.day(row) else { continue }
            let taxon = facts.taxonID.codes[row]
            guard taxon != 0 else { continue }
            points += 1
            let place = Place(x: Int(x.rounded()), y: Int(y.rounded()))
            if counters[place] == nil {
                guard counters.count < Self.counterLimit else {
                    countDown()
                    continue
                }
                counters[place] = Counter()
            }
            counters[place]?.add(taxon: taxa[Int(taxon)], day: day)
            counters[place]?.examples.add(facts, row)
        }
    }

    /// Takes one record off every place, as a record of a place without a counter asks.
    private mutating func countDown() {
        counters = counters.compactMapValues { counter in
            guard counter.records > 1 else { return nil }
            var counter = counter
            counter.records -= 1
            return counter
        }
    }

    func findings(_ records: Int) -> [DataSetFinding] {
        let found = counters.filter { _, counter in
            counter.records >= Surplus.leastRecords && counter.records * 100 >= points
                && counter.taxa.count >= Self.leastVariety && counter.days.count >= Self.leastVariety
        }.sorted { ($1.value.records, $0.key.x, $0.key.y) < ($0.value.records, $1.key.x, $1.key.y) }
        guard let most = found.first else { return [] }
        let count = found.reduce(0) { $0 + $1.value.records }
        let places = found.prefix(Self.placesTold).map { place, counter in
            let square = RijksdriehoekGrid.kmhokCode(x: Double(place.x), y: Double(place.y)).map(RijksdriehoekGrid.label)
            return "\(square ?? "?") (\(counter.records))"
        }.joined(separator: ", ")
        return [
            DataSetFinding(
                .placeRepeated, .info, term: "decimalLatitude, decimalLongitude", records: count, of: points,
                examples: most.value.examples.list,
                dutch: "\(found.count) \(found.count == 1 ? "punt draagt" : "punten dragen") elk minstens 1 % van de records, van tien of "
                    + "meer soorten op tien of meer dagen; samen minstens \(count) records (\(ShareText.dutch(count, of: points))). In kilometerhok "
                    + "\(places). Een vaste telplek, of een coördinaat die wordt ingevuld als de plaats niet bekend is, zoals die van een gemeentehuis.",
                english: "\(found.count) \(found.count == 1 ? "point carries" : "points carry") at least 1 % of the records each, of ten or "
                    + "more taxa on ten or more days; together at least \(count) records (\(ShareText.english(count, of: points))). In km square "
                    + "\(places). A fixed station, or a coordinate that is filled in when the place is not known, such as that of a town hall.")
        ]
    }
}
