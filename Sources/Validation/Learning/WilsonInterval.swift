/// The interval that holds a share with 95 % confidence, by Wilson's score (E. B. Wilson 1927, "Probable inference, the law
/// of succession, and statistical inference", J. Am. Stat. Assoc. 22: 209–212), which also holds for few cases and for
/// shares near 0 and 1.
public struct WilsonInterval: Sendable, Equatable {
    public var low: Double
    public var high: Double

    /// Quantile of the normal distribution for two-sided 95 %.
    private static let z = 1.959963984540054

    /// - Returns: `nil` for no cases, or counts that cannot be.
    public init?(hits: Int, of cases: Int) {
        guard cases > 0, (0...cases).contains(hits) else { return nil }
        let n = Double(cases)
        let p = Double(hits) / n
        let z2 = Self.z * Self.z
        let centre = (p + z2 / (2 * n)) / (1 + z2 / n)
        let reach = Self.z / (1 + z2 / n) * (p * (1 - p) / n + z2 / (4 * n * n)).squareRoot()
        low = max(0, centre - reach)
        high = min(1, centre + reach)
    }
}
