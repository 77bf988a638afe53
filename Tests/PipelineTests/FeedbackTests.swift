import Foundation
import Pipeline
import Testing

/// What suppliers are told.
@Suite(.enabled(if: Surroundings.hasBinary, "no ndff: build the product, or name it in NDFF_BINARY"))
struct FeedbackTests {
    private struct Seen: Decodable {
        var errors: [String]
        var foreign: [String]
        var title: String
        var headings: [String]
        var tables: Int
        var overflows: Bool
    }

    /// As a supplier sees it, without a network.
    @Test(.enabled(if: Surroundings.hasBrowser, "no Chromium with playwright: Scripts/setup --browser"))
    func inABrowser() throws {
        let place = try Workplace(configuration: Deliveries.configuration(sources: ["{ name: een, maxQuarantine: 20% }"]))
        let odd = Deliveries.record(50).replacing("Vanessa atalanta", with: "Vanesa <img src=x onerror=alert(1)> atalanta")
            + "\n" + Deliveries.record(1).dropFirst(Deliveries.identity(1).count) + "\n"
        _ = try place.ingest(Deliveries.text(0..<20) + odd, as: "a.csv")
        let folder = place.workspace + "/feedback"
        let page = try #require(try FileManager.default.contentsOfDirectory(atPath: folder).first { $0.hasSuffix(".html") })
        let seen: Seen = try BrowserScript.run(
            "\(folder)/\(page)", """
                seen['title'] = page.title()
                seen['headings'] = page.locator('h1, h2').all_text_contents()
                seen['tables'] = page.locator('table').count()
                seen['overflows'] = page.evaluate('document.documentElement.scrollWidth > window.innerWidth')
                """, ready: "h1")
        #expect(seen.errors == [])
        #expect(seen.foreign == [])
        #expect(seen.title == "Terugmelding levering 1")
        #expect(seen.headings.count >= 3)
        #expect(seen.tables >= 2)
        #expect(!seen.overflows)
    }

    /// What is restricted is not repeated in what many read.
    @Test func findingsOnTextNameNobody() throws {
        let place = try Workplace(configuration: Deliveries.configuration(sources: ["{ name: een }"]))
        // Two names and a place: read in a wrong encoding, and with a control character.
        let text = Deliveries.text(0..<20).replacing("Waarnemer 3", with: "JoÃ«lle Geheim").replacing("Waarnemer 4", with: "Zus\u{1}je Geheim")
        _ = try place.ingest(text, as: "a.csv")
        let path = place.folder.file("bevindingen.csv")
        _ = try place.ndff("findings export", "-o", path).expecting(0)
        let findings = try String(contentsOfFile: path, encoding: .utf8)
        #expect(findings.contains("TEXT_MOJIBAKE") && findings.contains("TEXT_CONTROL_CHARACTERS"))
        #expect(!findings.contains("Geheim"))
        let folder = place.workspace + "/feedback"
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
            #expect(!(try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)).contains("Geheim"), "\(name)")
        }
    }

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
