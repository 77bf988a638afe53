import Columns
import Observations

/// Which of two small numbers in a date is the day. A source declares it; it is never guessed.
public enum DayMonthOrder: String, CaseIterable, Sendable {
    case dayMonthYear, monthDayYear
    /// Only dates that can be read in one way are read.
    case unknown
}

/// The period that a text says, and what is wrong with it.
public struct PeriodReading: Sendable, Equatable {
    /// `nil` for an absent or unreadable text. A reversed interval is given as delivered: `start > stop`.
    public var period: Period?
    public var issue: InterpretationIssue?
    /// The text is what `PeriodText` writes for the period, so that nothing is lost without it.
    public var isCanonical: Bool

    public init(_ period: Period? = nil, issue: InterpretationIssue? = nil, isCanonical: Bool = false) {
        self.period = period
        self.issue = issue
        self.isCanonical = isCanonical
    }
}

/// Reads dates, times and intervals.
///
/// ISO 8601 in calendar, ordinal, week and basic form with all reduced precisions, intervals with an abbreviated end or
/// a duration, dates written with a month name (Dutch, German, English, French, Roman numerals), and day and month in
/// the declared order. Only where declared: Excel's day numbers, years of two digits, weeks, seasons, decades and
/// centuries in words. Times with an offset become Dutch local time.
public struct PeriodInterpreter: Sendable, Equatable {
    public struct Options: Sendable, Equatable {
        public var order: DayMonthOrder
        /// A time of exactly 00:00 says only that there was no time: such a moment is a day. For sources that write
        /// dates as timestamps. The day is taken as written, whatever offset follows.
        public var midnightIsDay: Bool
        /// A number of five digits is a day number of Excel's 1900 date system (44000 = 2020-06-18).
        public var excelSerials: Bool
        /// A period from one New Year's Day to the next is the year between them: how the NDFF writes what it has
        /// blurred to a year.
        public var newYearEndsYear: Bool

        /// Excel's day numbers count from 1904, as in workbooks made on older Macintoshes.
        public var excel1904 = false
        /// The first of the hundred years that a year of two digits may mean: with 1930, `29` is 2029 and `30` is 1930.
        /// `nil`: years of two digits are refused. It counts only with a declared order.
        public var pivotYear: Int?
        /// The clock of times without an offset.
        public var clock = LocalClock.amsterdam
        /// Weeks in words: `week 5 2021`. The form of ISO 8601, `2021-W05`, is always read.
        public var weeks = false
        /// Seasons, and when they begin; `nil`: they are no dates.
        public var seasons: SeasonCalendar?
        /// Decades and centuries: `199x`, `jaren 90` (with a pivot year), `19de eeuw`.
        public var decades = false

        public init(
            order: DayMonthOrder = .unknown, midnightIsDay: Bool = false, excelSerials: Bool = false,
            newYearEndsYear: Bool = false
        ) {
            self.order = order
            self.midnightIsDay = midnightIsDay
            self.excelSerials = excelSerials
            self.newYearEndsYear = newYearEndsYear
        }
    }

    public var options: Options

    public init(_ options: Options = Options()) {
        self.options = options
    }

    /// Reads a date, moment or interval. An absent text gives neither period nor issue.
    public func interpret(_ text: UnsafeRawBufferPointer) -> PeriodReading {
        if let reading = frequentForm(text) { return reading }
        if AbsentText.isAbsent(text) { return PeriodReading() }
        let trimmed = text.trimmed
        if TextRepair.needsLook(trimmed) {
            // Blanks of all kinds count as blanks; the text as delivered is kept.
            var reading = TextRepair.cleaned(trimmed).withUnsafeBytes { read($0) }
            reading.isCanonical = false
            return reading
        }
        var reading = read(trimmed)
        reading.isCanonical = reading.isCanonical && trimmed.count == text.count
        return reading
    }

    private func read(_ text: UnsafeRawBufferPointer) -> PeriodReading {
        do {
            let span = try span(text)
            guard let period = span.period(options.clock) else { return PeriodReading(issue: .dateInvalid) }
            if period.start > period.stop { return PeriodReading(period, issue: .periodReversed) }
            return PeriodReading(
                period, issue: span.clockIssue(options.clock), isCanonical: isText(text, of: period))
        } catch {
            return PeriodReading(issue: Self.issue(error))
        }
    }

    static func issue(_ problem: DateProblem) -> InterpretationIssue {
        switch problem {
        case .invalid: .dateInvalid
        case .ambiguous: .dateAmbiguous
        case .open: .periodOpen
        }
    }

    /// Reads what nearly all sources deliver; `nil` leaves a text to the forms that take longer.
    private func frequentForm(_ text: UnsafeRawBufferPointer) -> PeriodReading? {
        if let day = ISOForms.day(text) { return PeriodReading(day, isCanonical: true) }
        if let moment = ISOForms.moment(text) {
            let parts = withoutMidnight(moment)
            guard let period = parts.period(options.clock) else { return PeriodReading(issue: .dateInvalid) }
            let issue = parts.clockIssue(options.clock)
            let isCanonical =
                text[10] != 0x20 && parts.hour >= 0 && parts.hour < 24 && parts.offset == nil && issue != .timeLeftOut
                && options.clock == .amsterdam
            return PeriodReading(period, issue: issue, isCanonical: isCanonical)
        }
        guard text.count == 21, text[10] == UInt8(ascii: "/") else { return nil }
        var reading = days(text.part(0..<10), text.part(11..<21))
        // A day written twice is written once by us.
        if reading?.period?.precision == .day { reading?.isCanonical = false }
        return reading
    }

    /// A stretch from one ISO day to another; `nil` when they are not.
    func days(_ first: UnsafeRawBufferPointer, _ last: UnsafeRawBufferPointer) -> PeriodReading? {
        guard let period = ISOForms.days(first, last) else { return nil }
        return period.start > period.stop
            ? PeriodReading(period, issue: .periodReversed)
            : PeriodReading(period, isCanonical: true)
    }

    /// Whether `text` is byte for byte what would be written for `period`.
    func isText(_ text: UnsafeRawBufferPointer, of period: Period) -> Bool {
        guard text.count <= PeriodText.maximumLength else { return false }
        return withUnsafeTemporaryAllocation(byteCount: PeriodText.maximumLength, alignment: 1) { scratch in
            let length = PeriodText.write(period, into: scratch)
            return sameBytes(UnsafeRawBufferPointer(rebasing: scratch[..<length]), text)
        }
    }
}
