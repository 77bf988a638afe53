import Foundation
import Ingest
import Outside
import Testing

/// The profiles that the repository carries, held against real headers where these are here.
struct ProfileFixturesTests {
    static let names = [
        "waarneming-nl", "ndff-classic", "dwc", "riparias-pov-ias-plants", "inbo-fallopia", "gbif-simple", "streeplijst",
        "inbo-portugal", "riparias-anb-plants", "telling-breed",
    ]

    static func profile(_ name: String) throws -> SupplierProfile {
        let file = Outside.repository.appending(path: "Fixtures/profiles/\(name).yaml")
        return try SupplierProfile(yaml: String(contentsOf: file, encoding: .utf8), file: "\(name).yaml")
    }

    @Test(arguments: names)
    func isRead(_ name: String) throws {
        let profile = try Self.profile(name)
        #expect(profile.name == name)
        #expect(profile.fields[.identity] != nil)
    }

    /// Every profile in the folder is in the list above.
    @Test func noneIsForgotten() throws {
        let folder = Outside.repository.appending(path: "Fixtures/profiles").path
        let files = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(files.filter { $0.hasSuffix(".yaml") }.sorted() == Self.names.map { "\($0).yaml" }.sorted())
    }

    /// profile | file beside the repository | columns without a place of their own
    @Test(
        .enabled(if: Outside.shared("samples") != nil, "the samples are not here"),
        arguments: rows(
            """
            riparias-pov-ias-plants | samples/riparias_pov-ias-plants/invasieve_uitheemse_soorten.csv | 2
            inbo-fallopia | samples/inbo_fallopia/ExotenOpDijken_merged.csv | 22
            inbo-portugal | samples/inbo_portugal/PT_Dolichopodidae_2018_dataset_GBIF.csv | 12
            """))
    func fitsItsFile(_ row: [String]) throws {
        let file = try #require(Outside.shared(row[1]))
        let text = try String(contentsOf: file, encoding: .utf8)
        let header = text.prefix { !$0.isNewline }.split(separator: ",", omittingEmptySubsequences: false).map {
            String($0).replacing("\"recordedBy\"\"\"", with: "recordedBy\"")
        }
        let binding = try Self.profile(row[0]).bind(columns: header, file: row[0])
        #expect(binding.other.count == Int(row[2]))
    }

    @Test func ripariasProfileSaysWhatThePublisherDoes() throws {
        let profile = try Self.profile("riparias-pov-ias-plants")
        #expect(profile.crs == 31370 && profile.dates.midnightIsDay)
        #expect(profile.defaults[.uncertainty] == "30")
        #expect("0".bytes { profile.values[.abundance]?.value(for: $0) } == "")
        #expect("5".bytes { profile.values[.abundance]?.value(for: $0) } == nil)
        #expect("fallopia / reynoutria".bytes { profile.values[.taxon]?.value(for: $0) } == "Reynoutria")
        #expect("m²".bytes { profile.values[.abundanceSchema]?.value(for: $0) } == "area_m2")
        #expect(profile.exclusions.first?.conditions.first?.test == .equals(["Meerdere soorten"]))
        #expect(profile.ignore == ["ID", "ESRI_OID", "Shape"])
    }
}
