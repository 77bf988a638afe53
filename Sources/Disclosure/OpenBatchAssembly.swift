import Columns
import Observations

/// The blurred records of a batch: from row `start` on.
struct BlurredTail {
    let start: Int
    let levels: [BlurLevel]
    let identities: [String]

    var rows: Range<Int> { start..<(start + levels.count) }
}

extension DisclosureGate {
    /// Takes the selected rows of the columns that may leave, and coarsens those of the tail.
    func openBatch(
        _ facts: FactColumns, statuses: CodedText, selection: RowSelection, tail: BlurredTail
    ) throws(DisclosureError) -> OpenBatch {
        var batch = OpenBatch(rowCount: selection.rows.count)
        batch.occurrenceID = selection.take(try facts.plain(.identity), tail: tail.start) {
            tail.identities[$0 - tail.start]
        }
        if let geometry = try facts.optionalPlain(.geometry) {
            batch.footprint = selection.take(geometry, tail: tail.start) { _ in nil }
        }
        for column in OpenText.allCases {
            let content: CodedText? =
                switch column {
                case .verificationStatus: statuses
                case .abundanceCode: try abundanceCodes(facts)
                default:
                    try column.source.map { source throws(DisclosureError) in try facts.optionalCoded(source) } ?? nil
                }
            guard let content else { continue }
            var taken = selection.take(content)
            if column.isRemovedByBlurring { taken.clear(tail.rows) }
            batch.texts[column] = taken
        }
        batch.blurring = Column([Int32](repeating: 0, count: batch.rowCount))
        for (row, level) in zip(tail.rows, tail.levels) { batch.blurring.values[row] = level.rawValue }
        if let counts = try facts.optionalInt64(.countMinimum) { batch.countMinimum = selection.take(counts) }
        if let counts = try facts.optionalInt64(.countMaximum) { batch.countMaximum = selection.take(counts) }
        try addPeriods(&batch, facts, selection, tail)
        try addPlaces(&batch, facts, selection, tail)
        for (column, texts) in batch.texts { batch.texts[column] = texts.withoutUnusedTexts() }
        return batch
    }

    private func addPeriods(
        _ batch: inout OpenBatch, _ facts: FactColumns, _ selection: RowSelection, _ tail: BlurredTail
    ) throws(DisclosureError) {
        batch.periodStart = selection.take(try facts.timestamp(.periodStart))
        batch.periodStop = selection.take(try facts.timestamp(.periodStop))
        guard !tail.levels.isEmpty else { return }
        var precision = batch[.periodPrecision]
        for row in tail.rows {
            guard let start = batch.periodStart[row], let stop = batch.periodStop[row] else {
                // Half a period is no year: nothing is left of it.
                batch.periodStart.clear(row)
                batch.periodStop.clear(row)
                precision.codes[row] = 0
                continue
            }
            let years = wholeYears(start: start, stop: stop)
            batch.periodStart.values[row] = years.start
            batch.periodStop.values[row] = years.stop
            precision.codes[row] = precision.dictionary.intern(years.precision.rawValue)
        }
        batch.texts[.periodPrecision] = precision
    }

    private func addPlaces(
        _ batch: inout OpenBatch, _ facts: FactColumns, _ selection: RowSelection, _ tail: BlurredTail
    ) throws(DisclosureError) {
        batch.x = selection.take(try facts.double(.x))
        batch.y = selection.take(try facts.double(.y))
        batch.uncertainty = selection.take(try facts.double(.uncertainty))
        if let latitude = try facts.optionalDouble(.latitude) { batch.latitude = selection.take(latitude) }
        if let longitude = try facts.optionalDouble(.longitude) { batch.longitude = selection.take(longitude) }
        if let province = try facts.optionalInt32(.province) { batch.province = selection.take(province) }
        if let kmhok = try facts.optionalInt32(.kmhok) {
            batch.square = selection.take(kmhok)
            batch.squareSide = Column([Int32](repeating: 1, count: batch.rowCount), present: batch.square.present)
        }
        guard !tail.levels.isEmpty else { return }

        var places: [BlurredPlace?] = []
        for (row, level) in zip(tail.rows, tail.levels) {
            guard let x = batch.x[row], let y = batch.y[row], x.isFinite, y.isFinite else {
                places.append(nil)
                continue
            }
            places.append(BlurredPlace(x: x, y: y, uncertainty: batch.uncertainty[row], level: level))
        }
        let centres = centres.geographic(Set(places.compactMap { $0.map { .init(x: $0.x, y: $0.y) } }))
        var locationTypes = batch[.locationType]
        let square = locationTypes.dictionary.intern(LocationType.square.rawValue)
        var remarks = batch[.dataGeneralizations]
        var remarkCodes: [(level: BlurLevel, code: UInt32)] = []
        for (index, place) in places.enumerated() {
            let row = tail.start + index
            let centre = place.flatMap { centres[.init(x: $0.x, y: $0.y)] }
            batch.x.set(row, place?.x)
            batch.y.set(row, place?.y)
            batch.uncertainty.set(row, place?.uncertainty)
            batch.latitude.set(row, centre?.latitude)
            batch.longitude.set(row, centre?.longitude)
            batch.square.set(row, place?.square)
            batch.squareSide.set(row, place?.square == nil ? nil : tail.levels[index].rawValue)
            batch.province.clear(row)
            locationTypes.codes[row] = place == nil ? 0 : square
            let level = tail.levels[index]
            if let known = remarkCodes.first(where: { $0.level == level }) {
                remarks.codes[row] = known.code
            } else {
                remarks.codes[row] = remarks.dictionary.intern(Self.remark(level))
                remarkCodes.append((level, remarks.codes[row]))
            }
        }
        batch.texts[.locationType] = locationTypes
        batch.texts[.dataGeneralizations] = remarks
    }

    /// The codes of code scales. The column holds what the supplier wrote, so only what looks like a code passes.
    private func abundanceCodes(_ facts: FactColumns) throws(DisclosureError) -> CodedText? {
        guard var values = try facts.optionalCoded(.abundanceValue),
            let schemas = try facts.optionalCoded(.abundanceSchema)
        else { return nil }
        let isScale = schemas.dictionary.mapCodes(absent: false) { $0 != "exact_count" && $0 != "presence" }
        let isCode = values.dictionary.mapCodes(absent: false) { text in
            text.utf8.count <= 4
                && text.utf8.allSatisfy { byte in
                    switch byte {
                    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
                    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
                        true
                    default: false
                    }
                }
        }
        values.codes = zip(values.codes, schemas.codes).map { value, schema in
            isCode[Int(value)] && isScale[Int(schema)] ? value : 0
        }
        return values
    }

    /// dataGeneralizations of a blurred record; the same whether the species or its company asks for it.
    private static func remark(_ level: BlurLevel) -> String {
        "vervaagd tot het hok van \(level.rawValue) km en het jaar"
            + " / generalised to the \(level.rawValue) km square (EPSG:28992) and the year"
    }
}

extension OpenText {
    /// The column of the store that this one passes on; `nil` for those that are made here.
    var source: ObservationColumn? {
        switch self {
        case .taxonID: .taxonID
        case .scientificName: .scientificName
        case .vernacularName: .dutchName
        case .taxonRank: .taxonRank
        case .soortgroep: .soortgroep
        case .beleidsstatus: .beleidsstatus
        case .basisOfRecord: .basisOfRecord
        case .occurrenceStatus: .occurrenceStatus
        case .periodPrecision: .periodPrecision
        case .locationType: .locationType
        case .dataGeneralizations: .dataGeneralizations
        case .abundanceSchema: .abundanceSchema
        case .lifeStage: .lifeStage
        case .sex: .sex
        case .activity: .activity
        case .biotope: .biotope
        case .determinationMethod: .determinationMethod
        case .surveyMethod: .surveyMethod
        case .subjectType: .subjectType
        case .dwelling: .dwelling
        case .protocolCode: .protocolCode
        case .visitID: .visitID
        case .dataset: .dataset
        case .bronhouder: .bronhouder
        case .license: .license
        case .abundanceCode, .verificationStatus: nil
        }
    }
}

extension CodedText {
    mutating func clear(_ rows: Range<Int>) {
        for row in rows { codes[row] = 0 }
    }
}

extension Column {
    /// Makes a row absent; its old value goes too.
    mutating func clear(_ row: Int) where Value: Numeric {
        set(row, nil)
    }

    /// Sets or, with `nil`, clears a row.
    mutating func set(_ row: Int, _ value: Value?) where Value: Numeric {
        values[row] = value ?? 0
        if present == nil {
            if value != nil { return }
            present = [Bool](repeating: true, count: values.count)
        }
        present?[row] = value != nil
    }
}
