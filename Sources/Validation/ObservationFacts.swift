import Columns
import Observations

/// The columns of a batch that rules look at, checked once and made easy to loop over: an absent number is NaN,
/// an absent whole number or moment is `absent`, an absent text has code 0. A class, so that handing it on costs one
/// reference count and not thirty.
final class ObservationFacts: Sendable {
    /// Stands for an absent whole number; as a moment it lies 290,000 years back.
    static let absent = Int64.min

    let rowCount: Int
    let observationID: [Int64]
    let identity: PlainText
    let deliveryID: [Int64]
    let line: [Int64]

    let taxonID: CodedText
    let scientificName: CodedText
    let taxonRank: CodedText
    let speciesID: CodedText
    let soortgroep: CodedText
    let taxonMatch: CodedText
    let verbatimName: CodedText
    let lifeStage: CodedText
    /// By code of `lifeStage`: the stage in the vocabulary of the pack.
    private let stageOfCode: [Int]
    /// The different taxa, looked up in the tables of the pack.
    let taxa: DistinctTaxa

    let periodStart: [Int64]
    let periodStop: [Int64]
    let periodPrecision: CodedText
    /// By code of `periodPrecision`.
    private let precisionOfCode: [PeriodPrecision?]
    let verbatimPeriod: CodedText

    let places: Places
    let locationType: CodedText
    let uncertainty: [Double]
    let sourceCRS: CodedText
    let verbatimCoordinates: CodedText

    let abundanceSchema: CodedText
    let abundanceValue: CodedText
    let countMinimum: [Int64]
    let countMaximum: [Int64]
    /// True where the record says that the taxon was not there.
    let isAbsence: [Bool]

    let sex: CodedText
    let activity: CodedText
    let biotope: CodedText
    let determinationMethod: CodedText
    let surveyMethod: CodedText
    let subjectType: CodedText
    let dwelling: CodedText
    let protocolCode: CodedText
    let basisOfRecord: CodedText
    let evidence: CodedText
    let bronhouder: CodedText
    /// WKT in RD New of lines and polygons.
    let geometry: PlainText

    static let columns: [ObservationColumn] = [
        .observationID, .identity, .deliveryID, .line, .taxonID, .scientificName, .taxonRank, .speciesID, .soortgroep,
        .taxonMatch, .verbatimName, .occurrenceStatus, .periodStart, .periodStop, .periodPrecision, .verbatimPeriod,
        .x, .y, .latitude, .longitude, .locationType, .uncertainty, .sourceCRS, .verbatimCoordinates,
        .abundanceSchema, .abundanceValue, .countMinimum, .countMaximum, .lifeStage, .sex, .activity, .biotope,
        .determinationMethod, .surveyMethod, .subjectType, .dwelling, .protocolCode, .basisOfRecord, .evidence,
        .bronhouder, .geometry,
    ]

    /// - Parameters:
    ///   - vocabulary: what the tables of the pack call taxa by.
    ///   - stages: the life stages of the pack.
    init(_ batch: ColumnBatch, _ vocabulary: TaxonVocabulary, _ stages: StageVocabulary) throws(BatchError) {
        let reader = BatchReader(batch)
        rowCount = batch.rowCount
        observationID = try reader.integers(.observationID)
        identity = try reader.plain(.identity)
        deliveryID = try reader.integers(.deliveryID)
        line = try reader.integers(.line)
        taxonID = try reader.coded(.taxonID)
        scientificName = try reader.coded(.scientificName)
        taxonRank = try reader.coded(.taxonRank)
        speciesID = try reader.coded(.speciesID)
        soortgroep = try reader.coded(.soortgroep)
        taxonMatch = try reader.coded(.taxonMatch)
        verbatimName = try reader.coded(.verbatimName)
        let lifeStage = try reader.coded(.lifeStage)
        self.lifeStage = lifeStage
        stageOfCode = (0...lifeStage.dictionary.count).map { stages.index(of: lifeStage.dictionary[UInt32($0)]) }
        periodStart = try reader.integers(.periodStart)
        periodStop = try reader.integers(.periodStop)
        let precision = try reader.coded(.periodPrecision)
        periodPrecision = precision
        precisionOfCode = (0...precision.dictionary.count).map {
            precision.dictionary[UInt32($0)].flatMap(PeriodPrecision.init)
        }
        verbatimPeriod = try reader.coded(.verbatimPeriod)
        places = Places(
            x: try reader.doubles(.x), y: try reader.doubles(.y),
            latitude: try reader.doubles(.latitude), longitude: try reader.doubles(.longitude))
        locationType = try reader.coded(.locationType)
        uncertainty = try reader.doubles(.uncertainty)
        sourceCRS = try reader.coded(.sourceCRS)
        verbatimCoordinates = try reader.coded(.verbatimCoordinates)
        abundanceSchema = try reader.coded(.abundanceSchema)
        abundanceValue = try reader.coded(.abundanceValue)
        countMinimum = try reader.integers(.countMinimum)
        countMaximum = try reader.integers(.countMaximum)
        sex = try reader.coded(.sex)
        activity = try reader.coded(.activity)
        biotope = try reader.coded(.biotope)
        determinationMethod = try reader.coded(.determinationMethod)
        surveyMethod = try reader.coded(.surveyMethod)
        subjectType = try reader.coded(.subjectType)
        dwelling = try reader.coded(.dwelling)
        protocolCode = try reader.coded(.protocolCode)
        basisOfRecord = try reader.coded(.basisOfRecord)
        evidence = try reader.coded(.evidence)
        bronhouder = try reader.coded(.bronhouder)
        geometry = try reader.text(.geometry)
        taxa = DistinctTaxa(
            taxonID: taxonID, scientificName: scientificName, speciesID: speciesID, soortgroep: soortgroep, vocabulary)
        let status = try reader.coded(.occurrenceStatus)
        if let absent = status.dictionary.code(ofText: "absent") {
            isAbsence = status.codes.map { $0 == absent }
        } else {
            isAbsence = [Bool](repeating: false, count: batch.rowCount)
        }
    }

    /// The life stage of a row, as the vocabulary of the pack numbers it.
    @inline(__always) func stage(_ row: Int) -> Int { stageOfCode[Int(lifeStage.codes[row])] }

    @inline(__always) func precision(_ row: Int) -> PeriodPrecision? { precisionOfCode[Int(periodPrecision.codes[row])] }

    /// Whether the row has a position, in RD or in degrees.
    @inline(__always) func isLocated(_ row: Int) -> Bool {
        (places.x[row].isFinite && places.y[row].isFinite)
            || (places.latitude[row].isFinite && places.longitude[row].isFinite)
    }

    /// First and last day of the period, as days since 1970-01-01; `nil` where it is absent or ends before it starts.
    @inline(__always) func days(_ row: Int) -> ClosedRange<Int>? {
        let start = periodStart[row]
        let stop = periodStop[row]
        guard start != Self.absent, start <= stop else { return nil }
        return CivilDate.split(start).day...CivilDate.split(stop).day
    }

    /// The largest number the count may stand for; `absent` without a count.
    @inline(__always) func largestCount(_ row: Int) -> Int64 { max(countMinimum[row], countMaximum[row]) }
}

/// Takes columns out of a batch and holds them against what the schema says.
struct BatchReader {
    let batch: ColumnBatch

    init(_ batch: ColumnBatch) { self.batch = batch }

    func coded(_ column: ObservationColumn) throws(BatchError) -> CodedText {
        guard case .coded(let text) = try data(column) else { throw wrongKind(column) }
        let limit = UInt32(truncatingIfNeeded: text.dictionary.count)
        var largest: UInt32 = 0
        for code in text.codes { largest = max(largest, code) }
        if largest > limit {
            let row = text.codes.firstIndex { $0 > limit } ?? 0
            throw BatchError.codeOutsideDictionary(column: column.rawValue, row: row)
        }
        return text
    }

    func plain(_ column: ObservationColumn) throws(BatchError) -> PlainText {
        guard case .plain(let text) = try data(column) else { throw wrongKind(column) }
        try checkPresence(text.present, column)
        var end: UInt32 = 0
        for next in text.ends {
            guard next >= end else { throw BatchError.wrongLength(column: column.rawValue, expected: batch.rowCount) }
            end = next
        }
        guard Int(end) <= text.bytes.count else {
            throw BatchError.wrongLength(column: column.rawValue, expected: batch.rowCount)
        }
        return text
    }

    /// Text whose values mostly differ. A column in which most rows are absent comes with a dictionary.
    func text(_ column: ObservationColumn) throws(BatchError) -> PlainText {
        guard case .coded = try data(column) else { return try plain(column) }
        let coded = try self.coded(column)
        var text = PlainText()
        text.ends.reserveCapacity(coded.count)
        for code in coded.codes {
            if code != 0 { text.bytes.append(contentsOf: coded.dictionary.bytes[coded.dictionary.range(code)]) }
            text.ends.append(UInt32(truncatingIfNeeded: text.bytes.count))
        }
        if coded.codes.contains(0) { text.present = coded.codes.map { $0 != 0 } }
        return text
    }

    func integers(_ column: ObservationColumn) throws(BatchError) -> [Int64] {
        switch try data(column) {
        case .int64(let values), .timestamp(let values): try filled(values, ObservationFacts.absent, column)
        default: throw wrongKind(column)
        }
    }

    func doubles(_ column: ObservationColumn) throws(BatchError) -> [Double] {
        guard case .double(let values) = try data(column) else { throw wrongKind(column) }
        return try filled(values, Double.nan, column)
    }

    private func filled<Value>(
        _ column: Column<Value>, _ filler: Value, _ name: ObservationColumn
    ) throws(BatchError) -> [Value] {
        guard let present = column.present else { return column.values }
        try checkPresence(present, name)
        var values = column.values
        for row in values.indices where !present[row] { values[row] = filler }
        return values
    }

    private func checkPresence(_ present: [Bool]?, _ column: ObservationColumn) throws(BatchError) {
        if let present, present.count != batch.rowCount {
            throw BatchError.wrongLength(column: column.rawValue, expected: batch.rowCount)
        }
    }

    func data(_ column: ObservationColumn) throws(BatchError) -> ColumnData {
        guard let data = batch[column.rawValue] else { throw BatchError.missingColumn(column.rawValue) }
        guard data.count == batch.rowCount else {
            throw BatchError.wrongLength(column: column.rawValue, expected: batch.rowCount)
        }
        return data
    }

    private func wrongKind(_ column: ObservationColumn) -> BatchError {
        .wrongKind(column: column.rawValue, expected: "\(column.definition.kind)")
    }
}
