import Observations

/// Whether figures may still change.
public enum VRNStatus: String, Sendable, CaseIterable {
    case provisional = "voorlopig"
    case definitive = "definitief"
}

/// On what a set of VRN tables rests; every table carries it.
public struct VRNParameters: Sendable {
    /// The year J reported on; windows run from J−5 to J.
    public let year: Int
    /// Reference date (peildatum): the day of the snapshot, in days since 1970-01-01.
    public let referenceDay: Int32
    /// `name@version` of the rule pack.
    public let rulePack: String
    /// Version of the maatlat for natuurkwaliteit; `nil` when no table uses one.
    public let maatlatVersion: String?
    /// Digest that names the snapshot.
    public let snapshotHash: String
    public let status: VRNStatus
    /// Whether example data (register, rules, areas) lie under the figures.
    public let isExample: Bool

    /// - Throws: `VRNError` for a year that cannot be reported on.
    public init(
        year: Int, referenceDay: Int32, rulePack: String, maatlatVersion: String? = nil, snapshotHash: String,
        status: VRNStatus = .provisional, isExample: Bool
    ) throws(VRNError) {
        let latest = CivilDate.date(days: Int(referenceDay)).year
        guard year >= 1950, year <= latest else { throw .yearOutOfRange(year: year, latest: latest) }
        guard status == .provisional || year < latest else { throw .yearNotOver(year: year) }
        self.year = year
        self.referenceDay = referenceDay
        self.rulePack = rulePack
        self.maatlatVersion = maatlatVersion
        self.snapshotHash = snapshotHash
        self.status = status
        self.isExample = isExample
    }

    /// The six years [J−5, J].
    public var window: ClosedRange<Int> { year - 5...year }

    /// Name and value of the columns that all tables have in common.
    var commonColumns: [(name: String, value: VRNCell)] {
        let day = CivilDate.date(days: Int(referenceDay))
        return [
            ("rapportagejaar", .integer(year)),
            ("peildatum", .text("\(day.year)-\(twoDigits(day.month))-\(twoDigits(day.day))")),
            ("regelversie", .text(rulePack)), ("maatlat_versie", maatlatVersion.map { .text($0) } ?? .absent),
            ("bron_snapshot_hash", .text(snapshotHash)), ("status", .text(status.rawValue)),
            ("voorbeelddata", .text(isExample ? "ja" : "nee")),
        ]
    }

    private func twoDigits(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
}
