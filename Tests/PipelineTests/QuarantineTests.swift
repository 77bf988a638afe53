import Foundation
import Pipeline
import Testing

/// Records that were set aside come in after all when they are corrected.
@Suite(.enabled(if: Surroundings.hasBinary, "no ndff: build the product, or name it in NDFF_BINARY"))
struct QuarantineTests {
    @Test func correctedAndFedBackIn() throws {
        let place = try FixtureRun.shared().place.copied()
        let before = try place.status()
        let folder = place.workspace + "/quarantine"
        let name = try #require(
            try FileManager.default.contentsOfDirectory(atPath: folder).first { $0.hasSuffix("-enkele-voor-quarantaine.csv") })
        let quarantined = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))
        var lines = String(decoding: quarantined, as: UTF8.self).split(separator: "\n").map(String.init)
        #expect(lines.count == 4)
        #expect(lines[0].hasSuffix(",ndff_rest,ndff_levering,ndff_record,ndff_reden,ndff_regel,ndff_byte"))
        for row in 1..<lines.count {
            if lines[row].contains("IDENTITY_MISSING") {
                lines[row] = "https://voorbeeldnatuur.example/hersteld/\(row)" + lines[row].drop { $0 != "," }
            }
            lines[row] = lines[row].filter { $0 != "\u{FFFD}" }
        }
        try place.write(lines.joined(separator: "\n") + "\n", to: place.workspace + "/inbox/darwin-core/hersteld.csv")

        let record: RunRecord = try place.ndff("run", "--json").expecting(0).decoded()
        let delivery = try #require(record.deliveries.first)
        #expect(record.deliveries.count == 1)
        #expect(delivery.status == "accepted")
        #expect(delivery.read == 3)
        #expect(delivery.stored == 3)
        #expect(try place.status().observations == before.observations + 3)
        let explained = try place.ndff("explain", "https://voorbeeldnatuur.example/hersteld/1")
        #expect(explained.code == 0)
        #expect(explained.output.contains("hersteld.csv"))

        // The same bytes once more, under another name.
        try place.write(lines.joined(separator: "\n") + "\n", to: place.workspace + "/inbox/darwin-core/nog-eens.csv")
        let again: RunRecord = try place.ndff("run", "--json").expecting(0).decoded()
        #expect(again.deliveries.map(\.status) == ["known"])
        #expect(again.deliveries.first?.id == delivery.id)
        #expect(again.snapshot == record.snapshot)
    }

    /// Place and reason of a record that was set aside are those of the delivery.
    @Test func placesAreThoseOfTheDelivery() throws {
        let place = try FixtureRun.shared().place
        let original = try Data(
            contentsOf: Surroundings.fixtures.appendingPathComponent("deliveries/darwin-core/enkele-voor-quarantaine.csv"))
        let folder = place.workspace + "/quarantine"
        let name = try #require(
            try FileManager.default.contentsOfDirectory(atPath: folder).first { $0.hasSuffix("-enkele-voor-quarantaine.csv") })
        let quarantined = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))
        let lines = quarantined.split(separator: UInt8(ascii: "\n")).dropFirst()
        #expect(lines.count == 3)
        for line in lines {
            let fields = line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
            let offset = try #require(fields.last.flatMap { Int(String(decoding: $0, as: UTF8.self)) })
            let lineNumber = try #require(
                fields.dropLast().last.flatMap { Int(String(decoding: $0, as: UTF8.self)) })
            let record = fields.dropLast(6).joined(separator: [UInt8(ascii: ",")])
            #expect(original.dropFirst(offset).starts(with: record))
            #expect(original.prefix(offset).count { $0 == UInt8(ascii: "\n") } == lineNumber - 1)
        }
        let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
    }
}
