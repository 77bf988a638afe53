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
            register: context.register, names: Self.names(plan), author: plan.access(.taxonAuthor),
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
                y: plan.access(.y), geometry: plan.access(.geometry), square: plan.access(.hok),
                squareSize: plan.access(.hokSize), crs: plan.access(.crs), uncertainty: plan.access(.uncertainty),
                buffer: plan.access(.buffer)),
            declaredCRS: profile.crs, defaultSquareSize: profile.hokSize,
            defaultUncertainty: (profile.defaults[.uncertainty] ?? profile.defaults[.buffer]).flatMap(Double.init),
            decimalComma: profile.decimalComma, context: context)
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

        taxon.begin(rows: rows)
        for row in 0..<rows {
            if let found = taxon.append(view, Int(records[row])) { add(found.issue, row, found.verbatim, found.proposed) }
        }
        period.begin(rows: rows)
        for row in 0..<rows {
            if let found = period.append(view, Int(records[row])) { add(found.issue, row, found.verbatim) }
        }
        location.begin(rows: rows)
        for row in 0..<rows {
            location.append(view, Int(records[row])) { issue, verbatim, proposed in add(issue, row, verbatim, proposed) }
        }
        location.finish { row, issue in add(issue, row, nil) }
        abundance.begin(rows: rows)
        for row in 0..<rows {
            let found = abundance.append(view, Int(records[row]))
            if let issue = found.issue { add(issue, row, abundance.verbatim(view, Int(records[row]))) }
            if let issue = found.statusIssue { add(issue, row, abundance.verbatim(view, Int(records[row]))) }
        }
        for index in coded.indices {
            coded[index].builder.begin(rows: rows)
            coded[index].builder.append(view, records)
            for (row, text) in coded[index].builder.unmapped() {
                Array(text.utf8).withUnsafeBytes { add(.codeUnknown, row, $0, term: coded[index].column.rawValue) }
            }
        }
        observer.begin(rows: rows)
        observer.append(view, records)
        identifiedBy.begin(rows: rows)
        identifiedBy.append(view, records)
        locality.begin(rows: rows)
        locality.append(view, records)

        let remarksColumn = plainColumn(remarks, view, records)
        let embargoColumn = embargoDays(view, records) { row, text in add(.embargoInvalid, row, text) }
        reportShape(view, records) { row, issue in add(issue, row, nil) }
        let width = plan.fileColumnCount
        for record in records {
            let count = view.fieldCount(Int(record))
            other.append(view, Int(record), extra: count > width ? width..<count : 0..<0, scratch: scratch)
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

    /// Reports records with more or fewer fields than the header, and quotes in odd places.
    private func reportShape(
        _ view: RecordBlock.View, _ records: [UInt32], report: (Int, InterpretationIssue) -> Void
    ) {
        let width = plan.fileColumnCount
        for (row, record) in records.enumerated() {
            let count = view.fieldCount(Int(record))
            if count < width { report(row, .raggedRowShort) }
            if count > width { report(row, .raggedRowLong) }
            if view.records[Int(record)].flags.contains(.strayQuote) { report(row, .strayQuote) }
        }
    }

    private func plainColumn(_ access: FieldAccess?, _ view: RecordBlock.View, _ records: [UInt32]) -> PlainText {
        var column = PlainText()
        column.ends.reserveCapacity(records.count)
        var present = [Bool](repeating: false, count: records.count)
        if let access {
            for (row, record) in records.enumerated() {
                let text = access.value(view, Int(record)).trimmed
                if !text.isEmpty, !AbsentText.isAbsent(text) {
                    column.bytes.append(contentsOf: text)
                    present[row] = true
                }
                column.ends.append(UInt32(column.bytes.count))
            }
        } else {
            column.ends = [UInt32](repeating: 0, count: records.count)
        }
        column.present = present
        return column
    }

    private func embargoDays(
        _ view: RecordBlock.View, _ records: [UInt32], report: (Int, UnsafeRawBufferPointer) -> Void
    ) -> Column<Int32> {
        var days = Column<Int32>(
            [Int32](repeating: 0, count: records.count), present: [Bool](repeating: false, count: records.count))
        guard let embargo else { return days }
        for (row, record) in records.enumerated() {
            let text = embargo.value(view, Int(record))
            if text.isEmpty || AbsentText.isAbsent(text) { continue }
            if let period = embargoInterpreter.interpret(text).period {
                days.values[row] = Int32(clamping: CivilDate.split(period.stop).day)
            } else {
                // A date that cannot be read must not open what was meant to stay closed.
                days.values[row] = Int32.max / 2
                report(row, text)
            }
            days.present?[row] = true
        }
        return days
    }

    private func contentKeys(rows: Int, remarks: PlainText) -> [UInt64] {
        var keys = [UInt64](repeating: 0, count: rows)
        for row in 0..<rows {
            var key = ContentHash.mix(taxon.hash(row, context.taxa), period.hash(row))
            key = ContentHash.mix(key, location.hash(row))
            key = ContentHash.mix(key, abundance.hash(row))
            if remarks.isPresent(row) {
                key = remarks.bytes.withUnsafeBytes {
                    ContentHash.mix(key, xxh3(UnsafeRawBufferPointer(rebasing: $0[remarks.range(row)])))
                }
            }
            keys[row] = ContentHash.mix(key, other.hash(row))
        }
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
