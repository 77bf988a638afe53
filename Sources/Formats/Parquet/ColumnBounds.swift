/// The smallest and largest value of a column, as far as they are known.
enum ColumnBounds: Sendable, Equatable {
    /// There are no values.
    case empty
    /// There are values, but no bounds are given: long text, not-a-number.
    case unknown
    /// Booleans (0, 1), 32- and 64-bit integers.
    case integer(Int64, Int64)
    case double(Double, Double)
    /// In the order of unsigned bytes.
    case bytes([UInt8], [UInt8])

    /// The bounds of two sets of rows together.
    func union(_ other: ColumnBounds) -> ColumnBounds {
        switch (self, other) {
        case (.empty, let bounds), (let bounds, .empty): bounds
        case (.integer(let low, let high), .integer(let otherLow, let otherHigh)):
            .integer(min(low, otherLow), max(high, otherHigh))
        case (.double(let low, let high), .double(let otherLow, let otherHigh)):
            .double(min(low, otherLow), max(high, otherHigh))
        case (.bytes(let low, let high), .bytes(let otherLow, let otherHigh)):
            .bytes(
                otherLow.lexicographicallyPrecedes(low) ? otherLow : low,
                high.lexicographicallyPrecedes(otherHigh) ? otherHigh : high)
        default: .unknown
        }
    }

    /// The bounds as the footer's statistics hold them.
    func plain(as type: PhysicalType) -> (min: [UInt8], max: [UInt8])? {
        switch self {
        case .empty, .unknown: nil
        case .integer(let low, let high):
            switch type {
            case .boolean: ([UInt8(truncatingIfNeeded: low)], [UInt8(truncatingIfNeeded: high)])
            case .int32: (Array(littleEndian(low).prefix(4)), Array(littleEndian(high).prefix(4)))
            default: (littleEndian(low), littleEndian(high))
            }
        case .double(let low, let high):
            (littleEndian(Int64(bitPattern: low.bitPattern)), littleEndian(Int64(bitPattern: high.bitPattern)))
        case .bytes(let low, let high): (low, high)
        }
    }

    /// The bounds as DuckLake's catalog holds them; `nil` where it is better to give none.
    func text(as type: ParquetType) -> (min: String, max: String)? {
        switch (self, type) {
        case (.integer(let low, let high), .date):
            guard let low = calendarDate(low), let high = calendarDate(high) else { return nil }
            return (low, high)
        case (.integer(let low, let high), .timestampMicros(let utc)):
            guard let low = calendarTime(low), let high = calendarTime(high) else { return nil }
            return utc ? (low + "+00", high + "+00") : (low, high)
        case (.integer(let low, let high), _): return ("\(low)", "\(high)")
        case (.double(let low, let high), _): return ("\(low)", "\(high)")
        case (.bytes(let low, let high), .utf8):
            return (String(decoding: low, as: UTF8.self), String(decoding: high, as: UTF8.self))
        default: return nil
        }
    }

    private func littleEndian(_ value: Int64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
}

/// `2024-05-31` for the years 1…9999, else `nil`. Civil-from-days of Howard Hinnant,
/// "chrono-Compatible Low-Level Date Algorithms".
private func calendarDate(_ day: Int64) -> String? {
    guard (-719_162...2_932_896).contains(day) else { return nil }
    let shifted = day + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1, 2)
}

/// `2024-05-31 12:34:56` with a fraction only where there is one.
private func calendarTime(_ micros: Int64) -> String? {
    let perDay: Int64 = 86_400_000_000
    var day = micros / perDay
    var rest = micros % perDay
    if rest < 0 {
        rest += perDay
        day -= 1
    }
    guard let date = calendarDate(day) else { return nil }
    let second = rest / 1_000_000
    let clock = [second / 3600, second / 60 % 60, second % 60].map { padded($0, 2) }.joined(separator: ":")
    let fraction = rest % 1_000_000
    return date + " " + clock + (fraction == 0 ? "" : "." + padded(fraction, 6))
}

private func padded(_ number: Int64, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
