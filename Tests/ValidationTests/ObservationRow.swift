import Columns
import Observations
import Validation

/// A record to test with; as it stands no rule has anything to say about it.
struct ObservationRow: Sendable {
    var taxonID: String? = "urn:taxon:vanessaatalanta"
    var scientificName: String? = "Vanessa atalanta"
    var speciesID: String? = "urn:taxon:vanessaatalanta"
    var rank: String? = "species"
    var soortgroep: String? = "Dagvlinders"
    var match: String? = "accepted"
    var verbatimName: String? = "atalanta"
    var occurrenceStatus: String? = "present"
    /// `from` or `from/to`, as days or as days and minutes; nil for a record without a period.
    var period: String? = "2024-06-15"
    var precision: String? = "day"
    var verbatimPeriod: String?
    var x: Double? = 155_000
    var y: Double? = 463_000
    var latitude: Double? = 52.155172
    var longitude: Double? = 5.387204
    var locationType: String? = "point"
    var uncertainty: Double? = 10
    var crs: String? = "EPSG:28992"
    var verbatimCoordinates: String?
    var schema: String? = "exact_count"
    var value: String? = "2"
    var minimum: Int64? = 2
    var maximum: Int64?
    var stage: String? = "adult"
    var identity = "https://example.org/record/"
    var geometry: String?
    var sex: String? = "female"
    var activity: String? = "foraging"
    var biotope: String? = "garden"
    var determinationMethod: String? = "sight"
    var surveyMethod: String? = "transect"
    var subjectType: String? = "individual"
    var dwelling: String?
    var protocolCode: String?
    var basisOfRecord: String? = "HumanObservation"
    var evidence: String?
    var bronhouder: String? = "Vlinderstichting"
    var supplierStatus: String?

    static func with(_ change: (inout Self) -> Void) -> Self {
        var row = Self()
        change(&row)
        return row
    }

    /// Days since 1970-01-01 of `YYYY-MM-DD`, of `YYYY-MM` the first day and of `YYYY` as well.
    static func day(_ text: some StringProtocol) -> Int {
        let parts = text.split(separator: "-").map { Int($0) ?? 1 } + [1, 1]
        return CivilDate.days(year: parts[0], month: parts[1], day: parts[2])
    }

    var start: Int64? { bounds?.start }
    var stop: Int64? { bounds?.stop }

    private var bounds: (start: Int64, stop: Int64)? {
        guard let sides = period?.split(separator: "/"), let from = sides.first, let to = sides.last else { return nil }
        let day = CivilDate.microsecondsPerDay
        return (Int64(Self.day(from)) * day, (Int64(Self.day(to)) + 1) * day - 1)
    }

    /// The rows as a batch with the columns that rules read, and the supplier's status, which they must not read.
    static func batch(_ rows: [Self], firstID: Int64 = 1) -> ColumnBatch {
        func coded(_ value: (Self) -> String?) -> ColumnData { .coded(CodedText(rows.map(value))) }
        func double(_ value: (Self) -> Double?) -> ColumnData { .double(Column(rows.map(value), filler: 0)) }
        func integer(_ value: (Self) -> Int64?) -> Column<Int64> { Column(rows.map(value), filler: 0) }
        let numbers = rows.indices.map { firstID + Int64($0) }
        let columns: [(ObservationColumn, ColumnData)] = [
            (.observationID, .int64(Column(numbers))),
            (.identity, .plain(PlainText(zip(rows, numbers).map { "\($0.identity)\($1)" }))),
            (.deliveryID, .int64(Column(numbers.map { _ in 7 }))),
            (.line, .int64(Column(numbers.map { $0 + 1 }))),
            (.taxonID, coded(\.taxonID)), (.scientificName, coded(\.scientificName)),
            (.speciesID, coded(\.speciesID)), (.taxonRank, coded(\.rank)), (.soortgroep, coded(\.soortgroep)),
            (.taxonMatch, coded(\.match)), (.verbatimName, coded(\.verbatimName)),
            (.occurrenceStatus, coded(\.occurrenceStatus)),
            (.periodStart, .timestamp(integer(\.start))), (.periodStop, .timestamp(integer(\.stop))),
            (.periodPrecision, coded(\.precision)), (.verbatimPeriod, coded(\.verbatimPeriod)),
            (.x, double(\.x)), (.y, double(\.y)), (.latitude, double(\.latitude)), (.longitude, double(\.longitude)),
            (.locationType, coded(\.locationType)), (.uncertainty, double(\.uncertainty)),
            (.sourceCRS, coded(\.crs)), (.verbatimCoordinates, coded(\.verbatimCoordinates)),
            (.abundanceSchema, coded(\.schema)), (.abundanceValue, coded(\.value)),
            (.countMinimum, .int64(integer(\.minimum))), (.countMaximum, .int64(integer(\.maximum))),
            (.sex, coded(\.sex)), (.activity, coded(\.activity)), (.biotope, coded(\.biotope)),
            (.determinationMethod, coded(\.determinationMethod)), (.surveyMethod, coded(\.surveyMethod)),
            (.subjectType, coded(\.subjectType)), (.dwelling, coded(\.dwelling)),
            (.protocolCode, coded(\.protocolCode)), (.basisOfRecord, coded(\.basisOfRecord)),
            (.evidence, coded(\.evidence)), (.bronhouder, coded(\.bronhouder)),
            (.geometry, .plain(PlainText(rows.map(\.geometry)))),
            (.lifeStage, coded(\.stage)), (.supplierStatus, coded(\.supplierStatus)),
        ]
        return ColumnBatch(names: columns.map(\.0.rawValue), columns: columns.map(\.1), rowCount: rows.count)
    }
}
