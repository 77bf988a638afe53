import Foundation

/// A delivery that is sound as a whole: other days, places and taxa, all columns filled. Tests spoil one thing of it.
struct DataSetDelivery {
    struct Record {
        var identity: String
        var taxon: String
        var date: String
        var x: Double
        var y: Double
        var uncertainty = "10"
        var count = "1"
        var stage = "adult"
        var sex = "female"
        var activity = "foraging"
        var determination = "sight"
        var survey = "transect"
        var basis = "HumanObservation"
        var presence = "present"
        var evidence = "photo"
        var embargo = ""
        var bronhouder = "Voorbeeldbron"
        var license = "CC0-1.0"
        var remarks = ""

        fileprivate var line: String {
            [
                identity, taxon, date, String(x), String(y), uncertainty, count, stage, sex, activity, determination, survey,
                basis, presence, evidence, embargo, bronhouder, license, remarks,
            ].map { "\"\($0)\"" }.joined(separator: ",")
        }
    }

    private static let header =
        "id,soort,datum,x,y,straal,aantal,stadium,geslacht,gedrag,detmethode,methode,basis,status,bewijs,embargo,bronhouder,"
        + "licentie,opmerking"

    static let profile = """
        name: voorbeeld
        version: 1
        format: csv
        crs: EPSG:28992
        fields:
          identity: id
          taxon: soort
          eventDate: datum
          x: x
          y: y
          uncertainty: straal
          abundance: aantal
          lifeStage: stadium
          sex: geslacht
          activity: gedrag
          determinationMethod: detmethode
          surveyMethod: methode
          basisOfRecord: basis
          occurrenceStatus: status
          evidence: bewijs
          embargoUntil: embargo
          bronhouder: bronhouder
          license: licentie
          remarks: opmerking
        """

    private static let taxa = [
        "Bufo bufo", "Rana arvalis", "Hyla arborea", "Vanessa atalanta", "Bellis perennis", "Parus major",
        "Amanita muscaria", "Boletus edulis", "Sphagnum palustre", "Usnea hirta", "Chara vulgaris", "Parmelia sulcata",
    ]

    var records: [Record]

    init(_ count: Int = 600) {
        records = (0..<count).map { number in
            // Steps without a common divisor with the ranges: days and places are spread evenly and do not return.
            let day = number * 37 % 365
            let date = Date(timeIntervalSince1970: 1_672_531_200 + Double(day) * 86_400)  // 2023-01-01
            return Record(
                identity: "https://voorbeeld.example/\(number)", taxon: Self.taxa[number % Self.taxa.count],
                date: date.formatted(.iso8601.year().month().day()), x: 140_003 + Double(number * 7_919 % 20_011),
                y: 450_007 + Double(number * 6_007 % 20_021), count: String(number % 9 + 1),
                remarks: String(repeating: "opmerking ", count: number % 30) + "einde")
        }
    }

    /// Changes the records whose number from 0 is divisible by `step`.
    mutating func spoil(every step: Int = 1, _ change: (Int, inout Record) -> Void) {
        for number in records.indices where number % step == 0 { change(number, &records[number]) }
    }

    var text: String { Self.header + "\n" + records.map { $0.line + "\n" }.joined() }
}
