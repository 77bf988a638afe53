import Deduplication
import Disclosure
import Foundation
import ObservationStore
import Observations
import Reporting

/// The files of a report.
public struct ReportFiles: Sendable, Codable, Equatable {
    public var snapshot: Int64
    public var year: Int
    public var files: [String]
}

extension Pipeline {
    /// The VRN tables of a year, computed on one snapshot.
    public func reportVRN(year: Int, to directory: String, snapshot: Int64? = nil) throws -> ReportFiles {
        let store = try storeForReading()
        let reference = try LoadedReference(configuration)
        let reader = try store.read(at: snapshot)
        let day = reader.snapshot.localDay
        let policy = reference.disclosurePolicy(publicationDay: day, includesAbsences: false,
            agreements: try agreementNumbers(store))
        let canonical = try CanonicalRecords(reader: reader)

        let (gate, packs) = try disclosureGate(policy, reader: reader)
        let rules = try rulesInForce(reference)
        let isExample = rules.isExample || reference.descriptions.contains { $0.isExample }
        let parameters = try VRNParameters(
            year: year, referenceDay: day, rulePack: packs.joined(separator: ", "),
            snapshotHash: try reader.contentHash(), isExample: isExample)
        var accumulator = VRNAccumulator(parameters: parameters)
        var columns = VRNAccumulator.columns
        for column in DisclosureGate.decisionColumns where !columns.contains(column) { columns.append(column) }
        try SnapshotScan(
            reader: reader, threads: configuration.threads, columns: columns, stage: "counting", progress: progress
        ).run { group in
            (group, try gate.blurLevels(group.observations))
        } consume: { group, levels in
            try accumulator.add(
                group.observations, assessments: group.assessments, live: group.live,
                canonical: canonical.mask(
                    firstObservationID: group.firstObservationID, rowCount: group.live.count), blurLevels: levels)
        }
        var squares: [Int32: Int] = [:]
        for code in reference.squares.kmhokCodes {
            if let province = reference.squares.provinceCode(kmhok: code) { squares[province.code, default: 0] += 1 }
        }
        let deliveries = try store.deliveries(at: reader.snapshot.id).filter { $0.snapshot != nil }.map { delivery in
            VRNDelivery(
                id: delivery.id, intakeYear: Int(delivery.receivedAt.prefix(4)) ?? 0, bronhouder: delivery.source,
                received: delivery.counts.read, quarantined: delivery.counts.quarantined)
        }
        let report = try VRNReport(
            accumulator, register: reference.register, sensitiveSpecies: reference.sensitive,
            squaresInProvince: squares, deliveries: deliveries)
        let path = URL(fileURLWithPath: directory).standardizedFileURL.path
        return ReportFiles(snapshot: reader.snapshot.id, year: year, files: try report.write(to: path))
    }
}
