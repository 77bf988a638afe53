import Foundation
import Reference
import Testing

@Suite struct CodeTests {
    @Test(arguments: [
        ("", true, true), (" ", true, true), ("\t\r\n", true, true), ("\u{A0}", true, true), ("-", true, true),
        (" ? ", true, true),
        ("NULL", true, true), ("null", true, true), ("None", true, true), ("NA", true, true), ("n/a", true, true),
        ("NaN", true, true),
        ("\\N", true, true), ("TRUE", false, true), ("false", false, true), ("--", false, false), ("0", false, false),
        ("12", false, false),
        ("nul", false, false), ("Nederland", false, false), ("nA\u{A0}", true, true), ("\u{C2}", false, false),
        ("x", false, false),
        ("truex", false, false),
    ]) func absent(text: String, absent: Bool, noNumber: Bool) {
        #expect(AbsentValues.isAbsent(text) == absent)
        #expect(AbsentValues.isNotANumber(text) == noNumber)
    }

    @Test func halfANoBreakSpace() {
        for bytes: [UInt8] in [[0xC2], [0xA0], [0xC2, 0x41]] {
            #expect(!bytes.withUnsafeBytes { AbsentValues.isAbsent($0) })
        }
    }

    @Test func codeLists() throws {
        let lists = try CodeLists(url: ReferenceFiles.fixtures.appendingPathComponent("codes/ndff_code_uris.csv"))
        let sex = "http://ndff-ecogrid.nl/codes/domainvalues/observation/sexes/undefined"
        #expect(lists.entry(uri: sex)?.field == "sex")
        #expect(lists.uri(field: "sex", code: "Undefined") == sex)
        #expect(lists.uri(field: "sex", code: "male") == nil)
        #expect(lists.entries(field: "abundanceSchema").count == 7)
        #expect(lists.entry(uri: "http://example.org") == nil)
    }

    @Test(arguments: [
        ("EPSG:28992", CoordinateReferenceSystem.rdNew as CoordinateReferenceSystem?), ("epsg:4326", .wgs84),
        ("4258", .etrs89),
        ("urn:ogc:def:crs:EPSG::31370", .belgianLambert72), ("WGS84", .wgs84), ("WGS 84", .wgs84), ("ETRS89", .etrs89),
        ("3812", .belgianLambert2008), ("EPSG:32631", .utm(zone: 31, south: false)),
        ("EPSG:25832", .utm(zone: 32, south: false)),
        ("EPSG:3857", .webMercator), ("EPSG:2", nil), ("", nil), ("EPSG:", nil), ("28992x", nil), ("x28992", nil),
        ("EPSG:99999999999999999999", nil),
    ]) func coordinateSystemNames(text: String, system: CoordinateReferenceSystem?) {
        #expect(CoordinateReferenceSystem(text) == system)
    }
}
