import Foundation
import ObservationStore
import Observations
import Testing

@Suite struct StoreTransactionTests {
    @Test func newUpdatedAndUnchangedRecords() throws {
        let home = try TemporaryStore()
        let store = home.store
        #expect(
            try store.deliver([.init("a"), .init("b"), .init("c")]) == [
                .new(observationID: 0), .new(observationID: 1), .new(observationID: 2),
            ])
        #expect(
            try store.deliver([.init("a"), .init("b", 2), .init("d")]) == [
                .unchanged(observationID: 0), .update(observationID: 3, supersedes: 1), .new(observationID: 4),
            ])
        let rows = try store.read().liveRows()
        #expect(rows.map(\.identity) == ["a", "c", "b", "d"])
        #expect(rows.map(\.id) == [0, 2, 3, 4] && rows.map(\.payload) == [1, 1, 2, 1])
        #expect(rows.allSatisfy { $0.remarks == "opmerking bij \($0.identity)" && $0.rulePack == "pack@1" })
        #expect(try store.read().liveCount == 4)
        #expect(try store.verify() == [])
    }

    /// delivered payloads of one identity | what each is | the live payload
    static let repetitions: [([UInt64], [String], UInt64)] = [
        ([1, 1], ["new", "unchanged"], 1), ([1, 2], ["new", "repeated"], 2),
        ([1, 2, 1], ["new", "repeated", "repeated"], 1),
        ([1, 2, 2], ["new", "repeated", "unchanged"], 2),
        ([1, 2, 3, 3, 1], ["new", "repeated", "repeated", "unchanged", "repeated"], 1),
    ]

    @Test(arguments: repetitions)
    func oneIdentitySeveralTimesInADelivery(_ payloads: [UInt64], _ expected: [String], _ live: UInt64) throws {
        let home = try TemporaryStore()
        for repetition in 0..<2 {
            // Blocks of one record as well as one block of all.
            let records = [SampleRecord("voor")] + payloads.map { SampleRecord("a\(repetition)", $0) } + [.init("na")]
            let dispositions = try home.store.deliver(records, blockSize: repetition == 0 ? 1 : 100)
            #expect(dispositions.dropFirst().dropLast().map(\.name) == expected)
            let versions = try home.store.read().liveRows().filter { $0.identity == "a\(repetition)" }
            #expect(versions.map(\.payload) == [live])
        }
        #expect(try home.store.verify() == [])
    }

    @Test func aDoubleOfAnUpdateInARepeatedDelivery() throws {
        let home = try TemporaryStore()
        try home.store.deliver([.init("a"), .init("b"), .init("c")])
        // The second "a" stands where the row of the first delivery is expected, but was superseded just now.
        let again = try home.store.deliver([.init("a", 2), .init("a", 2), .init("a", 1), .init("b"), .init("a", 1)])
        #expect(again.map(\.name) == ["update", "unchanged", "repeated", "unchanged", "unchanged"])
        #expect(try home.store.read().liveRows().map { "\($0.identity)\($0.payload)" } == ["b1", "c1", "a1"])
        #expect(try home.store.verify() == [])
    }

    @Test func nothingIsVisibleBeforeTheCommitAndNothingStaysAfterGivingUp() throws {
        let home = try TemporaryStore()
        try home.store.deliver([.init("a"), .init("b")])
        let before = try home.files()
        let transaction = try home.store.begin()
        _ = try transaction.take([.init("a", 2), .init("c")], deliveryID: 2, source: "bron")
        #expect(try home.store.read().liveRows().map(\.identity) == ["a", "b"])
        #expect(try home.files() != before)
        transaction.abandon()
        #expect(try home.files() == before)
        #expect(try home.store.latestSnapshot().id == 2)
        #expect(try home.store.deliver([.init("a", 2)]) == [.update(observationID: 2, supersedes: 0)])
        #expect(try home.store.verify() == [])
    }

    @Test func aReaderKeepsItsSnapshot() throws {
        let home = try TemporaryStore()
        var seen: [(reader: SnapshotReader, rows: [LiveRow])] = []
        for payload in 1...6 as ClosedRange<UInt64> {
            try home.store.deliver((0..<20).map { SampleRecord("r\($0)", $0 % Int(payload) == 0 ? payload : 1) })
            let reader = try home.store.read()
            seen.append((reader, try reader.liveRows()))
        }
        for (reader, rows) in seen {
            #expect(try reader.liveRows() == rows)
            #expect(try home.store.read(at: reader.snapshot.id).liveRows() == rows)
            #expect(rows.count == 20 && Set(rows.map(\.identity)).count == 20)
        }
        #expect(Set(seen.map { "\($0.rows)" }).count == 6)
        #expect(try home.store.read(at: 1).liveRows().isEmpty)
        #expect(throws: StoreError.unknownSnapshot(99, latest: 7)) { try home.store.read(at: 99) }
        #expect(throws: StoreError.self) { try home.store.read(at: -1) }
    }

    /// One record a commit leaves a file: all positions lost so far are in the last list, of every table.
    @Test func listsOfDeletedRowsGrowOverCommits() throws {
        let home = try TemporaryStore()
        let first = (0..<50).map { SampleRecord("r\($0)") }
        try home.store.deliver(first, blockSize: 7)
        for victim in [49, 0, 21, 7, 6] { try home.store.deliver([.init("r\(victim)", 2)]) }
        let reader = try home.store.read()
        let file = try #require(reader.observationFiles.first)
        #expect(try reader.deletedRows(file) == [0, 6, 7, 21, 49])
        for table in [StoreTable.assessment, .observationRestricted] {
            let beside = try #require(try reader.files(of: table).first { $0.observationFileID == file.id })
            #expect(try reader.deletedRows(beside) == [0, 6, 7, 21, 49])
        }
        #expect(try reader.liveRows().count == 50)
        #expect(
            try home.store.read(at: 4).deletedRows(try #require(home.store.read(at: 4).observationFiles.first)) == [
                0, 49,
            ])
        #expect(try home.store.verify() == [])
    }

    @Test func assessmentsAreReplacedWhereTheyStand() throws {
        let home = try TemporaryStore()
        try home.store.deliver((0..<30).map { SampleRecord("r\($0)") }, blockSize: 8)
        try home.store.deliver([.init("r3", 2), .init("s")])
        let before = try home.store.read()
        #expect(try before.hasAssessments(otherThan: "pack@1") == false)
        try reassess(home.store, with: "pack@2")
        let after = try home.store.read()
        #expect(try after.liveRows().map(\.identity) == before.liveRows().map(\.identity))
        #expect(try after.liveRows().allSatisfy { $0.rulePack == "pack@2" })
        #expect(try before.liveRows().allSatisfy { $0.rulePack == "pack@1" })
        #expect(try after.hasAssessments(otherThan: "pack@2") == false)
        #expect(try home.store.verify() == [])
        // And deletes go on to reach the assessments that took their place.
        try home.store.deliver([.init("r4", 2)])
        try reassess(home.store, with: "pack@3")
        try home.store.deliver([.init("r3", 3)])
        #expect(try home.store.read().liveRows().count == 31)
        #expect(try home.store.verify() == [])
    }

    private func reassess(_ store: ObservationStore, with pack: String) throws {
        let reader = try store.read()
        let transaction = try store.begin()
        let cursor = reader.cursor([.observationID])
        for address in try reader.addresses() {
            let group = try cursor.read(address)
            let ids = group.live.indices.map { group.firstObservationID + Int64($0) }
            let batch = SampleBatch(assessments: ids, rulePack: pack).columns(of: .assessment)
            try transaction.append(
                StoreEncoding.encoder(of: .assessment).encode(batch), replacingAssessmentsBeside: group.file)
        }
        try transaction.commit(message: "reassessed", extra: "{}")
    }

    @Test func allLinksAreReplacedByOthers() throws {
        let home = try TemporaryStore()
        try home.store.deliver((0..<5).map { SampleRecord("r\($0)") })
        for links in [[(1, 0), (2, 0)], [(4, 3)], []] as [[(Int64, Int64)]] {
            let transaction = try home.store.begin()
            transaction.endAll(of: .link)
            let batch = SampleBatch(links: links).columns(of: .link)
            if !links.isEmpty { try transaction.append(StoreEncoding.encoder(of: .link).encode(batch), to: .link) }
            try transaction.commit(message: "links", extra: "{}")
            #expect(try self.links(home.store.read()).elementsEqual(links.map(\.0)))
        }
        #expect(try self.links(home.store.read(at: 3)) == [1, 2])
        #expect(try home.store.verify() == [])
    }

    private func links(_ reader: SnapshotReader) throws -> [Int64] {
        var ids: [Int64] = []
        try reader.forEachBatch(of: .link, columns: ["observation_id"]) { batch in
            if case .int64(let column) = batch.columns[0] { ids += column.values }
        }
        return ids
    }

    @Test func ofTwoTransactionsOnOneSnapshotTheFirstWins() throws {
        let home = try TemporaryStore()
        try home.store.deliver([.init("a")])
        let first = try home.store.begin()
        let second = try home.store.begin()
        _ = try first.take([.init("b"), .init("a", 2)], deliveryID: 2, source: "een")
        #expect(throws: StoreError.self) {
            _ = try second.take([.init("c"), .init("a", 3)], deliveryID: 2, source: "twee")
        }
        try first.commit(message: "first", extra: "{}")
        #expect(throws: StoreError.concurrentCommit(expected: 2, found: 3)) {
            try second.commit(message: "second", extra: "{}")
        }
        second.abandon()
        #expect(try home.store.read().liveRows().map(\.identity) == ["b", "a"])
        // Only the accounting misses the delivery that this test did not register.
        #expect(try home.store.verify().allSatisfy { $0.kind == "accounting" })
    }

    @Test func numbersRunOn() throws {
        let home = try TemporaryStore()
        #expect(try home.store.nextDeliveryID() == 1)
        try home.store.deliver([.init("a"), .init("b")])
        #expect(try home.store.nextDeliveryID() == 2)
        let refused = DeliveryRecord(fileName: "x", source: "s", sha256: "", sizeBytes: 3, status: .refused)
        #expect(try home.store.register(refused) == 2)
        let transaction = try home.store.begin()
        #expect(transaction.snapshotID == 3)
        #expect(try transaction.resolve(.init("c")) == .new(observationID: 2))
        transaction.abandon()
        #expect(try home.store.deliver([.init("c")]) == [.new(observationID: 2)])
        #expect(try home.store.deliveries().map(\.id) == [1, 2, 3])
    }

    @Test func aCommitOfNothingIsASnapshot() throws {
        let home = try TemporaryStore()
        #expect(try home.store.deliver([]) == [])
        #expect(try home.store.latestSnapshot().id == 2)
        #expect(try home.store.verify() == [])
    }

    @Test func equalStoresHaveEqualHashes() throws {
        let (one, other) = (try TemporaryStore(), try TemporaryStore())
        for home in [one, other] { try home.store.deliver((0..<40).map { SampleRecord("r\($0)") }) }
        #expect(try one.store.read().contentHash() == other.store.read().contentHash())
        let before = try one.store.read()
        let hash = try before.contentHash()
        try one.store.deliver([.init("r1", 2)])
        #expect(try one.store.read().contentHash() != hash)
        #expect(try before.contentHash() == hash)
    }
}

extension Disposition {
    var name: String {
        switch self {
        case .new: "new"
        case .update: "update"
        case .repeated: "repeated"
        case .restored: "restored"
        case .unchanged: "unchanged"
        }
    }
}
