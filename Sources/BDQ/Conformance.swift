import Formats

/// Runs the rows of a table with the columns of the official BDQ validation data through the tests they name.
public struct ConformanceRun {
    /// What came of it.
    public struct Report: Sendable, Equatable {
        public var rows = 0
        public var byStatus: [ResponseStatus: Int] = [:]
        /// Rows of the test that tell what to expect, and how many of them agree, by label.
        public var byTest: [String: Agreement] = [:]
        /// dataIDs of rows that do not agree, in their order.
        public var disagreeing: [String] = []
        /// dataIDs of rows that ask for an authority that is not held here, so that there is no answer to compare.
        public var unanswered: [String] = []
        /// Whether the table tells what to expect at all.
        public var hasExpectations = false

        public var expected: Int { byTest.values.reduce(0) { $0 + $1.rows } }
        public var agreed: Int { byTest.values.reduce(0) { $0 + $1.agreed } }
    }

    public struct Agreement: Sendable, Equatable {
        public var rows = 0
        public var agreed = 0
    }

    /// A table that cannot be judged.
    public struct Problem: Error, Sendable, CustomStringConvertible {
        public var description: String
    }

    private let today: CalendarDate
    /// Answers wait here until the caller takes them out.
    public let output = DelimitedWriter()
    public private(set) var report = Report()

    /// - Parameter today: what `{current day}` stands for in parameters.
    public init(today: CalendarDate) {
        self.today = today
    }

    /// Reads the table to its end. `flush` is called from time to time to take `output` away.
    public mutating func judge(
        path: String, flush: (DelimitedWriter) throws -> Void
    ) throws {
        let source = PeekableSource(try FileSource(path: path))
        let mark = try source.peek(3)
        var offset: Int64 = 0
        if mark == [0xEF, 0xBB, 0xBF] {
            var skipped = [UInt8](repeating: 0, count: 3)
            _ = try skipped.withUnsafeMutableBytes { try source.read(into: $0) }
            offset = 3
        }
        let dialect = Self.dialect(header: try source.peek(64 << 10))
        let reader = DelimitedReader(source: source, dialect: dialect, offset: offset)
        let block = RecordBlock()
        guard try reader.nextBlock(into: block, maximumRecords: 1) else {
            throw Problem(description: "\(path) is empty; a line of column names is expected")
        }
        let columns = (0..<block.fieldCount(0)).map { (block.text(0, $0) ?? "").withoutOuterBlanks }
        guard let guid = columns.firstIndex(of: "GUID") else {
            throw Problem(
                description: "\(path), line \(block.line(0)): no column GUID, by which rows are joined to tests")
        }
        for name in ["dataID", "Label", "Response.status", "Response.result", "Response.comment"] {
            output.append(name)
        }
        output.endRecord()
        let layout = Layout(columns: columns, guid: guid)
        report.hasExpectations = layout.status != nil && layout.result != nil
        while try reader.nextBlock(into: block, maximumRecords: 4096) {
            for record in 0..<block.recordCount { judge(record, of: block, layout) }
            try flush(output)
        }
    }

    /// Values may hold a CR, which a writer of lines that end in LF has no reason to quote. So a CR ends a record only
    /// where the header ends in one.
    private static func dialect(header: [UInt8]) -> DelimitedDialect {
        var dialect = DelimitedDialect.commaSeparated
        let lineFeed = header.firstIndex(of: UInt8(ascii: "\n"))
        let carriageReturn = header.firstIndex(of: UInt8(ascii: "\r"))
        if let lineFeed, lineFeed <= (carriageReturn ?? lineFeed) + 1 { dialect.recordEnd = .lineFeed }
        return dialect
    }

    /// What keeps a row from being read as it stands. It is answered all the same, as well as it can be read.
    private static func remark(_ row: Int, of block: RecordBlock, _ layout: Layout) -> String {
        var remark = ""
        if let problem = block.problem(row), problem.problem != .containsNUL { remark += "; \(problem)" }
        let surplus = (layout.columns.count..<max(layout.columns.count, block.fieldCount(row)))
        if surplus.contains(where: { block.text(row, $0)?.isEmpty == false }) {
            remark += "; line \(block.line(row)) has fields without a column, which are left out"
        }
        return remark
    }

    private struct Layout {
        var columns: [String]
        var guid: Int
        var dataID: Int?
        var label: Int?
        var status: Int?
        var result: Int?

        init(columns: [String], guid: Int) {
            self.columns = columns
            self.guid = guid
            dataID = columns.firstIndex(of: "dataID")
            label = columns.firstIndex(of: "Label")
            status = columns.firstIndex(of: "Response.status")
            result = columns.firstIndex(of: "Response.result")
        }
    }

    private mutating func judge(_ row: Int, of block: RecordBlock, _ layout: Layout) {
        func text(_ column: Int?) -> String { column.flatMap { block.text(row, $0) } ?? "" }
        let test = BDQTests.test(guid: text(layout.guid))
        var response: Response
        if let test {
            // Terms and parameters are the columns with a prefix.
            var values: [String: String] = [:]
            for (index, name) in layout.columns.enumerated() where name.contains(":") {
                let value = text(index)
                if !value.isEmpty { values[name] = value }
            }
            response = test.run(on: BDQRecord(values), today: today)
        } else {
            response = Response(.notImplemented, .none, "there is no test with this GUID here")
        }
        response.comment += Self.remark(row, of: block, layout)
        let dataID = text(layout.dataID)
        for field in [dataID, text(layout.label), response.status.rawValue, response.result.text, response.comment] {
            output.append(field)
        }
        output.endRecord()

        report.rows += 1
        report.byStatus[response.status, default: 0] += 1
        guard report.hasExpectations, !text(layout.status).isBDQEmpty else { return }
        let agrees = Self.agrees(response, status: text(layout.status), result: text(layout.result))
        let label = test?.label ?? text(layout.label)
        report.byTest[label, default: Agreement()].rows += 1
        if agrees {
            report.byTest[label, default: Agreement()].agreed += 1
        } else if response.status == .externalPrerequisitesNotMet || response.status == .notImplemented {
            report.unanswered.append(dataID)
        } else {
            report.disagreeing.append(dataID)
        }
    }

    /// Whether an answer is the one that is expected. The order of the members of an object does not matter, and a result
    /// beside a prerequisite that is not met is a slip of the table.
    public static func agrees(_ response: Response, status: String, result: String) -> Bool {
        guard response.status.rawValue == status.withoutOuterBlanks else { return false }
        let expected = result.withoutOuterBlanks
        if response.result.text == expected { return true }
        if let left = JSONMembers.members(expected), let right = JSONMembers.members(response.result.text) {
            return left == right
        }
        let isUnmet = response.status == .internalPrerequisitesNotMet || response.status == .externalPrerequisitesNotMet
        return isUnmet && [.none, .notReported].contains(response.result)
            && ["COMPLIANT", "NOT_COMPLIANT", "NOT_REPORTED", ""].contains(expected)
    }
}
