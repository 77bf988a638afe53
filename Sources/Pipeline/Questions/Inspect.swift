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
}

extension Pipeline {
    /// Looks into a file without storing anything; needs no configuration.
    /// - Parameter profilePath: a supplier profile to read it with.
    /// - Throws: `DeliveryError` for a file that cannot be read.
    public static func inspect(path: String, profilePath: String? = nil, problemsOfKind: Int = 5) throws -> Inspection {
        var profile: SupplierProfile?
        if let profilePath {
            guard let text = try? String(contentsOfFile: profilePath, encoding: .utf8) else {
                throw ConfigurationError(path: profilePath, message: "the profile cannot be read")
            }
            profile = try SupplierProfile(yaml: text, file: profilePath)
        }
        let delivery = try OpenedDelivery.open(
            path: path, declared: profile.map(DeclaredText.init(profile:)) ?? DeclaredText())
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
        let block = RecordBlock()
        while try delivery.nextBlock(into: block, maximumRecords: DeliveryIntake.recordsPerBlock) {
            records += block.recordCount
            for record in 0..<block.recordCount {
                if let problem = block.problem(record) {
                    add(
                        Inspection.Problem(
                            line: problem.line, column: nil, code: problem.problem.rawValue, message: "\(problem)"))
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
        return Inspection(
            format: delivery.format.rawValue, encoding: delivery.encoding.rawValue,
            delimiter: String(UnicodeScalar(delivery.dialect.delimiter)), records: records, columns: delivery.columns,
            profile: fields, title: delivery.title, notes: delivery.notes, problems: problems,
            problemCount: counts.values.reduce(0, +), problemCounts: counts)
    }
}
