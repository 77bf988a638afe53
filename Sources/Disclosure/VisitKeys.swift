import Columns
import Observations

/// What ties records together: the visit, and the spot with the time. Both as hashes.
struct VisitKeys {
    private let source: CodedText
    private let visit: CodedText
    private let sourceHashes: [UInt64]
    private let visitHashes: [UInt64]
    private let x: Column<Double>
    private let y: Column<Double>
    private let start: Column<Int64>
    private let stop: Column<Int64>

    init(_ facts: FactColumns) throws(DisclosureError) {
        source = try facts.coded(.source)
        visit = try facts.coded(.visitID)
        sourceHashes = Self.hashes(source.dictionary)
        visitHashes = Self.hashes(visit.dictionary)
        x = try facts.double(.x)
        y = try facts.double(.y)
        start = try facts.timestamp(.periodStart)
        stop = try facts.timestamp(.periodStop)
    }

    /// The visit (within its source), `nil` for a record without one.
    func visitKey(_ row: Int) -> UInt64? {
        let code = visit.codes[row]
        return code == 0 ? nil : Self.mix(visitHashes[Int(code)], sourceHashes[Int(source.codes[row])])
    }

    /// The same coordinates and the same period to the minute; `nil` where the period is longer than a day:
    /// a place and a year do not make a visit.
    func spotKey(_ row: Int) -> UInt64? {
        guard let x = x[row], let y = y[row], x.isFinite, y.isFinite, let start = start[row], let stop = stop[row]
        else { return nil }
        let (length, overflow) = stop.subtractingReportingOverflow(start)
        guard !overflow, length >= 0, length <= CivilDate.microsecondsPerDay else { return nil }
        let minutes = Self.mix(Self.minute(start), Self.minute(stop))
        return Self.mix(Self.mix(x.bitPattern, y.bitPattern &+ 0x9E37_79B9_7F4A_7C15), minutes)
    }

    private static func minute(_ moment: Int64) -> UInt64 {
        let minute = moment / 60_000_000
        return UInt64(bitPattern: moment < 0 ? minute - 1 : minute)
    }

    /// Joins two hashes into one; multiplication and shifts after MurmurHash3's finaliser.
    private static func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
        var hash = a ^ (b &* 0xFF51_AFD7_ED55_8CCD)
        hash = (hash ^ (hash >> 33)) &* 0xC4CE_B9FE_1A85_EC53
        hash = (hash ^ (hash >> 29)) &* 0xFF51_AFD7_ED55_8CCD
        return hash ^ (hash >> 32)
    }

    private static func hashes(_ dictionary: TextDictionary) -> [UInt64] {
        var hashes: [UInt64] = [0]
        hashes.reserveCapacity(dictionary.count + 1)
        for code in 0..<UInt32(dictionary.count) {
            hashes.append(dictionary.withBytes(code + 1) { xxh3($0) })
        }
        return hashes
    }
}
