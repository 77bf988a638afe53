import Observations

/// A delivery, for the table of supply.
public struct VRNDelivery: Sendable {
    public var id: Int64
    /// The year in which it was taken in.
    public var intakeYear: Int
    public var bronhouder: String
    /// Records read.
    public var received: Int
    /// Records put aside because they could not be read.
    public var quarantined: Int

    public init(id: Int64, intakeYear: Int, bronhouder: String, received: Int, quarantined: Int) {
        self.id = id
        self.intakeYear = intakeYear
        self.bronhouder = bronhouder
        self.received = received
        self.quarantined = quarantined
    }
}

/// What became of the live records of a delivery.
struct SupplyCounts: Sendable, Equatable {
    var valid = 0
    var rejected = 0
    var doubles = 0
    var inValidation = 0
    var tooCoarse = 0
    var sensitive = 0

    mutating func add(status: AssessmentStatus?, isCanonical: Bool, isSensitive: Bool, isTooCoarse: Bool) {
        if !isCanonical {
            doubles += 1
            return
        }
        switch status {
        case .approvedAutomatically, .approvedByExpert, .approvedOnEvidence:
            valid += 1
            if isTooCoarse { tooCoarse += 1 }
            if isSensitive { sensitive += 1 }
        case .toBeJudged, .cannotBeJudged, nil: inValidation += 1
        case .rejected, .formallyRefused: rejected += 1
        }
    }

    static func += (a: inout SupplyCounts, b: SupplyCounts) {
        a.valid += b.valid
        a.rejected += b.rejected
        a.doubles += b.doubles
        a.inValidation += b.inValidation
        a.tooCoarse += b.tooCoarse
        a.sensitive += b.sensitive
    }
}

extension VRNAccumulator {
    /// Table 11: one row a year of intake and bronhouder. `ontvangen` is what the deliveries held. The columns behind it
    /// are about the records that are live now: those since replaced by, or equal to, another delivery's are counted in
    /// `vervangen_of_ongewijzigd`. All years of intake up to the snapshot are there: the figures on a year rest on what
    /// came in until the reference day, late arrivals included.
    func supplyTable(_ deliveries: [VRNDelivery]) -> VRNTable {
        struct Key: Hashable, Comparable {
            var year: Int
            var bronhouder: String
            static func < (a: Key, b: Key) -> Bool { (a.year, a.bronhouder) < (b.year, b.bronhouder) }
        }
        var received: [Key: (received: Int, quarantined: Int)] = [:]
        var counts: [Key: SupplyCounts] = [:]
        for delivery in deliveries {
            let key = Key(year: delivery.intakeYear, bronhouder: delivery.bronhouder)
            let before = received[key] ?? (0, 0)
            received[key] = (before.received + delivery.received, before.quarantined + delivery.quarantined)
            counts[key, default: SupplyCounts()] += supply[delivery.id] ?? SupplyCounts()
        }
        var table = VRNTable(
            name: "vrn_aanvoer",
            columns: [
                "jaar_opname", "bronhouder", "ontvangen", "geldig", "afgekeurd", "dubbel", "in_validatie",
                "onleesbaar", "vervangen_of_ongewijzigd", "te_grof", "kwetsbaar",
            ])
        for (key, total) in received.sorted(by: { $0.key < $1.key }) {
            let own = counts[key] ?? SupplyCounts()
            let rest = total.received - total.quarantined - own.valid - own.rejected - own.doubles - own.inValidation
            table.rows.append(
                [.integer(key.year), .text(key.bronhouder)]
                    + [
                        total.received, own.valid, own.rejected, own.doubles, own.inValidation, total.quarantined, rest,
                        own.tooCoarse, own.sensitive,
                    ].map(VRNCell.integer))
        }
        return table
    }
}
