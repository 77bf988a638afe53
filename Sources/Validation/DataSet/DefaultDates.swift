import Columns
import Observations

/// Dates that programs fill in when they do not know one: 1 January, and the first of a month.
///
/// Looks at records known to the day, and at those of midnight sharp, which programs make of a day. Expected are 1 in 365 on 1 January and 12 in 365 on a first of the month; what more
/// is a surplus says `Surplus`. When 1 January is one, the other firsts are held against the remaining records, 11 in 364.
/// The firsts must be a surplus without the busiest of them too: one busy day is no default.
struct DefaultDates: Sendable {
    /// More than three centuries.
    private static let monthLimit = 4096

    private var dated = 0
    private var newYear = 0
    private var otherFirst = 0
    /// Records on the first of each month (year · 12 + month), January left out; of `monthLimit` months.
    private var otherFirsts: [Int: Int] = [:]
    /// Records on 1 January by year; of `monthLimit` years.
    private var newYears: [Int: Int] = [:]
    private var newYearExamples = DataSetExamples()
    private var otherExamples = DataSetExamples()

    mutating func take(_ facts: DataSetFacts, _ rows: [Int]) {
        for row in rows {
            guard Self.isOfDay(facts, row), let day = facts.day(row) else { continue }
            dated += 1
            let date = CivilDate.date(days: day)
            guard date.day == 1 else { continue }
            if date.month == 1 {
                newYear += 1
                if newYears[date.year] != nil || newYears.count < Self.monthLimit { newYears[date.year, default: 0] += 1 }
                newYearExamples.add(facts, row)
            } else {
                otherFirst += 1
                otherExamples.add(facts, row)
                let month = date.year * 12 + date.month
                if otherFirsts[month] != nil || otherFirsts.count < Self.monthLimit { otherFirsts[month, default: 0] += 1 }
            }
        }
    }

    private static func isOfDay(_ facts: DataSetFacts, _ row: Int) -> Bool {
        switch facts.precision(row) {
        case .day: true
        case .hour, .minute, .second: facts.periodStart[row] % CivilDate.microsecondsPerDay == 0
        case .year, .month, .interval, nil: false
        }
    }

    func findings() -> [DataSetFinding] {
        var findings: [DataSetFinding] = []
        let january = Surplus(records: newYear, total: dated, probability: 1.0 / 365)
        if january.isThere {
            findings.append(
                finding(
                    .defaultNewYear, january, newYearExamples, dutchWhen: "op 1 januari", dutchExpected: "1 op 365",
                    englishWhen: "on 1 January", englishExpected: "1 in 365"))
        }
        let firsts =
            january.isThere
            ? Surplus(records: otherFirst, total: dated - newYear, probability: 11.0 / 364)
            : Surplus(records: otherFirst + newYear, total: dated, probability: 12.0 / 365)
        let busiest = max(otherFirsts.values.max() ?? 0, january.isThere ? 0 : newYears.values.max() ?? 0)
        let others = Surplus(
            records: firsts.records - busiest, total: firsts.total - busiest, probability: firsts.probability)
        if firsts.isThere, others.isThere {
            let part = january.isThere ? "11 op 364" : "12 op 365"
            findings.append(
                finding(
                    .defaultFirstOfMonth, firsts, otherExamples, dutchWhen: "op de eerste van een maand",
                    dutchExpected: part, englishWhen: "on the first of a month",
                    englishExpected: part.replacing(" op ", with: " in ")))
        }
        return findings
    }

    private func finding(
        _ code: DataSetCode, _ surplus: Surplus, _ examples: DataSetExamples, dutchWhen: String, dutchExpected: String,
        englishWhen: String, englishExpected: String
    ) -> DataSetFinding {
        let (count, total) = (surplus.records, surplus.total)
        let z = Int(min(surplus.z, 1e9).rounded(.down))
        return DataSetFinding(
            code, .warning, term: "eventDate", records: count, of: total, examples: examples.list,
            dutch: "\(count) van \(total) records met een dag (\(ShareText.dutch(count, of: total))) vallen \(dutchWhen); naar "
                + "toeval is het \(dutchExpected) (binomiale toets, z = \(z)). Misschien is de dag ingevuld omdat alleen het "
                + "jaar of de maand bekend was; een telling op die dag kan ook.",
            english: "\(count) of \(total) records with a day (\(ShareText.english(count, of: total))) fall \(englishWhen); by chance it "
                + "is \(englishExpected) (binomial test, z = \(z)). Perhaps the day was filled in since only the year or month was "
                + "known; a count held on that day is possible too.")
    }
}
