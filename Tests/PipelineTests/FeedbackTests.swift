import Foundation
import Pipeline
import Testing

/// What suppliers are told.
@Suite(.enabled(if: Surroundings.hasBinary, "no ndff: build the product, or name it in NDFF_BINARY"))
struct FeedbackTests {
    @Test func acceptedAndRefused() throws {
        let place = try Workplace(
            configuration: Deliveries.configuration(sources: ["{ name: een, maxQuarantine: 20% }"]))
        let odd = Deliveries.record(50).replacing("Vanessa atalanta", with: "Vanesa atalanta <script>alert(1)</script>")
            + "\n" + Deliveries.record(1).dropFirst(Deliveries.identity(1).count) + "\n"
        _ = try place.ingest(Deliveries.text(0..<20) + odd, as: "goed <b>.csv")
        _ = try place.ingest("soort,datum\nBufo bufo,2024\n", as: "slecht.csv", expecting: 3)
        let folder = place.workspace + "/feedback"
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        #expect(names.count == 4)
        for name in names {
            let text = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
            #expect(!text.contains("Waarnemer"), "\(name)")
            guard name.hasSuffix(".html") else { continue }
            #expect(!text.contains("<script>") && !text.contains("<b>"))
            #expect(!text.contains(place.folder.path), "\(name)")
            #expect(text.contains("Wat wij u vragen"))
        }
        let page = try String(contentsOfFile: "\(folder)/\(names[1])", encoding: .utf8)
        #expect(page.contains("IDENTITY_MISSING: 1 ×") && page.contains("Vanesa atalanta &lt;script&gt;"))
        let table = try String(contentsOfFile: "\(folder)/\(names[0])", encoding: .utf8)
        #expect(table.contains("telling,apart gezet,,1") && table.contains("soortnaam,,,1,22,,"))
        let refused = try String(contentsOfFile: "\(folder)/\(names[3])", encoding: .utf8)
        #expect(refused.contains("geweigerd") && refused.contains("COLUMN_MISSING"))
        if FileManager.default.isExecutableFile(atPath: "/usr/bin/xmllint") {
            let run = try ProgramRun.of("/usr/bin/xmllint", ["--html", "--noout", "\(folder)/\(names[1])"])
            #expect(run.code == 0 && !run.errors.contains("error : Unexpected"), "\(run)")
        }
    }
}
