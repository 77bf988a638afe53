import Formats
import Foundation
import Ingest
import Observations

/// How a file is looked into.
public struct InspectionOptions: Sendable {
    /// A supplier profile to read it with.
    public var profilePath: String?
    /// A configuration, of which the reference data are used: names are then looked up too.
    public var configurationPath: String?
    /// How many problems of every kind are listed.
    public var problemsOfKind = 5
    /// How many records are read as the intake would; all are counted.
    public var triedRecords = 20_000

    public init(profilePath: String? = nil, configurationPath: String? = nil) {
        self.profilePath = profilePath
        self.configurationPath = configurationPath
    }
}

extension Pipeline {
    /// Looks into a file without storing anything. A file that is no delivery, or a damaged one, is told of in the
    /// result.
    public static func inspect(path: String, options: InspectionOptions = InspectionOptions()) throws -> Inspection {
        guard FileManager.default.fileExists(atPath: path) else { throw PipelineError.usage("there is no file \(path)") }
        var profile: SupplierProfile?
        if let profilePath = options.profilePath {
            guard let text = try? String(contentsOfFile: profilePath, encoding: .utf8) else {
                throw ConfigurationError(path: profilePath, message: "the profile cannot be read")
            }
            profile = try SupplierProfile(yaml: text, file: profilePath)
        }
        let context = try options.configurationPath.map {
            try LoadedReference(PipelineConfiguration.load(path: $0)).interpretation
        }
        let declared = profile.map(DeclaredForm.init(profile:)) ?? DeclaredForm()
        var inspector = Inspector(path: path, profile: profile, declared: declared, context: context, options: options)
        do {
            var inspection = try inspector.look()
            if let encoding = inspector.otherEncoding {
                inspector.declared.encoding = encoding
                inspector.otherEncoding = nil
                inspection = try inspector.look()
            }
            return inspection
        } catch let error as DeliveryError {
            return Inspection(unreadable: error)
        }
    }
}

/// One look into a file.
private struct Inspector {
    let path: String
    let profile: SupplierProfile?
    var declared: DeclaredForm
    let context: InterpretationContext?
    let options: InspectionOptions
    /// The encoding, where it turned out to be another one than it seemed.
    var otherEncoding: TextEncoding?

    private var problems: [Inspection.Problem] = []
    private var counts: [String: Int] = [:]

    init(
        path: String, profile: SupplierProfile?, declared: DeclaredForm, context: InterpretationContext?,
        options: InspectionOptions
    ) {
        self.path = path
        self.profile = profile
        self.declared = declared
        self.context = context
        self.options = options
    }

    private mutating func add(_ line: Int, _ column: String? = nil, _ code: String, _ message: String) {
        counts[code, default: 0] += 1
        if counts[code, default: 0] <= options.problemsOfKind {
            problems.append(Inspection.Problem(line: line, column: column, code: code, message: message))
        }
    }

    private func open() throws -> OpenedDelivery { try OpenedDelivery.open(path: path, declared: declared) }

    mutating func look() throws -> Inspection {
        (problems, counts) = ([], [:])
        let delivery = try open()
        var result = Inspection(
            format: delivery.format.rawValue, encoding: delivery.encoding.rawValue,
            delimiter: String(UnicodeScalar(delivery.dialect.delimiter)), records: 0, columns: delivery.columns, profile: [:],
            title: delivery.title, notes: delivery.notes, problems: [], problemCount: 0, problemCounts: [:])
        var proposal: ProfileProposal?
        // A file that cannot be read to the end has a beginning that may say nothing.
        if profile == nil { proposal = try? ProfileProposal(of: delivery, name: proposedName, open: open) }
        let plan = plan(delivery, &proposal, &result)
        if let plan {
            for (field, source) in plan.profile.fields { result.profile[field.rawValue] = source.summary }
            result.crs = plan.profile.crs.map { "EPSG:\($0)" }
        } else if let proposal {
            for item in proposal.fields { result.profile[item.field.rawValue] = item.source.summary }
        }
        let trial = plan.flatMap { TrialReading(plan: $0, context: context, kept: options.problemsOfKind) }
        let other = otherTrial(delivery, plan, proposal)
        try read(delivery, [trial, other].compactMap { $0 }, &result)
        if let trial { tell(trial, &result) }
        result.problems = problems
        result.problemCounts = counts
        result.problemCount = counts.values.reduce(0, +)
        result.proposal = proposal.map(Inspection.Proposal.init)
        result.proposal?.problemCounts = other?.counts ?? (result.profileFrom == "proposal" ? trial?.counts : nil)
        return result
    }

    /// Reads as proposed, where the file would be read otherwise without a profile.
    private func otherTrial(
        _ delivery: OpenedDelivery, _ plan: IngestPlan?, _ proposal: ProfileProposal?
    ) -> TrialReading? {
        guard let plan, let proposal, proposal.isUsable, delivery.knownProfile == nil,
            plan.profile.fields != proposal.profile.fields || proposal.changesReading
        else { return nil }
        let proposed = try? IngestPlan(
            delivery: delivery, profile: proposal.profile, profileFile: "the proposed profile", source: "inspection")
        return proposed.flatMap { TrialReading(plan: $0, context: context, kept: 0) }
    }

    /// A name for the proposed profile: that of the file, as far as it can be the name of a profile.
    private var proposedName: String {
        let file = ((path as NSString).lastPathComponent as NSString).deletingPathExtension
        let name = file.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
        let trimmed = String(name).split(separator: "-").joined(separator: "-")
        return trimmed.isEmpty ? "supplier" : trimmed
    }

    /// How the records would be read: with the profile, or as the columns speak for themselves; failing that, as proposed.
    private mutating func plan(
        _ delivery: OpenedDelivery, _ proposal: inout ProfileProposal?, _ result: inout Inspection
    ) -> IngestPlan? {
        do {
            let plan = try IngestPlan(
                delivery: delivery, profile: profile, profileFile: options.profilePath ?? "column names", source: "inspection")
            result.profileFrom = profile != nil ? "profile" : delivery.knownProfile != nil ? "format" : "column names"
            return plan
        } catch {
            let error = error as? DeliveryError
            result.isRefused = true
            add(error?.line ?? 1, nil, error?.code.rawValue ?? DeliveryError.Code.unreadable.rawValue, error?.message ?? "")
            // For a list of names or codes no profile is proposed: with one it would become observations of nothing.
            if error?.code == .notObservations, proposal?.tellsCircumstances != true { proposal = nil }
        }
        guard let proposal, proposal.isUsable else { return nil }
        result.profileFrom = "proposal"
        return try? IngestPlan(
            delivery: delivery, profile: proposal.profile, profileFile: "the proposed profile", source: "inspection")
    }

    /// Reads to the end, counts, and tells of records of which the form is wrong.
    private mutating func read(
        _ delivery: OpenedDelivery, _ trials: [TrialReading], _ result: inout Inspection
    ) throws {
        var encodingIsGuess = delivery.encodingIsGuess && delivery.encoding == .utf8
        let block = RecordBlock()
        while true {
            do {
                guard try delivery.nextBlock(into: block, maximumRecords: 4096) else {
                    result.notes += delivery.notesAfterReading
                    return
                }
            } catch let error as DeliveryError {
                add(error.line ?? 0, nil, error.code.rawValue, error.message)
                result.isUnreadable = true
                return
            }
            if encodingIsGuess, block.flags.contains(.invalidUTF8) {
                encodingIsGuess = false
                let encoding = DeliveryIntake.encoding(of: block)
                if encoding != .utf8 { otherEncoding = encoding }
            }
            result.records += block.recordCount
            for record in 0..<block.recordCount { checkForm(block, record, delivery.fileColumnCount) }
            for trial in trials where trial.records < options.triedRecords { trial.read(block) }
        }
    }

    private mutating func checkForm(_ block: RecordBlock, _ record: Int, _ described: Int) {
        if let problem = block.problem(record) {
            // The line stands in front already.
            let message = "\(problem)"
            let text = message.hasPrefix("line \(problem.line), ") ? String(message.dropFirst("line \(problem.line), ".count)) : message
            add(problem.line, nil, Self.code(problem.problem), text)
        }
        if block.flags(record).contains(.relatedRecordMissing) {
            let issue = InterpretationIssue.relatedRecordMissing
            add(block.line(record), nil, issue.rawValue, issue.messageEnglish)
        }
        let width = block.fieldCount(record)
        if width != described, !block.flags(record).contains(.oversized) {
            let code = width < described ? InterpretationIssue.raggedRowShort : .raggedRowLong
            add(block.line(record), nil, code.rawValue, "the record has \(width) fields; \(described) are described")
        }
    }

    private mutating func tell(_ trial: TrialReading, _ result: inout Inspection) {
        for finding in trial.findings {
            problems.append(
                Inspection.Problem(line: finding.line, column: finding.column, code: finding.code, message: finding.message))
        }
        counts.merge(trial.counts, uniquingKeysWith: +)
        var summary = Inspection.Trial(records: trial.records, knowsTaxa: context != nil)
        if let period = trial.period { summary.period = [CalendarDay.text(period.first), CalendarDay.text(period.last)] }
        if let box = trial.box {
            summary.box = [box.west, box.south, box.east, box.north].map { ($0 * 100_000).rounded() / 100_000 }
        }
        result.trial = summary
    }

    /// The code under which the intake tells of such a record.
    private static func code(_ problem: DelimitedError.Problem) -> String {
        switch problem {
        case .oversized: QuarantineReason.recordTooLong.rawValue
        case .unterminatedQuote: QuarantineReason.unterminatedQuote.rawValue
        case .strayQuote: InterpretationIssue.strayQuote.rawValue
        case .invalidUTF8: QuarantineReason.invalidEncoding.rawValue
        case .containsNUL: QuarantineReason.nulByte.rawValue
        }
    }
}
