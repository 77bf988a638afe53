import Formats
import Foundation
import ObservationStore
import Observations
import Reference

/// Deliveries that wait for a valid agreement: in `held/delivery-000012/`, under the name with which they came.
struct HeldDeliveries {
    let directory: String

    func folder(_ id: Int64) -> String {
        let number = String(id)
        return "\(directory)/delivery-" + String(repeating: "0", count: max(0, 6 - number.count)) + number
    }

    func path(_ delivery: DeliveryRecord) -> String { "\(folder(delivery.id))/\(delivery.fileName)" }

    /// Copies a delivery here. It is on disk, whole, when this returns.
    func keep(_ taken: Archive.Taken, of delivery: DeliveryRecord) throws {
        let replacement = try AtomicReplacement(.directory, of: folder(delivery.id))
        let target = "\(replacement.temporaryPath)/\(delivery.fileName)"
        guard rename(taken.temporaryPath, target) == 0 else {
            let code = errno
            replacement.discard()
            throw PipelineError.inputOutput(path: target, operation: "move to", errno: code)
        }
        try replacement.commit()
    }

    func remove(_ id: Int64) throws {
        let path = folder(id)
        if FileManager.default.fileExists(atPath: path) { try FileManager.default.removeItem(atPath: path) }
    }

    /// Removes what no delivery of the register waits in: a kill came between keeping and registering, when the original
    /// was still where it came from, or between taking in and clearing away.
    func removeLeftovers(waiting: Set<Int64>) throws -> [String] {
        var removed = try AtomicReplacement.removeLeftovers(in: directory)
        let known = Set(waiting.map { (folder($0) as NSString).lastPathComponent })
        for name in try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
        where name.hasPrefix("delivery-") && !known.contains(name) {
            try FileManager.default.removeItem(atPath: "\(directory)/\(name)")
            removed.append(name)
        }
        return removed
    }
}

extension Pipeline {
    /// Why a delivery of a source cannot be taken in on a day, for people; `nil` when it can.
    static func objection(
        to source: PipelineConfiguration.Source, under register: AgreementRegister?, on day: Int32
    ) -> (agreement: Agreement?, objection: String?) {
        guard let register else { return (nil, nil) }
        switch register.agreement(source.agreement, on: day) {
        case .success(let agreement): return (agreement, nil)
        case .failure(let error):
            switch error.objection {
            case .noneNamed:
                return (nil, "AGREEMENT_MISSING: the source \(source.name) names no agreement in the configuration")
            case .unknown(let number):
                return (nil, "AGREEMENT_UNKNOWN: agreement \(number) is not in the register of agreements")
            case .notValid(let number, let periods):
                return (nil, "AGREEMENT_NOT_VALID: agreement \(number) is not valid today (\(periods))")
            }
        }
    }

    /// Moves a delivery to those that wait for a valid agreement.
    func hold(
        _ file: DeliveryFile, _ begun: DeliveryRecord, because objection: String, store: ObservationStore
    ) throws -> DeliveryRecord {
        var record = begun
        record.status = .held
        record.message = objection
        record.reasons = [String(objection.prefix { $0 != ":" }): 1]
        if let waiting = file.held {
            record = waiting
            record.message = objection
            return record
        }
        let held = HeldDeliveries(directory: workspace.held)
        let taken = try Archive(directory: workspace.held).take(file.path)
        record.sha256 = taken.sha256
        if let known = try store.heldDeliveries().first(where: { $0.sha256 == taken.sha256 && $0.source == record.source }) {
            taken.discard()
            record = known
            record.message = objection
        } else {
            do {
                record.id = try store.nextDeliveryID()
                try held.keep(taken, of: record)
                try store.register(record)
            } catch {
                taken.discard()
                throw error
            }
        }
        logger.notice("held \(record.fileName): \(objection)")
        return record
    }

    /// The deliveries that wait for an agreement, the longest waiting first.
    func waitingInHold(_ store: ObservationStore) throws -> [DeliveryFile] {
        let held = HeldDeliveries(directory: workspace.held)
        return try store.heldDeliveries().map { record in
            let source = configuration.sources.first { $0.name == record.source }
            return DeliveryFile(
                path: held.path(record),
                source: source
                    ?? PipelineConfiguration.Source(
                        name: record.source, profile: nil, inbox: nil, agreement: record.agreement,
                        maximumQuarantine: 0.05),
                isInInbox: false, held: record)
        }
    }
}
