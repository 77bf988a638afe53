import Columns
import Observations
import Reporting

/// VRN reports of sample rows.
struct VRNSample {
    static let referenceDay = Int32(CivilDate.days(year: 2025, month: 1, day: 15))

    static func parameters(_ year: Int = 2024, status: VRNStatus = .provisional) throws -> VRNParameters {
        try VRNParameters(
            year: year, referenceDay: referenceDay, rulePack: "nl-demo@3", snapshotHash: "abc123", status: status,
            isExample: true)
    }

    static func report(
        _ rows: [SampleObservation], canonical: [Bool]? = nil, deliveries: [VRNDelivery] = [], batchSize: Int = 1000
    ) throws -> VRNReport {
        let reference = try SampleReference()
        let gate = try reference.gate(rows)
        var accumulator = VRNAccumulator(parameters: try parameters())
        for start in stride(from: 0, to: rows.count, by: batchSize) {
            let end = min(start + batchSize, rows.count)
            let batch = SampleBatch(Array(rows[start..<end]))
            try accumulator.add(
                batch.observations, assessments: batch.assessments, canonical: canonical.map { Array($0[start..<end]) },
                blurLevels: try gate.blurLevels(batch.observations))
        }
        return try VRNReport(
            accumulator, register: reference.register, sensitiveSpecies: reference.sensitiveSpecies,
            squaresInProvince: [26: 100, 25: 300], deliveries: deliveries)
    }
}

extension VRNTable {
    /// The rows whose cells in the named columns are as given, as dictionaries.
    func rows(where wanted: [String: String]) -> [[String: String]] {
        rows.map { Dictionary(uniqueKeysWithValues: zip(columns, $0.map(\.text))) }.filter { row in
            wanted.allSatisfy { row[$0.key] == $0.value }
        }
    }
}
