import Foundation
import Pipeline
import Testing

/// What comes out does not depend on how many threads worked.
@Suite(.enabled(if: Surroundings.hasBinary, "no ndff: build the product, or name it in NDFF_BINARY"))
struct ConcurrencyTests {
    static func place(threads: Int) throws -> Workplace {
        let text = KillDeliveries.configuration.replacingOccurrences(of: "threads: 2", with: "threads: \(threads)")
        let place = try Workplace(configuration: text)
        try KillDeliveries.write(into: place)
        _ = try place.ndff("run", "--quiet").expecting(3)
        return place
    }

    static func files(_ place: Workplace) throws -> [String: Data] {
        let folder = place.workspace + "/store/data/main"
        let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        return try names.filter { $0.hasSuffix(".parquet") }.reduce(into: [:]) {
            $0[$1] = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\($1)"))
        }
    }

    @Test func sameBytesWithOneThreadAndFour() throws {
        let one = try Self.files(try Self.place(threads: 1))
        let four = try Self.files(try Self.place(threads: 4))
        #expect(one.keys.sorted() == four.keys.sorted())
        #expect(one.keys.contains { $0.hasPrefix("observation/") })
        for (name, bytes) in one where !name.contains("-delete-") {
            let isSame = four[name] == bytes
            #expect(isSame, "\(name)")
        }
    }

    /// Threads that are many for little work must not trip over each other when they end.
    @Test func manyShortRuns() throws {
        let text = KillDeliveries.configuration.replacingOccurrences(of: "threads: 2", with: "threads: 16")
        let place = try Workplace(configuration: text)
        try KillDeliveries.write(into: place)
        for _ in 0..<10 {
            let run = try place.ndff("run", "--quiet")
            #expect(run.code == 0 || run.code == 3, "\(run)")
        }
    }
}
