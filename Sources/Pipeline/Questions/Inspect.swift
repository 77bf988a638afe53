import Formats
import Foundation
import Ingest

/// What a file is and how it would be read; printed as JSON.
public struct Inspection: Sendable, Codable, Equatable {
    public struct Problem: Sendable, Codable, Equatable {
        public var line: Int
        public var column: String?
        public var code: String
        public var message: String
    }

    public var format: String
    public var encoding: String
    public var delimiter: String
    /// Records in the file, the header not counted.
    public var records: Int
    public var columns: [String]
    /// Target field → where it would come from.
    public var profile: [String: String]
    public var title: String?
    public var notes: [String]
    public var problems: [Problem]
    /// Problems in all; the list holds the first ones of every kind.
    public var problemCount: Int
    /// Problems by code.
    public var problemCounts: [String: Int]
    /// The file cannot be read at all; `problems` says why.
    public var isUnreadable = false
}

extension Pipeline {
    /// Looks into a file without storing anything; needs no configuration. A file that is no delivery, or a damaged one,
    /// is told of in the result.
    /// - Parameters:
    ///   - profilePath: a supplier profile to read it with.
    ///   - problemsOfKind: how many problems of every kind are listed.
    public static func inspect(path: String, profilePath: String? = nil, problemsOfKind: Int = 5) throws -> Inspection {
        guard FileManager.default.fileExists(atPath: path) else { throw PipelineError.usage("there is no file \(path)") }
        var profile: SupplierProfile?
        if let profilePath {
            guard let text = try? String(contentsOfFile: profilePath, encoding: .utf8) else {
                throw ConfigurationError(path: profilePath, message: "the profile cannot be read")
            }
            profile = try SupplierProfile(yaml: text, file: profilePath)
        }
        var declared = profile.map(DeclaredForm.init(profile:)) ?? DeclaredForm()
        var inspection = try look(path, profile, profilePath, declared, problemsOfKind)
        if let encoding = inspection.otherEncoding {
            declared.encoding = encoding
            inspection = try look(path, profile, profilePath, declared, problemsOfKind)
        }
        return inspection.result
    }

    /// - Returns: what was seen, and the encoding where it turned out to be another one than it seemed.
    private static func look(
        _ path: String, _ profile: SupplierProfile?, _ profilePath: String?, _ declared: DeclaredForm,
        _ problemsOfKind: Int
    ) throws -> (result: Inspection, otherEncoding: TextEncoding?) {
        let delivery: OpenedDelivery
        do {
            delivery = try OpenedDelivery.open(path: path, declared: declared)
        } catch let error as DeliveryError {
            return (Inspection(unreadable: error), nil)
        }
        var fields: [String: String] = [:]
        var problems: [Inspection.Problem] = []
        var counts: [String: Int] = [:]
        func add(_ problem: Inspection.Problem) {
            counts[problem.code, default: 0] += 1
            if counts[problem.code, default: 0] <= problemsOfKind { problems.append(problem) }
        }
        do {
            let plan = try IngestPlan(
                delivery: delivery, profile: profile, profileFile: profilePath ?? "column names", source: "inspection")
            for (field, source) in plan.profile.fields {
                fields[field.rawValue] =
                    switch source {
                    case .columns(let names): names.joined(separator: " | ")
                    case .constant(let text): "\"\(text)\""
                    case .template(let template):
                        template.parts.map {
                            switch $0 {
                            case .text(let text): text
                            case .column(let name): "{\(name)}"
                            }
                        }.joined()
                    }
            }
        } catch let error as DeliveryError {
            for (field, source) in FieldNameMapping.propose(columns: delivery.columns).fields {
                fields[field.rawValue] = source.columnNames.joined(separator: " | ")
            }
            add(Inspection.Problem(line: error.line ?? 1, column: nil, code: error.code.rawValue, message: error.message))
        }
        var records = 0
        var encodingIsGuess = delivery.encodingIsGuess && delivery.encoding == .utf8
        var otherEncoding: TextEncoding?
        let block = RecordBlock()
        var isUnreadable = false
        while true {
            do {
                guard try delivery.nextBlock(into: block, maximumRecords: DeliveryIntake.recordsPerBlock) else { break }
            } catch let error as DeliveryError {
                add(Inspection.Problem(line: error.line ?? 0, column: nil, code: error.code.rawValue, message: error.message))
                isUnreadable = true
                break
            }
            if encodingIsGuess, block.flags.contains(.invalidUTF8) {
                encodingIsGuess = false
                let encoding = DeliveryIntake.encoding(of: block)
                if encoding != .utf8 { otherEncoding = encoding }
            }
            records += block.recordCount
            for record in 0..<block.recordCount {
                if let problem = block.problem(record) {
                    add(
                        Inspection.Problem(
                            line: problem.line, column: nil, code: problem.problem.rawValue, message: "\(problem)"))
                }
                if block.flags(record).contains(.relatedRecordMissing) {
                    let issue = InterpretationIssue.relatedRecordMissing
                    add(
                        Inspection.Problem(
                            line: block.line(record), column: nil, code: issue.rawValue, message: issue.messageEnglish))
                }
                let width = block.fieldCount(record)
                if width != delivery.fileColumnCount, !block.flags(record).contains(.oversized) {
                    add(
                        Inspection.Problem(
                            line: block.line(record), column: nil,
                            code: width < delivery.fileColumnCount
                                ? InterpretationIssue.raggedRowShort.rawValue : InterpretationIssue.raggedRowLong.rawValue,
                            message: "the record has \(width) fields; \(delivery.fileColumnCount) are described"))
                }
            }
        }
        let result = Inspection(
            format: delivery.format.rawValue, encoding: delivery.encoding.rawValue,
            delimiter: String(UnicodeScalar(delivery.dialect.delimiter)), records: records, columns: delivery.columns,
            profile: fields, title: delivery.title,
            notes: delivery.notes + delivery.notesAfterReading, problems: problems,
            problemCount: counts.values.reduce(0, +), problemCounts: counts, isUnreadable: isUnreadable)
        return (result, otherEncoding)
    }
}

extension Inspection {
    fileprivate init(unreadable error: DeliveryError) {
        self.init(
            format: "", encoding: "", delimiter: "", records: 0, columns: [], profile: [:], notes: [],
            problems: [Problem(line: error.line ?? 0, code: error.code.rawValue, message: error.message)],
            problemCount: 1, problemCounts: [error.code.rawValue: 1], isUnreadable: true)
    }
}
