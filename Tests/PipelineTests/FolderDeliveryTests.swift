import Foundation
import Pipeline
import Testing

/// Folders in an inbox: an unpacked Darwin Core Archive is one delivery.
@Suite(.enabled(if: Surroundings.hasBinary, "no ndff: build the product, or name it in NDFF_BINARY"))
struct FolderDeliveryTests {
    @Test func takenInArchivedAndTakenAway() throws {
        let place = try Workplace(
            configuration: Deliveries.configuration(sources: ["{ name: een, inbox: inbox/een }"]))
        let archive = Surroundings.fixtures.appendingPathComponent("deliveries/darwin-core/utf16-meta").path
        let inbox = place.workspace + "/inbox/een"
        func deliver(_ name: String) throws {
            try FileManager.default.createDirectory(atPath: inbox, withIntermediateDirectories: true)
            try FileManager.default.copyItem(atPath: archive, toPath: "\(inbox)/\(name)")
        }
        try deliver("archief")
        // A second one that somebody is still putting together.
        try deliver("half")
        try place.write("x", to: "\(inbox)/half/occurrence-3.txt.part")
        let record: RunRecord = try place.ndff("run", "--json").expecting(0).decoded()
        #expect(record.deliveries.map(\.status) == ["accepted"])
        #expect(record.deliveries.map(\.books) == [[120, 120, 0, 0, 0, 0]])
        #expect(try FileManager.default.contentsOfDirectory(atPath: inbox) == ["half"])
        let kept = try FileManager.default.contentsOfDirectory(atPath: place.workspace + "/archive")
        #expect(kept.count == 1)
        let files = try FileManager.default.contentsOfDirectory(atPath: place.workspace + "/archive/\(kept[0])").sorted()
        #expect(files == ["eml.xml", "meta.xml", "occurrence-1.txt", "occurrence-2.txt"])
        #expect(try place.expectVerified())

        // The same content under another name is the same delivery.
        try deliver("nogmaals")
        let again: RunRecord = try place.ndff("run", "--json").expecting(0).decoded()
        #expect(again.deliveries.map(\.status) == ["known"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: inbox) == ["half"])
        #expect(try place.status().observations == 120)

        // Complete after all.
        try FileManager.default.removeItem(atPath: "\(inbox)/half/occurrence-3.txt.part")
        let third: RunRecord = try place.ndff("run", "--json").expecting(0).decoded()
        #expect(third.deliveries.map(\.status) == ["known"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: inbox) == [])
    }
}
