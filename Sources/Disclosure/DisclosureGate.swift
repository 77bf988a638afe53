import Columns
import Observations

/// The one way from observations to open data.
///
/// Use: let a `DisclosureSurvey` see every batch of the snapshot, then `open` every batch. The gate is a value that
/// threads may share; batches may be opened in any order.
public struct DisclosureGate: Sendable {
    /// The columns that every batch must have, because the decision to publish rests on them.
    public static let decisionColumns: [ObservationColumn] =
        [.identity, .occurrenceStatus, .embargoUntil] + DisclosureSurvey.columns

    /// All columns that can appear in open data; those beyond `decisionColumns` may be left unread.
    public static let publishedColumns: [ObservationColumn] =
        decisionColumns + [
            .scientificName, .dutchName, .taxonRank, .soortgroep, .beleidsstatus, .basisOfRecord, .periodPrecision,
            .latitude, .longitude, .locationType, .geometry, .kmhok, .province, .abundanceSchema, .abundanceValue,
            .countMinimum, .countMaximum, .lifeStage, .sex, .biotope, .determinationMethod, .surveyMethod,
            .protocolCode, .dataset, .bronhouder, .dataGeneralizations, .license,
        ]

    let policy: DisclosurePolicy
    private let sensitiveKeys: SensitiveKeys
    let centres: SquareCentres

    /// - Parameter survey: has seen every batch of the snapshot, under the same policy.
    public init(policy: DisclosurePolicy, survey: DisclosureSurvey) throws(DisclosureError) {
        self.policy = policy
        var keys = survey.keys
        keys.prepare()
        sensitiveKeys = keys
        centres = try SquareCentres(gridDirectory: policy.gridDirectory)
    }

    /// What becomes of each row. Rows that are not live get a decision like any other.
    /// - Parameter canonical: false for rows that another record stands for; `nil` when there are none.
    public func decisions(
        _ observations: ColumnBatch, assessments: ColumnBatch, canonical: [Bool]? = nil
    ) throws(DisclosureError) -> [DisclosureDecision] {
        let rows = observations.rowCount
        try check(mask: canonical, "mask of canonical rows", rows: rows)
        let facts = FactColumns(batch: observations)
        let statuses = try statusColumn(of: assessments, rows: rows)
        let statusOpen = statuses.dictionary.mapCodes(absent: false) {
            AssessmentStatus(rawValue: $0)?.isPublished ?? false
        }
        let occurrence = try facts.coded(.occurrenceStatus)
        let isAbsence = occurrence.dictionary.mapCodes(absent: false) { $0 != "present" }
        let embargo = try facts.date(.embargoUntil)
        var sensitivity = try RowSensitivity(facts, policy: policy)
        let visits = sensitiveKeys.isEmpty ? nil : try VisitKeys(facts)
        let source = try facts.coded(.source)
        let terms = source.dictionary.mapCodes(absent: nil) { policy.sourceTerms[$0] }

        var decisions = [DisclosureDecision](repeating: .published, count: rows)
        for row in 0..<rows {
            if !statusOpen[Int(statuses.codes[row])] {
                decisions[row] = .withheld(.status)
            } else if let canonical, !canonical[row] {
                decisions[row] = .withheld(.notCanonical)
            } else if terms[Int(source.codes[row])] == .withheld {
                decisions[row] = .withheld(.agreement)
            } else if let until = embargo[row], until >= policy.publicationDay {
                decisions[row] = .withheld(.embargo)
            } else {
                let own = sensitivity.protection(row)
                if own == .hidden {
                    decisions[row] = .withheld(.hidden)
                } else if own == .unknownTaxon {
                    decisions[row] = .withheld(.unknownTaxon)
                } else if !policy.includesAbsences && isAbsence[Int(occurrence.codes[row])] {
                    decisions[row] = .withheld(.absent)
                } else if let decision = blurring(
                    own: own.level, company: visits.flatMap { company($0, row) },
                    terms: terms[Int(source.codes[row])])
                {
                    decisions[row] = decision
                }
            }
        }
        return decisions
    }

    /// The blur level of each row in km: 0 for none, 1, 5 or 10; −1 for a record that is hidden. For reports that count
    /// what is blurred without publishing it; status, embargo and duplicates play no part.
    public func blurLevels(_ observations: ColumnBatch) throws(DisclosureError) -> Column<Int32> {
        let facts = FactColumns(batch: observations)
        var sensitivity = try RowSensitivity(facts, policy: policy)
        let visits = sensitiveKeys.isEmpty ? nil : try VisitKeys(facts)
        let source = try facts.coded(.source)
        let terms = source.dictionary.mapCodes(absent: nil) { policy.sourceTerms[$0]?.level }
        var levels = [Int32](repeating: 0, count: observations.rowCount)
        for row in levels.indices {
            let own = sensitivity.protection(row)
            let strongest = [own.level, visits.flatMap { company($0, row) }, terms[Int(source.codes[row])]]
                .compactMap { $0 }.max()
            levels[row] = own > .tenKilometres ? -1 : strongest?.rawValue ?? 0
        }
        return Column(levels)
    }

    /// The open part of a batch, and the account of all of it.
    /// - Parameters:
    ///   - live: rows that are in the snapshot; `nil` for all. Others are neither published nor counted.
    ///   - canonical: false for rows that another record stands for; `nil` when there are none.
    public func open(
        _ observations: ColumnBatch, assessments: ColumnBatch, live: [Bool]? = nil, canonical: [Bool]? = nil
    ) throws(DisclosureError) -> (batch: OpenBatch, tally: DisclosureTally) {
        try check(mask: live, "mask of live rows", rows: observations.rowCount)
        let decisions = try decisions(observations, assessments: assessments, canonical: canonical)
        let facts = FactColumns(batch: observations)
        let identities = try facts.plain(.identity)
        let digest = BlurredIdentity(salt: policy.identitySalt)

        var exact: [Int32] = []
        exact.reserveCapacity(decisions.count)
        var blurred: [(row: Int32, level: BlurLevel, identity: String)] = []
        var tally = DisclosureTally()
        for (row, decision) in decisions.enumerated() where live?[row] ?? true {
            let number = Int32(truncatingIfNeeded: row)
            switch decision {
            case .published:
                exact.append(number)
                continue
            case .blurred(let level, _):
                blurred.append((number, level, try digest.urn(identities, row: row)))
            case .withheld:
                break
            }
            tally.count(decision)
        }
        tally.count(.published, exact.count)
        blurred.sort { $0.identity < $1.identity }
        let selection = RowSelection(rows: exact + blurred.map(\.row), of: observations.rowCount)
        let tail = BlurredTail(
            start: exact.count, levels: blurred.map(\.level), identities: blurred.map(\.identity))
        let batch = try openBatch(
            facts, statuses: try statusColumn(of: assessments, rows: observations.rowCount),
            selection: selection, tail: tail)
        return (batch, tally)
    }

    private func company(_ visits: VisitKeys, _ row: Int) -> BlurLevel? {
        let byVisit = visits.visitKey(row).flatMap(sensitiveKeys.level)
        let bySpot = visits.spotKey(row).flatMap(sensitiveKeys.level)
        guard let byVisit else { return bySpot }
        return max(byVisit, bySpot ?? byVisit)
    }

    /// The strongest of what the record asks for itself, what its company asks for and what was agreed.
    private func blurring(own: BlurLevel?, company: BlurLevel?, terms: SourceTerms?) -> DisclosureDecision? {
        // Asked for every row, so without a list of the three.
        var strongest: (level: BlurLevel, cause: BlurCause)?
        func consider(_ level: BlurLevel?, _ cause: BlurCause) {
            guard let level, strongest.map({ level > $0.level }) ?? true else { return }
            strongest = (level, cause)
        }
        consider(own, .species)
        consider(company, .company)
        consider(terms?.level, .agreement)
        return strongest.map { .blurred($0.level, $0.cause) }
    }
}
