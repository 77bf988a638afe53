import Columns
import Formats
import Foundation
import Ingest
import Observations
import Outside
import Reference

/// Keeps observations in memory and knows identities as the store does.
final class MemorySink: DeliverySink, @unchecked Sendable {
    // Unchecked: the intake calls `resolve` and `append` one at a time; `encode` touches nothing.
    private var known: [String: (payload: UInt64, id: Int64)] = [:]
    private var next: Int64 = 0
    private var withdrawn: Set<String> = []
    private var firstOfDelivery: Int64 = 0
    /// Identities of records that were set aside, by their keys.
    private(set) var kept: Set<String> = []
    private(set) var batches: [AssembledObservations] = []
    /// Fails when that many batches were appended.
    var failsAfter: Int?

    struct Full: Error {}

    func resolve(keyHigh: UInt64, keyLow: UInt64, payload: UInt64) throws -> RecordResolution {
        let key = "\(keyHigh) \(keyLow)"
        let before = known[key]
        let isRestored = withdrawn.remove(key) != nil
        if !isRestored, before?.payload == payload { return .unchanged }
        defer { next += 1 }
        known[key] = (payload, next)
        guard let before else { return .new(next) }
        return isRestored ? .restored(next) : before.id >= firstOfDelivery ? .repeated(next) : .update(next)
    }

    func withdraw(
        keyHigh: UInt64, keyLow: UInt64, recordNumber: Int64, line: Int64
    ) throws -> WithdrawalResolution {
        let key = "\(keyHigh) \(keyLow)"
        guard known[key] != nil else { return .unknown(detail: "never stored") }
        return withdrawn.insert(key).inserted ? .withdrawn : .unchanged
    }

    func keep(keyHigh: UInt64, keyLow: UInt64) throws { kept.insert("\(keyHigh) \(keyLow)") }

    func encode(_ observations: AssembledObservations) throws -> AssembledObservations { observations }

    func append(_ encoded: AssembledObservations) throws {
        if let failsAfter, batches.count >= failsAfter { throw Full() }
        batches.append(encoded)
    }

    func forgetRows() {
        batches = []
        firstOfDelivery = next
    }
}

/// One delivery taken in, as texts.
struct Taken {
    var result: IntakeResult
    var batches: [AssembledObservations]
    var quarantine: [UInt8]?

    /// The stored values of a column, of the observations or of the restricted facts; absent ones are empty.
    func values(_ column: String) -> [String] {
        batches.flatMap { batch in
            (batch.observations[column] ?? batch.restricted[column]).map(CellRendering.texts) ?? []
        }
    }

    func values(_ column: ObservationColumn) -> [String] { values(column.rawValue) }

    /// `line rule term verbatim proposed` of every finding; absent parts are `-`.
    var findings: [String] {
        batches.flatMap { batch in
            let columns = ["line", "rule", "term", "verbatim", "proposed"].map { name in
                batch.findings[name].map(CellRendering.texts) ?? []
            }
            return (0..<batch.findings.rowCount).map { row in
                columns.map { $0[row].isEmpty ? "-" : $0[row] }.joined(separator: " ")
            }
        }
    }

    /// Line and rule of every finding.
    var rules: [String] { findings.map { $0.split(separator: " ").prefix(2).joined(separator: " ") } }
}

enum CellRendering {
    static func texts(_ column: ColumnData) -> [String] {
        (0..<column.count).map { row in
            switch column {
            case .int32(let values): values[row].map { "\($0)" } ?? ""
            case .int64(let values): values[row].map { "\($0)" } ?? ""
            case .double(let values): values[row].map(number) ?? ""
            case .boolean(let values): values[row].map { "\($0)" } ?? ""
            case .date(let values): values[row].map { day(Int($0)) } ?? ""
            case .timestamp(let values): values[row].map(moment) ?? ""
            case .coded, .plain: column.text(row) ?? ""
            }
        }
    }

    /// Metres to the centimetre, degrees to five decimals.
    private static func number(_ value: Double) -> String {
        trimmed(String(format: abs(value) < 1000 ? "%.5f" : "%.2f", value))
    }

    private static func trimmed(_ text: String) -> String {
        var text = Substring(text)
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return String(text)
    }

    private static func day(_ days: Int) -> String {
        let (year, month, day) = CivilDate.date(days: days)
        return String(format: "%04d-%02d-%02d", Int(year), Int(month), Int(day))
    }

    private static func moment(_ microseconds: Int64) -> String {
        let (days, rest) = CivilDate.split(microseconds)
        let seconds = Int(rest / 1_000_000)
        let time = String(format: "T%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60)
        return day(Int(days)) + time
    }
}

/// Takes texts in as deliveries, with the example register and the real grid and provinces.
enum IntakeSample {
    static let context: InterpretationContext = {
        let reference = Outside.repository.appending(path: "Fixtures/reference")
        do {
            let register = try TaxonRegister(url: reference.appending(path: "taxa/taxa-example.csv"))
            let squares = try SquareProvinces(url: reference.appending(path: "areas/provincie_kmhok.csv"))
            return InterpretationContext(register: register, gridDirectory: reference) { x, y in
                squares.provinceCode(x: x, y: y)
            }
        } catch {
            preconditionFailure("the reference data of the repository cannot be read: \(error)")
        }
    }()

    static func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.path + "/intake-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try body(folder)
    }

    /// - Parameter profile: YAML below `name` and `version`; `nil`: columns speak for themselves.
    static func take(
        _ text: String, profile: String? = nil, into sink: MemorySink = MemorySink(), threads: Int = 1,
        maximumQuarantine: Double = 1
    ) throws -> Taken {
        try take(
            bytes: Array(text.utf8), profile: profile, into: sink, threads: threads,
            maximumQuarantine: maximumQuarantine)
    }

    static func take(
        bytes: [UInt8], profile: String? = nil, declared: DeclaredForm = DeclaredForm(),
        into sink: MemorySink = MemorySink(), threads: Int = 1, maximumQuarantine: Double = 1
    ) throws -> Taken {
        try withFolder { folder in
            try Data(bytes).write(to: URL(fileURLWithPath: folder + "/levering.csv"))
            return try take(
                path: folder + "/levering.csv", profile: profile, declared: declared, into: sink, threads: threads,
                maximumQuarantine: maximumQuarantine)
        }
    }

    static func take(
        path: String, profile: String? = nil, declared: DeclaredForm = DeclaredForm(),
        into sink: MemorySink = MemorySink(), threads: Int = 1, maximumQuarantine: Double = 1
    ) throws -> Taken {
        try withFolder { folder in
            let delivery = try OpenedDelivery.open(path: path, declared: declared)
            let profile = try profile.map {
                try SupplierProfile(yaml: "name: proef\nversion: 1\n" + $0, file: "proef.yaml")
            }
            let plan = try IngestPlan(delivery: delivery, profile: profile, profileFile: "proef.yaml", source: "bron")
            let quarantine = folder + "/quarantine.csv"
            let intake = DeliveryIntake(
                delivery: delivery, plan: plan, context: context, deliveryID: 7, threads: threads,
                quarantinePath: quarantine, maximumQuarantine: maximumQuarantine)
            sink.forgetRows()
            do {
                let result = try intake.run(into: sink)
                return Taken(
                    result: result, batches: sink.batches,
                    quarantine: FileManager.default.contents(atPath: quarantine).map(Array.init))
            } catch {
                // Nothing stays of a delivery that did not come in.
                precondition(!FileManager.default.fileExists(atPath: quarantine), "a quarantine file was left")
                throw error
            }
        }
    }
}
