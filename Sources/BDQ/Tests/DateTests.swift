/// Validations and the measure of dates.
enum DateTests {
    static let all: [BDQTest] = [
        isDate("EVENTDATE", "4f2bf8fd-fc5c-493f-a44c-e7b16153c803", "dwc:eventDate"),
        isDate("DATEIDENTIFIED", "66269bdd-9271-4e76-b25c-7ab81eebe1d8", "dwc:dateIdentified"),
        integer("DAY", "47ff73ba-0028-4f79-9ce1-ee7008d66498", "dwc:day", 1...31),
        integer("MONTH", "01c6dafa-0886-4b7e-9881-2c3018c98bdc", "dwc:month", 1...12),
        dayInRange,
        dayOfYear("STARTDAYOFYEAR", "85803c7e-2a5a-42e1-b8d3-299a44cafc46", "dwc:startDayOfYear") { $0.first.year },
        dayOfYear("ENDDAYOFYEAR", "9a39d88c-7eee-46df-b32a-c109f9f81fb8", "dwc:endDayOfYear") { $0.last.year },
        eventDateInRange, yearInRange, dateIdentifiedInRange, eventConsistent, duration,
    ]

    private static func isDate(_ subject: String, _ guid: String, _ term: String) -> BDQTest {
        BDQTest("VALIDATION_\(subject)_STANDARD", guid, actedUpon: [term]) { input in
            if input.isEmpty(term) { return .internalPrerequisites("\(term) is empty") }
            let isValid = ISODate(input[term]) != nil
            return .judged(isValid, "\(term) is \(isValid ? "a" : "no") date of ISO 8601-1:2019")
        }
    }

    private static func integer(_ subject: String, _ guid: String, _ term: String, _ range: ClosedRange<Int>) -> BDQTest
    {
        BDQTest("VALIDATION_\(subject)_STANDARD", guid, actedUpon: [term]) { input in
            if input.isEmpty(term) { return .internalPrerequisites("\(term) is empty") }
            let isValid = NumberText.integer(input[term]).map(range.contains) ?? false
            return .judged(
                isValid, "\(term) is \(isValid ? "an" : "no") integer from \(range.lowerBound) to \(range.upperBound)")
        }
    }

    private static let dayInRange = BDQTest(
        "VALIDATION_DAY_INRANGE", "8d787cb5-73e2-4c39-9cd1-67c7361dc02e",
        actedUpon: ["dwc:day", "dwc:month", "dwc:year"]
    ) { input in
        guard let day = NumberText.integer(input["dwc:day"]) else {
            return .internalPrerequisites("dwc:day is no integer")
        }
        if (1...28).contains(day) { return .judged(true, "every month has that day") }
        guard (29...31).contains(day) else { return .judged(false, "no month has that day") }
        guard let month = NumberText.integer(input["dwc:month"]), (1...12).contains(month) else {
            return .internalPrerequisites("whether the month has that day cannot be told without dwc:month")
        }
        if month == 2, day == 29 {
            guard let year = isoYear(input["dwc:year"]) else {
                return .internalPrerequisites("whether there is a 29 February cannot be told without dwc:year")
            }
            return .judged(CalendarDate.isLeap(year), "\(year) is \(CalendarDate.isLeap(year) ? "a" : "no") leap year")
        }
        // February 2000 had as many days as a February can have.
        let isValid = day <= CalendarDate.daysInMonth(month, of: 2000)
        return .judged(isValid, "month \(month) has \(isValid ? "a" : "no") day \(day)")
    }

    /// A year of four digits, as ISO 8601 has it.
    static func isoYear(_ text: String) -> Int? {
        let text = text.withoutOuterBlanks
        guard text.utf8.count == 4, let year = NumberText.integer(text), year >= 0, !text.hasPrefix("+") else {
            return nil
        }
        return year
    }

    private static func dayOfYear(
        _ subject: String, _ guid: String, _ term: String, year: @escaping @Sendable (ISODate) -> Int
    ) -> BDQTest {
        BDQTest("VALIDATION_\(subject)_INRANGE", guid, actedUpon: [term], consulted: ["dwc:eventDate"]) { input in
            if input.isEmpty(term) { return .internalPrerequisites("\(term) is empty") }
            guard let day = NumberText.integer(input[term]), (1...366).contains(day) else {
                return .judged(false, "\(term) is no day of a year")
            }
            if day < 366 { return .judged(true, "\(term) is a day of every year") }
            guard let date = ISODate(input["dwc:eventDate"]) else {
                return .internalPrerequisites("\(term) is 366 and dwc:eventDate tells no year")
            }
            let isLeap = CalendarDate.isLeap(year(date))
            return .judged(isLeap, "\(term) is 366 and \(year(date)) is \(isLeap ? "a" : "no") leap year")
        }
    }

    private static let eventDateInRange = BDQTest(
        "VALIDATION_EVENTDATE_INRANGE", "3cff4dc4-72e9-4abe-9bf3-8a30f1618432", actedUpon: ["dwc:eventDate"],
        parameters: [
            BDQTest.Parameter("bdqval:earliestValidDate", "1582-11-15"),
            BDQTest.Parameter("bdqval:latestValidDate", "{current year}"),
        ]
    ) { input in
        guard let date = ISODate(input["dwc:eventDate"]) else {
            return .internalPrerequisites("dwc:eventDate is empty or no date of ISO 8601-1:2019")
        }
        guard let limits = limits(input) else { return .externalPrerequisites("a limit that was given is no date") }
        let isWithin = date.start.firstDay >= limits.earliest && date.finish.lastDay <= limits.latest
        return .judged(isWithin, "dwc:eventDate lies \(isWithin ? "within" : "not within") \(limits.text)")
    }

    private static let yearInRange = BDQTest(
        "VALIDATION_YEAR_INRANGE", "ad0c8855-de69-4843-a80c-a5387d20fbc8", actedUpon: ["dwc:year"],
        parameters: [
            BDQTest.Parameter("bdqval:earliestValidDate", "1582"),
            BDQTest.Parameter("bdqval:latestValidDate", "{current year}"),
        ]
    ) { input in
        guard let year = NumberText.integer(input["dwc:year"]) else {
            return .internalPrerequisites("dwc:year is no integer")
        }
        guard let limits = limits(input) else { return .externalPrerequisites("a limit that was given is no date") }
        let range =
            CalendarDate(dayNumber: limits.earliest)
            .year...max(
                CalendarDate(dayNumber: limits.earliest).year, CalendarDate(dayNumber: limits.latest).year)
        return .judged(range.contains(year), "the range is \(range.lowerBound) to \(range.upperBound)")
    }

    /// The limits of a test as numbers of days.
    private static func limits(_ input: BDQInput) -> (earliest: Int, latest: Int, text: String)? {
        func value(_ name: String) -> String {
            switch input.parameter(name) {
            case "{current year}": padded(input.today.year, 4)
            case "{current day}": input.today.text
            case let text: text
            }
        }
        let earliest = value("bdqval:earliestValidDate")
        let latest = value("bdqval:latestValidDate")
        guard let low = ISODate(earliest), let high = ISODate(latest) else { return nil }
        return (low.start.firstDay, high.finish.lastDay, "\(earliest) to \(latest)")
    }

    private static let dateIdentifiedInRange = BDQTest(
        "VALIDATION_DATEIDENTIFIED_INRANGE", "dc8aae4b-134f-4d75-8a71-c4186239178e", actedUpon: ["dwc:dateIdentified"],
        consulted: ["dwc:eventDate"],
        parameters: [
            BDQTest.Parameter("bdqval:earliestValidDate", "1753-01-01"),
            BDQTest.Parameter("bdqval:latestValidDate", "{current day}"),
            BDQTest.Parameter("bdqval:includeEventDate", "true"),
        ]
    ) { input in
        guard let identified = ISODate(input["dwc:dateIdentified"]) else {
            return .internalPrerequisites("dwc:dateIdentified is empty or no date of ISO 8601-1:2019")
        }
        let comparesEvent =
            input.parameter("bdqval:includeEventDate").lowercased() != "false" && !input.isEmpty("dwc:eventDate")
        let event = ISODate(input["dwc:eventDate"])
        if comparesEvent, event == nil {
            return .internalPrerequisites("dwc:eventDate is no date of ISO 8601-1:2019")
        }
        guard let limits = limits(input) else { return .externalPrerequisites("a limit that was given is no date") }
        // A date known to the month or year alone may run on past today.
        let last = identified.precision >= .day ? identified.finish.lastDay : identified.start.firstDay
        guard identified.start.firstDay >= limits.earliest, last <= limits.latest else {
            return .judged(false, "dwc:dateIdentified lies not within \(limits.text)")
        }
        if comparesEvent, let event, isBefore(identified, event) {
            return .judged(false, "dwc:dateIdentified lies before dwc:eventDate")
        }
        return .judged(true, "dwc:dateIdentified lies within \(limits.text) and not before the event")
    }

    /// Whether the first ends before the second begins. Zones count only when both have one.
    private static func isBefore(_ left: ISODate, _ right: ISODate) -> Bool {
        var end = left.finish
        var beginning = right.start
        if end.offsetMinutes == nil || beginning.offsetMinutes == nil {
            end.offsetMinutes = nil
            beginning.offsetMinutes = nil
        }
        return end.end <= beginning.beginning
    }

    private static let eventConsistent = BDQTest(
        "VALIDATION_EVENT_CONSISTENT", "5618f083-d55a-4ac2-92b5-b9fb227b832f",
        actedUpon: ["dwc:eventDate", "dwc:day", "dwc:month", "dwc:year", "dwc:startDayOfYear", "dwc:endDayOfYear"]
    ) { input in
        let parts = ["dwc:year", "dwc:month", "dwc:day", "dwc:startDayOfYear", "dwc:endDayOfYear"]
        if input.isEmpty("dwc:eventDate") { return .internalPrerequisites("dwc:eventDate is empty") }
        guard input.record.hasAny(parts) else {
            return .internalPrerequisites("there is nothing to compare dwc:eventDate with")
        }
        guard let date = ISODate(input["dwc:eventDate"]) else {
            return .judged(false, "dwc:eventDate is no date of ISO 8601-1:2019")
        }
        let isToTheDay = date.precision >= .day
        let expected: [(String, Int?)] = [
            ("dwc:year", date.isWithinOneYear ? date.first.year : nil),
            ("dwc:month", date.isWithinOneMonth ? date.first.month : nil),
            ("dwc:day", date.isWithinOneDay ? date.first.day : nil),
            ("dwc:startDayOfYear", isToTheDay ? date.first.dayOfYear : nil),
            ("dwc:endDayOfYear", isToTheDay ? date.last.dayOfYear : nil),
        ]
        for (term, value) in expected where !input.isEmpty(term) {
            guard let value, NumberText.integer(input[term]) == value else {
                return .judged(false, "\(term) is not what dwc:eventDate says")
            }
        }
        return .judged(true, "dwc:eventDate says the same")
    }

    private static let duration = BDQTest(
        "MEASURE_EVENTDATE_DURATIONINSECONDS", "56b6c695-adf1-418e-95d2-da04cad7be53", actedUpon: ["dwc:eventDate"]
    ) { input in
        guard let date = ISODate(input["dwc:eventDate"]) else {
            return Response(
                .internalPrerequisitesNotMet, .notReported, "dwc:eventDate is empty or no date of ISO 8601-1:2019")
        }
        return Response(.runHasResult, .number(date.duration), "days are counted as 86400 seconds")
    }
}
