/// Reading of times of the day: `10`, `10:15`, `10.15`, `10u15`, `1015`, `10:15:30.5`, `3:15 PM`, with `Z`, `+02:00` …
///
/// Fractions of a second are dropped: the finest precision is the second in which the moment lies.
extension DateCursor {
    /// Reads `T` or blanks and a time where one follows, and otherwise nothing.
    mutating func timeBehindDate(into parts: inout DateTimeParts) throws(DateProblem) {
        let begin = at
        if !(skip(UInt8(ascii: "T")) || skip(UInt8(ascii: "t"))) {
            while next == 0x20 || next == UInt8(ascii: ",") { at += 1 }
            guard at > begin, next.isDigit else {
                at = begin
                return
            }
        }
        guard parts.day > 0 || parts.hasZero else { throw .invalid }
        try time(into: &parts)
    }

    /// Reads a time; blanks behind it are skipped.
    mutating func time(into parts: inout DateTimeParts) throws(DateProblem) {
        skipBlanks()
        let (value, digits) = number()
        switch digits {
        case 1, 2:
            parts.hour = value
            try minutes(into: &parts)
        case 4: (parts.hour, parts.minute) = (value / 100, value % 100)
        case 6:
            (parts.hour, parts.minute, parts.second) = (value / 10_000, value / 100 % 100, value % 100)
            try fraction()
        default: throw .invalid
        }
        skipBlanks()
        try dayHalf(into: &parts)
        try zone(into: &parts)
        skipBlanks()
    }

    private mutating func minutes(into parts: inout DateTimeParts) throws(DateProblem) {
        let mark = next
        switch mark.asciiLowercased {
        case UInt8(ascii: ":"), UInt8(ascii: "."): break
        // `10u15`, `10h15`; `10 uur` is not read here.
        case UInt8(ascii: "u"), UInt8(ascii: "h"):
            guard at + 1 < bytes.count, bytes[at + 1].isDigit else { return }
        default: return
        }
        at += 1
        let (minute, digits) = number()
        guard digits == 2 || (digits == 1 && mark == UInt8(ascii: ":")) else { throw .invalid }
        parts.minute = minute
        guard mark == UInt8(ascii: ":"), skip(mark) else { return }
        let (second, secondDigits) = number()
        guard secondDigits == 1 || secondDigits == 2 else { throw .invalid }
        parts.second = second
        try fraction()
    }

    private mutating func fraction() throws(DateProblem) {
        guard next == UInt8(ascii: ".") || next == UInt8(ascii: ",") else { return }
        at += 1
        guard next.isDigit else { throw .invalid }
        while next.isDigit { at += 1 }
    }

    /// `AM` and `PM`, and the word `uur`.
    private mutating func dayHalf(into parts: inout DateTimeParts) throws(DateProblem) {
        let begin = at
        let half = word()
        if half.matches("am") || half.matches("pm") {
            guard parts.hour >= 1, parts.hour <= 12 else { throw .invalid }
            parts.hour = parts.hour % 12 + (half.matches("pm") ? 12 : 0)
        } else if !half.matches("uur") {
            at = begin
        }
    }

    private mutating func zone(into parts: inout DateTimeParts) throws(DateProblem) {
        skipBlanks()
        if next.isLetter, next < 0x80 {
            let name = word()
            if name.matches(anyOf: ["z", "utc", "gmt", "wet"]) {
                parts.offset = 0
            } else if name.matches(anyOf: ["cet", "met", "mez"]) {
                parts.offset = 60
            } else if name.matches(anyOf: ["cest", "mest", "mesz"]) {
                parts.offset = 120
            } else {
                throw .invalid
            }
            return
        }
        let sign: Int
        if skip(UInt8(ascii: "+")) {
            sign = 1
        } else if skip(UInt8(ascii: "-")) {
            sign = -1
        } else if bytes.count - at >= 3, bytes[at] == 0xE2, bytes[at + 1] == 0x88, bytes[at + 2] == 0x92 {
            // U+2212, the minus of ISO 8601 itself.
            at += 3
            sign = -1
        } else {
            return
        }
        var (hours, digits) = number()
        var minutes = 0
        if digits == 4 {
            (hours, minutes) = (hours / 100, hours % 100)
        } else if digits == 2, skip(UInt8(ascii: ":")) {
            (minutes, digits) = number()
        }
        guard digits == 2 || digits == 4, hours <= 14, minutes < 60 else { throw .invalid }
        parts.offset = sign * (hours * 60 + minutes)
    }

    /// Skips the time zone that XML Schema lets stand behind a day (`2021-04-03Z`, `2021-04-03+02:00`): the day is meant as
    /// it was written down.
    mutating func skipZoneOfDay() {
        if bytes.count - at == 1, skip(UInt8(ascii: "Z")) { return }
        guard bytes.count - at == 6, next == UInt8(ascii: "+") || next == UInt8(ascii: "-"),
            bytes[at + 3] == UInt8(ascii: ":"), [1, 2, 4, 5].allSatisfy({ bytes[at + $0].isDigit })
        else { return }
        at = bytes.count
    }
}
