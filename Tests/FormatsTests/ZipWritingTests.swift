import Formats
import Foundation
import Outside
import Testing

@Suite struct ZipWritingTests {
    private static let text = String(repeating: "Kleine vos;Aglais urticae;2023-07-14;52.1;5.2\n", count: 40_000)

    /// Writes the same three entries: streamed, from blocks made on several threads, and empty.
    private func write(_ path: String, forcesZip64: Bool = false) throws -> UInt64 {
        let writer = try ZipWriter(path: path, forcesZip64: forcesZip64)
        try writer.beginEntry("stroom.csv", level: 1)
        try writer.write(Self.text)
        try writer.endEntry()
        try writer.beginEntry("map/blokken één.csv", mayExceed4GiB: true)
        for block in try blocks(closing: true) { try writer.append(block) }
        try writer.endEntry()
        try writer.beginEntry("leeg.csv")
        try writer.endEntry()
        try writer.beginEntry("open.csv")
        for block in try blocks(closing: false) { try writer.append(block) }
        try writer.endEntry()
        return try writer.close()
    }

    private func blocks(closing: Bool) throws -> [DeflatedBlock] {
        let bytes = Array(Self.text.utf8)
        let size = 1 << 18
        return try stride(from: 0, to: bytes.count, by: size).map { start in
            let end = min(start + size, bytes.count)
            return try bytes[start..<end].withUnsafeBytes {
                try DeflatedBlock($0, isLast: closing && end == bytes.count, level: 4)
            }
        }
    }

    @Test(arguments: [false, true])
    func whatIsWrittenReadsBack(_ forcesZip64: Bool) throws {
        try ArchiveSamples.withFolder { folder in
            let path = folder + "/out.zip"
            let size = try write(path, forcesZip64: forcesZip64)
            #expect(size == DirectorySize.of(path))
            let archive = try ZipArchive(path: path)
            #expect(archive.entries.map(\.name) == ["stroom.csv", "map/blokken één.csv", "leeg.csv", "open.csv"])
            for entry in archive.entries {
                let bytes = try archive.open(entry).readAll(limit: 1 << 24, name: entry.name)
                #expect(bytes == (entry.name == "leeg.csv" ? [] : Array(Self.text.utf8)))
            }
        }
    }

    @Test func sameContentGivesSameBytes() throws {
        try ArchiveSamples.withFolder { folder in
            _ = try write(folder + "/1.zip")
            _ = try write(folder + "/2.zip")
            #expect(try sha256(ofFile: folder + "/1.zip") == sha256(ofFile: folder + "/2.zip"))
        }
    }

    @Test(.enabled(if: Outside.hasPython, "Python is not here"), arguments: [false, true])
    func pythonAccepts(_ forcesZip64: Bool) throws {
        try ArchiveSamples.withFolder { folder in
            let path = folder + "/out.zip"
            _ = try write(path, forcesZip64: forcesZip64)
            let script = """
                import sys, zipfile
                z = zipfile.ZipFile(sys.argv[1])
                assert z.testzip() is None
                assert all(i.flag_bits & 8 == 0 for i in z.infolist())
                print(",".join(f"{i.filename}:{i.file_size}" for i in z.infolist()))
                """
            let (output, status) = try ArchiveSamples.run(Outside.python, ["-c", script, path])
            let size = Self.text.utf8.count
            #expect(status == 0)
            #expect(output == "stroom.csv:\(size),map/blokken één.csv:\(size),leeg.csv:0,open.csv:\(size)\n")
        }
    }

    @Test(.enabled(if: ArchiveSamples.java != nil, "a Java compiler is not here"), arguments: [false, true])
    func javaStreamsIt(_ forcesZip64: Bool) throws {
        try ArchiveSamples.withFolder { folder in
            let path = folder + "/out.zip"
            _ = try write(path, forcesZip64: forcesZip64)
            let source = """
                import java.io.*; import java.util.zip.*;
                public class Stream { public static void main(String[] a) throws Exception {
                    long total = 0; int entries = 0; byte[] b = new byte[65536];
                    try (ZipInputStream in = new ZipInputStream(new FileInputStream(a[0]))) {
                        while (in.getNextEntry() != null) { entries++; int n; while ((n = in.read(b)) > 0) total += n; }
                    }
                    System.out.println(entries + " " + total);
                } }
                """
            try Data(source.utf8).write(to: URL(fileURLWithPath: folder + "/Stream.java"))
            let (output, _) = try ArchiveSamples.run(
                try #require(ArchiveSamples.java), [folder + "/Stream.java", path])
            #expect(output.contains("4 \(Self.text.utf8.count * 3)"))
        }
    }

    @Test func wrongUseIsAnError() throws {
        try ArchiveSamples.withFolder { folder in
            let path = folder + "/wrong.zip"
            let writer = try ZipWriter(path: path)
            #expect(throws: ZipError.self) { try writer.write("outside") }
            #expect(throws: ZipError.self) { try writer.beginEntry("") }
            #expect(throws: ZipError.self) { try writer.beginEntry(String(repeating: "n", count: 70_000)) }
            try writer.beginEntry("a")
            #expect(throws: ZipError.self) { try writer.beginEntry("b") }
            #expect(throws: ZipError.self) { try writer.close() }
            for block in try blocks(closing: true) { try writer.append(block) }
            let extra = try blocks(closing: true)
            #expect(throws: ZipError.self) { try writer.append(extra[0]) }
            #expect(throws: ZipError.self) { try writer.write("mixed") }
            try writer.endEntry()
            #expect(throws: ZipError.self) { try writer.beginEntry("a") }
            writer.abandon()
            #expect(!ArchiveSamples.exists(path))
            #expect(throws: ZipError.self) { try writer.close() }
        }
    }

    @Test func moreEntriesThanPlainZipCounts() throws {
        try ArchiveSamples.withFolder { folder in
            let path = folder + "/many.zip"
            let writer = try ZipWriter(path: path)
            for number in 0..<70_000 {
                try writer.beginEntry("\(number)")
                try writer.endEntry()
            }
            try writer.close()
            #expect(try ZipArchive(path: path).entries.count == 70_000)
        }
    }
}

private enum DirectorySize {
    static func of(_ path: String) -> UInt64? {
        (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? UInt64
    }
}
