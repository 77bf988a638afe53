import Columns
import Observations

/// The value a finding is about, as text: as delivered where that was kept, else as interpreted.
enum VerbatimText {
    static func name(_ facts: ObservationFacts, _ row: Int) -> String? {
        facts.verbatimName[row] ?? facts.scientificName[row]
    }

    static func period(_ facts: ObservationFacts, _ row: Int) -> String? {
        if let delivered = facts.verbatimPeriod[row] { return delivered }
        let precision = facts.periodPrecision[row].flatMap(PeriodPrecision.init)
        let start = moment(facts.periodStart[row], precision)
        let stop = moment(facts.periodStop[row], precision)
        guard let start else { return stop.map { "/\($0)" } }
        guard let stop else { return "\(start)/" }
        return start == stop ? start : "\(start)/\(stop)"
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
        let year = padded(date.year, 4)
        switch precision {
        case .year: return year
        case .month: return "\(year)-\(padded(date.month, 2))"
        case .hour, .minute, .second:
            let minutes = Int(rest / 60_000_000)
            return "\(isoDate(days: days))T\(padded(minutes / 60, 2)):\(padded(minutes % 60, 2))"
        case .day, .interval, nil: return isoDate(days: days)
        }
    }

    static func isoDate(days: Int) -> String {
        let date = CivilDate.date(days: days)
        return "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
    }

    static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    /// Shortest form of a number to a fraction of one; whole numbers without a decimal point.
    private static func rounded(_ value: Double, _ parts: Double) -> String {
        let near = (value * parts).rounded() / parts
        return near == near.rounded() && abs(near) < 1e15 ? String(Int64(near)) : "\(near.isFinite ? near : value)"
    }
}
