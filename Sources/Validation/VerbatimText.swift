import Columns
import Observations

/// The value a finding is about, as text: as delivered where that was kept, else as interpreted.
enum VerbatimText {
    static func name(_ facts: ObservationFacts, _ row: Int) -> String? {
        facts.verbatimName[row] ?? facts.scientificName[row]
    }

    static func period(_ facts: ObservationFacts, _ row: Int) -> String? {
        if let delivered = facts.verbatimPeriod[row] { return delivered }
        let (start, stop) = (facts.periodStart[row], facts.periodStop[row])
        let precision = facts.precision(row)
        guard start != ObservationFacts.absent || stop != ObservationFacts.absent else { return nil }
        return ShortText.make(capacity: 96) { text in
            guard start != ObservationFacts.absent else {
                text.append("/")
                append(moment: stop, precision, to: &text)
                return
            }
            append(moment: start, precision, to: &text)
            guard stop != ObservationFacts.absent else { return text.append("/") }
            if !isSame(start, stop, precision) {
                text.append("/")
                append(moment: stop, precision, to: &text)
            }
        }
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
    private static func append(moment microseconds: Int64, _ precision: PeriodPrecision?, to text: inout ShortText) {
        let (days, rest) = CivilDate.split(microseconds)
        let date = CivilDate.date(days: days)
        switch precision {
        case .year: text.append(date.year, digits: 4)
        case .month:
            text.append(date.year, digits: 4)
            text.append("-")
            text.append(date.month, digits: 2)
        case .hour, .minute, .second:
            let minutes = Int(rest / 60_000_000)
            text.append(date: date)
            text.append("T")
            text.append(minutes / 60, digits: 2)
            text.append(":")
            text.append(minutes % 60, digits: 2)
        case .day, .interval, nil: text.append(date: date)
        }
    }

    /// Whether two moments are the same text to the given precision.
    private static func isSame(_ first: Int64, _ last: Int64, _ precision: PeriodPrecision?) -> Bool {
        if first == last { return true }
        let (firstDay, firstRest) = CivilDate.split(first)
        let (lastDay, lastRest) = CivilDate.split(last)
        switch precision {
        case .year: return CivilDate.date(days: firstDay).year == CivilDate.date(days: lastDay).year
        case .month:
            let (from, to) = (CivilDate.date(days: firstDay), CivilDate.date(days: lastDay))
            return (from.year, from.month) == (to.year, to.month)
        case .hour, .minute, .second: return firstDay == lastDay && firstRest / 60_000_000 == lastRest / 60_000_000
        case .day, .interval, nil: return firstDay == lastDay
        }
    }

    static func isoDate(days: Int) -> String {
        ShortText.make(capacity: 32) { $0.append(date: CivilDate.date(days: days)) }
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
