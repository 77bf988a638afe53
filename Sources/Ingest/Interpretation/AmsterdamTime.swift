import Observations

/// Legal time in the Netherlands from UTC.
///
/// UTC+1, and UTC+2 in summer: since 1981 from the last Sunday of March to the last Sunday of September, and since 1996
/// to the last Sunday of October, changing at 01:00 UTC (directives 80/737/EEC … 2000/84/EC). Before 1981 UTC+1 is used
/// throughout: moments with an offset hardly occur there (the summer times of 1977–1980 are not followed).
enum AmsterdamTime {
    /// Local time of a moment in UTC, both in microseconds from 1970-01-01T00:00:00.
    static func local(utc: Int64) -> Int64 {
        let hour: Int64 = 3_600_000_000
        let year = CivilDate.date(days: CivilDate.split(utc).day).year
        guard year >= 1981 else { return utc + hour }
        let begin = Int64(lastSunday(year: year, month: 3)) * CivilDate.microsecondsPerDay + hour
        let end = Int64(lastSunday(year: year, month: year < 1996 ? 9 : 10)) * CivilDate.microsecondsPerDay + hour
        return utc >= begin && utc < end ? utc + 2 * hour : utc + hour
    }

    /// Day number of the last Sunday of a month (of 30 or 31 days).
    private static func lastSunday(year: Int, month: Int) -> Int {
        let last = CivilDate.days(year: year, month: month, day: CivilDate.daysInMonth(year: year, month: month))
        // 1970-01-01 was a Thursday; years here are after it.
        return last - (last + 4) % 7
    }
}
