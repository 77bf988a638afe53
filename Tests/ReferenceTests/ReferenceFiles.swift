import Foundation
import Outside

/// Where the tests find their files.
enum ReferenceFiles {
    static let fixtures = Outside.fixtures.appendingPathComponent("reference")
    static let conformance = fixtures.appendingPathComponent("conformance")

    static let provincePolygons = Outside.sharedFolder.appendingPathComponent("data/nl_provinciegebied_rd_simplified25m.geojson")
    static var hasProvincePolygons: Bool { FileManager.default.fileExists(atPath: provincePolygons.path) }

    /// The rows of a simple comma-separated file (no quotes), by column name.
    static func rows(_ url: URL) throws -> [[String: String]] {
        let lines = try String(contentsOf: url, encoding: .utf8).split(whereSeparator: \.isNewline).map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        guard let header = lines.first else { return [] }
        return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
    }

    /// Writes `text` to a file of its own and returns where.
    static func temporary(_ text: String, name: String = "file.csv") throws -> URL {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        let url = directory.appendingPathComponent(name)
        try Data(text.utf8).write(to: url)
        return url
    }
}

/// Deterministic pseudo-random numbers (splitmix64).
struct Dice {
    var state: UInt64

    mutating func next(in range: ClosedRange<Double>) -> Double {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        z ^= z >> 31
        return range.lowerBound + (range.upperBound - range.lowerBound) * Double(z >> 11) / Double(1 << 53)
    }
}
