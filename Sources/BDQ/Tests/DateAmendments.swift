/// Amendments of dates and their parts.
enum DateAmendments {
    static let all: [BDQTest] = [
        standardised("EVENTDATE", "718dfc3c-cb52-4fca-b8e2-0e722f375da7", "dwc:eventDate"),
        standardised("DATEIDENTIFIED", "39bb2280-1215-447b-9221-fd13bc990641", "dwc:dateIdentified"),
        day, month, fromVerbatim, fromParts, fromDaysOfYear, partsFromEventDate,
    ]

    private static func standardised(_ subject: String, _ guid: String, _ term: String) -> BDQTest {
        BDQTest("AMENDMENT_\(subject)_STANDARDIZED", guid, actedUpon: [term]) { input in
            let value = input[term]
            if value.isBDQEmpty { return .internalPrerequisites("\(term) is empty") }
            if ISODate(value) != nil { return .notAmended("\(term) is a date of ISO 8601-1:2019") }
            let bare = value.withoutOuterNonPrinting
            guard let date = ISODate(bare) != nil ? bare : DateText.isoText(bare) else {
                return .notAmended("\(term) can mean no date, or several")
            }
            return .amended([ProposedChange(term, date)], "\(term) \"\(value)\" can mean one date only")
        }
    }

    private static let day = BDQTest(
        "AMENDMENT_DAY_STANDARDIZED", "b129fa4d-b25b-43f7-9645-5ed4d44b357b", actedUpon: ["dwc:day"]
    ) { input in
        let value = input["dwc:day"]
        if value.isBDQEmpty { return .internalPrerequisites("dwc:day is empty") }
        var text = value.withoutOuterBlanks.lowercased()
        for suffix in ["st", "nd", "rd", "th", "."] where text.hasSuffix(suffix) {
            text = String(text.dropLast(suffix.count)).withoutOuterBlanks
            break
        }
        guard let day = NumberText.integer(text), (1...31).contains(day) else {
            return .notAmended("dwc:day can mean no day, or several")
        }
        if NumberText.integer(value) != nil, value == value.withoutOuterBlanks {
            return .notAmended("dwc:day is an integer already")
        }
        return .amended([ProposedChange("dwc:day", String(day))], "dwc:day \"\(value)\" can mean one day only")
    }

    private static let month = BDQTest(
        "AMENDMENT_MONTH_STANDARDIZED", "2e371d57-1eb3-4fe3-8a61-dff43ced50cf", actedUpon: ["dwc:month"]
    ) { input in
        let value = input["dwc:month"]
        if value.isBDQEmpty { return .internalPrerequisites("dwc:month is empty") }
        guard let month = MonthNames.interpreted(value) else {
            return .notAmended("dwc:month can mean no month, or several")
        }
        if NumberText.integer(value) != nil, value == value.withoutOuterBlanks {
            return .notAmended("dwc:month is an integer already")
        }
        return .amended([ProposedChange("dwc:month", String(month))], "dwc:month \"\(value)\" can mean one month only")
    }

    /// The validation data hold a text without a single digit for a prerequisite that is not met: there is nothing
    /// to interpret in it.
    private static let fromVerbatim = BDQTest(
        "AMENDMENT_EVENTDATE_FROM_VERBATIM", "6d0a0c10-5e4a-4759-b448-88932f399812", actedUpon: ["dwc:eventDate"],
        consulted: ["dwc:verbatimEventDate"]
    ) { input in
        if !input.isEmpty("dwc:eventDate") { return .internalPrerequisites("dwc:eventDate has a value") }
        let verbatim = input["dwc:verbatimEventDate"]
        if verbatim.isBDQEmpty { return .internalPrerequisites("dwc:verbatimEventDate is empty") }
        guard verbatim.contains(where: \.isNumber) else {
            return .internalPrerequisites("dwc:verbatimEventDate holds no part of a date")
        }
        guard let date = DateText.isoText(verbatim) else {
            return .notAmended("dwc:verbatimEventDate can mean no date, or several")
        }
        let isJulianEra =
            ISODate(date).flatMap { read in CalendarDate(year: 1918, month: 2, day: 14).map { read.first < $0 } }
            ?? false
        return .filledIn(
            [ProposedChange("dwc:eventDate", date)],
            "dwc:verbatimEventDate can mean one date only"
                + (isJulianEra ? "; verbatimDate was assumed to be in the Gregorian calendar" : ""))
    }

    private static let fromParts = BDQTest(
        "AMENDMENT_EVENTDATE_FROM_YEARMONTHDAY", "3892f432-ddd0-4a0a-b713-f2e2ecbd879d", actedUpon: ["dwc:eventDate"],
        consulted: ["dwc:year", "dwc:month", "dwc:day"]
    ) { input in
        if !input.isEmpty("dwc:eventDate") { return .internalPrerequisites("dwc:eventDate has a value") }
        guard NumberText.integer(input["dwc:year"]) != nil else {
            return .internalPrerequisites("dwc:year is no integer")
        }
        guard let year = DateTests.isoYear(input["dwc:year"]) else {
            return .notAmended("dwc:year is no year of ISO 8601")
        }
        var date = padded(year, 4)
        if let month = MonthNames.interpreted(input["dwc:month"]) {
            date += "-" + padded(month, 2)
            if let day = NumberText.integer(input["dwc:day"]) {
                guard let whole = CalendarDate(year: year, month: month, day: day) else {
                    return .notAmended("there is no such day")
                }
                date = whole.text
            }
        }
        return .filledIn([ProposedChange("dwc:eventDate", date)], "made of dwc:year, dwc:month and dwc:day")
    }

    private static let fromDaysOfYear = BDQTest(
        "AMENDMENT_EVENTDATE_FROM_YEARSTARTDAYOFYEARENDDAYOFYEAR", "eb0a44fa-241c-4d64-98df-ad4aa837307b",
        actedUpon: ["dwc:eventDate"], consulted: ["dwc:year", "dwc:startDayOfYear", "dwc:endDayOfYear"]
    ) { input in
        if !input.isEmpty("dwc:eventDate") { return .internalPrerequisites("dwc:eventDate has a value") }
        for term in ["dwc:year", "dwc:startDayOfYear", "dwc:endDayOfYear"] where input.isEmpty(term) {
            return .internalPrerequisites("\(term) is empty")
        }
        guard NumberText.integer(input["dwc:year"]) != nil else { return .internalPrerequisites("dwc:year is no year") }
        guard let year = DateTests.isoYear(input["dwc:year"]),
            let start = NumberText.integer(input["dwc:startDayOfYear"]),
            let end = NumberText.integer(input["dwc:endDayOfYear"]),
            start < end, let first = CalendarDate.on(dayOfYear: start, of: year),
            let last = CalendarDate.on(dayOfYear: end, of: year)
        else { return .notAmended("the days of the year make no range within it") }
        return .filledIn(
            [ProposedChange("dwc:eventDate", "\(first.text)/\(last.text)")], "made of year and days of the year")
    }

    private static let partsFromEventDate = BDQTest(
        "AMENDMENT_EVENT_FROM_EVENTDATE", "710fe118-17e1-440f-b428-88ba3f547d6d",
        actedUpon: ["dwc:year", "dwc:month", "dwc:day", "dwc:startDayOfYear", "dwc:endDayOfYear"],
        consulted: ["dwc:eventDate"]
    ) { input in
        guard let date = ISODate(input["dwc:eventDate"]) else {
            return .internalPrerequisites("dwc:eventDate is empty or no date of ISO 8601-1:2019")
        }
        var parts: [(String, Int)] = []
        if date.isWithinOneYear { parts.append(("dwc:year", date.first.year)) }
        if date.isWithinOneMonth { parts.append(("dwc:month", date.first.month)) }
        if date.isWithinOneDay { parts.append(("dwc:day", date.first.day)) }
        if date.precision >= .day {
            parts.append(("dwc:startDayOfYear", date.first.dayOfYear))
            parts.append(("dwc:endDayOfYear", date.last.dayOfYear))
        }
        let changes = parts.filter { input.isEmpty($0.0) }.map { ProposedChange($0.0, String($0.1)) }
        return changes.isEmpty
            ? .notAmended("there is nothing to fill in") : .filledIn(changes, "as dwc:eventDate says")
    }
}
