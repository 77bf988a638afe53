import Foundation
import Formats
import Reference

/// The VRN tables of one snapshot, checked against each other.
public struct VRNReport: Sendable {
    /// A control that the tables were held against.
    public struct Control: Sendable, Equatable {
        public var name: String
        public var value: Int
    }

    public let parameters: VRNParameters
    /// Tables 1 (vrn_waarnemingen), 4 (vrn_soort) and 11 (vrn_aanvoer).
    public let tables: [VRNTable]
    /// Numbers of records for the manifest.
    public let controls: [Control]

    /// - Parameters:
    ///   - accumulator: has seen every batch of the snapshot.
    ///   - squaresInProvince: the number of kmhokken of each province, by CBS code 20…31.
    /// - Throws: `VRNError.doesNotReconcile` when parts and whole differ.
    public init(
        _ accumulator: VRNAccumulator, register: TaxonRegister, sensitiveSpecies: SensitiveSpecies,
        squaresInProvince: [Int32: Int], deliveries: [VRNDelivery]
    ) throws(VRNError) {
        var accumulator = accumulator
        parameters = accumulator.parameters
        let total = try Self.reconciled(accumulator)
        tables = [
            ObservationsTable.make(&accumulator),
            SpeciesTable.make(
                &accumulator, register: register, sensitiveSpecies: sensitiveSpecies,
                squaresInProvince: squaresInProvince),
            accumulator.supplyTable(deliveries),
        ]
        controls = [
            Control(name: "n_goedgekeurd_canoniek", value: accumulator.approvedRecords),
            Control(name: "n_in_venster", value: accumulator.recordsInWindow),
            Control(name: "n_periode_te_lang", value: accumulator.recordsWithTooLongPeriod),
            Control(name: "n_zonder_periode", value: accumulator.recordsWithoutPeriod),
            Control(name: "aansluiting_n_rec_provincies_en_buiten", value: total),
            Control(name: "aansluiting_n_rec_nl", value: accumulator.recordsInWindow),
        ]
    }

    /// Writes every table as CSV and JSON into a folder, and a manifest of them last. Each file is replaced in one
    /// step; the same snapshot gives the same bytes.
    /// - Returns: the paths written, the manifest's last.
    public func write(to folder: String) throws -> [String] {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        var files: [(name: String, table: VRNTable, digest: String)] = []
        for table in tables {
            for (ending, bytes) in [("csv", table.csv(parameters)), ("json", table.json(parameters))] {
                let name = "\(table.name).\(ending)"
                try AtomicReplacement.write(bytes, to: "\(folder)/\(name)")
                files.append((name, table, try sha256(of: bytes)))
            }
        }
        let manifest = manifest(files)
        try AtomicReplacement.write(manifest.csv(parameters), to: "\(folder)/\(manifest.name).csv")
        try AtomicReplacement.write(manifest.json(parameters), to: "\(folder)/\(manifest.name).json")
        return (files.map(\.name) + ["\(manifest.name).csv", "\(manifest.name).json"]).map { "\(folder)/\($0)" }
    }

    /// Table 14: what was written, and the controls (as rows without a file's figures).
    private func manifest(_ files: [(name: String, table: VRNTable, digest: String)]) -> VRNTable {
        var table = VRNTable(
            name: "vrn_manifest", columns: ["soort", "naam", "rijen", "sha256", "onderdrukte_cellen", "waarde"])
        for file in files {
            table.rows.append([
                .text("bestand"), .text(file.name), .integer(file.table.rows.count), .text(file.digest),
                .integer(file.table.suppressedCells), .absent,
            ])
        }
        for control in controls {
            table.rows.append([
                .text("controle"), .text(control.name), .absent, .absent, .absent, .integer(control.value),
            ])
        }
        return table
    }

    /// The sum over provinces and `buiten`, which must be NL's.
    private static func reconciled(_ accumulator: VRNAccumulator) throws(VRNError) -> Int {
        var total = 0
        for (index, year) in accumulator.parameters.window.enumerated() {
            for group in 0..<VRNGroup.count {
                let records = (0..<VRNArea.count).map {
                    accumulator.years[index].counts[$0 * VRNGroup.count + group].records
                }
                let parts = records.dropLast().reduce(0, +)
                guard parts == records[VRNArea.whole] else {
                    throw .doesNotReconcile(
                        table: "vrn_waarnemingen",
                        detail:
                            "\(year), \(VRNGroup.labels[group]): provinces and buiten \(parts), NL \(records[VRNArea.whole])"
                    )
                }
                if group == VRNGroup.all { total += parts }
            }
        }
        guard total == accumulator.recordsInWindow else {
            throw .doesNotReconcile(
                table: "vrn_waarnemingen", detail: "\(total) in the table, \(accumulator.recordsInWindow) in the window"
            )
        }
        return total
    }
}
