/// The account of what went through the gate: every record that came in is published or withheld for one reason.
public struct DisclosureTally: Sendable, Equatable {
    /// Live records offered.
    public private(set) var considered = 0
    /// Records published without blurring.
    public private(set) var exact = 0
    /// Records published blurred, by level and cause.
    public private(set) var blurred: [BlurLevel: [BlurCause: Int]] = [:]
    public private(set) var withheld: [WithheldReason: Int] = [:]

    public init() {}

    /// All records published, blurred or not.
    public var published: Int { exact + blurredTotal }
    public var blurredTotal: Int { blurred.values.reduce(0) { $0 + $1.values.reduce(0, +) } }
    public var withheldTotal: Int { withheld.values.reduce(0, +) }

    mutating func count(_ decision: DisclosureDecision, _ records: Int = 1) {
        considered += records
        switch decision {
        case .published: exact += records
        case .blurred(let level, let cause): blurred[level, default: [:]][cause, default: 0] += records
        case .withheld(let reason): withheld[reason, default: 0] += records
        }
    }

    /// Adds the account of another part of the records.
    public mutating func add(_ other: DisclosureTally) {
        considered += other.considered
        exact += other.exact
        for (level, causes) in other.blurred {
            blurred[level, default: [:]].merge(causes, uniquingKeysWith: +)
        }
        withheld.merge(other.withheld, uniquingKeysWith: +)
    }

    /// Holds the account against what was counted elsewhere.
    /// - Parameters:
    ///   - live: live records in the snapshot.
    ///   - written: records in the exported file.
    ///   - notSelected: records published, but outside the selection that was asked for.
    /// - Throws: `DisclosureError.doesNotAddUp`.
    public func check(live: Int, written: Int, notSelected: Int = 0) throws(DisclosureError) {
        guard considered == live, published == written + notSelected, published + withheldTotal == considered else {
            throw .doesNotAddUp(live: live, tally: self, written: written)
        }
    }
}
