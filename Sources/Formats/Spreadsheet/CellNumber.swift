/// Numbers of cells as text: the shortest decimal, or date and time in ISO 8601 where their format says that they are.
struct CellNumber {
    let countsFrom1904: Bool
    private let room = UnsafeMutablePointer<UInt8>.allocate(capacity: DecimalText.maximumBytes)

    init(countsFrom1904: Bool) {
        self.countsFrom1904 = countsFrom1904
    }

    func release() { room.deallocate() }

    /// Adds the text for a number as the file has it.
    func append(_ text: UnsafeRawBufferPointer, _ meaning: NumberMeaning, to cell: inout [UInt8]) {
        if meaning.isNumber {
            if let count = Self.plainLength(text) {
                cell.append(contentsOf: text[..<count])
            } else {
                appendNumber(text, to: &cell)
            }
        } else if let value = Double(String(decoding: text, as: UTF8.self)), appendMoment(value, meaning, to: &cell) {
        } else {
            appendNumber(text, to: &cell)
        }
    }

    /// How much of a text can be taken over as it stands; `nil` when it has to be read as a number.
    private static func plainLength(_ text: UnsafeRawBufferPointer) -> Int? {
        var at = text.first == UInt8(ascii: "-") ? 1 : 0
        let begin = at
        var digits = 0
        var point: Int?
        while at < text.count {
            let byte = text[at]
            if byte &- 0x30 < 10 {
                if digits > 0 || byte != 0x30 { digits += 1 }
            } else if byte == UInt8(ascii: "."), point == nil, at > begin {
                point = at
            } else {
                return nil
            }
            at += 1
        }
        guard at > begin, digits > 0 || begin == 0 else { return nil }
        // `007`
        if text[begin] == 0x30, at - begin > 1, point != begin + 1 { return nil }
        guard let point else { return at }
        guard digits <= 15 else { return nil }
        // `5.0`
        while at > point + 1, text[at - 1] == 0x30 { at -= 1 }
        if at == point + 1 { at = point }
        return at == begin + 1 && text[begin] == 0x30 && begin == 1 ? nil : at
    }

    /// Excel writes doubles with 17 digits (51.200000000000003); the shortest text of the same number is what was meant.
    private func appendNumber(_ text: UnsafeRawBufferPointer, to cell: inout [UInt8]) {
        guard let value = Double(String(decoding: text, as: UTF8.self)), value.isFinite else {
            cell.append(contentsOf: text)
            return
        }
        let count = DecimalText.write(value == 0 ? 0 : value, to: room)
        let written = UnsafeBufferPointer(start: room, count: count)
        guard let mark = written.firstIndex(of: UInt8(ascii: "e")),
            let exponent = Int(String(decoding: written[(mark + 1)...], as: UTF8.self)), abs(exponent) <= 40
        else {
            cell.append(contentsOf: written)
            return
        }
        // 1.5e-05 → 0.000015
        var mantissa = written[..<mark]
        if mantissa.first == UInt8(ascii: "-") {
            cell.append(UInt8(ascii: "-"))
            mantissa = mantissa.dropFirst()
        }
        let digits = mantissa.filter { $0 != UInt8(ascii: ".") }
        if exponent < 0 {
            cell.append(contentsOf: "0.".utf8)
            cell.append(contentsOf: repeatElement(0x30, count: -exponent - 1))
            cell.append(contentsOf: digits)
        } else {
            let zeros = exponent + 1 - digits.count
            guard zeros >= 0 else {
                cell.append(contentsOf: written)
                return
            }
            cell.append(contentsOf: digits)
            cell.append(contentsOf: repeatElement(0x30, count: zeros))
        }
    }

    // MARK: moments

    /// False for a number that is no moment in the calendar of Excel.
    private func appendMoment(_ value: Double, _ meaning: NumberMeaning, to cell: inout [UInt8]) -> Bool {
        // The last day that Excel knows is 31-12-9999.
        guard value >= 0, value < 2_958_466 else { return false }
        // The fraction of a double this size has noise below a microsecond; Excel keeps milliseconds.
        var milliseconds = ((value - value.rounded(.down)) * 86_400_000).rounded()
        var day = Int(value)
        let nearest = (milliseconds / 1000).rounded() * 1000
        if abs(milliseconds - nearest) <= 1 { milliseconds = nearest }
        if milliseconds >= 86_400_000 {
            milliseconds -= 86_400_000
            day += 1
        }
        let time = Int(milliseconds)
        if meaning.isElapsed {
            appendTime(time + day * 86_400_000, to: &cell)
            return true
        }
        if !meaning.isDate, day == 0 {
            appendTime(time, to: &cell)
            return true
        }
        guard let (year, month, dayOfMonth) = date(day) else { return false }
        append(year, digits: 4, to: &cell)
        // `jan-21` is a month and `2021` a year: the day behind it was never meant.
        if meaning.isDate, !meaning.hasDay, !meaning.hasTime, time == 0, dayOfMonth == 1, meaning.hasYear {
            if meaning.hasMonth || month != 1 { append(month, digits: 2, behind: "-", to: &cell) }
            return true
        }
        append(month, digits: 2, behind: "-", to: &cell)
        append(dayOfMonth, digits: 2, behind: "-", to: &cell)
        if meaning.hasTime || time > 0 {
            cell.append(UInt8(ascii: "T"))
            appendTime(time, to: &cell)
        }
        return true
    }

    /// Excel counts 29-2-1900, which never was, as day 60 (and shows it); day 0 is no day.
    private func date(_ serial: Int) -> (Int, Int, Int)? {
        if countsFrom1904 { return Self.civil(serial - 24_107) }
        if serial == 60 { return (1900, 2, 29) }
        guard serial >= 1 else { return nil }
        return Self.civil(serial - (serial < 60 ? 25_568 : 25_569))
    }

    /// Year, month and day of a number of days since 1-1-1970 (proleptic Gregorian).
    private static func civil(_ days: Int) -> (Int, Int, Int) {
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let part = (5 * dayOfYear + 2) / 153
        let month = part < 10 ? part + 3 : part - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * part + 2) / 5 + 1)
    }

    private func appendTime(_ milliseconds: Int, to cell: inout [UInt8]) {
        append(milliseconds / 3_600_000, digits: 2, to: &cell)
        append(milliseconds / 60_000 % 60, digits: 2, behind: ":", to: &cell)
        append(milliseconds / 1000 % 60, digits: 2, behind: ":", to: &cell)
        if milliseconds % 1000 > 0 { append(milliseconds % 1000, digits: 3, behind: ".", to: &cell) }
    }

    private func append(_ number: Int, digits: Int, behind mark: Unicode.Scalar? = nil, to cell: inout [UInt8]) {
        if let mark { cell.append(UInt8(truncatingIfNeeded: mark.value)) }
        let count = DecimalText.write(Int64(number), to: room)
        cell.append(contentsOf: repeatElement(0x30, count: max(0, digits - count)))
        cell.append(contentsOf: UnsafeBufferPointer(start: room, count: count))
    }
}
