import Columns
import Observations

/// The columns of a batch that the checks of deliveries look at, checked once: an absent number is NaN, an absent whole
/// number or moment is `ObservationFacts.absent`, an absent text has code 0.
public struct DataSetFacts: Sendable {
    /// The columns to read.
    public static let columns: [ObservationColumn] = [
        .identity, .deliveryID, .line, .taxonID, .verbatimName, .basisOfRecord, .occurrenceStatus, .periodStart,
        .periodStop, .periodPrecision, .verbatimPeriod, .x, .y, .locationType, .uncertainty, .kmhok, .abundanceSchema,
        .abundanceValue, .countMinimum, .countMaximum, .lifeStage, .sex, .activity, .biotope, .determinationMethod,
        .surveyMethod, .dataset, .bronhouder, .embargoUntil, .evidence, .dataGeneralizations, .license,
    ]
    /// The restricted columns to read: only the lengths of their values are looked at.
    public static let restrictedColumns: [RestrictedColumn] = [.observer, .identifiedBy, .remarks, .locality]

    let rowCount: Int
    let identity: PlainText
    let deliveryID: [Int64]
    let line: [Int64]
    let taxonID: CodedText
    let basisOfRecord: CodedText
    let occurrenceStatus: CodedText
    let periodStart: [Int64]
    let periodStop: [Int64]
    /// By code; the first stands for an absent one.
    let precisions: [PeriodPrecision?]
    let periodPrecision: CodedText
    let verbatimPeriod: CodedText
    let x: [Double]
    let y: [Double]
    /// By code; the first stands for an absent one.
    let locationTypes: [LocationType?]
    let locationType: CodedText
    let uncertainty: [Double]
    let kmhok: Column<Int32>
    let abundanceValue: CodedText
    let countMinimum: [Int64]
    let countMaximum: [Int64]
    let lifeStage: CodedText
    let sex: CodedText
    let embargoUntil: Column<Int32>
    let evidence: CodedText
    private let observations: ColumnBatch
    private let restricted: ColumnBatch

    /// - Parameters:
    ///   - observations: with all of `columns`.
    ///   - restricted: row for row beside it, with those of `restrictedColumns` that are to be looked at.
    /// - Throws: `BatchError` for a batch that is not shaped as the store's columns are.
    public init(observations batch: ColumnBatch, restricted: ColumnBatch) throws(BatchError) {
        let reader = BatchReader(batch)
        for column in Self.columns { _ = try reader.data(column) }
        for (name, column) in zip(restricted.names, restricted.columns) where column.count != batch.rowCount {
            throw BatchError.wrongLength(column: name, expected: batch.rowCount)
        }
        observations = batch
        self.restricted = restricted
        rowCount = batch.rowCount
        identity = try reader.plain(.identity)
        deliveryID = try reader.integers(.deliveryID)
        line = try reader.integers(.line)
        taxonID = try reader.coded(.taxonID)
        basisOfRecord = try reader.coded(.basisOfRecord)
        occurrenceStatus = try reader.coded(.occurrenceStatus)
        periodStart = try reader.integers(.periodStart)
        periodStop = try reader.integers(.periodStop)
        periodPrecision = try reader.coded(.periodPrecision)
        precisions = Self.values(of: periodPrecision, PeriodPrecision.init(rawValue:))
        verbatimPeriod = try reader.coded(.verbatimPeriod)
        x = try reader.doubles(.x)
        y = try reader.doubles(.y)
        locationType = try reader.coded(.locationType)
        locationTypes = Self.values(of: locationType, LocationType.init(rawValue:))
        uncertainty = try reader.doubles(.uncertainty)
        guard case .int32(let squares) = try reader.data(.kmhok) else {
            throw BatchError.wrongKind(column: ObservationColumn.kmhok.rawValue, expected: "int32")
        }
        kmhok = squares
        abundanceValue = try reader.coded(.abundanceValue)
        countMinimum = try reader.integers(.countMinimum)
        countMaximum = try reader.integers(.countMaximum)
        lifeStage = try reader.coded(.lifeStage)
        sex = try reader.coded(.sex)
        guard case .date(let embargoes) = try reader.data(.embargoUntil) else {
            throw BatchError.wrongKind(column: ObservationColumn.embargoUntil.rawValue, expected: "date")
        }
        embargoUntil = embargoes
        evidence = try reader.coded(.evidence)
    }

    /// The rows that count, by the delivery that they came in with.
    public func rows(live: [Bool]) -> [Int64: [Int]] {
        var rows: [Int64: [Int]] = [:]
        var stretch: [Int] = []
        var delivery: Int64?
        for row in 0..<rowCount where row < live.count && live[row] {
            if deliveryID[row] != delivery {
                if let delivery { rows[delivery, default: []] += stretch }
                stretch.removeAll(keepingCapacity: true)
                delivery = deliveryID[row]
            }
            stretch.append(row)
        }
        if let delivery { rows[delivery, default: []] += stretch }
        return rows
    }

    func column(_ column: ObservationColumn) -> ColumnData? { observations[column.rawValue] }
    func column(_ column: RestrictedColumn) -> ColumnData? { restricted[column.rawValue] }

    @inline(__always) func precision(_ row: Int) -> PeriodPrecision? { precisions[Int(periodPrecision.codes[row])] }
    @inline(__always) func location(_ row: Int) -> LocationType? { locationTypes[Int(locationType.codes[row])] }

    /// The day since 1970-01-01 on which the whole period lies; `nil` when there is none or it is longer.
    @inline(__always) func day(_ row: Int) -> Int? {
        let start = periodStart[row]
        let stop = periodStop[row]
        guard start != ObservationFacts.absent, start <= stop else { return nil }
        let day = CivilDate.split(start).day
        return CivilDate.split(stop).day == day ? day : nil
    }

    /// What a text says for each of its codes; the first stands for an absent one.
    static func values<Value>(of text: CodedText, _ value: (String) -> Value?) -> [Value?] {
        (0...text.dictionary.count).map { code in text.dictionary[UInt32(code)].flatMap(value) }
    }
}
