import Formats
import Foundation
import Testing

@Suite struct ArchiveDescriptorLayoutTests {
    static let layouts: [(names: [String], descriptor: String?, tables: [String])] = [
        (["meta.xml", "a.txt"], "meta.xml", []), (["./meta.xml", "./a.txt"], "./meta.xml", []),
        (["\\meta.xml", "\\a.txt"], "\\meta.xml", []), (["map/meta.xml", "map/a.txt"], "map/meta.xml", []),
        (["map\\META.XML", "map\\a.txt"], "map\\META.XML", []),
        (["__MACOSX/meta.xml", "x/meta.xml", "x/._meta.xml"], "x/meta.xml", []),
        (["meta.xml", "dupl/meta.xml"], "meta.xml", []), ([".svn/text-base/meta.xml", "a.csv"], nil, ["a.csv"]),
        (["b.TSV", "a.csv", "readme.md", ".a.csv", "Thumbs.db"], nil, ["a.csv", "b.TSV"]), (["-"], nil, ["-"]),
        (["../meta.xml", "a.csv"], nil, ["a.csv"]),
    ]

    @Test(arguments: layouts)
    func findsTheParts(_ layout: (names: [String], descriptor: String?, tables: [String])) throws {
        let found = try DarwinCoreArchiveLayout.locate(entryNames: layout.names, path: "x.zip")
        #expect(found.descriptor == layout.descriptor && found.dataFiles == layout.tables)
    }

    @Test(arguments: [
        (["a/meta.xml", "b/meta.xml"], ContainerError.Reason.severalDescriptors(["a/meta.xml", "b/meta.xml"])),
        ([], .noData), (["a.pdf", "b.pdf"], .noData), (["__MACOSX/a.csv"], .noData),
    ])
    func refusals(_ names: [String], _ reason: ContainerError.Reason) {
        let error = #expect(throws: ContainerError.self) {
            _ = try DarwinCoreArchiveLayout.locate(entryNames: names, path: "x.zip")
        }
        #expect(error?.reason == reason)
    }

    @Test(arguments: [
        ("a.txt", "map/a.txt"), ("./A.TXT", "map/a.txt"), ("\\a.txt", "map/a.txt"), ("top.txt", "top.txt"),
        ("none.txt", nil),
        ("../a.txt", nil),
    ])
    func locationsAreFound(_ location: String, _ expected: String?) throws {
        let names = ["map/meta.xml", "map/a.txt", "top.txt"]
        #expect(
            try DarwinCoreArchiveLayout.locate(entryNames: names, path: "x").entry(forLocation: location) == expected)
    }

    /// Descriptors of the samples that cannot be read, and how that is said.
    static let refused: [String: String] = [
        "gbif_data-validator/dwca/dwca-occurrence-broken": "not XML",
        "gbif_data-validator/dwca/dwca-occurrence-schema": "noLocation",
    ]

    static let folders = Set(
        ArchiveSamples.files { $0.hasSuffix("/meta.xml") }.map { String($0.dropLast("/meta.xml".count)) }
    ).sorted()

    @Test(
        .enabled(if: ArchiveSamples.hasSamples, "samples are not here"), arguments: folders + ZipReadingTests.archives)
    func descriptorsOfTheSamplesAreRead(_ name: String) throws {
        if name.contains("fake.") { return }
        let container = try openContainer(path: ArchiveSamples.path(name))
        guard let layout = try? DarwinCoreArchiveLayout.locate(in: container), let entry = layout.descriptor else {
            return
        }
        let bytes = try container.open(entry).readAll(limit: 1 << 24, name: entry)
        do {
            let descriptor = try ArchiveDescriptor.read(bytes, path: name)
            #expect(Self.refused[name] == nil)
            #expect(!descriptor.core.fields.isEmpty && !descriptor.core.rowType.isEmpty)
            if let metadata = descriptor.metadata, let entry = layout.entry(forLocation: metadata) {
                let bytes = try container.open(entry).readAll(limit: 1 << 24, name: entry)
                if let summary = try? EMLSummary.read(bytes, path: entry) { #expect(summary.title != nil, "\(name)") }
            }
        } catch {
            let reason =
                (error as? ArchiveDescriptorError).map { "\($0.reason)" } ?? (error is XMLParseError ? "not XML" : nil)
            #expect(reason != nil && Self.refused[name] == reason, "\(error)")
        }
    }
}
