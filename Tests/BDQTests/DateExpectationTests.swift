import BDQ
import Testing

/// Rows of our own after the expected responses of the standard.
struct DateExpectationTests {
    @Test(arguments: [
        "2021", "2021-02", "2020-02-29", "2020-366", "2021-W01", "2020-W53-7", "20210203", "1880-05-08/10",
        "1880-05-08/06-02", "2021-01-01/P1M", "P2D/2021-01-03", "2021-02-03T10:20:30.5+01:00", "2021-02-03T102030Z",
        "2021-02-03T10:20/12:30",
    ])
    func validDates(_ date: String) throws {
        try Expectation("VALIDATION_EVENTDATE_STANDARD", "dwc:eventDate", date, true).check()
    }

    @Test(arguments: [
        "2021-366", "2021-W53", "2021-02-29", "2021-13", "21", "1880-05-10/08", "2021-01-01/2020-01-01",
        "2021-01-01/", "2021-02-03T24:00", "2021-02-03T10:60", "2021-02-03 10:20", " 2021-02-03", "2021/02/03",
        "2021-2-3", "-2021",
    ])
    func invalidDates(_ date: String) throws {
        try Expectation("VALIDATION_DATEIDENTIFIED_STANDARD", "dwc:dateIdentified", date, false).check()
    }

    @Test(
        arguments: [
            ("Friday 29th Oct. 2021", "2021-10-29"), ("3 de mayo de 1999", "1999-05-03"), ("12.XII.1987", "1987-12-12"),
            ("May 5-10, 1990", "1990-05-05/1990-05-10"), ("5-10 May 1990", "1990-05-05/1990-05-10"),
            ("June-July 1931", "1931-06/1931-07"),
            ("12/25/1999", "1999-12-25"), ("25/12/1999", "1999-12-25"), ("04/04/2004", "2004-04-04"),
            ("1932年3月5日", "1932-03-05"),
            ("2 maart 2011", "2011-03-02"), ("Août 1950", "1950-08"), ("1949", "1949"), ("2021_10_29", "2021-10-29"),
            ("30.xii.1999-2.i.2000", "1999-12-30/2000-01-02"), ("2000-02-09 to 2000-03-10", "2000-02-09/2000-03-10"),
            ("2000-02-09 - 2000-03-10", "2000-02-09/2000-03-10"), ("2000-02-09 / 2000-03-10", "2000-02-09/2000-03-10"),
            ("2000-03-10 to 2000-02-09", nil), ("2000 - 2001-02-03", nil), ("2021 - 10", "2021-10"),
            ("5 июня 1932", "1932-06-05"), ("5 июня 1932 г.", "1932-06-05"), ("5 czerwca 1932", "1932-06-05"),
            ("1932. június 5.", "1932-06-05"), ("5 Haziran 1932", "1932-06-05"), ("5 Ιουνίου 1932", "1932-06-05"),
            ("5. června 1932", "1932-06-05"), ("5. července 1932", "1932-07-05"), ("5. kesäkuuta 1932", "1932-06-05"),
            ("5 juni 1932", "1932-06-05"), ("5 giugno 1932", "1932-06-05"), ("5 de junio de 1932", "1932-06-05"),
            ("5 de junho de 1932", "1932-06-05"), ("5 iunie 1932", "1932-06-05"), ("5 червня 1932 р.", "1932-06-05"),
            ("5. desember 1932", "1932-12-05"), ("12 Ağustos 1932", "1932-08-12"), ("KASIM 1932", "1932-11"),
            ("2 listopada 1932", nil), ("3/4/2020", nil), ("0377", nil), ("30 Feb 1999", nil),
            ("12-05-99", nil), ("Easter 1999", nil), ("1999 or 2000", nil), ("5th Friday 1999", nil), ("Ma 1999", nil),
        ] as [(String, String?)])
    func verbatimDates(_ verbatim: String, _ date: String?) throws {
        try Expectation(
            "AMENDMENT_EVENTDATE_FROM_VERBATIM", ["dwc:verbatimEventDate": verbatim],
            date == nil ? .notAmended : .filledIn,
            date.map { #"{"dwc:eventDate":"\#($0)"}"# } ?? ""
        ).check()
    }

    @Test(arguments: [
        ("2021", "31536000"), ("2020", "31622400"), ("2021-02", "2419200"), ("1880-05-08/10", "259200"),
        ("2021-02-03T10:20", "60"), ("2021-02-03T10/2021-02-03T12", "7200"), ("2021-W05", "604800"),
        ("2021-02-03T10:00Z/2021-02-03T10:00-02:00", "7200"), ("PT1H/2008-05-11T15:30Z", "3600"),
        ("P1Y2M10DT2H30M/2008-05-11T15:30:00Z", "37765800"), ("P2D/2021-01-03", "172800"),
    ])
    func durations(_ date: String, _ seconds: String) throws {
        try Expectation("MEASURE_EVENTDATE_DURATIONINSECONDS", ["dwc:eventDate": date], .runHasResult, seconds).check()
    }

    @Test(arguments: [
        Expectation("VALIDATION_DAY_INRANGE", ["dwc:day": "31", "dwc:month": "4"], .runHasResult, "NOT_COMPLIANT"),
        Expectation("VALIDATION_DAY_INRANGE", ["dwc:day": "31"], .internalPrerequisitesNotMet),
        Expectation("VALIDATION_DAY_INRANGE", ["dwc:day": "29", "dwc:month": "2"], .internalPrerequisitesNotMet),
        Expectation("VALIDATION_DAY_INRANGE", ["dwc:day": "30", "dwc:month": "2"], .runHasResult, "NOT_COMPLIANT"),
        Expectation(
            "VALIDATION_DAY_INRANGE", ["dwc:day": "29", "dwc:month": "2", "dwc:year": "2000"], .runHasResult,
            "COMPLIANT"),
        Expectation("VALIDATION_DAY_INRANGE", ["dwc:day": "0"], .runHasResult, "NOT_COMPLIANT"),
        Expectation(
            "VALIDATION_STARTDAYOFYEAR_INRANGE", ["dwc:startDayOfYear": "366", "dwc:eventDate": "2020/2021"],
            .runHasResult, "COMPLIANT"),
        Expectation(
            "VALIDATION_ENDDAYOFYEAR_INRANGE", ["dwc:endDayOfYear": "366", "dwc:eventDate": "2020/2021"], .runHasResult,
            "NOT_COMPLIANT"),
        Expectation("VALIDATION_EVENTDATE_INRANGE", ["dwc:eventDate": "1582-11-14"], .runHasResult, "NOT_COMPLIANT"),
        Expectation("VALIDATION_EVENTDATE_INRANGE", ["dwc:eventDate": "1582-11-15"], .runHasResult, "COMPLIANT"),
        Expectation("VALIDATION_EVENTDATE_INRANGE", ["dwc:eventDate": "2026/2027"], .runHasResult, "NOT_COMPLIANT"),
        Expectation(
            "VALIDATION_EVENTDATE_INRANGE", ["dwc:eventDate": "1850", "bdqval:earliestValidDate": "1900"],
            .runHasResult, "NOT_COMPLIANT"),
        Expectation("VALIDATION_YEAR_INRANGE", ["dwc:year": "2027"], .runHasResult, "NOT_COMPLIANT"),
        Expectation(
            "VALIDATION_YEAR_INRANGE", ["dwc:year": "1400", "bdq:earliestValidDate": "1300-01-01"], .runHasResult,
            "COMPLIANT"),
        Expectation(
            "VALIDATION_DATEIDENTIFIED_INRANGE", ["dwc:dateIdentified": "2026-11-27"], .runHasResult, "NOT_COMPLIANT"),
        Expectation(
            "VALIDATION_DATEIDENTIFIED_INRANGE", ["dwc:dateIdentified": "1999", "dwc:eventDate": "2000-01-01"],
            .runHasResult, "NOT_COMPLIANT"),
        Expectation(
            "VALIDATION_DATEIDENTIFIED_INRANGE",
            ["dwc:dateIdentified": "1999", "dwc:eventDate": "2000-01-01", "bdqval:includeEventDate": "false"],
            .runHasResult, "COMPLIANT"),
        Expectation(
            "VALIDATION_EVENT_CONSISTENT", ["dwc:eventDate": "1949-09-05", "dwc:day": "05"], .runHasResult, "COMPLIANT"),
        Expectation(
            "VALIDATION_EVENT_CONSISTENT", ["dwc:eventDate": "x", "dwc:day": "5"], .runHasResult, "NOT_COMPLIANT"),
        Expectation("AMENDMENT_MONTH_STANDARDIZED", ["dwc:month": "X"], .amended, #"{"dwc:month":"10"}"#),
        Expectation("AMENDMENT_MONTH_STANDARDIZED", ["dwc:month": "Mä"], .notAmended),
        Expectation("AMENDMENT_MONTH_STANDARDIZED", ["dwc:month": "Sept."], .amended, #"{"dwc:month":"9"}"#),
        Expectation("AMENDMENT_MONTH_STANDARDIZED", ["dwc:month": "13"], .notAmended),
        Expectation("AMENDMENT_MONTH_STANDARDIZED", ["dwc:month": "5"], .notAmended),
        Expectation("AMENDMENT_DAY_STANDARDIZED", ["dwc:day": "X"], .notAmended),
        Expectation("AMENDMENT_DAY_STANDARDIZED", ["dwc:day": "5th Friday"], .notAmended),
        Expectation("AMENDMENT_DAY_STANDARDIZED", ["dwc:day": "3rd"], .amended, #"{"dwc:day":"3"}"#),
        Expectation(
            "AMENDMENT_EVENTDATE_STANDARDIZED", ["dwc:eventDate": "2021-28-10"], .amended,
            #"{"dwc:eventDate":"2021-10-28"}"#),
        Expectation(
            "AMENDMENT_EVENTDATE_STANDARDIZED", ["dwc:eventDate": "2021-10-28 / 2021-10-29"], .amended,
            #"{"dwc:eventDate":"2021-10-28/2021-10-29"}"#),
        Expectation(
            "AMENDMENT_EVENTDATE_STANDARDIZED", ["dwc:eventDate": "\u{A0}20210203 "], .amended,
            #"{"dwc:eventDate":"20210203"}"#),
        Expectation("AMENDMENT_EVENTDATE_STANDARDIZED", ["dwc:eventDate": "2021-10-28"], .notAmended),
        Expectation("AMENDMENT_EVENTDATE_STANDARDIZED", ["dwc:eventDate": "2021_06_03T24:00"], .notAmended),
        Expectation(
            "AMENDMENT_EVENTDATE_FROM_YEARMONTHDAY", ["dwc:year": "1980", "dwc:month": "1"], .filledIn,
            #"{"dwc:eventDate":"1980-01"}"#),
        Expectation(
            "AMENDMENT_EVENTDATE_FROM_YEARMONTHDAY", ["dwc:year": "1980", "dwc:month": "?", "dwc:day": "3"], .filledIn,
            #"{"dwc:eventDate":"1980"}"#),
        Expectation("AMENDMENT_EVENTDATE_FROM_YEARMONTHDAY", ["dwc:month": "1"], .internalPrerequisitesNotMet),
        Expectation(
            "AMENDMENT_EVENTDATE_FROM_YEARSTARTDAYOFYEARENDDAYOFYEAR",
            ["dwc:year": "2021", "dwc:startDayOfYear": "300", "dwc:endDayOfYear": "366"], .notAmended),
        Expectation("AMENDMENT_EVENT_FROM_EVENTDATE", ["dwc:eventDate": "1999/2000"], .notAmended),
        Expectation("AMENDMENT_EVENT_FROM_EVENTDATE", ["dwc:eventDate": "x"], .internalPrerequisitesNotMet),
    ])
    func partsAndRanges(_ expectation: Expectation) throws { try expectation.check() }
}
