import Reference
import Testing

@Suite struct GridTests {
    static func vectors() throws -> [[String: String]] {
        try ReferenceFiles.rows(ReferenceFiles.conformance.appendingPathComponent("rd_testvectors.csv"))
    }

    @Test func everyColumnOfTheTestVectors() throws {
        let rows = try Self.vectors()
        #expect(rows.count == 100)
        for row in rows {
            let x = try #require(Double(row["x_rd"] ?? "")), y = try #require(Double(row["y_rd"] ?? ""))
            let kmhok = try #require(RijksdriehoekGrid.kmhokCode(x: x, y: y))
            let uurhok = try #require(RijksdriehoekGrid.uurhokCode(x: x, y: y))
            let hok10 = try #require(RijksdriehoekGrid.hok10Code(x: x, y: y))
            #expect(RijksdriehoekGrid.label(code: kmhok) == row["kmhok"])
            #expect(RijksdriehoekGrid.sixDigits(code: kmhok) == row["kmhok_xxxyyy"])
            #expect(RijksdriehoekGrid.sixDigits(code: uurhok) == row["uurhok_xxxyyy"])
            #expect(RijksdriehoekGrid.label(code: uurhok) == row["hok5_label"])
            #expect(RijksdriehoekGrid.label(code: hok10) == row["hok10_label"])
            #expect(RijksdriehoekGrid.quartoLabel(x: x, y: y) == row["quartohok"])
            #expect(RijksdriehoekGrid.uurhokCode(kmhok: kmhok) == uurhok)
            #expect(RijksdriehoekGrid.hok10Code(kmhok: kmhok) == hok10)
            #expect(AtlasGrid.kaartblad(x: x, y: y).map(String.init) == row["kaartblad_klassiek"])
            #expect(AtlasGrid.atlasblokCode(x: x, y: y).map(AtlasGrid.label(atlasblok:)) == row["atlasblok"])
            #expect(AtlasGrid.kmblokCode(x: x, y: y).map(AtlasGrid.label(kmblok:)) == row["kmblok"])
            let square = try #require(AtlasGrid.square(ofLabel: row["kmblok"] ?? ""))
            #expect((square.x, square.y) == RijksdriehoekGrid.corner(code: kmhok) && square.size == 1000)
            let block = try #require(AtlasGrid.square(ofLabel: row["atlasblok"] ?? ""))
            #expect((block.x, block.y) == RijksdriehoekGrid.corner(code: uurhok) && block.size == 5000)
        }
    }

    @Test func all62Sheets() throws {
        let rows = try ReferenceFiles.rows(
            ReferenceFiles.conformance.appendingPathComponent("kaartblad_klassiek_62.csv"))
        #expect(rows.count == 62)
        for row in rows {
            let number = Int32(row["blad"] ?? "")
            let x0 = try #require(Double(row["x_min"] ?? "")), y0 = try #require(Double(row["y_min"] ?? ""))
            let x1 = try #require(Double(row["x_max"] ?? "")), y1 = try #require(Double(row["y_max"] ?? ""))
            #expect(AtlasGrid.kaartblad(x: x0, y: y0) == number)
            #expect(AtlasGrid.kaartblad(x: x1.nextDown, y: y1.nextDown) == number)
            #expect(AtlasGrid.kaartblad(x: x1, y: y0) != number)
            #expect(AtlasGrid.kaartblad(x: x0, y: y1) != number)
        }
    }

    @Test(arguments: [
        (154_999.999, 462_999.999, 154_462 as Int32?, "32-33-35" as String?),
        (155_000, 463_000, 155_463, "32-34-21"),
        (0, 300_000, 300, nil), (-0.001, 399_999, nil, "47-14-15"), (299_999.9, 590_000, 299_590, "8-28-55"),
        (300_000, 590_000, nil, nil), (150_000, 299_999.9, nil, nil), (150_000, 700_000, 150_700, nil),
        (150_000, 860_000, nil, nil), (463_000, 155_000, nil, nil), (.nan, 463_000, nil, nil),
        (155_000, .infinity, nil, nil),
        (-1e300, 1e300, nil, nil), (130_000, 610_000, 130_610, nil), (5_000, 430_000, 5_430, nil),
    ]) func edges(x: Double, y: Double, kmhok: Int32?, kmblok: String?) {
        #expect(RijksdriehoekGrid.kmhokCode(x: x, y: y) == kmhok)
        #expect(AtlasGrid.kmblokCode(x: x, y: y).map(AtlasGrid.label(kmblok:)) == kmblok)
    }

    @Test(arguments: [
        ("155-463", 155_463 as Int32?), ("155 - 463", 155_463), ("155463", 155_463), ("032391", 32_391),
        ("32-391", 32_391),
        ("155-299", nil), ("155-", nil), ("-155-463", nil), ("15546", nil), ("", nil), ("abc-def", nil),
        ("300-463", nil),
        ("155-463-1", nil), ("٣٢-391", nil),
    ]) func delivered(label: String, code: Int32?) {
        #expect(RijksdriehoekGrid.code(ofLabel: label) == code)
    }

    @Test(arguments: [
        "32", "32-39", "32-60", "63-11", "0-11", "32-34-61", "32-34-16", "32-34-", "a-b", "", "32-34-21-1",
    ])
    func noSuchAtlasSquare(label: String) {
        #expect(AtlasGrid.square(ofLabel: label) == nil)
    }

    @Test func cornersWorkEverywhere() {
        #expect(RijksdriehoekGrid.corner(of: -1, size: 5000) == -5000)
        #expect(RijksdriehoekGrid.corner(of: 4999.9, size: 5000) == 0)
        #expect(RijksdriehoekGrid.duploLabel(x: 155_499.9, y: 463_500) == "155000-463500")
    }
}
