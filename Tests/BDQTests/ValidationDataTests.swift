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
        #expect(run.report.unanswered.count <= 23, "\(run.report.unanswered)")
    }

    @Test func theTestsAreThoseOfTheStandard() {
        #expect(BDQTests.all.count == 110)
        #expect(Set(BDQTests.all.map(\.guid)).count == 110)
        #expect(Set(BDQTests.all.map(\.label)).count == 110)
        #expect(BDQTests.all.count { $0.kind == .validation } == 72)
        #expect(BDQTests.all.count { $0.kind == .amendment } == 29)
        #expect(BDQTests.all.count { $0.kind == .issue } == 4)
        #expect(BDQTests.all.count { $0.kind == .measure } == 5)
        #expect(BDQTests.test(guid: " 4F2BF8FD-fc5c-493f-a44c-e7b16153c803 ")?.label == "VALIDATION_EVENTDATE_STANDARD")
    }

    /// The command's contract with any other table of rows.
    @Test func anyTableOfRowsIsJudged() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("bdq-\(UUID().uuidString).csv").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let table = """
            \u{FEFF}dataID,GUID,Label,dwc:month,Response.status,Response.result
            1,2e371d57-1eb3-4fe3-8a61-dff43ced50cf,OLD_LABEL,"X",AMENDED,"{ ""dwc:month"" : ""10"" }"
            2,00000000-0000-0000-0000-000000000000,SOME_TEST,1,RUN_HAS_RESULT,COMPLIANT
            3,01c6dafa-0886-4b7e-9881-2c3018c98bdc,VALIDATION_MONTH_STANDARD,13,RUN_HAS_RESULT,COMPLIANT
            """
        try Data(table.utf8).write(to: URL(fileURLWithPath: path))
        var run = ConformanceRun(today: try #require(CalendarDate(year: 2026, month: 11, day: 26)))
        var answers: [UInt8] = []
        try run.judge(path: path) { answers += $0.take() }
        let lines = String(decoding: answers, as: UTF8.self).split(separator: "\n")
        #expect(lines.first == "dataID,Label,Response.status,Response.result,Response.comment")
        #expect(lines.count == 4)
        #expect(lines[1].hasPrefix(#"1,OLD_LABEL,AMENDED,"{""dwc:month"":""10""}","#))
        #expect(lines[2].hasPrefix("2,SOME_TEST,NOT_IMPLEMENTED,,"))
        #expect(run.report.agreed == 1)
        #expect(run.report.disagreeing == ["3"])
        #expect(run.report.unanswered == ["2"])
    }

    @Test func aTableWithoutIdentifiersIsRefused() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("bdq-\(UUID().uuidString).csv").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data("dataID,Label\n1,x\n".utf8).write(to: URL(fileURLWithPath: path))
        var run = ConformanceRun(today: try #require(CalendarDate(year: 2026, month: 11, day: 26)))
        #expect(throws: ConformanceRun.Problem.self) { try run.judge(path: path) { $0.removeAll() } }
    }
}
