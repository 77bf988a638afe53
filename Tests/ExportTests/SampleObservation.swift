import Columns
import Foundation
import Observations

/// One observation in plain values, for hand-made batches.
struct SampleObservation {
    var identity = "https://bron.example/1"
    var source = "bron"
    var deliveryID: Int64 = 1
    var taxon: SampleTaxon? = .huismus
    var speciesID: String??
    var status: AssessmentStatus? = .approvedAutomatically
    var occurrence = "present"
    var start = moment(2024, 5, 12, 10, 30)
    var stop = moment(2024, 5, 12, 10, 30, 59)
    var precision = PeriodPrecision.minute
    var x: Double? = 155_123
    var y: Double? = 463_456
    var locationType = LocationType.point
    var geometry: String?
    var uncertainty: Double? = 10
    var province: Int32? = 26
    var countMinimum: Int64? = 1
    var countMaximum: Int64? = 1
    var schema: String? = "exact_count"
    var abundanceValue: String? = "1"
    var activity: String?
    var dwelling: String?
    var biotope: String?
    var visit: String?
    var dataset: String? = "Losse waarnemingen"
    var protocolCode: String?
    var embargoUntil: Int32?

    static func moment(
        _ year: Int, _ month: Int, _ day: Int, _ hour: Int = 0, _ minute: Int = 0, _ second: Int = 0
    ) -> Int64 {
        let seconds = CivilDate.days(year: year, month: month, day: day) * 86_400 + hour * 3600 + minute * 60 + second
        return Int64(seconds) * 1_000_000
    }

    /// The whole of a day.
    mutating func setDay(_ year: Int, _ month: Int, _ day: Int) {
        start = Self.moment(year, month, day)
        stop = start + CivilDate.microsecondsPerDay - 1
        precision = .day
    }
}

/// Taxa of the sample register.
struct SampleTaxon: Sendable {
    var id: String
    var scientificName: String
    var dutchName: String
    var rank = "species"
    var speciesID: String?
    var group: String
    var policy: String?

    init(
        _ name: String, _ dutchName: String, _ group: String, rank: String = "species", species: String? = nil,
        policy: String? = nil
    ) {
        id = Self.uri(name)
        scientificName = name
        self.dutchName = dutchName
        self.group = group
        self.rank = rank
        self.policy = policy
        speciesID = rank == "species" ? id : species.map(Self.uri)
    }

    static func uri(_ name: String) -> String {
        "http://ndff-ecogrid.nl/taxonomy/taxa/" + name.lowercased().replacingOccurrences(of: " ", with: "")
    }

    static let huismus = SampleTaxon(
        "Passer domesticus", "Huismus", "Vogels", policy: "Rode Lijst: gevoelig|Vogelrichtlijn")
    static let merel = SampleTaxon("Turdus merula", "Merel", "Vogels", policy: "Vogelrichtlijn")
    /// 10 km with a nest.
    static let oehoe = SampleTaxon("Bubo bubo", "Oehoe", "Vogels", policy: "Vogelrichtlijn")
    /// 5 km, always.
    static let das = SampleTaxon("Meles meles", "Das", "Zoogdieren (overig)")
    /// 1 km, always; a subspecies of it below.
    static let adder = SampleTaxon("Vipera berus", "Adder", "Reptielen", policy: "Rode Lijst: kwetsbaar")
    static let adderBerus = SampleTaxon(
        "Vipera berus berus", "", "Reptielen", rank: "subspecies", species: "Vipera berus")
    /// Hidden.
    static let orchis = SampleTaxon("Herminium monorchis", "Honingorchis", "Vaatplanten")
    static let klaproos = SampleTaxon("Papaver rhoeas", "Grote klaproos", "Vaatplanten")
    static let papaver = SampleTaxon("Papaver", "Klaproos", "Vaatplanten", rank: "genus")

    static let all = [huismus, merel, oehoe, das, adder, adderBerus, orchis, klaproos, papaver]
}

/// Observations as the store hands them out: a batch of facts and the assessments beside it.
struct SampleBatch {
    var observations: ColumnBatch
    var assessments: ColumnBatch

    init(_ rows: [SampleObservation]) {
        func coded(_ value: (SampleObservation) -> String?) -> ColumnData { .coded(CodedText(rows.map(value))) }
        func doubles(_ value: (SampleObservation) -> Double?) -> ColumnData {
            .double(Column(rows.map(value), filler: 0))
        }
        func longs(_ value: (SampleObservation) -> Int64?) -> ColumnData { .int64(Column(rows.map(value), filler: 0)) }
        let geographic = rows.map { row in row.x.flatMap { x in row.y.map { Self.degrees(x: x, y: $0) } } }
        let kmhok = rows.map { row in
            row.x.flatMap { x in row.y.map { Int32(x / 1000) * 1000 + Int32($0 / 1000) } }
        }
        let columns: [(ObservationColumn, ColumnData)] = [
            (.identity, .plain(PlainText(rows.map(\.identity)))), (.source, coded(\.source)),
            (.deliveryID, .int64(Column(rows.map(\.deliveryID)))), (.taxonID, coded { $0.taxon?.id }),
            (.scientificName, coded { $0.taxon?.scientificName }), (.dutchName, coded { $0.taxon?.dutchName }),
            (.taxonRank, coded { $0.taxon?.rank }), (.speciesID, coded { $0.speciesID ?? $0.taxon?.speciesID }),
            (.soortgroep, coded { $0.taxon?.group }), (.beleidsstatus, coded { $0.taxon?.policy }),
            (.basisOfRecord, coded { _ in "HumanObservation" }), (.occurrenceStatus, coded(\.occurrence)),
            (.periodStart, .timestamp(Column(rows.map(\.start)))), (.periodStop, .timestamp(Column(rows.map(\.stop)))),
            (.periodPrecision, coded(\.precision.rawValue)), (.x, doubles(\.x)), (.y, doubles(\.y)),
            (.latitude, .double(Column(geographic.map { $0?.latitude }, filler: 0))),
            (.longitude, .double(Column(geographic.map { $0?.longitude }, filler: 0))),
            (.locationType, coded(\.locationType.rawValue)), (.geometry, .plain(PlainText(rows.map(\.geometry)))),
            (.uncertainty, doubles(\.uncertainty)), (.kmhok, .int32(Column(kmhok, filler: 0))),
            (.province, .int32(Column(rows.map(\.province), filler: 0))), (.abundanceSchema, coded(\.schema)),
            (.abundanceValue, coded(\.abundanceValue)), (.countMinimum, longs(\.countMinimum)),
            (.countMaximum, longs(\.countMaximum)), (.activity, coded(\.activity)), (.dwelling, coded(\.dwelling)),
            (.subjectType, coded { _ in nil }), (.biotope, coded(\.biotope)), (.visitID, coded(\.visit)),
            (.dataset, coded(\.dataset)), (.protocolCode, coded(\.protocolCode)),
            (.bronhouder, coded { _ in "Bronhouder" }),
            (.embargoUntil, .date(Column(rows.map(\.embargoUntil), filler: 0))), (.license, coded { _ in "CC0-1.0" }),
        ]
        observations = ColumnBatch(
            names: columns.map(\.0.rawValue), columns: columns.map(\.1), rowCount: rows.count)
        assessments = ColumnBatch(
            names: ["status"], columns: [.coded(CodedText(rows.map { $0.status?.rawValue }))], rowCount: rows.count)
    }

    /// Good to some tens of metres around Amersfoort, which is all these tests need.
    private static func degrees(x: Double, y: Double) -> (latitude: Double, longitude: Double) {
        (52.155_172 + (y - 463_000) / 111_265, 5.387_206 + (x - 155_000) / 68_400)
    }
}
