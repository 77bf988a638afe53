import Columns
import Observations

/// The value a finding is about, as text: as delivered where that was kept, else as interpreted.
enum VerbatimText {
    static func name(_ facts: ObservationFacts, _ row: Int) -> String? {
        facts.verbatimName[row] ?? facts.scientificName[row]
    }

    static func period(_ facts: ObservationFacts, _ row: Int) -> String? {
        if let delivered = facts.verbatimPeriod[row] { return delivered }
        let start = facts.periodStart[row]
        let stop = facts.periodStop[row]
        let precision = facts.precision(row)
        guard let first = moment(start, precision) else { return moment(stop, precision).map { "/\($0)" } }
        if precision == .day, CivilDate.split(start).day == CivilDate.split(stop).day { return first }
        guard let last = moment(stop, precision) else { return "\(first)/" }
        return first == last ? first : "\(first)/\(last)"
    }

    static func coordinates(_ facts: ObservationFacts, _ row: Int) -> String? {
        if let delivered = facts.verbatimCoordinates[row] { return delivered }
        let x = facts.places.x[row]
        let y = facts.places.y[row]
        let latitude = facts.places.latitude[row]
        let longitude = facts.places.longitude[row]
        let hasRD = x.isFinite && y.isFinite
        if hasRD, facts.sourceCRS[row].map(CoordinateSystemKind.init) == .rijksdriehoek || latitude.isNaN {
            return "\(rounded(x, 100)) \(rounded(y, 100))"
        }
        guard latitude.isFinite, longitude.isFinite else { return nil }
        return "\(rounded(latitude, 1e6)) \(rounded(longitude, 1e6))"
    }

    static func count(_ facts: ObservationFacts, _ row: Int) -> String? {
        if let delivered = facts.abundanceValue[row] { return delivered }
        let minimum = facts.countMinimum[row]
        let maximum = facts.countMaximum[row]
        guard minimum != ObservationFacts.absent else { return maximum == ObservationFacts.absent ? nil : "\(maximum)" }
        return maximum == ObservationFacts.absent || maximum == minimum ? "\(minimum)" : "\(minimum)-\(maximum)"
    }

    static func metres(_ value: Double) -> String? {
        guard !value.isNaN else { return nil }
        return rounded(value, 100)
    }

    /// ISO 8601 to the given precision; whole days when the precision is not finer.
    private static func moment(_ microseconds: Int64, _ precision: PeriodPrecision?) -> String? {
        guard microseconds != ObservationFacts.absent else { return nil }
        let (days, rest) = CivilDate.split(microseconds)
        let date = CivilDate.date(days: days)
        switch precision {
        case .year: return padded(date.year, 4)
        case .month: return "\(padded(date.year, 4))-\(padded(date.month, 2))"
        case .hour, .minute, .second:
            let minutes = Int(rest / 60_000_000)
            return "\(isoDate(days: days))T\(padded(minutes / 60, 2)):\(padded(minutes % 60, 2))"
        case .day, .interval, nil: return isoDate(days: days)
        }
    }

    static func isoDate(days: Int) -> String {
        let date = CivilDate.date(days: days)
        guard (0...9999).contains(date.year) else {
            return "\(date.year)-\(padded(date.month, 2))-\(padded(date.day, 2))"
        }
        // Written digit by digit: findings out of season are many.
        return String(unsafeUninitializedCapacity: 10) { bytes in
            write(date.year, digits: 4, to: bytes, at: 0)
            bytes[4] = UInt8(ascii: "-")
            write(date.month, digits: 2, to: bytes, at: 5)
            bytes[7] = UInt8(ascii: "-")
            write(date.day, digits: 2, to: bytes, at: 8)
            return 10
        }
    }

    private static func write(_ number: Int, digits: Int, to bytes: UnsafeMutableBufferPointer<UInt8>, at start: Int) {
        var rest = number
        for place in (start..<start + digits).reversed() {
            bytes[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
    }

    static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return digits.utf8.count >= width ? digits : String(repeating: "0", count: width - digits.utf8.count) + digits
    }

    /// Shortest form of a number to a fraction of one; whole numbers without a decimal point.
    private static func rounded(_ value: Double, _ parts: Double) -> String {
        let near = (value * parts).rounded() / parts
        return near == near.rounded() && abs(near) < 1e15 ? String(Int64(near)) : "\(near.isFinite ? near : value)"
    }
}
