import Foundation
import Pipeline
import Testing

/// Killed at any moment, the next run goes on by itself.
@Suite(.enabled(if: Surroundings.hasBinary, "no ndff: build the product, or name it in NDFF_BINARY"))
struct KillTests {
    static let kills = 50

    /// What a store holds, without the numbers and times of the runs that made it.
    struct Outcome: Equatable {
        var byStatus: [String: Int]
        var observations: Int
        var canonical: Int
        var quarantined: Int
        var quarantinedByReason: [String: Int]
        var deliveries: Int
        var held: [String]
        var findings: [String]
        var occurrences: [String]

        init(_ place: Workplace) throws {
            let status = try place.status()
            byStatus = status.byStatus
            observations = status.observations
            canonical = status.canonical
            quarantined = status.quarantined
            quarantinedByReason = status.quarantinedByReason
            deliveries = status.deliveries
            held = status.held.map(\.source)
            let path = place.folder.file("findings.csv")
            _ = try place.ndff("findings export", "-o", path).expecting(0)
            findings = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init).sorted()
            occurrences = try place.occurrences()
        }
    }

    @Test(.timeLimit(.minutes(10)))
    func killedAtRandomMoments() throws {
        // How long an undisturbed run takes here and now, and what comes of it.
        let undisturbed = try Workplace(configuration: KillDeliveries.configuration)
        try KillDeliveries.write(into: undisturbed)
        let clock = ContinuousClock()
        let begin = clock.now
        _ = try undisturbed.ndff("run", "--quiet").expecting(3)
        var duration = clock.now - begin
        let expected = try Outcome(undisturbed)
        #expect(expected.observations == KillDeliveries.accepted)
        #expect(expected.held == ["vier"])
        #expect(expected.quarantined == 7)

        var random = FixedRandomNumbers(seed: 20_260_101)
        var killed = 0
        var moments = Set<Moment>()
        while killed < Self.kills {
            let place = try Workplace(configuration: KillDeliveries.configuration)
            try KillDeliveries.write(into: place)
            var killedHere = 0
            while true {
                let delay = duration * Double.random(in: 0.02...0.9, using: &random)
                let started = try place.start("run", "--quiet")
                Thread.sleep(forTimeInterval: delay / .seconds(1))
                started.kill()
                let run = try started.wait()
                try expectWholeExports(place)
                guard run.code == 128 + SIGKILL else {
                    // It was done before the kill: the undisturbed run at the end.
                    #expect(run.code == 0 || run.code == 3, "\(run)")
                    // A whole run in less time than measured: the machine has less to do now.
                    if killedHere == 0 { duration = min(duration, delay) }
                    break
                }
                moments.insert(try Moment(place))
                killed += 1
                killedHere += 1
            }
            try expectWhole(place, expected, "after \(killedHere) kills")
        }
        // They were spread: before, between and within deliveries, and among the exports.
        #expect(moments.count >= 8, "\(moments)")
        #expect(moments.contains { $0.isWithinWork })
        #expect(Set(moments.map(\.waiting)).count >= 3)
    }

    /// What lay about when a run was killed.
    struct Moment: Hashable {
        var waiting: Int
        var archived: Int
        var exported: Int
        /// Whether something was half done.
        var isWithinWork: Bool

        init(_ place: Workplace) throws {
            let names = FileManager.default.enumerator(atPath: place.workspace)?.compactMap { $0 as? String } ?? []
            waiting = names.count { $0.hasPrefix("inbox/") && $0.hasSuffix(".csv") }
            archived = names.count { $0.hasPrefix("archive/") && !$0.contains("/.") }
            exported = names.count { $0.hasPrefix("exports/") && !$0.contains("/.") }
            isWithinWork = names.contains { $0.contains("/.ndff-") || $0.hasSuffix("-journal") }
        }
    }

    private func expectWhole(_ place: Workplace, _ expected: Outcome, _ comment: Comment) throws {
        let proof = try place.ndff("verify", "--json")
        #expect(proof.code == 0, "\(comment): \(proof)")
        let outcome = try Outcome(place)
        #expect(outcome.byStatus == expected.byStatus, comment)
        #expect(outcome.observations == expected.observations, comment)
        #expect(outcome.canonical == expected.canonical, comment)
        #expect(outcome.quarantined == expected.quarantined, comment)
        #expect(outcome.deliveries == expected.deliveries, comment)
        #expect(outcome.held == expected.held, comment)
        // Texts of thousands of lines: not to be printed.
        let haveFindings = outcome.findings == expected.findings
        let haveOccurrences = outcome.occurrences == expected.occurrences
        #expect(haveFindings, comment)
        #expect(haveOccurrences, comment)

        let sums = try ProgramRun.of(
            "/usr/bin/env", ["-C", place.exports, "sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"])
        #expect(sums.code == 0, "\(comment): \(sums)")
        let names = FileManager.default.enumerator(atPath: place.workspace)?.compactMap { $0 as? String } ?? []
        #expect(names.filter { $0.contains(".ndff-") || ($0 as NSString).lastPathComponent.hasPrefix(".") } == [], comment)
        #expect(names.filter { $0.hasPrefix("inbox/") && $0.hasSuffix(".csv") } == [], comment)
        #expect(names.filter { $0.hasPrefix("store/scratch/") } == [], comment)
        #expect(names.filter { $0.hasPrefix("quarantine/") }.count == 1, comment)
        #expect(names.filter { $0.hasPrefix("archive/") }.count == KillDeliveries.archived, comment)
        #expect(names.filter { $0.hasPrefix("held/") && $0.hasSuffix(".csv") }.count == 1, comment)
        // What a source left out is withdrawn once.
        for number in [0, KillDeliveries.withdrawn - 1] {
            let gone: Explanation = try place.ndff("explain", "https://drie.example/\(number)", "--json").expecting(0).decoded()
            #expect(gone.history.map(\.event) == ["opgenomen", "ontbrak"], comment)
        }
    }

    /// What is visible in the folder of exports is complete, of this run or of an earlier one.
    private func expectWholeExports(_ place: Workplace) throws {
        guard FileManager.default.fileExists(atPath: place.exports) else { return }
        for name in try FileManager.default.contentsOfDirectory(atPath: place.exports) where !name.hasPrefix(".") {
            let path = "\(place.exports)/\(name)"
            let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
            switch (name as NSString).pathExtension {
            case "zip":
                let test = try ProgramRun.of("/usr/bin/env", ["unzip", "-tqq", path])
                #expect(test.code == 0, "\(test)")
            case "parquet":
                #expect(bytes.starts(with: Data("PAR1".utf8)))
                #expect(bytes.suffix(4) == Data("PAR1".utf8))
            case "csv":
                #expect(bytes.last == UInt8(ascii: "\n"))
            default:
                #expect(name == "SHA256SUMS")
                for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
                    #expect(line.wholeMatch(of: /[0-9a-f]{64}  [a-z.]+/) != nil)
                }
                #expect(bytes.last == UInt8(ascii: "\n"))
            }
        }
    }
}

/// The same numbers in every test run (SplitMix64).
struct FixedRandomNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
