import Columns
import Disclosure
import Formats
import Foundation
import Observations
import Testing

struct BlurringTests {
    struct Case: Sendable {
        var taxon: SampleTaxon
        var activity: String?
        var x: Double
        var y: Double
        var square: Int32
        var side: Int32
        var uncertainty: Double
    }

    static let cases = [
        Case(taxon: .adder, x: 155_999.9, y: 463_000, square: 155_463, side: 1, uncertainty: 708),
        Case(taxon: .das, x: 155_123, y: 463_456, square: 155_460, side: 5, uncertainty: 3536),
        Case(taxon: .das, x: 159_999, y: 464_999, square: 155_460, side: 5, uncertainty: 3536),
        Case(taxon: .oehoe, activity: "broedend", x: 155_123, y: 463_456, square: 150_460, side: 10, uncertainty: 7072),
    ]

    @Test(arguments: cases) func place(_ example: Case) throws {
        var row = SampleObservation()
        row.taxon = example.taxon
        row.activity = example.activity
        (row.x, row.y) = (example.x, example.y)
        let open = try SampleReference().open([row]).batch
        let side = Double(example.side) * 1000
        #expect(open.square[0] == example.square)
        #expect(open.squareSide[0] == example.side)
        #expect(open.blurring[0] == example.side)
        #expect(open.uncertainty[0] == example.uncertainty)
        #expect(open.x[0] == Double(example.square / 1000) * 1000 + side / 2)
        #expect(open.y[0] == Double(example.square % 1000) * 1000 + side / 2)
        #expect(open[.locationType][0] == "hok")
        // The centre's degrees, not the record's.
        let latitude = try #require(open.latitude[0])
        let longitude = try #require(open.longitude[0])
        #expect(abs(latitude - (52.155_172 + ((open.y[0] ?? 0) - 463_000) / 111_265)) < 0.001)
        #expect(abs(longitude - (5.387_206 + ((open.x[0] ?? 0) - 155_000) / 68_400)) < 0.002)
    }

    @Test func placesWithinOneSquareCannotBeTold() throws {
        var rows: [SampleObservation] = []
        for (number, offset) in [0.0, 1234.5, 4999.9].enumerated() {
            var row = SampleObservation()
            row.identity = "https://bron.example/\(number)"
            row.taxon = .das
            (row.x, row.y) = (155_000 + offset, 460_000 + offset)
            row.uncertainty = Double(number + 1)
            rows.append(row)
        }
        let open = try SampleReference().open(rows).batch
        for column in [open.x, open.y, open.latitude, open.longitude, open.uncertainty] {
            #expect(Set((0..<3).map { column[$0] }).count == 1)
        }
    }

    @Test func onlyTheYearIsLeft() throws {
        var rows = [SampleObservation(), SampleObservation()]
        rows[0].taxon = .das
        rows[1].taxon = .das
        rows[1].identity = "https://bron.example/2"
        rows[1].start = SampleObservation.moment(2022, 12, 31)
        rows[1].stop = SampleObservation.moment(2024, 1, 2)
        rows[1].precision = .interval
        let open = try SampleReference().open(rows).batch
        let periods = Set(
            (0..<2).map { row in
                [open.periodStart[row] ?? 0, open.periodStop[row] ?? 0].map(String.init).joined(separator: " ") + " "
                    + (open[.periodPrecision][row] ?? "")
            })
        let year = { (first: Int, last: Int, precision: String) in
            "\(SampleObservation.moment(first, 1, 1)) \(SampleObservation.moment(last + 1, 1, 1) - 1) \(precision)"
        }
        #expect(periods == [year(2024, 2024, "year"), year(2022, 2024, "interval")])
    }

    @Test func whatGivesAwayGoesToo() throws {
        var row = SampleObservation()
        row.taxon = .oehoe
        row.activity = "broedend"
        row.dwelling = "nest"
        row.biotope = "steengroeve"
        row.visit = "bezoek-1"
        row.dataset = "Groeve 't Rooth"
        row.geometry = "LINESTRING (155100 463400, 155200 463500)"
        row.locationType = .line
        let open = try SampleReference().open([row]).batch
        for column in [OpenText.activity, .dwelling, .biotope, .visitID, .dataset] {
            #expect(open[column][0] == nil, "\(column)")
            #expect(open[column].dictionary.count == 0, "\(column) keeps a text in its dictionary")
        }
        #expect(open.footprint[0] == nil)
        #expect(open.footprint.bytes.isEmpty)
        #expect(open.province[0] == nil)
        #expect(open.countMinimum[0] == 1)
        #expect(open[.dataGeneralizations][0]?.contains("10 km") == true)
    }

    @Test func coarseRecordsKeepTheirUncertainty() throws {
        var row = SampleObservation()
        row.taxon = .adder
        row.uncertainty = 2500
        #expect(try SampleReference().open([row]).batch.uncertainty[0] == 2500)
    }

    @Test func aBlurredRecordWithoutCoordinatesHasNone() throws {
        var row = SampleObservation()
        row.taxon = .das
        row.x = nil
        row.province = 26
        let open = try SampleReference().open([row]).batch
        #expect(open.latitude[0] == nil)
        #expect(open.longitude[0] == nil)
        #expect(open.y[0] == nil)
        #expect(open.square[0] == nil)
        #expect(open.province[0] == nil)
    }

    @Test func identity() throws {
        var row = SampleObservation()
        row.taxon = .das
        let reference = try SampleReference()
        let plain = try reference.open([row]).batch.occurrenceID[0]
        #expect(plain == "urn:sha256:" + (try sha256(of: Array(row.identity.utf8))))
        let salted = try reference.open([row], policy: reference.policy(salt: Array("geheim".utf8))).batch.occurrenceID[
            0]
        #expect(salted == "urn:sha256:" + (try sha256(of: Array(("geheim" + row.identity).utf8))))
    }

    @Test func blurredRecordsStandBehindTheOthersByIdentity() throws {
        let rows = (0..<9).map { number in
            var row = SampleObservation()
            row.identity = "https://bron.example/\(number)"
            row.taxon = number % 3 == 1 ? .das : .huismus
            row.x = 155_123 + Double(number) * 1000
            return row
        }
        let open = try SampleReference().open(rows).batch
        let identities = (0..<9).compactMap { open.occurrenceID[$0] }
        #expect(identities.prefix(6).allSatisfy { $0.hasPrefix("https:") })
        #expect(Array(identities.suffix(3)) == identities.suffix(3).sorted())
        #expect((0..<9).map { open.blurring[$0] } == [0, 0, 0, 0, 0, 0, 5, 5, 5])
    }

    @Test func abundanceCodesPassAndRemarksDoNot() throws {
        var tansley = SampleObservation()
        (tansley.schema, tansley.abundanceValue, tansley.countMinimum, tansley.countMaximum) = (
            "tansley", "f", nil, nil
        )
        var remark = tansley
        remark.identity = "https://bron.example/2"
        remark.abundanceValue = "veel, gezien door Jansen"
        let open = try SampleReference().open([tansley, remark]).batch
        #expect(open[.abundanceCode][0] == "f")
        #expect(open[.abundanceCode][1] == nil)
    }
}
