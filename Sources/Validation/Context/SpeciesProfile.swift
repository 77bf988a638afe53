import Reference

/// Where, when and in what numbers a species is seen, by the approved records of the store. Its size follows from the
/// squares in which the species lives, not from the number of records.
struct SpeciesProfile: Sendable {
    /// Records by 5 km square.
    private(set) var squares: [Int32: Int32] = [:]
    /// Records with a square, a stretch of ten days, a count, a province.
    private(set) var placed = 0
    private(set) var dated = 0
    private(set) var counted = 0
    private(set) var inProvinces = 0
    private var decades = [Int32](repeating: 0, count: ContextRow.decades)
    private var counts = [Int32](repeating: 0, count: ContextRow.countBuckets)
    private var provinces = [Int32](repeating: 0, count: Province.allCases.count)

    mutating func add(_ row: ContextRow) {
        if row.square != 0 {
            squares[row.square, default: 0] += 1
            placed += 1
        }
        if row.decade >= 0 {
            decades[Int(row.decade)] += 1
            dated += 1
        }
        if row.countBucket >= 0 {
            counts[Int(row.countBucket)] += 1
            counted += 1
        }
        if let place = Self.place(ofProvince: row.province) {
            provinces[place] += 1
            inProvinces += 1
        }
    }

    /// Records in a province, those of `own` left out.
    func records(inProvince code: Int32, without own: ContextRow?) -> Int {
        guard let place = Self.place(ofProvince: code) else { return 0 }
        return Int(provinces[place]) - (own?.province == code ? 1 : 0)
    }

    /// Records in the stretches of ten days that begin with `first`, around the end of the year where need be.
    func records(decades window: Range<Int>, without own: ContextRow?) -> Int {
        guard window.count < ContextRow.decades else { return dated - (own.map { $0.decade >= 0 } == true ? 1 : 0) }
        var total = 0
        for decade in window {
            let place = ((decade % ContextRow.decades) + ContextRow.decades) % ContextRow.decades
            total += Int(decades[place])
            if let own, Int(own.decade) == place { total -= 1 }
        }
        return total
    }

    /// Kilometres from the centre of a square to that of the nearest one with another record; `nil` without any.
    func distance(from square: Int32, without own: ContextRow?) -> Double? {
        let here = Int(squares[square] ?? 0) - (own?.square == square ? 1 : 0)
        if here > 0 { return 0 }
        var nearest = Int64.max
        for other in squares.keys where other != square {
            let (dx, dy) = (Int64(other / 1000 - square / 1000), Int64(other % 1000 - square % 1000))
            nearest = min(nearest, dx * dx + dy * dy)
        }
        return nearest == .max ? nil : Double(nearest).squareRoot()
    }

    /// A count that at least `permille` thousandths of the records do not exceed; the histogram has powers of two, so it is
    /// the upper bound of one. 0 without counts.
    func count(atPermille permille: Int, without own: ContextRow?) -> Int64 {
        let total = counted - (own.map { $0.countBucket >= 0 } == true ? 1 : 0)
        guard total > 0 else { return 0 }
        let needed = (total * permille + 999) / 1000
        var seen = 0
        for bucket in counts.indices {
            seen += Int(counts[bucket])
            if let own, Int(own.countBucket) == bucket { seen -= 1 }
            if seen >= needed {
                return bucket + 1 < Int64.bitWidth - 1 ? (Int64(1) << Int64(bucket + 1)) - 1 : Int64.max
            }
        }
        return Int64.max
    }

    private static func place(ofProvince code: Int32) -> Int? {
        let place = Int(code) - Int(Province.groningen.rawValue)
        return (0..<Province.allCases.count).contains(place) ? place : nil
    }
}
