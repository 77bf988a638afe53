import BDQ
import Formats
import Foundation
import Pipeline

/// Runs the tests of BDQ Core on a table of validation data and writes the answers.
struct BDQAnswers {
    /// A CSV with the columns of the official validation data.
    var table: String
    /// Where the answers go; standard output without it.
    var outputFile: String?
    /// Whether the summary is left out.
    var quiet: Bool

    func run() throws {
        do {
            let report = try outputFile.map { try judge(to: $0) } ?? judgeToStandardOutput()
            if !quiet { FileHandle.standardError.write(Data(Self.summary(of: report).utf8)) }
        } catch let error as FileSourceError {
            throw PipelineError.usage("\(error)")
        } catch let error as ConformanceRun.Problem {
            throw PipelineError.usage("\(error)")
        } catch let error as FileAccessError {
            throw PipelineError.usage("\(error)")
        }
    }

    private func judge(to path: String) throws -> ConformanceRun.Report {
        let replacement = try AtomicReplacement(.file, of: path)
        do {
            guard FileManager.default.createFile(atPath: replacement.temporaryPath, contents: nil),
                let file = FileHandle(forWritingAtPath: replacement.temporaryPath)
            else { throw FileAccessError(operation: "write", path: path, code: errno) }
            let report = try judge { try file.write(contentsOf: $0) }
            try file.close()
            try replacement.commit()
            return report
        } catch {
            replacement.discard()
            throw error
        }
    }

    private func judgeToStandardOutput() throws -> ConformanceRun.Report {
        try judge { try FileHandle.standardOutput.write(contentsOf: $0) }
    }

    private func judge(write: (Data) throws -> Void) throws -> ConformanceRun.Report {
        var run = ConformanceRun(today: try Self.today())
        try run.judge(path: table) { output in
            try write(Data(output.take()))
        }
        return run.report
    }

    private static func today() throws -> CalendarDate {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(secondsFromGMT: 0) ?? calendar.timeZone
        let parts = calendar.dateComponents([.year, .month, .day], from: Date())
        guard let date = CalendarDate(year: parts.year ?? 0, month: parts.month ?? 0, day: parts.day ?? 0) else {
            throw PipelineError.usage("the system's clock gives no date")
        }
        return date
    }

    private static func summary(of report: ConformanceRun.Report) -> String {
        var text = "\(report.rows) rows\n"
        for status in ResponseStatus.allCases {
            if let count = report.byStatus[status] { text += "  \(status.rawValue): \(count)\n" }
        }
        guard report.hasExpectations else { return text }
        text += "\(report.agreed) of \(report.expected) as expected\n"
        for (label, agreement) in report.byTest.sorted(by: { $0.key < $1.key }) {
            text += "  \(label): \(agreement.agreed) of \(agreement.rows)\n"
        }
        if !report.disagreeing.isEmpty {
            text += "not as expected, by dataID: \(report.disagreeing.joined(separator: ", "))\n"
        }
        if !report.unanswered.isEmpty {
            text += "without the authority they ask for, by dataID: \(report.unanswered.joined(separator: ", "))\n"
        }
        return text
    }
}
