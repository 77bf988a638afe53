import Columns
import Formats
import Observations
import Reference

/// How the records of one delivery are read: the profile applied to the delivery's columns.
public struct IngestPlan: Sendable {
    public let profile: SupplierProfile
    /// What is stored as the name of the source.
    public let source: String
    public let binding: ProfileBinding
    let columns: [String]
    let defaults: [Int: String]
    let fileColumnCount: Int
    /// Columns in which a corrected quarantine file names the records that were set aside.
    let correctionColumns: (delivery: Int, record: Int)?
    /// Whether the delivery is such a file: some records of an earlier delivery, never all that a source has.
    public var isCorrection: Bool { correctionColumns != nil }
    /// Mixed into every payload key: the same bytes read otherwise are another content.
    let fingerprint: UInt64
    /// Last day of the embargo of records that name none.
    let defaultEmbargo: Int32?
    /// Nothing of the delivery may be published, whatever its records say.
    let isWithheld: Bool

    /// - Parameters:
    ///   - profile: `nil`: columns are recognised by their names.
    ///   - agreement: under which the delivery is taken in, where a register of agreements is kept.
    ///   - arrivalDay: the day of it, in days since 1970-01-01.
    ///   - profileFile: name of the profile's file, for messages.
    /// - Throws: `DeliveryError` when the delivery lacks what every observation needs.
    public init(
        delivery: OpenedDelivery, profile: SupplierProfile?, profileFile: String, source: String,
        agreement: Agreement? = nil, arrivalDay: Int32 = 0
    ) throws {
        let isSilent = profile?.fields.isEmpty ?? true
        let known = isSilent ? delivery.knownProfile?.refined(by: profile) : nil
        let hasProfile = !isSilent || known != nil
        // Who names no columns cannot mean one of several with the same name: the first keeps it.
        let columns = hasProfile ? delivery.columns : Self.distinct(delivery.columns)
        var profile = known ?? profile ?? SupplierProfile(name: "column-names", version: 1)
        if !hasProfile {
            let empty = try delivery.columnsWithoutValues()
            let proposal = FieldNameMapping.propose(
                columns: columns, empty: Set(empty.map { columns[$0] }), key: delivery.keyColumn)
            if let refusal = MissingColumns.refusal(
                path: delivery.path, columns: delivery.columns, proposal: proposal,
                saysItHoldsOccurrences: delivery.format == .darwinCoreArchive)
            {
                throw refusal
            }
            profile.fields = proposal.fields
            profile.missingColumns = .ignore
            if profile.crs == nil, let easting = proposal.fields[.x]?.columnNames.first {
                profile.crs = FieldNames.planeSystems[FieldNames.folded(easting)]
            }
        }
        profile.takeSystem(of: delivery)
        profile.takeMeasurements(from: columns)
        if let licence = agreement?.licence, profile.defaults[.license] == nil { profile.defaults[.license] = licence }
        defaultEmbargo = agreement?.embargo(arrival: arrivalDay)
        isWithheld = agreement?.publication == .forbidden
        // Columns of a corrected quarantine file that only say what was wrong.
        profile.ignore += columns.filter { $0.hasPrefix("ndff_") }
        do {
            binding = try profile.bind(columns: columns, file: profileFile)
        } catch {
            throw DeliveryError(.profileMismatch, path: delivery.path, message: "\(error)")
        }
        let sources = binding.sources
        // A list of withdrawals need not name what is withdrawn.
        guard sources[.identity] != nil,
            sources[.taxon] != nil || sources[.taxonURI] != nil || sources[.operation] != nil
        else {
            let field = sources[.identity] == nil ? "identity" : "taxon"
            throw DeliveryError(
                .columnMissing, path: delivery.path,
                message: "the profile \(profileFile) finds no column for fields.\(field) here; the columns are "
                    + columns.prefix(40).joined(separator: ", "))
        }
        self.profile = profile
        self.source = source
        self.columns = columns
        defaults = delivery.defaults
        fileColumnCount = delivery.fileColumnCount
        correctionColumns = CorrectionColumns.places(among: delivery.columns)
        let text = profile.canonicalFingerprint + columns.joined(separator: "\u{1F}")
            + defaults.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "\u{1F}")
            + (agreement?.storedTerms ?? "")
        fingerprint = Array(text.utf8).withUnsafeBytes { xxh3($0) }
    }

    /// Names as they are, but for those that were there before and those that are empty: they get their place.
    private static func distinct(_ columns: [String]) -> [String] {
        var seen = Set<String>()
        return columns.enumerated().map { place, name in
            seen.insert(ValueMapping.folded(name)).inserted ? name : "\(name)#\(place + 1)"
        }
    }

    /// Where a field lies; `nil` when the delivery does not have it. One access a thread.
    func access(_ field: ProfileField) -> FieldAccess? {
        // An identity that many records share is none.
        if field == .identity { return delivered(field) }
        // A square's own size goes before the default of the uncertainty, which the location therefore applies itself.
        let isRadius = field == .uncertainty || field == .buffer
        let defaultValue = isRadius ? nil : profile.defaults[field]
        guard let access = delivered(field) else { return defaultValue.map { FieldAccess(constant: $0) } }
        return access.substituting(FieldSubstitution(mapping: profile.values[field], defaultValue: defaultValue))
    }

    /// Where a field lies, as the supplier filled it in.
    func delivered(_ field: ProfileField) -> FieldAccess? { binding.sources[field].map(access) }

    private func access(_ source: ProfileBinding.Source) -> FieldAccess {
        switch source {
        case .constant(let text): return FieldAccess(constant: text)
        case .columns(let columns): return FieldAccess(columns: columns.map(place))
        case .template(let parts):
            return FieldAccess(
                template: parts.map { part in
                    switch part {
                    case .text(let text): .text(Array(text.utf8))
                    case .column(let column): .column(place(column))
                    case .recordNumber: .recordNumber
                    }
                })
        case .first(let sources): return FieldAccess(first: sources.map(access))
        case .join(let sources, let separator): return FieldAccess(join: sources.map(access), separator: separator)
        case .sum(let columns): return FieldAccess(sum: columns.map(place), decimalComma: profile.decimalComma)
        case .cases(let cases, let otherwise):
            return FieldAccess(
                cases: cases.map { ($0.conditions.map(condition), access($0.source)) },
                otherwise: otherwise.map(access))
        case .edited(let source, let edit): return FieldAccess(editing: access(source), edit)
        }
    }

    /// A condition of the profile; one a thread.
    func condition(_ condition: ProfileBinding.Condition) -> ConditionAccess {
        ConditionAccess(place(condition.column), condition.test)
    }

    private func place(_ column: Int) -> FieldAccess.Place {
        FieldAccess.Place(index: column, defaultValue: defaults[column])
    }

    /// A builder for a field that is kept as a code or as coded text.
    func codedField(_ field: ProfileField) -> CodedFieldBuilder {
        CodedFieldBuilder(
            access: delivered(field),
            interpreter: CodeInterpreter(
                mapping: profile.values[field], defaultValue: profile.defaults[field],
                isBasisOfRecord: field == .basisOfRecord, isClosed: field.isCode),
            interpretsCodes: field.isCode)
    }
}
