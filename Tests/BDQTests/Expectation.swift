import BDQ
import Testing

/// A record for a test, and the answer it must give.
struct Expectation: Sendable, CustomTestStringConvertible {
    var label: String
    var values: [String: String]
    var status: ResponseStatus
    var result: String

    init(_ label: String, _ values: [String: String], _ status: ResponseStatus, _ result: String = "") {
        self.label = label
        self.values = values
        self.status = status
        self.result = result
    }

    /// Validations in short.
    init(_ label: String, _ term: String, _ value: String, _ isCompliant: Bool) {
        self.init(label, [term: value], .runHasResult, isCompliant ? "COMPLIANT" : "NOT_COMPLIANT")
    }

    var testDescription: String { "\(label) \(values) → \(status.rawValue) \(result)" }

    func check() throws {
        let test = try #require(BDQTests.all.first { $0.label == label }, "no test \(label)")
        let today = try #require(CalendarDate(year: 2026, month: 11, day: 26))
        let response = test.run(on: BDQRecord(values), today: today)
        #expect(
            ConformanceRun.agrees(response, status: status.rawValue, result: result),
            "\(response.status.rawValue) \(response.result.text) (\(response.comment))")
    }
}
