import Observations

/// From when to when a taxon occurs, by first and last day; the columns are those of NBN Record Cleaner's `period.csv`.
struct PeriodTable: Sendable {
    /// Days since 1970-01-01; open where there is no bound.
    struct Span: Sendable, Equatable {
        var first: Int?
        var last: Int?

        /// The days between a period and this one; 0 when some day of the period lies in it.
        func distance(to days: ClosedRange<Int>) -> Int {
            if let first, days.upperBound < first { return first - days.upperBound }
            if let last, days.lowerBound > last { return days.lowerBound - last }
            return 0
        }
    }

    static let file = "period.csv"
    static let columns = [
        "organism_key", "taxon", "start_day", "start_month", "start_year", "end_day", "end_month", "end_year",
    ]

    private(set) var taxa = TaxonIndex()
    private var spans: [Span?] = []

    init() {}

    var rowCount: Int { spans.count { $0 != nil } }

    init(_ table: RuleTable, _ reader: inout TableReader) {
        var lines: [Int] = []
        for row in table.rows {
            let before = reader.problems.count
            let first = Self.day(row, "start", &reader)
            let last = Self.day(row, "end", &reader)
            guard let entry = taxa.entry(of: row, &reader) else { continue }
            if entry == spans.count {
                spans.append(nil)
                lines.append(0)
            }
            guard reader.problems.count == before else { continue }
            let name = row["taxon"]
            if first == nil, last == nil {
                reader.refuse(name, "\(name.text): neither a first nor a last year")
            } else if let first, let last, last < first {
                reader.refuse(row["end_year"], "\(name.text): ends before it starts")
            } else if let known = spans[entry] {
                let isSame = known == Span(first: first, last: last)
                reader.refuseSecond(name, name.text, line: lines[entry], isSame: isSame)
            } else {
                spans[entry] = Span(first: first, last: last)
                lines[entry] = name.line
            }
        }
    }

    /// A year alone is its first day at the start and its last day at the end; an empty year leaves that side open.
    private static func day(_ row: RuleTable.Row, _ side: String, _ reader: inout TableReader) -> Int? {
        let (day, month, year) = (row[side + "_day"], row[side + "_month"], row[side + "_year"])
        if year.text.isEmpty {
            for field in [day, month] where !field.text.isEmpty {
                reader.refuse(field, "day and month without \(side)_year")
            }
            return nil
        }
        guard let yearNumber = reader.number(year, in: 1...9999) else { return nil }
        let isStart = side == "start"
        var monthNumber = isStart ? 1 : 12
        if !month.text.isEmpty {
            guard let number = reader.number(month, in: 1...12) else { return nil }
            monthNumber = number
        } else if !day.text.isEmpty {
            reader.refuse(day, "day without \(side)_month")
            return nil
        }
        let length = CivilDate.daysInMonth(year: yearNumber, month: monthNumber)
        var dayNumber = isStart ? 1 : length
        if !day.text.isEmpty {
            guard let number = reader.number(day) else { return nil }
            guard (1...length).contains(number) else {
                reader.refuse(day, "day \(number) does not exist in month \(monthNumber) of \(yearNumber)")
                return nil
            }
            dayNumber = number
        }
        return CivilDate.days(year: yearNumber, month: monthNumber, day: dayNumber)
    }

    func span(entry: Int) -> Span? { spans[entry] }
}
