import Columns
import Observations

/// What the store knows of the records of a batch that is not among their facts.
public struct ContextStanding: Sendable {
    /// Rows that the snapshot sees.
    public var live: [Bool]
    /// What people judged, by `observation_id`.
    public var verdicts: [Int64: AssessmentStatus]
    /// Who made the observations, as a hash; `nil` where no rule asks for it.
    public var observers: [UInt64]?

    public init(live: [Bool], verdicts: [Int64: AssessmentStatus] = [:], observers: [UInt64]? = nil) {
        self.live = live
        self.verdicts = verdicts
        self.observers = observers
    }

    /// The same for a choice of rows.
    public func picking(_ rows: [Int]) -> Self {
        Self(live: rows.map { live[$0] }, verdicts: verdicts, observers: observers.map { all in rows.map { all[$0] } })
    }

    /// Hashes of the names in a column; 0 for none. Names are kept nowhere else in what is made of them.
    public static func observerHashes(_ column: ColumnData?) -> [UInt64]? {
        guard case .coded(let names)? = column else { return nil }
        let byCode = (0...names.dictionary.count).map { code -> UInt64 in
            guard code > 0, var name = names.dictionary[UInt32(code)], !isNobody(name) else { return 0 }
            return name.withUTF8 { xxh3(UnsafeRawBufferPointer($0)) } | 1
        }
        return names.codes.map { byCode[Int($0)] }
    }

    /// Words that stand where a name should, and stand for many people.
    private static let nobody: Set<String> = [
        "", "-", "?", "onbekend", "onbekende", "anoniem", "diversen", "divers", "diverse waarnemers", "n.n.", "nn", "n.v.t.",
        "unknown", "anonymous", "various", "niet vermeld", "niet opgegeven", "waarneming.nl", "observation.org",
        "inaturalist", "telmee", "ndff",
    ]

    private static func isNobody(_ name: String) -> Bool { nobody.contains(name.trimmingBlanks().lowercased()) }

    /// Whether a record counts as approved for the context of others. A person's verdict settles it; else no rule that
    /// looks at the record alone may have found more than something worth knowing. Rules on the context itself have no
    /// part in it: what they said would otherwise decide on what they are going to say.
    func isApproved(_ row: Int, observationID: Int64, passesOwnRules: Bool) -> Bool {
        guard live.indices.contains(row), live[row] else { return false }
        switch verdicts[observationID] {
        case nil: return passesOwnRules
        case .approvedByExpert?, .approvedOnEvidence?, .approvedAutomatically?: return true
        default: return false
        }
    }
}
