import Disclosure
import Foundation
import Observations
import Testing

struct DarwinCoreTextTests {
    @Test func anExactRecord() throws {
        var row = SampleObservation()
        row.visit = "v1"
        row.activity = "foeragerend"
        row.biotope = "tuin"
        row.protocolCode = "12.205"
        row.uncertainty = 0
        row.locationType = .polygon
        row.geometry = "POLYGON ((155000 463000, 155010 463000, 155010 463010, 155000 463000))"
        row.countMinimum = 2
        row.countMaximum = 5
        let record = try #require(try SampleExport.darwinCore([row]).first)
        let expected = [
            "occurrenceID": "https://bron.example/1", "basisOfRecord": "HumanObservation",
            "occurrenceStatus": "present",
            "scientificName": "Passer domesticus", "vernacularName": "Huismus", "taxonRank": "species",
            "taxonID": SampleTaxon.huismus.id, "taxonRemarks": "Vogels",
            "dynamicProperties": #"{"beleidsstatus":"Rode Lijst: gevoelig|Vogelrichtlijn"}"#,
            "eventID": "v1", "eventDate": "2024-05-12T10:30", "year": "2024", "month": "5", "day": "12",
            "geodeticDatum": "EPSG:4258", "coordinateUncertaintyInMeters": "", "individualCount": "",
            "organismQuantity": "2-5", "organismQuantityType": "exact_count", "locationID": "rd1km:155-463",
            "footprintWKT": row.geometry ?? "", "footprintSRS": "EPSG:28992", "countryCode": "NL",
            "stateProvince": "Utrecht",
            "behavior": "foeragerend", "habitat": "tuin", "samplingProtocol": "12.205", "rightsHolder": "Bronhouder",
            "license": "CC0-1.0", "identificationVerificationStatus": "goedgekeurd_automatisch",
            "dataGeneralizations": "",
            "informationWithheld": "", "datasetName": "Losse waarnemingen",
        ]
        for (term, value) in expected { #expect(record[term] == value, "\(term)") }
        #expect(record["decimalLatitude"]?.hasPrefix("52.15") == true)
        #expect(record["decimalLongitude"]?.hasPrefix("5.38") == true)
    }

    @Test func aBlurredRecord() throws {
        var row = SampleObservation()
        row.taxon = .das
        let record = try #require(try SampleExport.darwinCore([row]).first)
        #expect(record["occurrenceID"]?.hasPrefix("urn:sha256:") == true)
        #expect(record["eventDate"] == "2024")
        #expect(record["year"] == "2024")
        #expect(record["month"] == "")
        #expect(record["day"] == "")
        #expect(record["locationID"] == "rd5km:155-460")
        #expect(record["coordinateUncertaintyInMeters"] == "3536")
        #expect(record["informationWithheld"] != "")
        #expect(record["stateProvince"] == "")
        #expect(record["individualCount"] == "1")
    }

    struct DateCase: Sendable {
        var precision: PeriodPrecision
        var start: Int64
        var stop: Int64
        var text: String
    }

    static let dates: [DateCase] = [
        DateCase(precision: .year, start: at(2024, 1, 1), stop: at(2025, 1, 1) - 1, text: "2024"),
        DateCase(precision: .month, start: at(2024, 2, 1), stop: at(2024, 3, 1) - 1, text: "2024-02"),
        DateCase(precision: .day, start: at(2024, 2, 29), stop: at(2024, 3, 1) - 1, text: "2024-02-29"),
        DateCase(
            precision: .hour, start: at(2024, 2, 29, 7), stop: at(2024, 2, 29, 8) - 1,
            text: "2024-02-29T07:00/2024-02-29T07:59"),
        DateCase(
            precision: .minute, start: at(1969, 12, 31, 23, 5), stop: at(1969, 12, 31, 23, 6) - 1,
            text: "1969-12-31T23:05"),
        DateCase(
            precision: .second, start: at(2024, 2, 29, 7, 8, 9), stop: at(2024, 2, 29, 7, 8, 9),
            text: "2024-02-29T07:08:09"),
        DateCase(precision: .interval, start: at(2024, 2, 1), stop: at(2024, 2, 11) - 1, text: "2024-02-01/2024-02-10"),
        DateCase(precision: .interval, start: at(2022, 1, 1), stop: at(2025, 1, 1) - 1, text: "2022/2024"),
        DateCase(precision: .interval, start: at(2024, 2, 1), stop: at(2024, 2, 2) - 1, text: "2024-02-01"),
        DateCase(
            precision: .interval, start: at(2024, 2, 1, 22), stop: at(2024, 2, 2, 1, 30),
            text: "2024-02-01T22:00/2024-02-02T01:30"),
        DateCase(precision: .year, start: at(1600, 1, 1), stop: at(1601, 1, 1) - 1, text: "1600"),
    ]

    static func at(_ year: Int, _ month: Int, _ day: Int, _ hour: Int = 0, _ minute: Int = 0, _ second: Int = 0)
        -> Int64
    {
        SampleObservation.moment(year, month, day, hour, minute, second)
    }

    @Test(arguments: dates) func eventDate(_ example: DateCase) throws {
        var row = SampleObservation()
        (row.start, row.stop, row.precision) = (example.start, example.stop, example.precision)
        #expect(try SampleExport.darwinCore([row]).first?["eventDate"] == example.text)
    }

    @Test(arguments: [(0.0, "1"), (0.2, "1"), (10, "10"), (10.1, "11")])
    func uncertaintyOfAPoint(_ metres: Double, text: String) throws {
        var row = SampleObservation()
        row.uncertainty = metres
        #expect(try SampleExport.darwinCore([row]).first?["coordinateUncertaintyInMeters"] == text)
    }

    @Test func controlCharactersDoNotBreakLines() throws {
        var row = SampleObservation()
        row.identity = "https://bron.example/a\tb"
        row.dataset = "een\ntwee\r\tdrie \"vier\""
        row.locationType = .line
        row.geometry = "LINESTRING (0 0,\n1 1)"
        let record = try #require(try SampleExport.darwinCore([row]).first)
        #expect(record["datasetName"] == "een twee  drie \"vier\"")
        #expect(record["footprintWKT"] == "LINESTRING (0 0, 1 1)")
        #expect(record["occurrenceID"] == "https://bron.example/a b")
    }

    @Test func longAndOddValues() throws {
        var row = SampleObservation()
        row.dataset = String(repeating: "é", count: 5000)
        row.biotope = String(repeating: "x", count: 31)
        row.activity = String(repeating: "y", count: 32)
        row.countMinimum = .max
        row.countMaximum = .max
        row.uncertainty = 1e300
        var none = SampleObservation()
        none.identity = "x"
        (none.x, none.y, none.uncertainty, none.province, none.countMinimum, none.countMaximum) = (
            nil, nil, nil, nil, nil, nil
        )
        (none.schema, none.abundanceValue, none.dataset) = (nil, nil, nil)
        let records = try SampleExport.darwinCore([row, none, row])
        #expect(records[0]["datasetName"] == row.dataset)
        #expect(records[0]["habitat"] == row.biotope)
        #expect(records[2]["behavior"] == row.activity)
        #expect(records[0]["individualCount"] == "9223372036854775807")
        #expect(records[0]["coordinateUncertaintyInMeters"] == "")
        #expect(records[1]["occurrenceID"] == "x")
        #expect(records[1]["decimalLatitude"] == "")
        #expect(records[1]["geodeticDatum"] == "")
        #expect(records[1]["organismQuantityType"] == "")
    }
}
