import Foundation
import Testing

import Pipeline

/// What a run takes out of the inboxes, in what order, and what it leaves alone.
@Suite struct InboxTests {
    @Test(arguments: [
        (["10.csv", "2.csv", "1.csv"], ["1.csv", "2.csv", "10.csv"]),
        (["b", "a10b2", "a10b", "a9"], ["a9", "a10b", "a10b2", "b"]),
        (["2025-01-02", "2025-01-10", "2024-12-31"], ["2024-12-31", "2025-01-02", "2025-01-10"]),
        (["x007", "x7", "x8", "x0"], ["x0", "x007", "x7", "x8"]), (["a", "", "9", "a1"], ["", "9", "a", "a1"]),
    ])
    func naturalOrder(_ names: [String], _ expected: [String]) {
        #expect(names.sorted(by: NaturalOrder.precedes) == expected)
        #expect(names.reversed().sorted(by: NaturalOrder.precedes) == expected)
    }

    @Test(arguments: [
        ("a.csv", false), ("a.csv.part", true), ("a.PART", true), ("a.tmp", true), ("a.filepart", true), (".a.csv", true),
        ("a.csv~", true), ("~$a.xlsx", true), ("part.csv", false), ("tmp", false), ("a.csv.crdownload", true),
    ])
    func unfinishedNames(_ name: String, _ isUnfinished: Bool) {
        #expect(InboxListing.isUnfinished(name) == isUnfinished)
    }

    private func listing(_ place: Workplace, settle: Double?) throws -> InboxListing {
        try InboxListing(try PipelineConfiguration.load(path: place.configuration), settle: settle)
    }

    private func workplace() throws -> Workplace {
        try Workplace(
            configuration: Deliveries.configuration(sources: [
                "{ name: twee, inbox: inbox/twee }", "{ name: een, inbox: inbox/een }",
            ]))
    }

    @Test func sourcesInTheirOrderAndFilesInNaturalOrder() throws {
        let place = try workplace()
        for name in ["een/10.csv", "een/9.csv", "twee/a.csv", "een/8.csv.part", "twee/map/occurrence.txt", "een/map2/x.tmp"] {
            try place.write("x", to: place.workspace + "/inbox/\(name)")
        }
        let listing = try listing(place, settle: 0.05)
        let inbox = place.workspace + "/inbox/"
        #expect(listing.deliveries.map { String($0.path.dropFirst(inbox.count)) } == ["twee/a.csv", "twee/map", "een/9.csv", "een/10.csv"])
        #expect(listing.leftAlone.map(\.reason) == ["UNFINISHED_NAME", "UNFINISHED_NAME"])
    }

    @Test func growingAndOpenFilesAreLeftAlone() throws {
        let place = try workplace()
        let inbox = place.workspace + "/inbox/een"
        try place.write("x\n", to: inbox + "/groeit.csv")
        try place.write("x\n", to: inbox + "/klaar.csv")
        try place.write("x\n", to: inbox + "/open.csv")
        // A program that keeps one file open, and one that goes on writing to another.
        let holder = Process()
        holder.executableURL = URL(fileURLWithPath: "/bin/sh")
        holder.arguments = [
            "-c", "exec 3>>\(inbox)/open.csv; while [ -e \(inbox)/groeit.csv ]; do echo y >> \(inbox)/groeit.csv; sleep 0.02; done",
        ]
        try holder.run()
        defer {
            holder.terminate()
            holder.waitUntilExit()
        }
        Thread.sleep(forTimeInterval: 0.3)
        let listing = try listing(place, settle: 0.5)
        #expect(listing.deliveries.map { ($0.path as NSString).lastPathComponent } == ["klaar.csv"])
        let reasons = Dictionary(uniqueKeysWithValues: listing.leftAlone.map { (($0.file as NSString).lastPathComponent, $0.reason) })
        #expect(reasons["open.csv"] == "BEING_WRITTEN")
        #expect(["STILL_CHANGING", "BEING_WRITTEN"].contains(reasons["groeit.csv"]))
        try FileManager.default.removeItem(atPath: inbox + "/groeit.csv")
    }

    @Test func escapedText() {
        #expect(HTMLPage.escaped("<script>\"a\" & 'b'\u{0}\u{1B}é") == "&lt;script&gt;&quot;a&quot; &amp; &#39;b&#39;\u{FFFD}\u{FFFD}é")
    }

    @Test func partsOfAShapefileAreOneDelivery() throws {
        let place = try workplace()
        for name in ["pad.shp", "pad.dbf", "pad.prj", "pad.shp.xml", "PAD.SHX", "los.dbf", "ander.prj"] {
            try place.write("x", to: place.workspace + "/inbox/een/\(name)")
        }
        let names = try listing(place, settle: nil).deliveries.map { ($0.path as NSString).lastPathComponent }
        #expect(names == ["ander.prj", "los.dbf", "pad.shp"])
    }

    /// The whole of it is kept and cleared away, and the same again is known.
    @Test(
        .enabled(if: Surroundings.hasBinary, "no ndff: build the product, or name it in NDFF_BINARY"),
        .enabled(if: Surroundings.hasPython, "no Python with pyshp: make .venv, or name one in NDFF_PYTHON"))
    func looseShapefileIsTakenInWhole() throws {
        let place = try workplace()
        let inbox = place.workspace + "/inbox/een"
        try FileManager.default.createDirectory(atPath: inbox, withIntermediateDirectories: true)
        let script = """
            import shapefile, sys
            w = shapefile.Writer(sys.argv[1] + '/pad', shapeType=shapefile.POINT)
            for name in ['obs_uri', 'soort_wet', 'datm_start']: w.field(name, 'C', 60)
            w.field('orig_aant', 'N', 9, 0)
            for i in range(3):
                w.point(155000 + i, 463000)
                w.record(f'https://een.example/{i}', 'Bufo bufo', '2024-05-12', i + 1)
            w.close()
            open(sys.argv[1] + '/pad.prj', 'w').write('PROJCS["Amersfoort / RD New",AUTHORITY["EPSG","28992"]]')
            """
        for _ in 0..<2 {
            _ = try ProgramRun.python(script, inbox)
            _ = try place.ndff("run", "--json").expecting(0)
            #expect(try FileManager.default.contentsOfDirectory(atPath: inbox).isEmpty)
        }
        let status = try place.status()
        #expect(status.observations == 3)
        #expect(status.deliveries == 1)
        #expect(try place.expectVerified())
    }
}
