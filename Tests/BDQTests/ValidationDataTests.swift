import BDQ
import Foundation
import Outside
import Testing

/// The official validation data (TDWG BDQ, CC BY 4.0), read where they are; they are no part of the repository.
struct ValidationDataTests {
    static let file = Outside.shared("data/bdq/validation_data_open.csv")?.path

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

    private static func answers(to table: [UInt8]) throws -> [Substring] {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("bdq-\(UUID().uuidString).csv").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(table).write(to: URL(fileURLWithPath: path))
        var run = ConformanceRun(today: try #require(CalendarDate(year: 2026, month: 11, day: 26)))
        var answers: [UInt8] = []
        try run.judge(path: path) { answers += $0.take() }
        return String(decoding: answers, as: UTF8.self).split(separator: "\n").dropFirst().map { $0 }
    }

    private static let header = "dataID,GUID,dwc:countryCode,dwc:kingdom"
    private static let codeStandard = "0493bcfb-652e-4d17-815b-b0cce0742fbe"

    /// A CR is a value where lines end in LF or CRLF, and ends a line where the header ends in one.
    @Test(arguments: [
        ("\n", "US\r,", "1,,RUN_HAS_RESULT,NOT_COMPLIANT"), ("\n", "\r,", "1,,INTERNAL_PREREQUISITES_NOT_MET,"),
        ("\r\n", "US\r,x", "1,,RUN_HAS_RESULT,NOT_COMPLIANT"), ("\r", "US,", "1,,RUN_HAS_RESULT,COMPLIANT"),
        ("\r\n", "US,", "1,,RUN_HAS_RESULT,COMPLIANT"),
    ])
    func carriageReturnsInValues(_ lineEnd: String, _ values: String, _ answer: String) throws {
        let table = "\(Self.header)\(lineEnd)1,\(Self.codeStandard),\(values)\(lineEnd)"
        let answers = try Self.answers(to: Array(table.utf8))
        #expect(answers.count == 1)
        #expect(answers.first?.hasPrefix(answer) == true, "\(answers)")
    }

    /// One bad row is answered as well as it can be read, and leaves the others alone.
    @Test(
        arguments: [
            ("US,", "COMPLIANT", nil), ("US,,,,", "COMPLIANT", nil), ("US,,,x", "COMPLIANT", "without a column"),
            ("U\"S,", "NOT_COMPLIANT", "quote where none is expected"), ("US", "COMPLIANT", nil),
            ("U\u{FF},", "NOT_COMPLIANT", "no UTF-8"),
        ] as [(String, String, String?)])
    func badRowsAreAnswered(_ values: String, _ result: String, _ remark: String?) throws {
        let table = "\(Self.header)\n1,\(Self.codeStandard),\(values)\n2,\(Self.codeStandard),NL,\n"
        // One byte a character: what is no ASCII is no UTF-8.
        let answers = try Self.answers(to: table.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) })
        #expect(answers.count == 2)
        #expect(answers.first?.hasPrefix("1,,RUN_HAS_RESULT,\(result),") == true, "\(answers)")
        if let remark { #expect(answers.first?.contains(remark) == true, "\(answers)") }
        #expect(answers.last == "2,,RUN_HAS_RESULT,COMPLIANT,dwc:countryCode is a code of ISO 3166-1 alpha-2")
    }

    @Test func commentsShowControls() {
        let response = Response(.notAmended, .none, "a\u{0}b\u{200B}\u{7F} \u{A0}é")
        #expect(response.comment == #"a\u0000b\u200B\u007F "# + "\u{A0}é")
    }

    @Test func aTableWithoutIdentifiersIsRefused() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("bdq-\(UUID().uuidString).csv").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data("dataID,Label\n1,x\n".utf8).write(to: URL(fileURLWithPath: path))
        var run = ConformanceRun(today: try #require(CalendarDate(year: 2026, month: 11, day: 26)))
        #expect(throws: ConformanceRun.Problem.self) { try run.judge(path: path) { $0.removeAll() } }
    }
}
