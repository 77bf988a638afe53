import Formats
import Foundation
import Observations

/// A row of a file of verdicts, read and found in order.
struct VerdictRow: Sendable, Equatable {
    var line: Int
    var identity: String
    var version: Int64?
    var contentHash: String?
    var verdict: AssessmentStatus
    var role: String
    var pseudonym: String
    /// UTC.
    var moment: String
    var reason: String
    var rulePack: String
}

/// A file of verdicts: CSV, with commas, semicolons or tabs, in UTF-8.
struct VerdictFile: Sendable {
    static let longestReason = 2000

    let name: String
    private(set) var rows: [VerdictRow] = []
    /// Rows without a verdict.
    private(set) var open = 0
    private var problems: [VerdictProblem] = []

    /// Reads all of it.
    /// - Parameters:
    ///   - rulePacks: identifiers of the packs that the store knows.
    ///   - now: seconds since 1970; nobody judges later.
    /// - Throws: `VerdictFileError` with everything that is wrong.
    init(name: String, bytes: [UInt8], rulePacks: Set<String>, now: Int) throws {
        self.name = name
        let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        let text = hasMark ? Array(bytes.dropFirst(3)) : bytes
        let dialect = DelimitedDialect.detect(Array(text.prefix(1 << 16)))
        let reader = DelimitedReader(source: MemorySource(text), dialect: dialect)
        let block = RecordBlock()
        guard try reader.nextBlock(into: block, maximumRecords: 1) else {
            throw VerdictFileError(problems: [problem(1, 1, "the file is empty; it needs the columns \(Self.columnList)")])
        }
        let places = header(block)
        guard problems.isEmpty else { throw VerdictFileError(problems: problems) }
        let columns = block.fieldCount(0)
        while try reader.nextBlock(into: block) {
            for record in 0..<block.recordCount {
                let fields = RecordFields(block, record, places)
                if let damage = block.problem(record) {
                    problems.append(problem(fields.line, 1, "\(damage.problem); save the file again as CSV in UTF-8"))
                } else if block.fieldCount(record) != columns {
                    problems.append(
                        problem(
                            fields.line, 1, "\(block.fieldCount(record)) fields where the header has \(columns); quote "
                                + "fields that hold the delimiter"))
                } else {
                    read(fields, rulePacks, now: VerdictMoment.text(now))
                }
            }
        }
        guard problems.isEmpty else { throw VerdictFileError(problems: problems) }
    }

    private static let columnList = VerdictColumn.allCases.map(\.rawValue).joined(separator: ", ")

    private func problem(_ line: Int, _ column: Int, _ reason: String) -> VerdictProblem {
        VerdictProblem(file: name, line: line, column: column, reason: reason)
    }

    private mutating func header(_ block: RecordBlock) -> [VerdictColumn: Int] {
        var places: [VerdictColumn: Int] = [:]
        for place in 0..<block.fieldCount(0) {
            let text = (block.text(0, place) ?? "").trimmingCharacters(in: .whitespaces).lowercased()
            guard let column = VerdictColumn(rawValue: text) else { continue }
            if places.updateValue(place, forKey: column) != nil {
                problems.append(problem(1, RecordFields.column(block, 0, place).column, "column '\(text)' stands here a second time"))
            }
        }
        var missing = VerdictColumn.required.filter { places[$0] == nil }.map(\.rawValue)
        if places[.version] == nil, places[.contentHash] == nil { missing.append("version or content_hash") }
        if !missing.isEmpty {
            problems.append(
                problem(1, 1, "the header lacks \(missing.joined(separator: ", ")); the columns are \(Self.columnList)"))
        }
        return places
    }

    private mutating func read(_ fields: RecordFields, _ rulePacks: Set<String>, now: String) {
        if VerdictColumn.filledIn.allSatisfy({ fields[$0].isEmpty }) {
            open += 1
            return
        }
        var wrong: [VerdictProblem] = []
        func refuse(_ column: VerdictColumn, _ reason: String) {
            let (line, place) = fields.position(column)
            wrong.append(problem(line, place, reason))
        }
        let identity = fields[.identity]
        if identity.isEmpty { refuse(.identity, "identity is empty; give that of the observation") }

        let version = Int64(fields[.version].hasPrefix("#") ? String(fields[.version].dropFirst()) : fields[.version])
        let hash = fields[.contentHash].lowercased()
        if !fields[.version].isEmpty, version == nil || version.map({ $0 < 0 }) == true {
            refuse(.version, "'\(fields[.version])' is no number of a version; give the observation_id that was seen")
        }
        if !hash.isEmpty, hash.wholeMatch(of: /[0-9a-f]{16}/) == nil {
            refuse(.contentHash, "'\(hash)' is no content hash; it has 16 hexadecimal digits")
        }
        if fields[.version].isEmpty, hash.isEmpty {
            refuse(.version, "it is not said which version was seen; fill in version or content_hash")
        }

        let word = fields[.verdict].lowercased()
        let verdict = AssessmentStatus(rawValue: word).flatMap { $0.isVerdict ? $0 : nil }
        if verdict == nil {
            let known = VerdictWords.verdicts.map(\.rawValue).joined(separator: ", ")
            refuse(.verdict, word.isEmpty ? "verdict is empty while the row is filled in; give one of \(known), or empty the row"
                : "'\(word)' is no verdict; give one of \(known)")
        }
        if fields[.role].wholeMatch(of: /[A-Za-z][A-Za-z0-9._-]{0,39}/) == nil {
            refuse(.role, "'\(fields[.role])' is no role; give one word such as validator or soortexpert")
        }
        if fields[.pseudonym].wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9._-]{0,39}/) == nil {
            // The value is not repeated: it may be somebody's name.
            refuse(.pseudonym, "this is no pseudonym; give one word such as val-017, no name and no address")
        }
        let moment = VerdictMoment.utc(fields[.moment])
        if let moment {
            if moment > now { refuse(.moment, "\(fields[.moment]) lies in the future; give the moment of judging") }
        } else {
            refuse(.moment, "'\(fields[.moment])' is no moment; write it as 2026-11-21T14:05")
        }
        if fields[.reason].isEmpty { refuse(.reason, "reason is empty; say in a sentence why") }
        if fields[.reason].count > Self.longestReason {
            refuse(.reason, "the reason is longer than \(Self.longestReason) characters; shorten it")
        }
        if !rulePacks.contains(fields[.rulePack]) {
            refuse(
                .rulePack, "no record was ever judged under rule pack '\(fields[.rulePack])'; give name@version as the work list "
                    + "or explain shows it")
        }
        guard wrong.isEmpty, let verdict, let moment else {
            problems += wrong
            return
        }
        rows.append(
            VerdictRow(
                line: fields.line, identity: identity, version: version, contentHash: hash.isEmpty ? nil : hash,
                verdict: verdict, role: fields[.role], pseudonym: fields[.pseudonym], moment: moment,
                reason: fields[.reason], rulePack: fields[.rulePack]))
    }
}

/// One record by the name of its columns, with the place of every field.
private struct RecordFields {
    private let block: RecordBlock
    private let record: Int
    private let places: [VerdictColumn: Int]
    let line: Int

    init(_ block: RecordBlock, _ record: Int, _ places: [VerdictColumn: Int]) {
        self.block = block
        self.record = record
        self.places = places
        line = block.line(record)
    }

    /// Without surrounding blanks; empty where the file has no such column.
    subscript(column: VerdictColumn) -> String {
        (places[column].flatMap { block.text(record, $0) } ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
    }

    func position(_ column: VerdictColumn) -> (line: Int, column: Int) {
        guard let place = places[column] else { return (line, 1) }
        return Self.column(block, record, place)
    }

    /// Line and column in characters of a field; one in quotes stands where its quote stands.
    static func column(_ block: RecordBlock, _ record: Int, _ place: Int) -> (line: Int, column: Int) {
        let line = block.line(record)
        return block.withView { view in
            guard let bounds = view.bounds(record: record, column: place) else { return (line, 1) }
            let length = Int(bounds.start) - Int(view.records[record].start) - (bounds.isQuoted ? 1 : 0)
            let before = String(decoding: view.rawRecord(record).prefix(max(0, length)), as: UTF8.self)
            let lines = before.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            return (line + lines.count - 1, (lines.last?.count ?? 0) + 1)
        }
    }
}
