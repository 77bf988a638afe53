import Foundation
import Pipeline
import Testing

/// Deliveries without a valid agreement wait; terms of publication hold for every export.
@Suite(.enabled(if: Surroundings.hasBinary, "no ndff: build the product, or name it in NDFF_BINARY"))
struct AgreementTests {
    static let header = "agreement,source_holder,valid_from,valid_until,protocol_version,contact,publish,licence,embargo_days,embargo_until\n"

    private func place(_ sources: [String], register: String) throws -> Workplace {
        let place = try Workplace(
            configuration: Deliveries.configuration(sources: sources, reference: "  agreements: overeenkomsten.csv"))
        try place.write(Self.header + register, to: place.folder.file("overeenkomsten.csv"))
        try place.write(
            #"{"name":"t","version":"1","authority":"t","licence":"t","example":true}"#,
            to: place.folder.file("overeenkomsten.json"))
        return place
    }

    @Test func heldUntilTheAgreementIsValid() throws {
        let place = try place(
            [
                "{ name: een, inbox: inbox/een, agreement: GLO-1 }", "{ name: twee, inbox: inbox/twee }",
                "{ name: drie, inbox: inbox/drie, agreement: GLO-3 }",
            ], register: "GLO-1,A,2010-01-01,2015-12-31,GLP 1.0,geheim@voorbeeld.example,yes,,,\n")
        for source in ["een", "twee", "drie"] {
            try place.write(Deliveries.text(0..<5, source: source), to: place.workspace + "/inbox/\(source)/a.csv")
        }
        let run = try place.ndff("run", "--json").expecting(3)
        let record: RunRecord = try run.decoded()
        #expect(record.deliveries.map(\.status) == ["held", "held", "held"])
        #expect(
            record.deliveries.flatMap(\.reasons.keys) == ["AGREEMENT_NOT_VALID", "AGREEMENT_MISSING", "AGREEMENT_UNKNOWN"])
        var status = try place.status()
        #expect(status.held.map(\.source) == ["een", "twee", "drie"])
        #expect((status.observations, status.deliveries, status.waiting) == (0, 0, 0))
        // The next run finds them still waiting, once each.
        let second: RunRecord = try place.ndff("run", "--json").expecting(3).decoded()
        #expect(second.deliveries.map(\.id) == record.deliveries.map(\.id))
        #expect(try place.status().held == status.held)
        // Suppliers are told what they wait for, and not whom to call.
        let told = try FileManager.default.contentsOfDirectory(atPath: place.workspace + "/feedback")
        #expect(told.count == 6)
        let pages = try told.map { try String(contentsOfFile: "\(place.workspace)/feedback/\($0)", encoding: .utf8) }
        for reason in ["AGREEMENT_NOT_VALID", "AGREEMENT_MISSING", "AGREEMENT_UNKNOWN"] {
            #expect(pages.count { $0.contains(reason) } == 2, "\(reason)")
        }
        for page in pages { #expect(!page.contains("geheim@")) }

        try place.write(
            Self.header + "GLO-1,A,2010-01-01,2015-12-31,GLP 1.0,,yes,,,\nGLO-1,A,2020-01-01,,GLP 1.0,,yes,,,\n",
            to: place.folder.file("overeenkomsten.csv"))
        let third = try place.ndff("run", "--json", "--verbose").expecting(3)
        let taken: RunRecord = try third.decoded()
        #expect(taken.deliveries.first?.status == "accepted")
        #expect(taken.deliveries.first?.id == record.deliveries.first?.id)
        #expect(taken.deliveries.first?.books == [5, 5, 0, 0, 0, 0])
        status = try place.status()
        #expect(status.held.map(\.source) == ["twee", "drie"])
        #expect(status.observations == 5)
        #expect(try FileManager.default.contentsOfDirectory(atPath: place.workspace + "/held").count == 2)
        #expect(try place.expectVerified())
        for text in [run.description, third.description] { #expect(!text.contains("geheim@")) }
    }

    @Test func whatMayNotBePublishedIsInNoExport() throws {
        let place = try place(
            [
                "{ name: een, agreement: GLO-NEE }", "{ name: twee, agreement: GLO-JA }",
                "{ name: drie, agreement: GLO-EMBARGO }", "{ name: vier, agreement: GLO-5 }",
            ],
            register: """
                GLO-NEE,A,,,GLP 1.0,,no,,,
                GLO-JA,A,,,GLP 1.0,,yes,,,
                GLO-EMBARGO,A,,,GLP 1.0,,yes,,,2199-12-31
                GLO-5,A,,,GLP 1.0,,5,,,

                """)
        for (index, source) in ["een", "twee", "drie", "vier"].enumerated() {
            _ = try place.ingest(
                Deliveries.text((index * 100)..<(index * 100 + 8), source: source), as: "\(source).csv", source: source)
        }
        let text = try place.occurrences().joined(separator: "\n")
        #expect(text.contains("https://twee.example/"))
        for source in ["een", "drie", "vier"] { #expect(!text.contains("https://\(source).example/"), "\(source)") }
        #expect(text.contains("vervaagd") || text.components(separatedBy: "\n").count > 8)
        let explained: Explanation = try place.ndff("explain", Deliveries.identity(0), "--json").expecting(0).decoded()
        #expect(explained.versions.first?.facts["embargo_until"] == "9999-12-31")
        #expect(explained.publication.contains("overeenkomst"))
        let embargo: Explanation = try place.ndff("explain", Deliveries.identity(200, source: "drie"), "--json")
            .expecting(0).decoded()
        #expect(embargo.versions.first?.facts["embargo_until"] == "2199-12-31")
        let blurred: Explanation = try place.ndff("explain", Deliveries.identity(300, source: "vier"), "--json")
            .expecting(0).decoded()
        #expect(blurred.publication.contains("5 km"), "\(blurred.publication)")
    }
}
