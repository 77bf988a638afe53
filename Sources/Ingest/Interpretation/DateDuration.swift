import Observations

/// A duration of ISO 8601: `P14D`, `P1Y2M`, `P2W`, `PT2H30M`, `PT1.5H`.
struct DateDuration: Equatable {
    var months = 0
    var days = 0
    /// `nil` without a part behind `T`.
    var seconds: Int?

    private static let dateUnits = Array("YMWD".utf8)
    private static let timeUnits = Array("HMS".utf8)

    /// `nil` for any other text, and for one that lasts no time.
    init?(_ text: UnsafeRawBufferPointer) {
        guard text.count >= 3, text.count <= 40, text[0] == UInt8(ascii: "P") else { return nil }
        var at = 1
        var isTime = false
        // Parts stand in this order, each at most once.
        var last = -1
        while at < text.count {
            if text[at] == UInt8(ascii: "T") {
                guard !isTime, at + 1 < text.count else { return nil }
                isTime = true
                at += 1
                continue
            }
            let begin = at
            while at < text.count, text[at].isDigit || text[at] == UInt8(ascii: ".") || text[at] == UInt8(ascii: ",") {
                at += 1
            }
            guard at < text.count, at > begin, at - begin <= 9,
                let value = NumberReader(decimalComma: true).double(text.part(begin..<at)),
                let place = (isTime ? Self.timeUnits : Self.dateUnits).firstIndex(of: text[at])
            else { return nil }
            let rank = isTime ? 10 + place : place
            guard rank > last, isTime || value == value.rounded() else { return nil }
            last = rank
            switch text[at] {
            case UInt8(ascii: "Y"): months += Int(value) * 12
            case UInt8(ascii: "M") where !isTime: months += Int(value)
            case UInt8(ascii: "W"): days += Int(value) * 7
            case UInt8(ascii: "D"): days += Int(value)
            case UInt8(ascii: "H"): seconds = (seconds ?? 0) + Int((value * 3600).rounded())
            case UInt8(ascii: "M"): seconds = (seconds ?? 0) + Int((value * 60).rounded())
            default: seconds = (seconds ?? 0) + Int(value.rounded())
            }
            at += 1
        }
        guard last >= 0, months > 0 || days > 0 || (seconds ?? 0) > 0, months <= 120_000, days <= 4_000_000 else {
            return nil
        }
    }

    /// The moment or day that lies the duration after `parts` (or before, with `sign` −1); `nil` beyond the calendar, and
    /// for hours from a day without a time.
    ///
    /// A period of whole days holds as many days as the duration says: `2020-05-01/P14D` ends on 14 May. After months the
    /// day is the last of the month where there is no such day. Hours are counted on the clock.
    func end(from parts: DateTimeParts, sign: Int, clock: LocalClock) -> DateTimeParts? {
        guard parts.period(clock) != nil else { return nil }
        var result = parts
        result.hasZero = false
        let hasTime = parts.hour >= 0
        guard hasTime || seconds == nil else { return nil }
        // A year or month begins on its first day, and ends on its last.
        var (year, month, day) = (parts.year, max(parts.month, 1), max(parts.day, 1))
        if !hasTime, sign < 0 {
            if parts.month == 0 { month = 12 }
            if parts.day == 0 { day = CivilDate.daysInMonth(year: year, month: month) }
            // Backwards from the morning behind the last day.
            (year, month, day) = Self.date(CivilDate.days(year: year, month: month, day: day) + 1)
        }
        let total = year * 12 + month - 1 + sign * months
        guard total >= 12, total < 120_000 else { return nil }
        (year, month) = (total / 12, total % 12 + 1)
        day = min(day, CivilDate.daysInMonth(year: year, month: month))
        var number = CivilDate.days(year: year, month: month, day: day) + sign * days
        if !hasTime, sign > 0 { number -= 1 }
        if hasTime {
            let time = parts.hour * 3600 + max(parts.minute, 0) * 60 + max(parts.second, 0)
            guard let (shifted, second) = moved(number, time, sign * (seconds ?? 0), parts.offset, clock) else {
                return nil
            }
            number = shifted
            result.hour = second / 3600
            if parts.minute >= 0 || second % 3600 != 0 { result.minute = second / 60 % 60 }
            if parts.second >= 0 || second % 60 != 0 {
                result.minute = second / 60 % 60
                result.second = second % 60
            }
        }
        (result.year, result.month, result.day) = Self.date(number)
        return (1...9999).contains(result.year) ? result : nil
    }

    private static func date(_ number: Int) -> (Int, Int, Int) {
        let date = CivilDate.date(days: number)
        return (date.year, date.month, date.day)
    }

    /// Day and second of the day some seconds further, over the hours that the clock leaves out or shows twice.
    private func moved(
        _ day: Int, _ time: Int, _ seconds: Int, _ offset: Int?, _ clock: LocalClock
    ) -> (day: Int, second: Int)? {
        var local = Int64(day) * CivilDate.microsecondsPerDay + Int64(time) * 1_000_000
        let further = Int64(seconds).multipliedReportingOverflow(by: 1_000_000)
        guard !further.overflow, abs(further.partialValue) < 400_000 * CivilDate.microsecondsPerDay else { return nil }
        if offset == nil {
            switch clock.reading(local: local) {
            case .moment(let utc), .leftOut(let utc), .twice(let utc):
                local = clock.local(utc: utc + further.partialValue)
            }
        } else {
            local += further.partialValue
        }
        let (moved, rest) = CivilDate.split(local)
        return (moved, Int(rest / 1_000_000))
    }
}
