import Columns
import Formats
import Foundation
import Observations
import Reference

/// Reads records as the intake does, without storing them, and keeps what was found.
public final class TrialReading {
    /// Something found in a record.
    public struct Finding: Sendable, Equatable {
        public var line: Int
        /// The column of the delivery that says it, where one does.
        public var column: String?
        public var code: String
        public var message: String
    }

    private let plan: IngestPlan
    private let screening: RecordScreening
    private let assembler: ObservationAssembler
    private let knowsTaxa: Bool
    private let kept: Int
    private var identities: Set<UInt64> = []

    /// The first ones of every kind.
    public private(set) var findings: [Finding] = []
    /// All by code.
    public private(set) var counts: [String: Int] = [:]
    /// Records that were tried.
    public private(set) var records = 0
    /// Microseconds since 1970 of the first and the last moment.
    public private(set) var period: (first: Int64, last: Int64)?
    /// Degrees: west, south, east, north.
    public private(set) var box: (west: Double, south: Double, east: Double, north: Double)?

    /// - Parameters:
    ///   - context: what records are interpreted with; `nil`: without a register of taxa, of which nothing is then said.
    ///   - kept: how many findings of each kind are kept.
    /// - Returns: `nil` when the plan has no identity.
    public init?(plan: IngestPlan, context: InterpretationContext?, kept: Int) {
        guard let screening = RecordScreening(plan: plan) else { return nil }
        self.plan = plan
        self.screening = screening
        self.kept = kept
        knowsTaxa = context != nil
        assembler = ObservationAssembler(plan: plan, context: context ?? .withoutReference, deliveryID: 0)
    }

    /// Tries the records of a block.
    public func read(_ block: RecordBlock) {
        let screened = ScreenedBlock(block: block)
        screened.firstRecordNumber = records + 1
        screening.begin(firstRecordNumber: records + 1)
        block.withView { view in
            for record in 0..<view.recordCount {
                let line = view.records[record].line
                if let problem = screening.problem(view, record) {
                    // What is wrong with the bytes is told by whoever reads the file to its end.
                    if problem.reason == .excludedByProfile {
                        add(line, nil, problem.reason.rawValue, problem.detail ?? problem.reason.messageEnglish)
                    }
                    continue
                }
                let identity = screening.identity(view, record)
                guard !identity.isEmpty else {
                    add(
                        line, plan.profile.fields[.identity]?.columnNames.first, QuarantineReason.identityMissing.rawValue,
                        QuarantineReason.identityMissing.messageEnglish)
                    continue
                }
                if !identities.insert(xxh3(identity)).inserted {
                    add(
                        line, plan.profile.fields[.identity]?.columnNames.first,
                        InterpretationIssue.duplicateInDelivery.rawValue,
                        "the identity '\(identity.shortened(to: 100).text)' occurs before; the last record with it counts")
                }
                screened.selected.append(UInt32(record))
                screened.payloads.append(0)
                screened.identities.bytes.append(contentsOf: identity)
                screened.identities.ends.append(UInt32(screened.identities.bytes.count))
            }
        }
        records += block.recordCount
        guard !screened.selected.isEmpty else { return }
        take(assembler.assemble(screened))
    }

    private func add(_ line: Int, _ column: String?, _ code: String, _ message: String) {
        counts[code, default: 0] += 1
        if counts[code, default: 0] <= kept {
            findings.append(Finding(line: line, column: column, code: code, message: message))
        }
    }

    private func take(_ assembled: AssembledObservations) {
        let batch = assembled.findings
        for row in 0..<batch.rowCount {
            guard let code = batch[FindingColumn.rule.rawValue]?.text(row), let issue = InterpretationIssue(rawValue: code),
                knowsTaxa || (issue != .taxonUnknown && issue != .taxonAmbiguous),
                // The shape of records is told by whoever reads the file to its end.
                issue != .raggedRowShort && issue != .raggedRowLong && issue != .strayQuote
            else { continue }
            var line = 0
            if case .int64(let lines)? = batch[FindingColumn.line.rawValue] { line = Int(lines[row] ?? 0) }
            let verbatim = batch[FindingColumn.verbatim.rawValue]?.text(row) ?? ""
            let term = batch[FindingColumn.term.rawValue]?.text(row) ?? ""
            let proposed = batch[FindingColumn.proposed.rawValue]?.text(row).map { " Resembles: \($0.replacing("|", with: ", "))." }
            add(
                line, column(of: issue, term: term), code,
                issue.messageEnglish.replacing("{value}", with: verbatim) + (proposed ?? ""))
        }
        if case .timestamp(let starts)? = assembled.observations[ObservationColumn.periodStart.rawValue],
            case .timestamp(let stops)? = assembled.observations[ObservationColumn.periodStop.rawValue]
        {
            for row in 0..<assembled.observations.rowCount {
                guard let start = starts[row], let stop = stops[row] else { continue }
                period = (min(period?.first ?? start, start), max(period?.last ?? stop, stop))
            }
        }
        if case .double(let latitudes)? = assembled.observations[ObservationColumn.latitude.rawValue],
            case .double(let longitudes)? = assembled.observations[ObservationColumn.longitude.rawValue]
        {
            for row in 0..<assembled.observations.rowCount {
                guard let latitude = latitudes[row], let longitude = longitudes[row], latitude.isFinite, longitude.isFinite
                else { continue }
                let known = box ?? (longitude, latitude, longitude, latitude)
                box = (
                    min(known.west, longitude), min(known.south, latitude), max(known.east, longitude),
                    max(known.north, latitude)
                )
            }
        }
    }

    /// The column to look at for a finding.
    private func column(of issue: InterpretationIssue, term: String) -> String? {
        let fields: [ProfileField] =
            switch term {
            case "scientificName": [.taxon, .taxonURI]
            case "eventDate": [.eventDate, .periodStart, .year]
            case "eventTime": [.eventTime, .startTime, .eventDate]
            case "location": [.latitude, .x, .geometry, .hok]
            case "footprintWKT": [.geometry]
            case "geodeticDatum": [.crs, .latitude, .x, .geometry]
            case "coordinateUncertaintyInMeters": [.uncertainty, .buffer]
            case "individualCount", "organismQuantity": [.abundance, .countMinimum]
            case "organismQuantityType": [.abundanceSchema]
            default: ProfileField.allCases.filter { $0.rawValue == term || $0.rawValue.lowercased() == term.replacing("_", with: "") }
            }
        return fields.lazy.compactMap { self.plan.profile.fields[$0]?.columnNames.first }.first
    }
}

extension InterpretationContext {
    /// For whoever has no reference data: no taxon is known, no province, and RD is a few decimetres off.
    static let withoutReference = InterpretationContext(register: TaxonRegister.empty, gridDirectory: nil) { _, _ in nil }
}
