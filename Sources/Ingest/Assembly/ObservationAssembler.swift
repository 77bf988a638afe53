import Columns
import Formats
import Observations
import Reference

/// Observations ready to be stored: columns of the same rows for three tables.
public struct AssembledObservations: Sendable {
    /// All of `ObservationColumn`.
    public var observations: ColumnBatch
    /// All of `RestrictedColumn`, row for row with `observations`.
    public var restricted: ColumnBatch
    /// All of `FindingColumn`: what was found while interpreting.
    public var findings: ColumnBatch
    /// How often each code was found.
    public var findingCounts: [String: Int]
}

/// Turns records into observations, column by column. One a thread; it keeps what it learned about distinct texts.
final class ObservationAssembler {
    private let plan: IngestPlan
    private let context: InterpretationContext
    private let deliveryID: Int64
    private var taxon: TaxonAssembly
    private var period: PeriodAssembly
    private var location: LocationAssembly
    private var abundance: AbundanceAssembly
    private var coded: [(column: ObservationColumn, field: ProfileField, builder: CodedFieldBuilder)]
    private var observer: CodedFieldBuilder
    private var identifiedBy: CodedFieldBuilder
    private var locality: CodedFieldBuilder
    private let remarks: FieldAccess?
    private let embargo: FieldAccess?
    private let embargoInterpreter: PeriodInterpreter
    private var other: OtherFields
    private let scratch = FieldScratch()

    private static let codedColumns: [(ObservationColumn, ProfileField)] = [
        (.basisOfRecord, .basisOfRecord), (.lifeStage, .lifeStage), (.sex, .sex), (.activity, .activity),
        (.biotope, .biotope), (.determinationMethod, .determinationMethod), (.surveyMethod, .surveyMethod),
        (.subjectType, .subjectType), (.dwelling, .dwelling), (.protocolCode, .protocolCode), (.visitID, .visit),
        (.dataset, .dataset), (.bronhouder, .bronhouder), (.supplierStatus, .supplierStatus), (.evidence, .evidence),
        (.dataGeneralizations, .dataGeneralizations), (.license, .license),
    ]

    init(plan: IngestPlan, context: InterpretationContext, deliveryID: Int64) {
        self.plan = plan
        self.context = context
        self.deliveryID = deliveryID
        let profile = plan.profile
        taxon = TaxonAssembly(
            register: context.register, names: Self.names(plan),
            beginsWithIdentifier: plan.access(.taxonURI) != nil, author: plan.access(.taxonAuthor),
            mapping: profile.values[.taxon])
        period = PeriodAssembly(
            interpreter: PeriodInterpreter(profile.dates),
            fields: .init(
                eventDate: plan.access(.eventDate), eventTime: plan.access(.eventTime),
                periodStart: plan.access(.periodStart), periodStop: plan.access(.periodStop),
                startTime: plan.access(.startTime), stopTime: plan.access(.stopTime), year: plan.access(.year),
                month: plan.access(.month), day: plan.access(.day)))
        location = LocationAssembly(
            fields: .init(
                latitude: plan.access(.latitude), longitude: plan.access(.longitude), x: plan.access(.x),
                y: plan.access(.y), geometry: plan.access(.geometry), coordinates: plan.access(.coordinates),
                square: plan.access(.hok),
                squareSize: plan.access(.hokSize), crs: plan.access(.crs), uncertainty: plan.access(.uncertainty),
                buffer: plan.access(.buffer), generalizations: plan.access(.dataGeneralizations)),
            declaredCRS: profile.crs, defaultSquareSize: profile.hokSize,
            defaultUncertainty: (profile.defaults[.uncertainty] ?? profile.defaults[.buffer]).flatMap(Double.init),
            decimalComma: profile.decimalComma, unit: profile.coordinateUnit, context: context)
        abundance = AbundanceAssembly(
            interpreter: AbundanceInterpreter(
                defaultScale: profile.abundanceScale, decimalComma: profile.decimalComma),
            fields: .init(
                value: plan.access(.abundance), scale: plan.access(.abundanceSchema),
                minimum: plan.access(.countMinimum), maximum: plan.access(.countMaximum),
                occurrenceStatus: plan.access(.occurrenceStatus), basisOfRecord: plan.access(.basisOfRecord)))
        coded = Self.codedColumns.map { ($0, $1, plan.codedField($1)) }
        observer = plan.codedField(.observer)
        identifiedBy = plan.codedField(.identifiedBy)
        locality = plan.codedField(.locality)
        remarks = plan.access(.remarks)
        embargo = plan.access(.embargoUntil)
        embargoInterpreter = PeriodInterpreter(profile.dates)
        other = OtherFields(columns: plan.binding.other.map { ($0, plan.columns[$0]) })
    }

    /// The fields that may name the taxon: the URI first, then the names in the order of the profile.
    private static func names(_ plan: IngestPlan) -> [(access: FieldAccess, kind: NameKind)] {
        var names: [(access: FieldAccess, kind: NameKind)] = []
        if let uri = plan.access(.taxonURI) { names.append((uri, .scientific)) }
        if case .columns(let columns)? = plan.binding.sources[.taxon] {
            for column in columns {
                let name = plan.columns[column].lowercased()
                let isDutch = ["vernacular", "dutch", "ned", "naam soort"].contains { name.contains($0) }
                names.append(
                    (
                        FieldAccess(columns: [.init(index: column, defaultValue: plan.defaults[column])]),
                        isDutch ? .dutch : .scientific
                    ))
            }
        } else if let access = plan.delivered(.taxon) {
            names.append((access, .scientific))
        }
        return names
    }

    /// Interprets the selected records of a block.
    func assemble(_ screened: ScreenedBlock) -> AssembledObservations {
        screened.block.withView { view in assemble(view, screened) }
    }

    private func assemble(_ view: RecordBlock.View, _ screened: ScreenedBlock) -> AssembledObservations {
        let records = screened.selected
        let rows = records.count
        var findings = FindingRows()
        func add(
            _ issue: InterpretationIssue, _ row: Int, _ verbatim: UnsafeRawBufferPointer?, _ proposed: String? = nil,
            term: String? = nil
        ) {
            screened.identities.bytes.withUnsafeBytes { bytes in
                findings.add(
                    issue, observationID: screened.firstObservationID + Int64(row),
                    identity: UnsafeRawBufferPointer(rebasing: bytes[screened.identities.range(row)]),
                    line: view.records[Int(records[row])].line, verbatim: verbatim, proposed: proposed, term: term)
            }
        }

        // Findings are read by more people than restricted facts, so those are not repeated in them.
        func report(_ builder: CodedFieldBuilder, _ term: String, isRestricted: Bool = false) {
            builder.findings { row, issue, text in add(issue, row, isRestricted ? nil : text, term: term) }
        }

        begin(rows: rows)
        var remarksColumn = PlainText()
        remarksColumn.present = []
        var embargoColumn = Column<Int32>([], present: [])
        // All columns of a few records before the next few: their bytes are then read from memory once.
        var first = 0
        while first < rows {
            let part = Array(records[first..<min(first + Self.recordsAtATime, rows)])
            let base = first
            taxon.append(view, part) { row, issue, text, proposal in add(issue, base + row, text, proposal) }
            period.append(view, part) { row, issue, text in add(issue, base + row, text) }
            location.append(view, part) { row, issue, text, proposal in add(issue, base + row, text, proposal) }
            abundance.append(view, part) { row, issue, text in add(issue, base + row, text) }
            for index in coded.indices { coded[index].builder.append(view, part) }
            observer.append(view, part)
            identifiedBy.append(view, part)
            locality.append(view, part)
            append(remarks, view, part, to: &remarksColumn)
            appendEmbargo(view, part, to: &embargoColumn) { row, text in add(.embargoInvalid, base + row, text) }
            other.append(view, part, width: plan.fileColumnCount, scratch: scratch)
            first += part.count
        }
        location.finish { row, issue in add(issue, row, nil) }
        for field in coded { report(field.builder, field.column.rawValue) }
        report(observer, RestrictedColumn.observer.rawValue, isRestricted: true)
        report(identifiedBy, RestrictedColumn.identifiedBy.rawValue, isRestricted: true)
        report(locality, RestrictedColumn.locality.rawValue, isRestricted: true)
        reportShape(view, records) { row, issue in add(issue, row, nil) }
        for note in screened.notes {
            screened.identities.bytes.withUnsafeBytes { bytes in
                add(note.issue, note.row, UnsafeRawBufferPointer(rebasing: bytes[screened.identities.range(note.row)]))
            }
        }
        let contentKeys = contentKeys(rows: rows, remarks: remarksColumn)

        let observations = observationBatch(
            view, screened, embargo: embargoColumn, contentKeys: contentKeys)
        let ids = observationIDs(screened)
        let restricted = ColumnBatch(
            names: RestrictedColumn.allCases.map(\.rawValue),
            columns: RestrictedColumn.allCases.map { column in
                switch column {
                case .observationID: ids
                case .observer: observer.column
                case .identifiedBy: identifiedBy.column
                case .locality: locality.column
                case .remarks: .plain(remarksColumn)
                case .other: .plain(other.takeColumn())
                }
            }, rowCount: rows)
        return AssembledObservations(
            observations: observations, restricted: restricted, findings: findings.batch(deliveryID: deliveryID),
            findingCounts: findings.counts)
    }

    /// Few enough for their bytes to stay in the processor's second-level cache.
    private static let recordsAtATime = 1024

    private func begin(rows: Int) {
        taxon.begin(rows: rows)
        period.begin(rows: rows)
        location.begin(rows: rows)
        abundance.begin(rows: rows)
        for index in coded.indices { coded[index].builder.begin(rows: rows) }
        observer.begin(rows: rows)
        identifiedBy.begin(rows: rows)
        locality.begin(rows: rows)
    }

    /// Reports records with more or fewer fields than the header, and quotes in odd places.
    private func reportShape(
        _ view: RecordBlock.View, _ records: [UInt32], report: (Int, InterpretationIssue) -> Void
    ) {
        let width = plan.fileColumnCount
        for (row, record) in records.enumerated() {
            let count = view.fieldCount(Int(record))
            let flags = view.records[Int(record)].flags
            if count < width || flags.contains(.fieldsMissing) { report(row, .raggedRowShort) }
            if count > width { report(row, .raggedRowLong) }
            if flags.contains(.strayQuote) { report(row, .strayQuote) }
            if flags.contains(.relatedRecordMissing) { report(row, .relatedRecordMissing) }
        }
    }

    /// Adds the texts of a field that are no codes.
    private func append(
        _ access: FieldAccess?, _ view: RecordBlock.View, _ records: [UInt32], to column: inout PlainText
    ) {
        for record in records {
            let text = access.map { $0.value(view, Int(record)).trimmed } ?? FieldAccess.empty
            let isPresent = !text.isEmpty && !AbsentText.isAbsent(text)
            if isPresent { column.bytes.append(contentsOf: text) }
            column.present?.append(isPresent)
            column.ends.append(UInt32(column.bytes.count))
        }
    }

    /// 9999-12-31: of what may never be published.
    private static let endlessEmbargo: Int32 = 2_932_896

    private func appendEmbargo(
        _ view: RecordBlock.View, _ records: [UInt32], to days: inout Column<Int32>,
        report: (Int, UnsafeRawBufferPointer) -> Void
    ) {
        guard let embargo, !plan.isWithheld else {
            let day = plan.isWithheld ? Self.endlessEmbargo : plan.defaultEmbargo
            days.values.append(contentsOf: repeatElement(day ?? 0, count: records.count))
            days.present?.append(contentsOf: repeatElement(day != nil, count: records.count))
            return
        }
        for (row, record) in records.enumerated() {
            let text = embargo.value(view, Int(record))
            let isPresent = !text.isEmpty && !AbsentText.isAbsent(text)
            days.present?.append(isPresent || plan.defaultEmbargo != nil)
            if !isPresent {
                days.values.append(plan.defaultEmbargo ?? 0)
            } else if let period = embargoInterpreter.interpret(text).period {
                days.values.append(Int32(clamping: CivilDate.split(period.stop).day))
            } else {
                // A date that cannot be read must not open what was meant to stay closed.
                days.values.append(Int32.max / 2)
                report(row, text)
            }
        }
    }

    private func contentKeys(rows: Int, remarks: PlainText) -> [UInt64] {
        var keys = [UInt64](repeating: 0, count: rows)
        taxon.mix(into: &keys, context.taxa)
        period.mix(into: &keys)
        location.mix(into: &keys)
        abundance.mix(into: &keys)
        remarks.bytes.withUnsafeBytes { bytes in
            for row in 0..<rows where remarks.isPresent(row) {
                keys[row] = ContentHash.mix(keys[row], xxh3(UnsafeRawBufferPointer(rebasing: bytes[remarks.range(row)])))
            }
        }
        other.mix(into: &keys)
        for field in coded { field.builder.mix(into: &keys) }
        observer.mix(into: &keys)
        identifiedBy.mix(into: &keys)
        locality.mix(into: &keys)
        return keys
    }

    private func observationIDs(_ screened: ScreenedBlock) -> ColumnData {
        let first = screened.firstObservationID
        return .int64(Column((0..<Int64(screened.selected.count)).map { first + $0 }))
    }

    private func observationBatch(
        _ view: RecordBlock.View, _ screened: ScreenedBlock, embargo: Column<Int32>, contentKeys: [UInt64]
    ) -> ColumnBatch {
        let records = screened.selected
        let rows = records.count
        let areas = location.areaColumns()
        func constant(_ text: String) -> ColumnData {
            var dictionary = TextDictionary()
            let code = dictionary.intern(text)
            return .coded(CodedText(codes: [UInt32](repeating: code, count: rows), dictionary: dictionary))
        }
        let columns = ObservationColumn.allCases.map { column -> ColumnData in
            switch column {
            case .observationID: return observationIDs(screened)
            case .identity: return .plain(screened.identities)
            case .source: return constant(plan.source)
            case .deliveryID: return .int64(Column([Int64](repeating: deliveryID, count: rows)))
            case .recordNumber:
                return .int64(Column(records.map { Int64(screened.firstRecordNumber) + Int64($0) }))
            case .line: return .int64(Column(records.map { Int64(view.records[Int($0)].line) }))
            case .taxonID, .scientificName, .dutchName, .taxonRank, .speciesID, .soortgroep, .beleidsstatus:
                return context.taxa.column(TaxonColumns.columns.firstIndex(of: column) ?? 0, taxa: taxon.taxa)
            case .taxonMatch: return taxon.kindColumn
            case .verbatimName: return taxon.verbatimColumn
            case .occurrenceStatus: return abundance.statusColumn
            case .periodStart: return period.startColumn
            case .periodStop: return period.stopColumn
            case .periodPrecision: return period.precisionColumn
            case .verbatimPeriod: return period.verbatimColumn
            case .x: return location.xColumn
            case .y: return location.yColumn
            case .latitude: return location.latitudeColumn
            case .longitude: return location.longitudeColumn
            case .locationType: return location.typeColumn
            case .geometry: return location.geometryColumn
            case .uncertainty: return location.uncertaintyColumn
            case .sourceCRS: return location.systemColumn
            case .verbatimCoordinates: return location.verbatimColumn
            case .kmhok: return areas.kmhok
            case .uurhok: return areas.uurhok
            case .province: return areas.province
            case .provinceShared: return areas.shared
            case .abundanceSchema: return abundance.schemaColumn
            case .abundanceValue: return abundance.valueColumn
            case .countMinimum: return abundance.minimumColumn
            case .countMaximum: return abundance.maximumColumn
            case .embargoUntil: return .date(embargo)
            case .payloadKey: return .int64(Column(screened.payloads))
            case .contentKey: return .int64(Column(contentKeys.map { Int64(bitPattern: $0) }))
            case .basisOfRecord, .lifeStage, .sex, .activity, .biotope, .determinationMethod, .surveyMethod,
                .subjectType, .dwelling, .protocolCode, .visitID, .dataset, .bronhouder, .supplierStatus, .evidence,
                .dataGeneralizations, .license:
                return coded.first { $0.column == column }?.builder.column
                    ?? .coded(CodedText(codes: [UInt32](repeating: 0, count: rows)))
            }
        }
        return ColumnBatch(names: ObservationColumn.allCases.map(\.rawValue), columns: columns, rowCount: rows)
    }
}
