/// Whether something occurs so often that chance does not explain it.
///
/// Of n records, each of which shows it with probability p, np are expected. It is called a surplus when at least
/// `leastRecords` show it, their share is above three times p, and z = (k − np) / √(np(1 − p)), the normal approximation
/// of the binomial distribution, is above 5 (one-sided probability 3·10⁻⁷). Records of one visit are not independent, so
/// z overstates; that is why z alone does not decide.
struct Surplus: Sendable {
    static let leastRecords = 50

    var records: Int
    var total: Int
    var probability: Double

    /// (k − np) / √(np(1 − p)).
    var z: Double {
        let expected = Double(total) * probability
        let deviation = (expected * (1 - probability)).squareRoot()
        return deviation > 0 ? (Double(records) - expected) / deviation : 0
    }

    var isThere: Bool {
        records >= Self.leastRecords && Double(records) > 3 * Double(total) * probability && z > 5
    }
}
