import Columns
import Deduplication
import Foundation
import Logging
import ObservationStore
import Observations
import Pipeline
import Testing

/// Observations that say the same under different identities.
@Suite struct DuplicateTests {
    @Test func groupsAndTheirCanonicalRecord() throws {
        let home = try DuplicateStore()
        try home.deliver([
            .init("a", content: 1), .init("b", content: 2), .init("c", content: 1), .init("d", content: 1),
            .init("e", content: 3), .init("f", content: 2),
        ])
        #expect(try home.pairs() == ["c→a", "d→a", "f→b"])
    }

    /// The first that is published stands for the others; where none is, the first.
    @Test func publishedGoesBeforeFirst() throws {
        let home = try DuplicateStore()
        try home.deliver([
            .init("a", content: 1, status: .toBeJudged), .init("b", content: 1), .init("c", content: 1),
            .init("d", content: 2, status: .rejected), .init("e", content: 2, status: .toBeJudged),
            .init("f", content: 3, status: .formallyRefused), .init("g", content: 3, status: .approvedByExpert),
        ])
        #expect(try home.pairs() == ["a→b", "c→b", "e→d", "f→g"])
    }

    /// What is not known cannot be the same.
    @Test func recordsThatSayTooLittleAreLeftAlone() throws {
        let home = try DuplicateStore()
        var rows: [DuplicateRow] = []
        for name in ["1", "2"] {
            rows.append(.init("taxon" + name, content: 1, taxon: nil))
            rows.append(.init("place" + name, content: 2, x: nil))
            for precision in PeriodPrecision.allCases {
                rows.append(
                    .init(
                        precision.rawValue + name,
                        content: 10 + (PeriodPrecision.allCases.firstIndex(of: precision) ?? 0), precision: precision))
            }
            rows.append(.init("never" + name, content: 4, precision: nil))
        }
        try home.deliver(rows)
        #expect(try home.pairs().sorted() == ["day2→day1", "hour2→hour1", "minute2→minute1", "second2→second1"])
    }

    /// Versions that were superseded neither have nor are duplicates.
    @Test func onlyLiveVersionsCount() throws {
        let home = try DuplicateStore()
        try home.deliver([.init("a", content: 1), .init("b", content: 1), .init("c", content: 1)])
        try home.deliver([.init("a", content: 2)])
        #expect(try home.pairs() == ["c→b"])
        try home.deliver([.init("b", content: 2)])
        #expect(try home.pairs() == ["b→a"])
        try home.deliver([.init("b", content: 1)])
        #expect(try home.pairs() == ["b→c"])
    }

    @Test func linksAreStoredOnceAndMadeAnewWhenSomethingChanged() throws {
        let home = try DuplicateStore()
        try home.deliver([.init("a", content: 1), .init("b", content: 1), .init("c", content: 2)])
        let dry = try home.pipeline.deduplicate(dryRun: true)
        #expect(dry.duplicates == 1 && dry.changed && dry.dryRun && dry.snapshot == 2)
        #expect(try home.store.latestSnapshot().id == 2 && home.canonical() == ["a", "b", "c"])

        let first = try home.pipeline.deduplicate()
        #expect(first.duplicates == 1 && first.changed && first.snapshot == 3)
        #expect(first.byKind == [LinkKind.samePayload.rawValue: 1])
        #expect(try home.canonical() == ["a", "c"])
        let again = try home.pipeline.deduplicate()
        #expect(again.duplicates == 1 && !again.changed && again.snapshot == 3)
        #expect(try home.store.latestSnapshot().id == 3)

        // The canonical one changes: what it stood for is seen again at once, before links are made anew.
        try home.deliver([.init("a", content: 9)])
        #expect(try home.canonical() == ["a", "b", "c"])
        let renewed = try home.pipeline.deduplicate()
        #expect(renewed.duplicates == 0 && renewed.changed)
        #expect(try !home.pipeline.deduplicate().changed)
        // The earlier snapshot keeps its links.
        #expect(try home.canonical(at: 3) == ["a", "c"])
        #expect(try home.store.verify().filter { $0.kind != "accounting" } == [])
    }

    @Test func anEmptyStoreHasNone() throws {
        let home = try DuplicateStore()
        #expect(try home.pairs() == [])
        let report = try home.pipeline.deduplicate()
        #expect(report.duplicates == 0 && !report.changed)
    }

    /// Many rows of one content in several row groups.
    @Test func aLargeGroup() throws {
        let home = try DuplicateStore()
        for delivery in 0..<3 {
            try home.deliver((0..<500).map { DuplicateRow("r\(delivery * 500 + $0)", content: $0 % 2) }, blockSize: 60)
        }
        let pairs = try home.pairs()
        #expect(pairs.count == 1_498 && pairs.allSatisfy { $0.hasSuffix("→r0") || $0.hasSuffix("→r1") })
        _ = try home.pipeline.deduplicate()
        #expect(try home.canonical() == ["r0", "r1"])
    }
}

/// An observation as far as duplicates go.
private struct DuplicateRow {
    var identity: String
    var content: Int
    var status: AssessmentStatus
    var taxon: String?
    var x: Double?
    var precision: PeriodPrecision?

    init(
        _ identity: String, content: Int, status: AssessmentStatus = .approvedAutomatically,
        taxon: String? = "urn:taxon:1", x: Double? = 155_000, precision: PeriodPrecision? = .day
    ) {
        self.identity = identity
        self.content = content
        self.status = status
        self.taxon = taxon
        self.x = x
        self.precision = precision
    }
}

/// A pipeline with a store of its own, filled without deliveries.
private final class DuplicateStore {
    let folder: String
    let pipeline: Pipeline
    let store: ObservationStore
    private var identities: [Int64: String] = [:]

    init() throws {
        folder = FileManager.default.temporaryDirectory.path + "/duplicates-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Fixtures").path
        let text = """
            workspace: werk
            sources: [{ name: bron }]
            reference:
              taxa: \(fixtures)/reference/taxa/taxa-example.csv
              provinces: \(fixtures)/reference/areas/provincie_kmhok.csv
              sensitive: \(fixtures)/reference/sensitive/sensitive-example.csv
            rules: \(fixtures)/rules/nl-demo
            publication: { title: t, publisher: p, licence: l }
            """
        try text.write(toFile: folder + "/pipeline.yaml", atomically: true, encoding: .utf8)
        pipeline = Pipeline(
            configuration: try PipelineConfiguration.load(path: folder + "/pipeline.yaml"),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        store = try ObservationStore.open(directory: pipeline.workspace.store, creating: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func deliver(_ rows: [DuplicateRow], blockSize: Int = 1000) throws {
        let transaction = try store.begin()
        for start in stride(from: 0, to: rows.count, by: blockSize) {
            let part = Array(rows[start..<min(start + blockSize, rows.count)])
            var ids: [Int64] = []
            for row in part {
                let key = Array(row.identity.utf8).withUnsafeBytes { xxh3Wide($0) }
                switch try transaction.resolve(keyHigh: key.high, keyLow: key.low, payload: UInt64(row.content)) {
                case .new(let id), .update(let id, _), .repeated(let id, _), .restored(let id, _): ids.append(id)
                case .unchanged: preconditionFailure("\(row.identity) did not change")
                }
                identities[ids.last ?? 0] = row.identity
            }
            for table in [StoreTable.observation, .observationRestricted, .assessment] {
                let batch = Self.batch(table, part, ids)
                try transaction.append(StoreEncoding.encoder(of: table).encode(batch), to: table)
            }
        }
        try transaction.commit(message: "rows", extra: "{}")
    }

    private static func batch(_ table: StoreTable, _ rows: [DuplicateRow], _ ids: [Int64]) -> ColumnBatch {
        let columns = table.columns.map { column -> ColumnData in
            let absent = column.nullable ? rows.map { _ in false } : nil
            switch column.name {
            case "observation_id": return .int64(Column(ids))
            case "identity": return .plain(PlainText(rows.map(\.identity)))
            case "taxon_id": return .coded(CodedText(rows.map(\.taxon)))
            case "x": return .double(Column(rows.map(\.x), filler: 0))
            case "period_precision": return .coded(CodedText(rows.map { $0.precision?.rawValue }))
            case "content_key": return .int64(Column(rows.map { Int64($0.content) &* 0x1E37_79B9_7F4A_7C15 }))
            case "status": return .coded(CodedText(rows.map(\.status.rawValue)))
            default: break
            }
            switch column.kind {
            case .int32: return .int32(Column(rows.map { _ in 0 }, present: absent))
            case .int64: return .int64(Column(rows.map { _ in 0 }, present: absent))
            case .double: return .double(Column(rows.map { _ in 0 }, present: absent))
            case .boolean: return .boolean(Column(rows.map { _ in false }, present: absent))
            case .date: return .date(Column(rows.map { _ in 0 }, present: absent))
            case .timestamp: return .timestamp(Column(rows.map { _ in 0 }, present: absent))
            case .coded: return .coded(CodedText(rows.map { _ in column.nullable ? nil : "x" }))
            case .plain: return .plain(PlainText(rows.map { _ in column.nullable ? nil : "x" }))
            }
        }
        return ColumnBatch(names: table.columns.map(\.name), columns: columns, rowCount: rows.count)
    }

    /// Every pair as `identity→canonical`.
    func pairs() throws -> [String] {
        try PayloadDuplicates(reader: store.read()).find().map {
            "\(identities[$0.observationID] ?? "?")→\(identities[$0.canonicalID] ?? "?")"
        }
    }

    /// The live identities that no other record stands for, in the order of their numbers.
    func canonical(at snapshot: Int64? = nil) throws -> [String] {
        let reader = try store.read(at: snapshot)
        let records = try CanonicalRecords(reader: reader)
        let cursor = reader.cursor([.identity])
        var found: [String] = []
        for address in try reader.addresses() {
            let group = try cursor.read(address)
            let mask = records.mask(firstObservationID: group.firstObservationID, rowCount: group.live.count)
            for row in group.live.indices where group.live[row] && mask?[row] ?? true {
                found.append(group.observations["identity"]?.text(row) ?? "")
            }
        }
        return found.sorted()
    }
}
