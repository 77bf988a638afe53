import Foundation
import ObservationStore
import Observations
import Testing

/// Observations that leave the store: earlier snapshots keep them.
@Suite struct WithdrawalTests {
    /// Commits a delivery whose records are worked off by `body`.
    private func deliver<Result>(
        _ store: ObservationStore, source: String = "bron", _ body: (StoreTransaction, inout DeliveryCounts) throws -> Result
    ) throws -> Result {
        let transaction = try store.begin()
        try transaction.expectRepetition(ofSource: source)
        var delivery = DeliveryRecord(
            fileName: "\(source).csv", source: source, sha256: UUID().uuidString, sizeBytes: 1, status: .accepted)
        delivery.id = try store.nextDeliveryID()
        let result = try body(transaction, &delivery.counts)
        try transaction.commit(message: "delivery", extra: "{}", delivery: delivery)
        return result
    }

    private func withdraw(
        _ identities: [String], from store: ObservationStore, source: String = "bron"
    ) throws -> [Withdrawal] {
        try deliver(store, source: source) { transaction, counts in
            let answers = try identities.enumerated().map { number, identity in
                let key = SampleRecord(identity).key
                return try transaction.withdraw(
                    keyHigh: key.high, keyLow: key.low, recordNumber: Int64(number + 1), line: Int64(number + 2))
            }
            for answer in answers { if case .withdrawn = answer { counts.withdrawn += 1 } else { counts.unchanged += 1 } }
            counts.read = identities.count
            return answers
        }
    }

    @Test func aWithdrawnObservationLeavesTheSnapshotAndStaysInEarlierOnes() throws {
        let home = try TemporaryStore()
        try home.store.deliver((0..<10).map { SampleRecord("r\($0)") }, blockSize: 3)
        let answers = try withdraw(["r4", "r9", "r4", "onbekend"], from: home.store)
        #expect(
            answers == [
                .withdrawn(observationID: 4), .withdrawn(observationID: 9), .alreadyWithdrawn, .unknown,
            ])
        #expect(try home.store.read().liveRows().map(\.id) == [0, 1, 2, 3, 5, 6, 7, 8])
        #expect(try home.store.read(at: 2).liveRows().count == 10)
        #expect(try home.store.verify() == [])
        // What was withdrawn stays withdrawn, over commits and merges of the index.
        try home.store.deliver((10..<40).map { SampleRecord("r\($0)") })
        #expect(try withdraw(["r9"], from: home.store) == [.alreadyWithdrawn])
        #expect(try home.store.verify() == [])
    }

    @Test func whatWasWithdrawnAndComesAgainIsANewVersion() throws {
        let home = try TemporaryStore()
        try home.store.deliver([.init("a"), .init("b")])
        _ = try withdraw(["a"], from: home.store)
        #expect(try home.store.deliver([.init("a"), .init("b")]) == [
            .restored(observationID: 2, lastKnown: 0), .unchanged(observationID: 1),
        ])
        #expect(try home.store.read().liveRows().map(\.id) == [1, 2])
        #expect(try home.store.verify() == [])
        #expect(try withdraw(["a"], from: home.store) == [.withdrawn(observationID: 2)])
        #expect(try home.store.read().liveRows().map(\.id) == [1])
        #expect(try home.store.verify() == [])
    }

    @Test func deliveredAndWithdrawnInOneDelivery() throws {
        let home = try TemporaryStore()
        try deliver(home.store) { transaction, counts in
            _ = try transaction.take([.init("a"), .init("b")], deliveryID: 1, source: "bron")
            let key = SampleRecord("a").key
            #expect(
                try transaction.withdraw(keyHigh: key.high, keyLow: key.low, recordNumber: 3, line: 4)
                    == .withdrawn(observationID: 0))
            #expect(try transaction.take([.init("a", 7)], deliveryID: 1, source: "bron") == [
                .restored(observationID: 2, lastKnown: 0)
            ])
            (counts.read, counts.stored, counts.withdrawn) = (4, 3, 1)
        }
        #expect(try home.store.read().liveRows().map { "\($0.identity)\($0.payload)" } == ["b1", "a7"])
        #expect(try home.store.verify() == [])
    }

    @Test func onlyItsOwnSourceWithdrawsAnObservation() throws {
        let home = try TemporaryStore()
        try home.store.deliver([.init("a")], source: "een")
        try home.store.deliver([.init("b")], source: "twee")
        #expect(try withdraw(["a"], from: home.store, source: "twee") == [.ofAnotherSource])
        #expect(try home.store.read().liveRows().count == 2)
        #expect(try withdraw(["a"], from: home.store, source: "een") == [.withdrawn(observationID: 0)])
        #expect(try home.store.verify() == [])
    }

    /// records of the source | left out of the delivery of all | of another source
    @Test(arguments: [(10, [3], 5), (10, [0, 9], 0), (3000, Array(stride(from: 7, to: 3000, by: 100)), 100), (5, [], 5)])
    func whatADeliveryOfAllLeavesOut(_ count: Int, _ left: [Int], _ others: Int) throws {
        let home = try TemporaryStore()
        try home.store.deliver((0..<count).map { SampleRecord("r\($0)") }, blockSize: 250)
        try home.store.deliver((0..<others).map { SampleRecord("ander\($0)") }, source: "ander")
        try home.store.deliver([.init("r1", 2)])
        try deliver(home.store) { transaction, counts in
            let all = (0..<count).filter { !left.contains($0) }.map { SampleRecord("r\($0)", $0 == 1 || $0 == 2 ? 2 : 1) }
            let taken = try transaction.take(all + [.init("nieuw")], deliveryID: 4, source: "bron")
            counts.read = taken.count
            counts.updated = taken.count { $0.name == "update" }
            counts.stored = 1
            counts.unchanged = taken.count - counts.updated - 1
            #expect(try transaction.missing() == MissingObservations(before: count, missing: left.count))
            try transaction.withdrawMissing()
            counts.withdrawnMissing = left.count
        }
        let live = try home.store.read().liveRows()
        #expect(live.count == count - left.count + others + 1)
        #expect(left.allSatisfy { number in !live.contains { $0.identity == "r\(number)" } })
        #expect(try home.store.verify() == [])
        for number in left.prefix(2) { #expect(try withdraw(["r\(number)"], from: home.store) == [.alreadyWithdrawn]) }
    }

    @Test func aBrokenRecordIsNotMissing() throws {
        let home = try TemporaryStore()
        try home.store.deliver([.init("a"), .init("b"), .init("c")])
        try deliver(home.store) { transaction, counts in
            _ = try transaction.take([.init("a")], deliveryID: 2, source: "bron")
            let broken = SampleRecord("b").key
            try transaction.keep(keyHigh: broken.high, keyLow: broken.low)
            #expect(try transaction.missing() == MissingObservations(before: 3, missing: 1))
            try transaction.withdrawMissing()
            (counts.read, counts.unchanged, counts.withdrawnMissing) = (1, 1, 1)
        }
        #expect(try home.store.read().liveRows().map(\.identity) == ["a", "b"])
        #expect(try home.store.verify() == [])
    }

    @Test(.enabled(if: DuckDBClient.isThere, "no Python with DuckDB and its ducklake extension; see NDFF_PYTHON"))
    func duckDBSeesTheSame() throws {
        let home = try TemporaryStore()
        try home.store.deliver((0..<5_000).map { SampleRecord("r\($0)", UInt64($0)) }, blockSize: 700)
        _ = try withdraw((0..<50).map { "r\($0 * 99)" }, from: home.store)
        try home.store.deliver([.init("r99", 5), .init("nieuw", 3)])
        try deliver(home.store) { transaction, counts in
            _ = try transaction.take([.init("nieuw", 3)], deliveryID: 4, source: "bron")
            let missing = try transaction.missing()
            try transaction.withdrawMissing()
            (counts.read, counts.unchanged, counts.withdrawnMissing) = (1, 1, missing.missing)
        }
        for snapshot in [2, 3, 4, 5] as [Int64] {
            let rows = try home.store.read(at: snapshot).liveRows()
            let answers = try DuckDBClient.ask(
                home.store.directory,
                [
                    "select count(*), count(distinct identity), sum(payload_key), sum(observation_id) from lake.observation at (version => \(snapshot))",
                    "select count(*) from lake.observation o at (version => \(snapshot)) join lake.observation_restricted r at (version => \(snapshot)) using (observation_id) join lake.assessment a at (version => \(snapshot)) using (observation_id)",
                ])
            let sums = (rows.reduce(0) { $0 + $1.payload }, rows.reduce(0) { $0 + $1.id })
            #expect(answers == ["\(rows.count) \(rows.count) \(sums.0) \(sums.1)", "\(rows.count)"])
        }
        #expect(try home.store.read().liveRows().map(\.identity) == ["nieuw"])
        #expect(try home.store.verify() == [])
    }
}
