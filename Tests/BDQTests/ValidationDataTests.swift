import BDQ
import Foundation
import Testing

/// The official validation data (TDWG BDQ, CC BY 4.0), read where they are; they are no part of the repository.
struct ValidationDataTests {
    static let file = ProcessInfo.processInfo.environment["NDFF_SHARED"]
        .map { URL(fileURLWithPath: $0).appendingPathComponent("data/bdq/validation_data_open.csv").path }
        .flatMap { FileManager.default.fileExists(atPath: $0) ? $0 : nil }

    @Test(.enabled(if: file != nil, "needs the official validation data (NDFF_SHARED)"))
    func everyRowThatCanBeAnsweredAgrees() throws {
        let path = try #require(Self.file)
        var run = ConformanceRun(today: try #require(CalendarDate(year: 2026, month: 11, day: 26)))
        try run.judge(path: path) { $0.removeAll() }
        #expect(run.report.disagreeing == [])
        #expect(run.report.rows == run.report.expected)
        #expect(run.report.byStatus[.notImplemented] == nil)
        // The rows that ask for the GBIF Backbone, WoRMS, or outlines of provinces.
        #expect(run.report.unanswered.count <= 38, "\(run.report.unanswered)")
    }

    @Test func theTestsAreThoseOfTheStandard() {
        #expect(BDQTests.all.count == 110)
        #expect(Set(BDQTests.all.map(\.guid)).count == 110)
        #expect(Set(BDQTests.all.map(\.label)).count == 110)
        #expect(BDQTests.all.count { $0.kind == .validation } == 72)
        #expect(BDQTests.all.count { $0.kind == .amendment } == 29)
        #expect(BDQTests.all.count { $0.kind == .issue } == 4)
        #expect(BDQTests.all.count { $0.kind == .measure } == 5)
        #expect(BDQTests.test(guid: " 4F2BF8FD-fc5c-493f-a44c-e7b16153c803\u{A0}".filter { $0 != "\u{A0}" })?.label == "VALIDATION_EVENTDATE_STANDARD")
    }
}
