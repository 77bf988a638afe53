import Foundation
import Outside
import Testing

/// The arrows between modules, and a few habits, held against the sources.
struct ArchitectureTests {
    /// What each module may import; besides Foundation and the standard library.
    static let arrows: [String: Set<String>] = [
        "CAllocator": [], "CByteScan": [], "CCrypto": [], "CGeos": [], "CLibXML2": [], "CProj": [], "CSQLite": [], "CXXHash": [],
        "CZlib": [], "CZstd": [],
        "Columns": ["CXXHash"],
        "Workers": [],
        "Observations": ["Columns"],
        "Formats": ["Columns", "CByteScan", "CLibXML2", "CZlib", "CZstd", "CXXHash", "CCrypto", "CSQLite"],
        "BDQ": ["Formats", "Observations"],
        "Reference": ["Observations", "Columns", "Formats", "CProj", "CGeos"],
        "ObservationStore": ["Observations", "Columns", "Formats", "Workers", "GRDB"],
        "Ingest": ["Observations", "Columns", "Workers", "Reference", "Formats", "Yams"],
        "Validation": ["Observations", "Columns", "Reference", "Formats", "ObservationStore", "Yams"],
        "Deduplication": ["Observations", "Columns", "ObservationStore"],
        "Disclosure": ["Observations", "Columns", "Reference", "Formats"],
        "Export": ["Disclosure", "Columns", "Formats"],
        "Reporting": ["ObservationStore", "Observations", "Columns", "Reference", "Formats"],
        "Pipeline": [
            "Ingest", "Validation", "Deduplication", "Disclosure", "Export", "Reporting", "ObservationStore", "Reference",
            "Observations", "Columns", "Workers", "Formats", "Logging", "Yams",
        ],
        "ndff": ["Pipeline", "BDQ", "Formats", "CAllocator", "ArgumentParser", "Logging"],
        "generate-observations": ["ArgumentParser"],
        "fuzz-readers": ["Ingest", "Reference", "Formats", "Columns"],
    ]
    static let standard: Set<String> = ["Foundation", "Synchronization", "Glibc", "Darwin"]

    struct SourceFile: Sendable {
        var module: String
        var path: String
        var lines: [String]
    }

    static func sources(below folder: String = "Sources") throws -> [SourceFile] {
        let url = Outside.repository.appendingPathComponent(folder)
        let names = FileManager.default.enumerator(atPath: url.path)?.compactMap { $0 as? String } ?? []
        return try names.filter { $0.hasSuffix(".swift") }.sorted().map { name in
            SourceFile(
                module: String(name.prefix { $0 != "/" }), path: "\(folder)/\(name)",
                lines: try String(contentsOf: url.appendingPathComponent(name), encoding: .utf8)
                    .components(separatedBy: "\n"))
        }
    }

    @Test func importsFollowTheArrows() throws {
        let sources = try Self.sources()
        #expect(sources.count > 200)
        for file in sources {
            let allowed = try #require(Self.arrows[file.module], "\(file.path): a module that this test does not know")
            for line in file.lines {
                guard let match = line.wholeMatch(
                    of: /(?:@\w+(?:\(\w+\))? +)*(?:public +|internal +|private +|package +)?import +(?:(?:struct|class|enum|func|protocol|var|let|typealias) +)?([A-Za-z0-9_]+).*/)
                else { continue }
                let module = String(match.output.1)
                #expect(allowed.contains(module) || Self.standard.contains(module), "\(file.path): \(line)")
            }
        }
    }

    @Test func everyModuleIsKnown() throws {
        let folders = try FileManager.default.contentsOfDirectory(
            atPath: Outside.repository.appendingPathComponent("Sources").path)
        #expect(Set(folders.filter { !$0.hasPrefix(".") }) == Set(Self.arrows.keys))
    }

    @Test func noArrowPointsUp() {
        // With no circle in the table there is an order in which every arrow points down.
        var placed: Set<String> = ["GRDB", "Yams", "Logging", "ArgumentParser"]
        var waiting = Self.arrows
        while !waiting.isEmpty {
            let next = waiting.filter { $0.value.isSubset(of: placed) }.keys
            guard !next.isEmpty else { break }
            placed.formUnion(next)
            for name in next { waiting[name] = nil }
        }
        #expect(waiting.keys.sorted() == [])
    }

    @Test(arguments: ["Sources", "Tests"])
    func filesAreNamedForTheirSubject(_ folder: String) throws {
        for file in try Self.sources(below: folder) {
            let name = (file.path as NSString).lastPathComponent
            for word in ["Util", "Helper", "Manager", "Common", "Misc", "Extensions"] {
                #expect(!name.contains(word), "\(file.path)")
            }
            #expect(file.lines.count <= 500, "\(file.path) has \(file.lines.count) lines")
        }
    }

    @Test func nothingGivesUpOnInput() throws {
        for file in try Self.sources() {
            for (number, line) in file.lines.enumerated() {
                let code = line.range(of: "//").map { line[..<$0.lowerBound] } ?? line[...]
                for word in ["try!", "fatalError(", " as! ", "preconditionFailure(", "unowned(unsafe)"] {
                    #expect(!code.contains(word), "\(file.path):\(number + 1): \(line)")
                }
            }
        }
    }
}
