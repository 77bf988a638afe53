import Formats
import Foundation
import Testing

@Suite struct ZipTarTests {
    /// A header block with its check sum.
    private static func header(_ name: String, size: Int, type: Character = "0", sizeField: [UInt8]? = nil) -> [UInt8] {
        var block = [UInt8](repeating: 0, count: 512)
        func put(_ bytes: [UInt8], at place: Int) { block.replaceSubrange(place..<(place + bytes.count), with: bytes) }
        put(Array(name.utf8.prefix(100)), at: 0)
        put(sizeField ?? Array(String(size, radix: 8).utf8), at: 124)
        put(Array(String(type).utf8), at: 156)
        put(Array("ustar\u{0}00".utf8), at: 257)
        put(Array("        ".utf8), at: 148)
        let sum = block.reduce(0) { $0 + Int($1) }
        put(Array((String(sum, radix: 8) + "\u{0}").utf8), at: 148)
        return block
    }

    private static func padded(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        return bytes + [UInt8](repeating: 0, count: (512 - bytes.count % 512) % 512)
    }

    private static let longName = String(repeating: "map/", count: 40) + "waarnemingen.csv"

    private static var sample: [UInt8] {
        let pax = "17 path=naam.csv\n10 size=6\n"
        var bytes = header("map/", size: 0, type: "5") + header("map/a.csv", size: 4) + padded("a,b\n")
        bytes += header("././@LongLink", size: longName.utf8.count + 1, type: "L") + padded(longName + "\u{0}")
        bytes += header("kort", size: 2) + padded("x\n")
        bytes +=
            header("pax", size: pax.utf8.count, type: "x") + padded(pax) + header("oud", size: 0) + padded("123456")
        bytes += header("link", size: 0, type: "2")
        let large: [UInt8] = [0x80] + [UInt8](repeating: 0, count: 10) + [3]
        bytes += header("groot.csv", size: 0, sizeField: large) + padded("xyz")
        return bytes + [UInt8](repeating: 0, count: 1024)
    }

    @Test(arguments: [false, true])
    func membersOfAllDialects(_ isGzipped: Bool) throws {
        try ArchiveSamples.withFolder { folder in
            let path = folder + "/sample"
            let bytes = isGzipped ? try Self.sample.withUnsafeBytes { try gzipped($0) } : Self.sample
            try Data(bytes).write(to: URL(fileURLWithPath: path))
            let container = try openContainer(path: path)
            #expect(container.entryNames == ["map/a.csv", Self.longName, "naam.csv", "groot.csv"])
            let contents = try container.entryNames.map {
                String(decoding: try container.open($0).readAll(limit: 100, name: $0), as: UTF8.self)
            }
            #expect(contents == ["a,b\n", "x\n", "123456", "xyz"])
            #expect(container.size("naam.csv") == 6)
            #expect(throws: TarError.self) { _ = try container.open("link") }
        }
    }

    @Test func truncationsAreErrors() throws {
        try ArchiveSamples.withFolder { folder in
            let path = folder + "/sample"
            // Cut in a header, in data, and in a long name.
            for (count, reason) in [
                (700, TarError.Reason.truncated), (1025, .truncated), (1600, .truncated), (100, .notATar),
            ] {
                try Data(Self.sample.prefix(count)).write(to: URL(fileURLWithPath: path))
                let error = #expect(throws: TarError.self) { _ = try TarArchive(path: path) }
                #expect(error?.reason == reason, "\(count)")
            }
        }
    }

    @Test func mutationsNeverCrash() throws {
        try ArchiveSamples.withFolder { folder in
            let path = folder + "/mutated"
            let packed = try Self.sample.withUnsafeBytes { try gzipped($0) }
            var random = FixedRandom(state: 3)
            for round in 0..<3000 {
                try Data(random.mutated(round % 3 == 0 ? packed : Self.sample)).write(to: URL(fileURLWithPath: path))
                guard let archive = try? TarArchive(path: path, limits: InflationLimits(total: 1 << 24)) else {
                    continue
                }
                for entry in archive.entries {
                    try? archive.open(entry).forEachChunk(of: 4096) { _ in }
                }
            }
        }
    }
}
