import Observations

/// Days in reference files: `YYYY-MM-DD`.
enum ReferenceDay {
    /// Days since 1970-01-01; `nil` when the field is empty.
    static func read(
        _ table: ReferenceTable, _ row: ReferenceTable.Row, _ column: String
    ) throws(ReferenceFileError) -> Int32? {
        let text = table.text(row, column)
        guard !text.isEmpty else { return nil }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard text.utf8.count == 10, parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2],
            (1900...2200).contains(year), day >= 1, day <= CivilDate.daysInMonth(year: year, month: month)
        else { throw table.invalid(row, column, expected: "a date as YYYY-MM-DD") }
        return Int32(clamping: CivilDate.days(year: year, month: month, day: day))
    }

    static func text(_ day: Int32) -> String {
        let (year, month, dayOfMonth) = CivilDate.date(days: Int(day))
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(year)-\(two(month))-\(two(dayOfMonth))"
    }
}
