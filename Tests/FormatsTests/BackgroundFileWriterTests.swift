import Formats
import Foundation
import Testing

@Suite struct BackgroundFileWriterTests {
    /// Pieces that are copied and pieces that are written in place, around the ends of its blocks of four megabytes.
    @Test(arguments: [
        [], [1], [4096], [4 << 20], [4 << 20, 4 << 20, 4 << 20], [(4 << 20) - 1, 2, (8 << 20) - 3, 4096],
        Array(repeating: 240_007, count: 90), [3 << 20, 3 << 20, 100, 5 << 20, 1 << 20, (1 << 20) + 1],
    ])
    func writesWhatItIsGiven(_ sizes: [Int]) throws {
        try ArchiveSamples.withFolder { folder in
            for inPlace in [{ _ in true }, { _ in false }, { $0 % 2 == 0 }] as [(Int) -> Bool] {
                let writer = try BackgroundFileWriter(path: folder + "/a")
                var expected: [UInt8] = []
                for (number, size) in sizes.enumerated() {
                    let bytes = (0..<size).map { UInt8(truncatingIfNeeded: ($0 &* 31) >> 3 &+ number) }
                    expected += bytes
                    if inPlace(number) {
                        // More room than is taken, as those who reckon generously ask for.
                        try writer.write(room: size + 5000) { target in
                            bytes.withUnsafeBufferPointer { if let base = $0.baseAddress { target.update(from: base, count: size) } }
                            return size
                        }
                    } else {
                        try bytes.withUnsafeBytes { try writer.write($0) }
                    }
                }
                #expect(try writer.finish() == sha256(of: expected))
                let isSame = try Data(contentsOf: URL(fileURLWithPath: folder + "/a")) == Data(expected)
                #expect(isSame)
            }
        }
    }

    /// What the disk says comes late, and is not forgotten by who goes on all the same.
    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full"))) func tellsThatTheDiskIsFull() throws {
        let writer = try BackgroundFileWriter(path: "/dev/full")
        let bytes = [UInt8](repeating: 7, count: 1 << 20)
        var failures = 0
        for number in 0..<40 {
            do {
                if number % 2 == 0 {
                    try bytes.withUnsafeBytes { try writer.write($0) }
                } else {
                    try writer.write(room: 1 << 20) { target in
                        target.update(repeating: 7, count: 1 << 20)
                        return 1 << 20
                    }
                }
                #expect(failures == 0, "written after an error was told")
            } catch let error as FileAccessError {
                #expect(error.code == ENOSPC)
                failures += 1
            }
        }
        #expect(failures > 0)
        #expect(throws: FileAccessError.self) { try writer.finish() }
    }
}
