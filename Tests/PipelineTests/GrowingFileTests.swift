import Foundation
import Pipeline
import Testing

/// A supplier goes on writing to a file that is being read.
@Suite(.enabled(if: Surroundings.hasBinary, "no ndff: build the product, or name it in NDFF_BINARY"))
struct GrowingFileTests {
    @Test func nothingOfItIsTakenIn() throws {
        let place = try Workplace(configuration: Deliveries.configuration(sources: ["{ name: een }"]))
        _ = try place.ingest(Deliveries.text(0..<10), as: "eerst.csv")
        // Long enough to be caught halfway.
        let path = place.folder.file("groeit.csv")
        try place.write(Deliveries.text(10..<60_000), to: path)
        let writer = Process()
        writer.executableURL = URL(fileURLWithPath: "/bin/sh")
        writer.arguments = [
            "-c", "while [ -e \(path) ]; do echo '\(Deliveries.record(70_000))' >> \(path); sleep 0.005; done",
        ]
        try writer.run()
        defer {
            writer.terminate()
            writer.waitUntilExit()
        }
        let other = place.folder.file("ander.csv")
        try place.write(Deliveries.text(80_000..<80_005), to: other)
        let report: IngestReport = try place.ndff("ingest", "--json", path, other, "--source", "een").expecting(3).decoded()
        // The other file named in the same call is not kept from coming in.
        #expect(report.deliveries.map(\.status) == ["accepted"])
        #expect(report.leftAlone.map(\.file) == [path])
        #expect(report.leftAlone.map(\.reason) == ["CHANGED_WHILE_READ"])
        #expect(try place.status().observations == 15)
        #expect(try place.expectVerified())

        // Once it has come to rest it is taken in whole.
        let rest = place.folder.file("af.csv")
        try FileManager.default.moveItem(atPath: path, toPath: rest)
        writer.waitUntilExit()
        try? FileManager.default.removeItem(atPath: path)
        let later: IngestReport = try place.ndff("ingest", "--json", rest, "--source", "een").expecting(0).decoded()
        #expect(later.deliveries.first?.isBalanced == true)
        #expect(try place.status().observations > 60_000)
    }
}
