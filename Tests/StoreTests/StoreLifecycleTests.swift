import Foundation
import GRDB
import ObservationStore
import Observations
import Testing

@Suite struct StoreLifecycleTests {
    @Test func aNewStoreIsEmptyAndSound() throws {
        let home = try TemporaryStore()
        #expect(try home.store.latestSnapshot().id == 1)
        #expect(try home.store.read().liveRows().isEmpty)
        #expect(try home.store.verify() == [])
        let again = try ObservationStore.open(directory: home.store.directory)
        #expect(try again.latestSnapshot().id == 1)
        // Creating does not touch a store that is there.
        try home.store.deliver([.init("a")])
        let opened = try ObservationStore.open(directory: home.store.directory, creating: true)
        #expect(try opened.read().liveCount == 1)
    }

    @Test func onlyTheUserReadsTheNamesOfPeople() throws {
        let home = try TemporaryStore()
        let folder = home.store.directory + "/data/main/observation_restricted"
        let mode = try FileManager.default.attributesOfItem(atPath: folder)[.posixPermissions] as? Int
        #expect(mode == 0o700)
    }

    @Test func whatIsNoStoreIsRefused() throws {
        let home = try TemporaryStore()
        let nowhere = home.folder + "/nowhere"
        #expect(throws: StoreError.notFound(directory: nowhere)) { try ObservationStore.open(directory: nowhere) }

        let garbage = home.folder + "/garbage"
        try FileManager.default.createDirectory(atPath: garbage, withIntermediateDirectories: true)
        try Data("this is no database at all".utf8).write(to: URL(fileURLWithPath: garbage + "/catalog.sqlite"))
        #expect(throws: StoreError.self) { try ObservationStore.open(directory: garbage) }

        try home.catalog { try $0.execute(sql: "UPDATE ducklake_metadata SET value = '2.0' WHERE key = 'version'") }
        #expect(
            throws: StoreError.unsupportedVersion(path: home.store.directory + "/catalog.sqlite", version: "2.0")
        ) { try ObservationStore.open(directory: home.store.directory) }
    }

    @Test func aHalfMadeCatalogIsMadeAnew() throws {
        let home = try TemporaryStore()
        let other = home.folder + "/other"
        try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: true)
        try Data("half".utf8).write(to: URL(fileURLWithPath: other + "/catalog.sqlite.new"))
        let store = try ObservationStore.open(directory: other, creating: true)
        #expect(try store.latestSnapshot().id == 1)
    }

    @Test func recoveryRemovesWhatNoSnapshotKnows() throws {
        let home = try TemporaryStore()
        try home.store.deliver((0..<20).map { SampleRecord("r\($0)") })
        try home.store.deliver([.init("r1", 2), .init("s")])
        let known = try home.files()
        let old = try home.store.read(at: 2).liveRows()

        // A killed run: files written, nothing committed.
        let killed = try home.store.begin()
        _ = try killed.take([.init("r2", 2), .init("t")], deliveryID: 3, source: "bron")
        for path in [
            "index/identities-00000009.run", "scratch/spill.run", "data/main/link/snapshot-00000009-1.parquet",
        ] {
            try Data("x".utf8).write(to: URL(fileURLWithPath: "\(home.store.directory)/\(path)"))
        }
        #expect(try home.files().count > known.count + 3)
        let removed = try home.store.recover()
        #expect(Set(removed).isSuperset(of: ["index/identities-00000009.run", "scratch/spill.run"]))
        #expect(try home.files() == known)
        #expect(try home.store.recover() == [])
        #expect(try home.store.verify() == [])
        // Files of older snapshots are no leftovers.
        #expect(try home.store.read(at: 2).liveRows() == old)
        #expect(try home.store.deliver([.init("r2", 2)]).map(\.name) == ["update"])
    }

    @Test func aMovedStoreIsNoticedAndRepaired() throws {
        let home = try TemporaryStore()
        try home.store.deliver([.init("a"), .init("b")])
        try home.store.deliver([.init("a", 2)])
        let rows = try home.store.read().liveRows()
        #expect(try !home.store.wasMoved())
        try home.move(to: "elsewhere")
        #expect(try home.store.wasMoved())
        #expect(try home.store.recordedDataPath() == home.folder + "/store/data/")
        #expect(try home.store.verify().map(\.kind) == ["moved"])
        #expect(try home.store.read().liveRows() == rows)
        try home.store.recordDataPath()
        #expect(try home.store.recordedDataPath() == home.folder + "/elsewhere/data/")
        #expect(try home.store.verify() == [])
        #expect(try home.store.deliver([.init("b", 2)]).map(\.name) == ["update"])
    }

    @Test func registersKeepWhatTheyAreTold() throws {
        let home = try TemporaryStore()
        var delivery = DeliveryRecord(
            fileName: "brontabel.csv", source: "provincie", sha256: "abc", sizeBytes: 77, status: .accepted)
        delivery.id = 1
        delivery.agreement = "GLO-1"
        delivery.counts.read = 2
        delivery.counts.quarantined = 2
        delivery.reasons = ["IDENTITY_MISSING": 2]
        delivery.problems = ["DATE_INVALID": 1]
        let transaction = try home.store.begin()
        let quarantine = [
            QuarantineEntry(recordNumber: 2, line: 3, byteOffset: 99, reason: "IDENTITY_MISSING", detail: "é"),
            QuarantineEntry(recordNumber: 5, line: 9, byteOffset: 1 << 40, reason: "IDENTITY_MISSING"),
        ]
        #expect(try !home.store.hasAcceptedDelivery(ofSize: 77))
        let snapshot = try transaction.commit(
            message: "m", extra: "{}", delivery: delivery, quarantine: quarantine)
        let found = try #require(try home.store.acceptedDelivery(sha256: "abc"))
        #expect(found.snapshot == snapshot && found.reasons == delivery.reasons && found.problems == delivery.problems)
        #expect(found.counts == delivery.counts && found.counts.isBalanced && found.agreement == "GLO-1")
        #expect(try home.store.quarantine(ofDelivery: 1) == quarantine)
        #expect(try home.store.hasAcceptedDelivery(ofSize: 77))
        #expect(try !home.store.hasAcceptedDelivery(ofSize: 78))
        #expect(try home.store.acceptedDelivery(sha256: "abd") == nil)
        #expect(try home.store.deliveries(at: snapshot - 1).isEmpty)
        #expect(try home.store.deliveries(at: snapshot).count == 1)

        try home.store.beginRun(id: "run-1")
        #expect(try home.store.lastRun()?.finishedAt == nil)
        try home.store.finishRun(id: "run-1", outcome: "done", record: "{}")
        #expect(try home.store.lastRun()?.outcome == "done")
        #expect(try home.store.registerRulePack(identifier: "p@1", contentHash: "h1", isExample: true) == "h1")
        #expect(try home.store.registerRulePack(identifier: "p@1", contentHash: "h2", isExample: true) == "h1")
        try home.store.register(ReleaseRecord(snapshot: snapshot, format: "dwca", path: "x.zip", sha256: "s", rows: 0))
    }
}

extension TemporaryStore {
    /// Changes the catalog behind the store's back.
    func catalog(_ change: (Database) throws -> Void) throws {
        let queue = try DatabaseQueue(path: store.directory + "/catalog.sqlite")
        try queue.write(change)
        try queue.close()
    }
}
