/// Days and moments as ISO 8601 text, straight into bytes. Proleptic Gregorian calendar.
enum MomentText {
    /// Appends `2021-05-03` for days since 1970-01-01; nothing outside the years 0…9999.
    static func append(day: Int32, to bytes: inout [UInt8]) {
        // After Howard Hinnant, "chrono-compatible low-level date algorithms".
        let z = Int(day) + 719_468
        guard z >= 0, z < 3_652_500 else { return }
        let era = z / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        guard year <= 9999 else { return }
        two(year / 100, to: &bytes)
        two(year % 100, to: &bytes)
        bytes.append(UInt8(ascii: "-"))
        two(month, to: &bytes)
        bytes.append(UInt8(ascii: "-"))
        two(dayOfYear - (153 * shifted + 2) / 5 + 1, to: &bytes)
    }

    /// Appends `10:15:30` for whole seconds since midnight.
    static func append(timeOfDay seconds: Int64, to bytes: inout [UInt8]) {
        two(Int(seconds / 3600), to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        two(Int(seconds / 60 % 60), to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        two(Int(seconds % 60), to: &bytes)
    }

    /// Appends `2021-05-03T10:15:30`, with a fraction where there is one and `Z` where it is of UTC.
    static func append(microseconds: Int64, isUTC: Bool, to bytes: inout [UInt8]) {
        let perDay: Int64 = 86_400_000_000
        var day = microseconds / perDay
        var rest = microseconds % perDay
        if rest < 0 {
            day -= 1
            rest += perDay
        }
        let before = bytes.count
        append(day: Int32(truncatingIfNeeded: day), to: &bytes)
        guard bytes.count > before else { return }
        bytes.append(UInt8(ascii: "T"))
        append(timeOfDay: rest / 1_000_000, to: &bytes)
        var fraction = Int(rest % 1_000_000)
        if fraction > 0 {
            bytes.append(UInt8(ascii: "."))
            var unit = 100_000
            while fraction > 0 {
                bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: fraction / unit))
                fraction %= unit
                unit /= 10
            }
        }
        if isUTC { bytes.append(UInt8(ascii: "Z")) }
    }

    private static func two(_ number: Int, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / 10))
        bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10))
    }
}
