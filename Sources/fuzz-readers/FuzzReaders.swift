import Columns
import Formats
import Foundation
import Ingest
import Reference

// What libFuzzer calls with every input it makes (see Scripts/fuzz): the input is taken in as a delivery, from the
// judgement of its format to observations, by the code that the pipeline itself runs. A delivery may be refused; it may
// not crash, hang, grow, or lose a record.

/// Counts what reaches it, and knows identities as the store does.
private final class CountingSink: DeliverySink {
    private var known: [UInt64: UInt64] = [:]
    private var next: Int64 = 0
    private(set) var rows = 0

    func resolve(keyHigh: UInt64, keyLow: UInt64, payload: UInt64) throws -> RecordResolution {
        if known[keyLow] == payload { return .unchanged }
        defer { next += 1 }
        return known.updateValue(payload, forKey: keyLow) == nil ? .new(next) : .update(next)
    }

    func withdraw(
        keyHigh: UInt64, keyLow: UInt64, recordNumber: Int64, line: Int64
    ) throws -> WithdrawalResolution {
        known.removeValue(forKey: keyLow) == nil ? .unknown(detail: "never stored") : .withdrawn
    }

    func keep(keyHigh: UInt64, keyLow: UInt64) throws {}

    func encode(_ observations: AssembledObservations) throws -> Int { observations.observations.rowCount }

    func append(_ encoded: Int) throws { rows += encoded }
}

/// What is the same for all inputs.
private struct Workplace: Sendable {
    let context: InterpretationContext
    let folder: String

    init() throws {
        let fixtures = URL(fileURLWithPath: ProcessInfo.processInfo.environment["NDFF_FIXTURES"] ?? "Fixtures")
        let register = try TaxonRegister(url: fixtures.appending(path: "reference/taxa/taxa-example.csv"))
        context = InterpretationContext(
            register: register, gridDirectory: fixtures.appending(path: "reference")
        ) { _, _ in nil }
        folder = FileManager.default.temporaryDirectory.path + "/ndff-fuzz-\(ProcessInfo.processInfo.processIdentifier)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    static let shared = Result { try Workplace() }
}

private func takeIn(_ bytes: UnsafeBufferPointer<UInt8>) throws {
    let workplace = try Workplace.shared.get()
    let path = workplace.folder + "/levering"
    try Data(buffer: bytes).write(to: URL(fileURLWithPath: path))
    let delivery = try OpenedDelivery.open(path: path)
    let plan = try IngestPlan(delivery: delivery, profile: nil, profileFile: "column names", source: "fuzz")
    let sink = CountingSink()
    let result = try DeliveryIntake(
        delivery: delivery, plan: plan, context: workplace.context, deliveryID: 1, threads: 1,
        quarantinePath: workplace.folder + "/quarantaine.csv", maximumQuarantine: 1
    ).run(into: sink)
    guard sink.rows == result.stored + result.updated,
        result.read == result.stored + result.updated + result.unchanged + result.withdrawn
            + result.quarantined.count
    else { lose(result) }
}

/// Ends the program, so that libFuzzer keeps the input.
private func lose(_ result: IntakeResult) -> Never {
    FileHandle.standardError.write(Data("records are lost: \(result)\n".utf8))
    abort()
}

/// libFuzzer's entry.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzDelivery(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    do {
        try takeIn(UnsafeBufferPointer(start: bytes, count: count))
    } catch is DeliveryError {
        // Refused, with a reason.
    } catch is EncodingTurnedOut {
        // The pipeline reads it again.
    } catch {
        // Everything that is wrong with a delivery must come out as a DeliveryError.
        FileHandle.standardError.write(Data("not a DeliveryError: \(error)\n".utf8))
        abort()
    }
    return 0
}
