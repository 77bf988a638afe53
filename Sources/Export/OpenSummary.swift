import Disclosure

/// What the metadata tell of the exported records: how many, when, where, how coarse.
struct OpenSummary: Sendable {
    var rows = 0
    /// Records by Vervagingsniveau in km, those not blurred excepted.
    var blurred: [Int32: Int] = [:]
    var firstMoment: Int64?
    var lastMoment: Int64?
    /// Degrees.
    var latitudes: ClosedRange<Double>?
    var longitudes: ClosedRange<Double>?

    init(rows: Int = 0) { self.rows = rows }

    init(_ batch: OpenBatch) {
        rows = batch.rowCount
        for row in 0..<batch.rowCount {
            if let level = batch.blurring[row], level > 0 { blurred[level, default: 0] += 1 }
        }
        for row in 0..<batch.rowCount {
            if let start = batch.periodStart[row], start < firstMoment ?? .max { firstMoment = start }
            if let stop = batch.periodStop[row], stop > lastMoment ?? .min { lastMoment = stop }
        }
        latitudes = Self.range((0..<batch.rowCount).lazy.map { batch.latitude[$0] })
        longitudes = Self.range((0..<batch.rowCount).lazy.map { batch.longitude[$0] })
    }

    mutating func add(_ other: OpenSummary) {
        rows += other.rows
        blurred.merge(other.blurred, uniquingKeysWith: +)
        firstMoment = [firstMoment, other.firstMoment].compactMap { $0 }.min()
        lastMoment = [lastMoment, other.lastMoment].compactMap { $0 }.max()
        latitudes = Self.union(latitudes, other.latitudes)
        longitudes = Self.union(longitudes, other.longitudes)
    }

    private static func union(_ a: ClosedRange<Double>?, _ b: ClosedRange<Double>?) -> ClosedRange<Double>? {
        guard let a, let b else { return a ?? b }
        return min(a.lowerBound, b.lowerBound)...max(a.upperBound, b.upperBound)
    }

    private static func range(_ values: some Sequence<Double?>) -> ClosedRange<Double>? {
        var least = Double.infinity
        var most = -Double.infinity
        for case let value? in values where value.isFinite {
            least = min(least, value)
            most = max(most, value)
        }
        return least <= most ? least...most : nil
    }
}
