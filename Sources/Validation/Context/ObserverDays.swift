import Reference

/// That somebody was somewhere on a day.
struct ObserverStay: Sendable {
    /// Hash of who and on which day; tells nobody's name.
    var key: UInt64
    /// RD, in whole kilometres.
    var x: Int16
    var y: Int16

    /// Places known less precisely say too little of a distance.
    static let largestUncertainty = 1_000.0

    /// `nil` without a known observer, a day and a place in the RD grid.
    init?(_ facts: ObservationFacts, _ row: Int, observer: UInt64) {
        let (x, y) = (facts.places.x[row], facts.places.y[row])
        guard observer != 0, RijksdriehoekGrid.isValid(x: x, y: y),
            !(facts.uncertainty[row] > Self.largestUncertainty),
            let days = facts.days(row), days.lowerBound == days.upperBound
        else { return nil }
        let mixed = (observer ^ UInt64(bitPattern: Int64(days.lowerBound))) &* 0x9e37_79b9_7f4a_7c15
        key = mixed ^ (mixed >> 29)
        self.x = Int16(x / 1000)
        self.y = Int16(y / 1000)
    }
}

/// How far apart people were on one day: by person and day the outermost places, without who it was.
public struct ObserverDays: Sendable {
    /// 4 million people's days are about 150 MB.
    public static let usualLimit = 4_000_000

    struct Extent: Sendable {
        var west: Int16
        var east: Int16
        var south: Int16
        var north: Int16
    }

    private let limit: Int
    private var extents: [UInt64: Extent] = [:]

    init(limit: Int) { self.limit = limit }

    mutating func add(_ stay: ObserverStay) {
        if let known = extents[stay.key] {
            let wider = Extent(
                west: min(known.west, stay.x), east: max(known.east, stay.x),
                south: min(known.south, stay.y), north: max(known.north, stay.y))
            extents[stay.key] = wider
        } else if extents.count < limit {
            extents[stay.key] = Extent(west: stay.x, east: stay.x, south: stay.y, north: stay.y)
        }
    }

    /// Kilometres between a place and the outermost other places of the same person on the same day, at least: the
    /// distance to the farthest side of the rectangle around them. `nil` when nothing is kept of that day.
    func distance(_ stay: ObserverStay) -> Int? {
        guard let extent = extents[stay.key] else { return nil }
        return max(
            Int(stay.x - extent.west), Int(extent.east - stay.x), Int(stay.y - extent.south), Int(extent.north - stay.y))
    }

    /// Differs when the extents do; independent of their order.
    var fingerprint: UInt64 {
        extents.reduce(into: 0) { sum, entry in
            let extent = entry.value
            var value = entry.key
            for side in [extent.west, extent.east, extent.south, extent.north] {
                value = (value ^ UInt64(UInt16(bitPattern: side))) &* 0x9e37_79b9_7f4a_7c15
            }
            sum &+= value ^ (value >> 31)
        }
    }
}
