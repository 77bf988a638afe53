import Testing
import Validation

@Suite struct LearningTests {
    /// Days seen (`month-day*times`) | share | season
    @Test(
        arguments: [
            ("6-1 6-2 6-3", 1.0, "1-6…3-6 3 3"),
            ("6-1", 0.5, "1-6…1-6 1 1"),
            // Over New Year is shorter.
            ("12-20 12-31 1-1 1-10", 1.0, "20-12…10-1 22 4"),
            // The odd one far off is not in it.
            ("5-1*49 5-2*49 11-5*2", 0.98, "1-5…2-5 2 98"),
            ("2-28 2-29 3-1", 1.0, "28-2…1-3 3 3"),
            // Two stretches as long: the one that holds more.
            ("3-1*2 3-2*2 8-1*3 8-2*3", 0.4, "1-8…2-8 2 6"),
            // And as much: the one that begins first.
            ("3-1 3-2 8-1 8-2", 0.5, "1-3…2-3 2 2"),
        ])
    func theShortestSeason(seen: String, share: Double, season: String) throws {
        var days = DayCounts()
        for part in seen.split(separator: " ") {
            let numbers = part.split { $0 == "-" || $0 == "*" }.compactMap { Int($0) }
            days.add(month: numbers[0], day: numbers[1], numbers.count > 2 ? numbers[2] : 1)
        }
        let found = try #require(days.shortestSeason(holding: share))
        #expect(
            "\(found.startDay)-\(found.startMonth)…\(found.endDay)-\(found.endMonth) \(found.days) \(found.records)" == season)
    }

    @Test func noSeasonWithoutDays() {
        var days = DayCounts()
        days.add(month: 2, day: 30)
        days.add(month: 13, day: 1)
        #expect(days.total == 0)
        #expect(days.shortestSeason(holding: 1) == nil)
    }

    @Test(arguments: [(0.5, 2), (0.51, 3), (0.75, 3), (0.99, 4), (1.0, 4), (0.0, 1)])
    func quantilesOfCounts(share: Double, number: Int64) {
        var counts = CountHistogram()
        for number in [4, 1, 3, 2, 0, -5] as [Int64] { counts.add(number) }
        #expect(counts.total == 4)
        #expect(counts.quantile(share) == number)
    }

    @Test(arguments: [(1000, 1000), (1001, 1010), (123_456, 124_000), (Int64.max, Int64.max)])
    func largeCountsAreRoundedUp(number: Int64, kept: Int64) {
        var counts = CountHistogram()
        counts.add(number)
        #expect(counts.quantile(1) == kept)
    }

    /// Reference values: R's prop.test(correct = FALSE) gives these intervals.
    @Test(arguments: [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (5, 10, 0.2366, 0.7634), (1, 100, 0.0018, 0.0545)])
    func wilson(hits: Int, cases: Int, low: Double, high: Double) throws {
        let interval = try #require(WilsonInterval(hits: hits, of: cases))
        #expect(abs(interval.low - low) < 0.0001)
        #expect(abs(interval.high - high) < 0.0001)
    }

    @Test func noIntervalWithoutCases() {
        #expect(WilsonInterval(hits: 0, of: 0) == nil)
        #expect(WilsonInterval(hits: 3, of: 2) == nil)
    }
}
