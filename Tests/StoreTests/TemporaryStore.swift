import Columns
import Foundation
import ObservationStore
import Observations

/// A store in a folder of its own, removed with the value.
final class TemporaryStore {
    let folder: String
    private(set) var store: ObservationStore

    init() throws {
        folder = FileManager.default.temporaryDirectory.path + "/store-\(UUID().uuidString)"
        store = try ObservationStore.open(directory: folder + "/store", creating: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// Opens the store again, in the place to which it was moved.
    func move(to name: String) throws {
        try FileManager.default.moveItem(atPath: store.directory, toPath: "\(folder)/\(name)")
        store = try ObservationStore.open(directory: "\(folder)/\(name)")
    }

    /// Paths of all files below the store's directory, the catalog's own left out, sorted.
    func files(in subfolder: String = "") throws -> [String] {
        let root = store.directory + subfolder
        return try FileManager.default.subpathsOfDirectory(atPath: root).filter {
            !DirectoryTest.isDirectory("\(root)/\($0)") && !$0.hasPrefix("catalog.sqlite")
        }.sorted()
    }
}

enum DirectoryTest {
    static func isDirectory(_ path: String) -> Bool {
        var isDirectory: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
    }
}

/// A record as a test delivers it: what it is called and a number that stands for all it says.
struct SampleRecord: Equatable {
    var identity: String
    var payload: UInt64

    init(_ identity: String, _ payload: UInt64 = 1) {
        self.identity = identity
        self.payload = payload
    }

    var key: (high: UInt64, low: UInt64) {
        var identity = identity
        return identity.withUTF8 { xxh3Wide(UnsafeRawBufferPointer($0)) }
    }
}

extension StoreTransaction {
    func resolve(_ record: SampleRecord) throws -> Disposition {
        let key = record.key
        return try resolve(keyHigh: key.high, keyLow: key.low, payload: record.payload)
    }

    /// Resolves records and appends those that are to be stored, `blockSize` delivered records a row group.
    func take(_ records: [SampleRecord], deliveryID: Int64, source: String, blockSize: Int = 1000) throws
        -> [Disposition]
    {
        var dispositions: [Disposition] = []
        for start in stride(from: 0, to: records.count, by: blockSize) {
            var stored: [(id: Int64, record: SampleRecord)] = []
            for record in records[start..<min(start + blockSize, records.count)] {
                let disposition = try resolve(record)
                dispositions.append(disposition)
                switch disposition {
                case .new(let id), .update(let id, _), .repeated(let id, _), .restored(let id, _): stored.append((id, record))
                case .unchanged: break
                }
            }
            try append(stored, deliveryID: deliveryID, source: source)
        }
        return dispositions
    }

    /// Appends a row group to the observations and to every table beside or behind them.
    func append(_ stored: [(id: Int64, record: SampleRecord)], deliveryID: Int64, source: String) throws {
        guard !stored.isEmpty else { return }
        let batch = SampleBatch(stored, deliveryID: deliveryID, source: source)
        for table in [StoreTable.observation, .observationRestricted, .assessment, .finding] {
            try append(StoreEncoding.encoder(of: table).encode(batch.columns(of: table)), to: table)
        }
    }
}

/// The columns of records for every table; what a test does not look at is absent or empty.
struct SampleBatch {
    private var values: [String: ColumnData]
    private let rows: Int

    init(_ stored: [(id: Int64, record: SampleRecord)], deliveryID: Int64, source: String) {
        rows = stored.count
        values = [
            "observation_id": .int64(Column(stored.map(\.id))),
            "identity": .plain(PlainText(stored.map(\.record.identity))),
            "source": .coded(CodedText(stored.map { _ in source })),
            "delivery_id": .int64(Column(stored.map { _ in deliveryID })),
            "payload_key": .int64(Column(stored.map { Int64(bitPattern: $0.record.payload) })),
            "x": .double(Column(stored.map { Double($0.record.payload % 1000) })),
            "remarks": .plain(PlainText(stored.map { "opmerking bij \($0.record.identity)" })),
            "status": .coded(CodedText(stored.map { _ in AssessmentStatus.approvedAutomatically.rawValue })),
            "rule_pack": .coded(CodedText(stored.map { _ in "pack@1" })),
        ]
    }

    /// Links between observations.
    init(links: [(Int64, Int64)]) {
        rows = links.count
        values = [
            "observation_id": .int64(Column(links.map(\.0))), "canonical_id": .int64(Column(links.map(\.1))),
        ]
    }

    /// New assessments for the rows of a group.
    init(assessments ids: [Int64], rulePack: String) {
        rows = ids.count
        values = [
            "observation_id": .int64(Column(ids)),
            "status": .coded(CodedText(ids.map { _ in AssessmentStatus.toBeJudged.rawValue })),
            "rule_pack": .coded(CodedText(ids.map { _ in rulePack })),
        ]
    }

    func columns(of table: StoreTable) -> ColumnBatch {
        ColumnBatch(
            names: table.columns.map(\.name), columns: table.columns.map { values[$0.name] ?? filler($0) },
            rowCount: rows)
    }

    private func filler(_ column: StoreColumn) -> ColumnData {
        let absent = column.nullable ? [Bool](repeating: false, count: rows) : nil
        switch column.kind {
        case .int32: return .int32(Column([Int32](repeating: 0, count: rows), present: absent))
        case .int64: return .int64(Column([Int64](repeating: 0, count: rows), present: absent))
        case .double: return .double(Column([Double](repeating: 0, count: rows), present: absent))
        case .boolean: return .boolean(Column([Bool](repeating: false, count: rows), present: absent))
        case .date: return .date(Column([Int32](repeating: 0, count: rows), present: absent))
        case .timestamp: return .timestamp(Column([Int64](repeating: 0, count: rows), present: absent))
        case .coded: return .coded(CodedText([String?](repeating: column.nullable ? nil : "x", count: rows)))
        case .plain: return .plain(PlainText([String?](repeating: column.nullable ? nil : "x", count: rows)))
        }
    }
}

extension ObservationStore {
    /// Takes a delivery in the way the pipeline does and commits it.
    @discardableResult
    func deliver(
        _ records: [SampleRecord], source: String = "bron", blockSize: Int = 1000
    ) throws -> [Disposition] {
        let transaction = try begin()
        try transaction.expectRepetition(ofSource: source)
        var delivery = DeliveryRecord(
            fileName: "\(source).csv", source: source, sha256: UUID().uuidString, sizeBytes: 1, status: .accepted)
        delivery.id = try nextDeliveryID()
        let dispositions = try transaction.take(
            records, deliveryID: delivery.id, source: source, blockSize: blockSize)
        delivery.counts.read = records.count
        for disposition in dispositions {
            switch disposition {
            case .new, .restored: delivery.counts.stored += 1
            case .update, .repeated: delivery.counts.updated += 1
            case .unchanged: delivery.counts.unchanged += 1
            }
        }
        try transaction.commit(message: "delivery", extra: "{}", delivery: delivery)
        return dispositions
    }
}

/// One live row as a reader sees it.
struct LiveRow: Equatable {
    var id: Int64
    var identity: String
    var payload: UInt64
    /// From the tables beside it.
    var remarks: String?
    var rulePack: String?
}

extension SnapshotReader {
    /// All live rows in the order of their numbers; throws when tables do not stand beside each other.
    func liveRows() throws -> [LiveRow] {
        var rows: [LiveRow] = []
        let cursor = cursor(
            [.observationID, .identity, .payloadKey], assessment: [.observationID, .rulePack],
            restricted: [.observationID, .remarks])
        for address in try addresses() {
            let group = try cursor.read(address)
            guard case .int64(let ids)? = group.observations["observation_id"],
                case .int64(let payloads)? = group.observations["payload_key"],
                case .int64(let assessed)? = group.assessments["observation_id"],
                case .int64(let restricted)? = group.restricted["observation_id"],
                ids.values == assessed.values, ids.values == restricted.values,
                ids.values.first == group.firstObservationID
            else { throw Misaligned(file: group.file.path) }
            for row in 0..<group.live.count where group.live[row] {
                rows.append(
                    LiveRow(
                        id: ids.values[row], identity: group.observations["identity"]?.text(row) ?? "",
                        payload: UInt64(bitPattern: payloads.values[row]),
                        remarks: group.restricted["remarks"]?.text(row),
                        rulePack: group.assessments["rule_pack"]?.text(row)))
            }
        }
        return rows
    }

    struct Misaligned: Error { var file: String }
}

/// A small generator with a fixed seed (SplitMix64).
struct FixedRandom: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
