/// Counts of individuals, each with how often it was given. Numbers above 1000 are kept in three digits, rounded up, so
/// that memory stays small whatever is counted.
public struct CountHistogram: Sendable, Equatable {
    private var numbers: [Int64: Int] = [:]
    public private(set) var total = 0

    public init() {}

    /// - Parameter number: 1 or more; others are not counted.
    public mutating func add(_ number: Int64, _ times: Int = 1) {
        guard number > 0 else { return }
        numbers[Self.rounded(number), default: 0] += times
        total += times
    }

    public static func += (sum: inout CountHistogram, other: CountHistogram) {
        sum.numbers.merge(other.numbers, uniquingKeysWith: +)
        sum.total += other.total
    }

    /// The smallest number that at least this share does not exceed (the inverse of the empirical distribution function,
    /// type 1 of Hyndman and Fan 1996).
    /// - Parameter share: 0–1.
    public func quantile(_ share: Double) -> Int64? {
        guard total > 0 else { return nil }
        let wanted = max(1, Int((min(1, share) * Double(total)).rounded(.up)))
        var seen = 0
        for (number, times) in numbers.sorted(by: { $0.key < $1.key }) {
            seen += times
            if seen >= wanted { return number }
        }
        return nil
    }

    private static func rounded(_ number: Int64) -> Int64 {
        var step: Int64 = 1
        while number / step > 1000 { step *= 10 }
        let (quotient, rest) = number.quotientAndRemainder(dividingBy: step)
        let up = (quotient + (rest > 0 ? 1 : 0)).multipliedReportingOverflow(by: step)
        return up.overflow ? number : up.partialValue
    }
}
