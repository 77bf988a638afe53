import Foundation
import GRDB
import ObservationStore
import Testing

/// Every kind of damage is found, and found where it is.
@Suite struct StoreVerificationTests {
    private func sound() throws -> TemporaryStore {
        let home = try TemporaryStore()
        try home.store.deliver((0..<60).map { SampleRecord("r\($0)") }, blockSize: 16)
        try home.store.deliver([.init("r3", 2), .init("r59", 2), .init("s")])
        #expect(try home.store.verify() == [])
        return home
    }

    @Test(arguments: [
        "observation", "observation_restricted", "assessment", "finding",
    ])
    func aChangedByteInAnyFile(_ table: String) throws {
        let home = try sound()
        for name in try home.files(in: "/data/main/\(table)") {
            let path = "\(home.store.directory)/data/main/\(table)/\(name)"
            let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
            for place in [0, bytes.count / 2, bytes.count - 1] {
                var damaged = bytes
                damaged[place] ^= 0x10
                try damaged.write(to: URL(fileURLWithPath: path))
                let defects = try home.store.verify()
                #expect(defects.map(\.kind) == ["file"] && defects.first?.subject == "data/main/\(table)/\(name)")
            }
            try bytes.dropLast(1).write(to: URL(fileURLWithPath: path))
            #expect(try home.store.verify().map(\.kind) == ["file"])
            try FileManager.default.removeItem(atPath: path)
            #expect(try home.store.verify().first?.message == "it is gone")
            try bytes.write(to: URL(fileURLWithPath: path))
        }
        #expect(try home.store.verify() == [])
    }

    /// How an identity run is damaged.
    enum RunDamage: CaseIterable { case truncated, headerOnly, empty, flippedEntry, flippedMagic, gone, flippedFilter }

    @Test(arguments: RunDamage.allCases)
    func aDamagedIdentityRun(_ damage: RunDamage) throws {
        let home = try sound()
        let name = try #require(try home.files(in: "/index").first)
        let url = URL(fileURLWithPath: "\(home.store.directory)/index/\(name)")
        var bytes = try Data(contentsOf: url)
        switch damage {
        case .truncated: bytes.removeLast(8)
        case .headerOnly: bytes = bytes.prefix(64)
        case .empty: bytes = Data()
        case .flippedEntry: bytes[64 + 24] ^= 1
        case .flippedMagic: bytes[0] ^= 1
        case .flippedFilter: for place in bytes.indices.suffix(40) { bytes[place] = 0 }
        case .gone: break
        }
        try bytes.write(to: url)
        if damage == .gone { try FileManager.default.removeItem(at: url) }
        let defects = try home.store.verify()
        #expect(!defects.isEmpty && defects.allSatisfy { $0.kind == "index" })
    }

    @Test(arguments: [
        (
            "UPDATE ducklake_data_file SET record_count = record_count + 1 WHERE table_id = 1 AND data_file_id = 0",
            "rows"
        ),
        ("UPDATE ducklake_data_file SET record_count = record_count + 1 WHERE table_id = 4", "rows"),
        ("UPDATE ducklake_delete_file SET delete_count = delete_count + 1 WHERE table_id = 1", "rows"),
        ("UPDATE ducklake_data_file SET row_id_start = row_id_start + 1 WHERE data_file_id = 0", "rows"),
        ("DELETE FROM ndff_aligned_file", "rows"),
        ("UPDATE ducklake_data_file SET end_snapshot = 2 WHERE table_id = 3", "rows"),
        ("UPDATE ducklake_delete_file SET end_snapshot = begin_snapshot WHERE table_id = 2", "rows"),
        ("UPDATE ndff_delivery SET stored = stored + 1 WHERE delivery_id = 1", "accounting"),
        ("UPDATE ndff_delivery SET stored = stored + 1, read = read + 1 WHERE delivery_id = 1", "accounting"),
        ("INSERT INTO ndff_quarantine(delivery_id, record_number, line, byte_offset, reason) VALUES (1, 1, 1, 1, 'X')", "accounting"),
        ("UPDATE ndff_delivery SET status = 'refused' WHERE delivery_id = 2", "accounting"),
        ("UPDATE ndff_identity_run SET end_snapshot = 3", "index"),
        ("UPDATE ducklake_metadata SET value = '/nowhere/' WHERE key = 'data_path'", "moved"),
        ("UPDATE ndff_file_checksum SET xxh3 = '0' WHERE path LIKE '%finding%'", "file"),
        ("UPDATE ducklake_delete_file SET end_snapshot = begin_snapshot", "index"),
    ])
    func aCatalogThatDoesNotTellTheTruth(_ change: String, _ kind: String) throws {
        let home = try sound()
        try home.catalog { try $0.execute(sql: change) }
        let kinds = try home.store.verify().map(\.kind)
        #expect(kinds.contains(kind), "\(kinds)")
    }

    @Test func identitiesThatOnlyTheIndexKnows() throws {
        let home = try sound()
        // Resolved and never stored.
        let transaction = try home.store.begin()
        _ = try transaction.resolve(.init("ghost"))
        try transaction.commit(message: "ghost", extra: "{}")
        #expect(try home.store.verify().map(\.kind) == ["index"])
    }
}
