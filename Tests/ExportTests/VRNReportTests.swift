import Columns
import Formats
import Foundation
import Observations
import Reporting
import Testing

struct VRNReportTests {
    @Test(arguments: [
        (1949, VRNStatus.provisional), (2026, .provisional), (2025, .definitive), (0, .definitive), (-1, .provisional),
    ])
    func yearsThatCannotBeReportedOn(year: Int, status: VRNStatus) {
        #expect(throws: VRNError.self) { try VRNSample.parameters(year, status: status) }
    }

    @Test func supply() throws {
        var rows = (0..<7).map { number in
            var row = SampleObservation()
            row.identity = "https://bron.example/\(number)"
            row.deliveryID = number < 5 ? 1 : 2
            return row
        }
        rows[1].status = .toBeJudged
        rows[2].status = .rejected
        rows[3].uncertainty = 2000
        rows[5].taxon = .das
        rows[5].x = 190_000
        let report = try VRNSample.report(
            rows, canonical: [true, true, true, true, false, true, true],
            deliveries: [
                VRNDelivery(id: 2, intakeYear: 2024, bronhouder: "B", received: 4, quarantined: 1),
                VRNDelivery(id: 1, intakeYear: 2023, bronhouder: "A", received: 5, quarantined: 0),
                VRNDelivery(id: 3, intakeYear: 2024, bronhouder: "B", received: 3, quarantined: 3),
            ])
        let table = report.tables[2]
        #expect(table.name == "vrn_aanvoer")
        #expect(
            table.rows.map { $0.map(\.text).joined(separator: " ") } == [
                "2023 A 5 2 1 1 1 0 0 1 0", "2024 B 7 2 0 0 0 4 1 0 1",
            ])
    }

    @Test func filesAndManifest() throws {
        let report = try VRNSample.report(VRNObservationsTests.rows())
        let folders = try (0..<2).map { _ in try temporaryFolder().appendingPathComponent("vrn/2024") }
        for folder in folders { _ = try report.write(to: folder.path) }
        let names = try FileManager.default.contentsOfDirectory(atPath: folders[0].path).sorted()
        #expect(
            names
                == ["vrn_aanvoer", "vrn_manifest", "vrn_soort", "vrn_waarnemingen"].flatMap {
                    ["\($0).csv", "\($0).json"]
                })
        for name in names {
            let files = try folders.map { try Data(contentsOf: $0.appendingPathComponent(name)) }
            #expect(files[0] == files[1])
        }
        let manifest = try String(contentsOf: folders[0].appendingPathComponent("vrn_manifest.csv"), encoding: .utf8)
        for name in names where !name.hasPrefix("vrn_manifest") {
            let digest = try sha256(ofFile: folders[0].appendingPathComponent(name).path)
            #expect(manifest.contains("bestand,\(name),") && manifest.contains(digest))
        }
        #expect(manifest.contains("controle,aansluiting_n_rec_nl,,,,10,2024,2025-01-15,nl-demo@3,,abc123,voorlopig,ja"))
        let lines = try String(contentsOf: folders[0].appendingPathComponent("vrn_waarnemingen.csv"), encoding: .utf8)
            .split(separator: "\n")
        #expect(lines[0].hasPrefix("jaar,provincie,soortgroep,n_rec,n_taxa,n_kmhok,n_bezoek,l_mediaan,p_lijst1,"))
        #expect(
            lines[0].hasSuffix(
                ",rapportagejaar,peildatum,regelversie,maatlat_versie,bron_snapshot_hash,status,voorbeelddata"))
        #expect(lines.dropFirst().allSatisfy { $0.hasSuffix(",2024,2025-01-15,nl-demo@3,,abc123,voorlopig,ja") })
    }

    @Test func jsonSaysTheSame() throws {
        let report = try VRNSample.report(VRNObservationsTests.rows())
        for table in report.tables {
            let object = try #require(
                try JSONSerialization.jsonObject(with: Data(table.json(report.parameters))) as? [String: Any])
            #expect(object["tabel"] as? String == table.name)
            #expect(object["rapportagejaar"] as? Int == 2024)
            #expect(object["maatlat_versie"] is NSNull)
            let rows = try #require(object["rijen"] as? [[String: Any]])
            #expect(rows.count == table.rows.count)
            if table.name == "vrn_waarnemingen" {
                #expect(rows.contains { $0["n_rec"] as? Int == 6 && $0["l_mediaan"] as? Double == 1.5 })
            }
        }
    }

    @Test func missingAndMisalignedColumns() throws {
        var accumulator = VRNAccumulator(parameters: try VRNSample.parameters())
        let batch = SampleBatch([SampleObservation()])
        #expect(throws: VRNError.missingColumn("delivery_id")) {
            try accumulator.add(batch.assessments, assessments: batch.assessments, blurLevels: Column([0]))
        }
        #expect(throws: VRNError.self) {
            try accumulator.add(batch.observations, assessments: batch.assessments, blurLevels: Column([]))
        }
        #expect(throws: VRNError.self) {
            try accumulator.add(batch.observations, assessments: batch.assessments, live: [], blurLevels: Column([0]))
        }
    }
}
