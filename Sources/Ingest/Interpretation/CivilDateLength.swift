import Observations

/// Days of the year, for ordinal dates such as `2021-093`.
enum CivilDateLength {
    static func ofYear(_ year: Int) -> Int { CivilDate.daysInMonth(year: year, month: 2) + 337 }

    /// Month and day of a day of the year from 1.
    static func monthAndDay(dayOfYear: Int, year: Int) -> (month: Int, day: Int) {
        let date = CivilDate.date(days: CivilDate.days(year: year, month: 1, day: 1) + dayOfYear - 1)
        return (date.month, date.day)
    }
}
