import Observations
import Reference

/// What one record says of where, when and in what numbers its species is seen. What a record adds to a profile and what
/// is taken out again when it is compared with the others is the same value, so that no record is compared with itself.
struct ContextRow: Sendable {
    /// Code of the 5 km square; 0 without a place, with one vaguer than the square, and outside the RD grid.
    var square: Int32 = 0
    /// Number of the stretch of ten days in the year, 0…36; -1 without a date or with a vaguer one.
    var decade: Int8 = -1
    /// ⌊log₂⌋ of the largest number the count may stand for; -1 without a count.
    var countBucket: Int8 = -1
    /// CBS code of the province; 0 outside all of them and in a square that several share.
    var province: Int32 = 0

    static let decades = 37
    static let countBuckets = 63
    /// A place known less precisely than its square says nothing of the square, or of the province.
    static let largestUncertainty = 5_000.0

    init(_ facts: ObservationFacts, _ row: Int, province: Int32) {
        let uncertainty = facts.uncertainty[row]
        if !(uncertainty > Self.largestUncertainty) {
            self.province = province
            square = RijksdriehoekGrid.uurhokCode(x: facts.places.x[row], y: facts.places.y[row]) ?? 0
        }
        if let days = facts.days(row), days.upperBound - days.lowerBound < 10 {
            decade = Int8(Self.decade(day: days.lowerBound))
        }
        countBucket = Self.bucket(facts.largestCount(row))
    }

    /// The stretch of ten days in which a day lies, given as days since 1970-01-01. The last one is of five days, or six.
    static func decade(day: Int) -> Int {
        let year = CivilDate.date(days: day).year
        return (day - CivilDate.days(year: year, month: 1, day: 1)) / 10
    }

    static func bucket(_ count: Int64) -> Int8 {
        count >= 1 ? Int8(Int64.bitWidth - 1 - count.leadingZeroBitCount) : -1
    }

    /// Differs when what the record says does; for the fingerprint of a context.
    func hash(species: UInt64) -> UInt64 {
        var value = species ^ (UInt64(UInt32(bitPattern: square)) << 32 | UInt64(UInt32(bitPattern: province)) << 16)
        value ^= UInt64(UInt8(bitPattern: decade)) << 8 | UInt64(UInt8(bitPattern: countBucket))
        // The finaliser of SplitMix64: sums of what it gives do not depend on the order, and rarely coincide.
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }
}
