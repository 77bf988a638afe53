import Formats
import Foundation
import Outside
import Testing

@Suite struct ZipReadingTests {
    /// Lists archives as Python sees them: path, then name and size per file, tab separated; "!" for a refused one.
    private static let listing = """
        import sys, tarfile, zipfile
        for line in sys.stdin:
            path = line.rstrip("\\n")
            try:
                if path.endswith(".zip"):
                    with zipfile.ZipFile(path) as z:
                        names = [(i.filename, i.file_size) for i in z.infolist()]
                else:
                    with tarfile.open(path) as t:
                        names = [(m.name, m.size) for m in t.getmembers()]
            except Exception:
                names = [("!", 0)]
            print("\\t".join([path] + [f"{n}\\t{s}" for n, s in names]))
        """

    static let archives = ArchiveSamples.files { name in
        [".zip", ".tgz", ".tar.gz", ".tar"].contains { name.hasSuffix($0) }
    }

    @Test(.enabled(if: ArchiveSamples.hasSamples && Outside.hasPython, "samples and Python are not here"))
    func membersAreThoseOfPython() throws {
        let paths = Self.archives.map(ArchiveSamples.path)
        let input = paths.map { $0 + "\n" }.joined()
        let (output, status) = try ArchiveSamples.run(Outside.python, ["-c", Self.listing], input: input)
        #expect(status == 0)
        var compared = 0
        for line in output.split(separator: "\n") {
            var parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            let path = parts.removeFirst()
            let expected = stride(from: 0, to: parts.count, by: 2).map { "\(parts[$0]) \(parts[$0 + 1])" }
            #expect(Self.members(path) == expected, "\(path)")
            compared += 1
        }
        #expect(compared == paths.count && compared > 50)
    }

    private static func members(_ path: String) -> [String] {
        do {
            if path.hasSuffix(".zip") {
                return try ZipArchive(path: path).entries.map { "\($0.name) \($0.uncompressedSize)" }
            }
            return try TarArchive(path: path).entries.map { entry in
                // Python leaves the "/" of folders out.
                "\(entry.kind == .directory && entry.name.hasSuffix("/") ? String(entry.name.dropLast()) : entry.name) \(entry.size)"
            }
        } catch {
            return ["! 0"]
        }
    }

    @Test(.enabled(if: ArchiveSamples.hasSamples, "samples are not here"), arguments: archives)
    func everyMemberReadsWhole(_ name: String) throws {
        let container: any FileContainer
        do {
            container = try openContainer(path: ArchiveSamples.path(name))
        } catch {
            #expect(name.contains("fake."), "\(error)")
            return
        }
        for entry in container.entryNames {
            var count: UInt64 = 0
            try container.open(entry).forEachChunk(of: 4096) { count += UInt64($0.count) }
            #expect(count == container.size(entry))
        }
    }

    @Test(
        .enabled(if: ArchiveSamples.hasSamples, "samples are not here"),
        arguments: [
            ("gnames_dwca/data.tar.bz2", ContainerError.Reason.unsupportedCompression("bzip2")),
            ("gnames_dwca/data.tar.xz", .unsupportedCompression("xz")), ("gnames_dwca/fake.zip", .empty),
        ])
    func unreadableContainersSayWhy(_ name: String, _ reason: ContainerError.Reason) throws {
        let error = #expect(throws: ContainerError.self) { _ = try openContainer(path: ArchiveSamples.path(name)) }
        #expect(error?.reason == reason)
    }

    private func smallZip(_ folder: String) throws -> String {
        let path = folder + "/small.zip"
        let writer = try ZipWriter(path: path)
        try writer.beginEntry("waarnemingen.csv")
        try writer.write(String(repeating: "Vanessa atalanta;2024-05-01;3\n", count: 500))
        try writer.endEntry()
        try writer.beginEntry("leeg.txt")
        try writer.endEntry()
        try writer.close()
        return path
    }

    @Test(arguments: [(0, 0), (100, 0), (0, 3), (70_000, 90_000)])
    func bytesAroundTheArchiveAreTolerated(_ before: Int, _ after: Int) throws {
        try ArchiveSamples.withFolder { folder in
            let path = try smallZip(folder)
            let bytes = try FileRangeSource(path: path).readAll(limit: 1 << 20, name: path)
            let padded = [UInt8](repeating: 7, count: before) + bytes + [UInt8](repeating: 9, count: after)
            try Data(padded).write(to: URL(fileURLWithPath: path))
            let archive = try ZipArchive(path: path)
            let entry = try #require(archive.entry(named: "waarnemingen.csv"))
            #expect(try archive.open(entry).readAll(limit: 1 << 20, name: "").count == 15_000)
        }
    }

    @Test func oneFlippedDataByteIsNoticed() throws {
        try ArchiveSamples.withFolder { folder in
            let path = try smallZip(folder)
            var bytes = try FileRangeSource(path: path).readAll(limit: 1 << 20, name: path)
            bytes[60] ^= 0x10
            try Data(bytes).write(to: URL(fileURLWithPath: path))
            let archive = try ZipArchive(path: path)
            let entry = try #require(archive.entries.first)
            #expect(throws: (any Error).self) { _ = try archive.open(entry).readAll(limit: 1 << 20, name: "") }
        }
    }

    @Test func bombsAreRefused() throws {
        try ArchiveSamples.withFolder { folder in
            let path = folder + "/bomb.zip"
            let writer = try ZipWriter(path: path)
            try writer.beginEntry("nul.csv", level: 9)
            let zeros = [UInt8](repeating: 0, count: 1 << 20)
            for _ in 0..<8 { try zeros.withUnsafeBytes { try writer.write($0) } }
            try writer.endEntry()
            try writer.close()
            for (limits, reason) in [
                (
                    InflationLimits(ratio: 100, ratioAppliesAbove: 1 << 20),
                    CompressionError.Reason.ratioTooHigh(limit: 100)
                ),
                (InflationLimits(total: 5_000_000), .tooLarge(limit: 5_000_000)),
            ] {
                let archive = try ZipArchive(path: path, limits: limits)
                let entry = try #require(archive.entries.first)
                let error = #expect(throws: CompressionError.self) {
                    try archive.open(entry).forEachChunk(of: 65_536) { _ in }
                }
                #expect(error?.reason == reason)
            }
        }
    }

    @Test(arguments: ["../a.csv", "/etc/passwd", "C:\\a.csv", "a/../../b"])
    func namesThatLeaveTheFolderAreMarked(_ name: String) throws {
        try ArchiveSamples.withFolder { folder in
            // The writer refuses such names, so one of the same length is patched in.
            let path = folder + "/unsafe.zip"
            let placeholder = String(repeating: "x", count: name.utf8.count)
            let writer = try ZipWriter(path: path)
            #expect(throws: ZipError.self) { try writer.beginEntry(name) }
            try writer.beginEntry(placeholder)
            try writer.write("1")
            try writer.endEntry()
            try writer.close()
            let bytes = try FileRangeSource(path: path).readAll(limit: 1 << 20, name: path)
            let patched = bytes.split(separator: Array(placeholder.utf8), omittingEmptySubsequences: false)
                .joined(separator: Array(name.utf8))
            try Data(Array(patched)).write(to: URL(fileURLWithPath: path))
            let entry = try #require(ZipArchive(path: path).entries.first)
            #expect(entry.name == name && !entry.hasSafeName)
        }
    }

    @Test func mutatedZipsNeverCrash() throws {
        try ArchiveSamples.withFolder { folder in
            let original = try FileRangeSource(path: smallZip(folder)).readAll(limit: 1 << 20, name: "")
            let large = folder + "/large.zip"
            let writer = try ZipWriter(path: large, forcesZip64: true)
            try writer.beginEntry("é.csv")
            try writer.write("a,b\n1,2\n")
            try writer.endEntry()
            try writer.close()
            let zip64 = try FileRangeSource(path: large).readAll(limit: 1 << 20, name: "")
            var random = FixedRandom(state: 1)
            for round in 0..<3000 {
                let path = folder + "/mutated.zip"
                try Data(random.mutated(round % 2 == 0 ? original : zip64)).write(to: URL(fileURLWithPath: path))
                guard let archive = try? ZipArchive(path: path, limits: InflationLimits(total: 1 << 24)) else {
                    continue
                }
                for entry in archive.entries {
                    try? archive.open(entry).forEachChunk(of: 65_536) { _ in }
                }
            }
        }
    }
}
