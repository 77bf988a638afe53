import Foundation
import ObservationStore
import Observations
import Testing

/// What the store says of records, held against a dictionary that knows everything.
@Suite struct IdentityResolutionTests {
    private struct Model {
        var known: [String: (payload: UInt64, id: Int64)] = [:]
        var next: Int64 = 0
        /// Identities that the delivery at hand has named.
        var named: Set<String> = []

        mutating func expect(_ record: SampleRecord) -> Disposition {
            let before = known[record.identity]
            let isRepeated = !named.insert(record.identity).inserted
            if let before, before.payload == record.payload { return .unchanged(observationID: before.id) }
            defer { next += 1 }
            known[record.identity] = (record.payload, next)
            guard let before else { return .new(observationID: next) }
            return isRepeated
                ? .repeated(observationID: next, supersedes: before.id)
                : .update(observationID: next, supersedes: before.id)
        }
    }

    @Test func manyDeliveriesOfTwoSources() throws {
        var random = FixedRandom(state: 2_026)
        let home = try TemporaryStore()
        var model = Model()
        func deliver(_ records: [SampleRecord], _ source: String, _ what: Comment) throws {
            let got = try home.store.deliver(records, source: source, blockSize: 4_096)
            model.named = []
            // Thousands of lines: not to be printed.
            let isExpected = got == records.map { model.expect($0) }
            #expect(isExpected, what)
        }
        var a = (0..<60_000).map { SampleRecord("https://a.example/\($0)", 1) }
        var b = (0..<50_000).map { SampleRecord("https://b.example/\($0)", 1) }

        try deliver(a, "a", "the first delivery")
        try deliver(a, "a", "the same again")
        for index in a.indices where Int.random(in: 0..<100, using: &random) == 0 { a[index].payload += 1 }
        try deliver(a, "a", "one in a hundred changed")
        try deliver(b, "b", "another source")
        a.removeAll { _ in Int.random(in: 0..<50, using: &random) == 0 }
        for number in 0..<500 {
            a.insert(SampleRecord("https://a.example/new/\(number)"), at: Int.random(in: 0...a.count, using: &random))
        }
        for index in a.indices where Int.random(in: 0..<30, using: &random) == 0 { a[index].payload += 1 }
        try deliver(a, "a", "some left out, put in and changed")
        a.removeSubrange(10_000..<30_000)
        try deliver(a, "a", "a long stretch left out")
        try deliver(Array(a.suffix(20_000)) + a.prefix(20_000), "a", "the second half first")
        // Both sources deliver each other's records, turn by turn, some twice and with other content.
        var mixed: [SampleRecord] = []
        for index in 0..<15_000 {
            mixed.append(a[index])
            mixed.append(b[index])
            if index % 7 == 0 { mixed.append(SampleRecord(a[index].identity, a[index].payload + UInt64(index % 2))) }
            if index % 11 == 0 { b[index].payload += 1; mixed.append(b[index]) }
        }
        try deliver(mixed, "a", "both in one delivery of a")
        try deliver(mixed, "b", "both in one delivery of b")
        b.shuffle(using: &random)
        try deliver(b, "b", "shuffled")
        try deliver(a.reversed(), "a", "backwards")
        try deliver(Array(repeating: b[5], count: 100) + [b[6]], "b", "one record a hundred times")
        try deliver(a, "c", "a third source")

        let reader = try home.store.read()
        let rows = try reader.liveRows()
        #expect(rows.count == model.known.count && Int(reader.liveCount) == rows.count)
        #expect(
            rows.allSatisfy {
                model.known[$0.identity].map { [$0.payload] } == [$0.payload] && model.known[$0.identity]?.id == $0.id
            })
        #expect(try home.store.verify() == [])
        // Runs are merged: their number grows with the logarithm of what is in the store.
        #expect(try home.files(in: "/index").count <= 8)
    }

    /// More identities in one delivery than the table in memory holds (1,048,576), twice over.
    @Test func moreThanMemoryHolds() throws {
        let home = try TemporaryStore()
        let transaction = try home.store.begin()
        var random = FixedRandom(state: 5)
        let keys = (0..<2_200_000).map { _ in (random.next(), random.next()) }
        var wrong = 0
        for (id, key) in keys.enumerated()
        where try transaction.resolve(keyHigh: key.0, keyLow: key.1, payload: 1) != .new(observationID: Int64(id)) {
            wrong += 1
        }
        // Known ones from both spilled runs and from memory; then with other content, twice.
        for id in stride(from: 0, to: keys.count, by: 97) {
            let key = keys[id]
            if try transaction.resolve(keyHigh: key.0, keyLow: key.1, payload: 1)
                != .unchanged(observationID: Int64(id))
            {
                wrong += 1
            }
        }
        var next = Int64(keys.count)
        for id in stride(from: 0, to: keys.count, by: 9_973) {
            let key = keys[id]
            let update = try transaction.resolve(keyHigh: key.0, keyLow: key.1, payload: 2)
            let again = try transaction.resolve(keyHigh: key.0, keyLow: key.1, payload: 2)
            if update != .repeated(observationID: next, supersedes: Int64(id)) || again != .unchanged(observationID: next)
            {
                wrong += 1
            }
            next += 1
        }
        #expect(wrong == 0)
        #expect(try home.files(in: "/scratch").count == 2)
        transaction.abandon()
        #expect(try home.files(in: "/scratch").isEmpty)
    }

    /// What was spilled is found by the next transaction.
    @Test func spilledIdentitiesAreCommitted() throws {
        let home = try TemporaryStore()
        var random = FixedRandom(state: 6)
        let keys = (0..<1_100_000).map { _ in (random.next(), random.next()) }
        let first = try home.store.begin()
        for key in keys { _ = try first.resolve(keyHigh: key.0, keyLow: key.1, payload: 1) }
        // Only the index matters here: no rows go with the identities.
        try first.commit(message: "identities", extra: "{}")
        #expect(try home.files(in: "/scratch").isEmpty)
        let second = try home.store.begin()
        var wrong = 0
        for id in stride(from: 0, to: keys.count, by: 61) {
            let key = keys[id]
            if try second.resolve(keyHigh: key.0, keyLow: key.1, payload: 1) != .unchanged(observationID: Int64(id)) {
                wrong += 1
            }
            if case .new = try second.resolve(keyHigh: key.0 ^ 1, keyLow: key.1, payload: 1) {} else { wrong += 1 }
        }
        second.abandon()
        #expect(wrong == 0)
    }

    /// Keys that share their leading half: the order within blocks and the bounds between them.
    @Test func keysThatDifferInTheirLastHalfOnly() throws {
        let home = try TemporaryStore()
        let first = try home.store.begin()
        let count = 2_000
        for low in 0..<UInt64(count) {
            #expect(
                try first.resolve(keyHigh: 7, keyLow: low &* 0x9E37_79B9_7F4A_7C15, payload: low)
                    == .new(observationID: Int64(low)))
        }
        for edge in [UInt64.min, 6, 8, UInt64.max] { _ = try first.resolve(keyHigh: edge, keyLow: edge, payload: 1) }
        try first.commit(message: "identities", extra: "{}")
        let second = try home.store.begin()
        for low in 0..<UInt64(count) {
            let found = try second.resolve(keyHigh: 7, keyLow: low &* 0x9E37_79B9_7F4A_7C15, payload: low)
            #expect(found == .unchanged(observationID: Int64(low)))
        }
        for (place, edge) in [UInt64.min, 6, 8, UInt64.max].enumerated() {
            #expect(
                try second.resolve(keyHigh: edge, keyLow: edge, payload: 1)
                    == .unchanged(observationID: Int64(count + place)))
        }
        second.abandon()
    }
}
