import Observations

/// The ISO 8601 forms in which nearly all periods are delivered, read without looking for any other.
enum ISOForms {
    /// `YYYY-MM-DD`; `nil` for any other text and for dates that do not exist.
    static func day(_ text: UnsafeRawBufferPointer) -> Period? {
        guard text.count == 10, let date = date(text) else { return nil }
        let start =
            Int64(CivilDate.days(year: date.year, month: date.month, day: date.day))
            * CivilDate.microsecondsPerDay
        return Period(start: start, stop: start + CivilDate.microsecondsPerDay - 1, precision: .day)
    }

    /// `YYYY-MM-DD/YYYY-MM-DD`, and the same in two texts. The ends may be in the wrong order.
    static func days(_ first: UnsafeRawBufferPointer, _ last: UnsafeRawBufferPointer) -> Period? {
        guard let begin = day(first), let end = day(last) else { return nil }
        return begin == end ? begin : Period(start: begin.start, stop: end.stop, precision: .interval)
    }

    /// `YYYY-MM-DDThh:mm` or with seconds, with a blank for the `T`, and with `Z` or `±hh:mm` behind it; `nil` for any
    /// other text and for dates that do not exist. The time is not checked.
    static func moment(_ text: UnsafeRawBufferPointer) -> DateTimeParts? {
        guard text.count >= 16, text.count <= 25, text[10] == UInt8(ascii: "T") || text[10] == 0x20,
            text[13] == UInt8(ascii: ":"), let date = date(text), let hour = twoDigits(text, 11),
            let minute = twoDigits(text, 14)
        else { return nil }
        var parts = DateTimeParts(
            year: date.year, month: date.month, day: date.day, hour: hour, minute: minute)
        var at = 16
        if text.count >= 19, text[16] == UInt8(ascii: ":") {
            guard let second = twoDigits(text, 17) else { return nil }
            parts.second = second
            at = 19
        }
        switch text.count - at {
        case 0: return parts
        case 1 where text[at] == UInt8(ascii: "Z"): parts.offset = 0
        case 6 where text[at + 3] == UInt8(ascii: ":"):
            guard text[at] == UInt8(ascii: "+") || text[at] == UInt8(ascii: "-"),
                let hours = twoDigits(text, at + 1), hours <= 14, let minutes = twoDigits(text, at + 4), minutes < 60
            else { return nil }
            parts.offset = (hours * 60 + minutes) * (text[at] == UInt8(ascii: "+") ? 1 : -1)
        default: return nil
        }
        return parts
    }

    /// The date in the first ten bytes, of which there must be so many.
    private static func date(_ text: UnsafeRawBufferPointer) -> (year: Int, month: Int, day: Int)? {
        guard text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"), let century = twoDigits(text, 0),
            let rest = twoDigits(text, 2), let month = twoDigits(text, 5), let day = twoDigits(text, 8)
        else { return nil }
        let year = century * 100 + rest
        guard year > 0, day > 0, day <= CivilDate.daysInMonth(year: year, month: month) else { return nil }
        return (year, month, day)
    }

    private static func twoDigits(_ text: UnsafeRawBufferPointer, _ at: Int) -> Int? {
        let (tens, units) = (text[at] &- 48, text[at + 1] &- 48)
        return tens <= 9 && units <= 9 ? Int(tens) * 10 + Int(units) : nil
    }
}
