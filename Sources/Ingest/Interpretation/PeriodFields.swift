import Observations

/// The fields of a record that together say when. A field that the source does not have is empty.
public struct PeriodFields {
    public var eventDate = UnsafeRawBufferPointer(start: nil, count: 0)
    public var eventTime = UnsafeRawBufferPointer(start: nil, count: 0)
    public var periodStart = UnsafeRawBufferPointer(start: nil, count: 0)
    public var periodStop = UnsafeRawBufferPointer(start: nil, count: 0)
    public var startTime = UnsafeRawBufferPointer(start: nil, count: 0)
    public var stopTime = UnsafeRawBufferPointer(start: nil, count: 0)
    public var year = UnsafeRawBufferPointer(start: nil, count: 0)
    public var month = UnsafeRawBufferPointer(start: nil, count: 0)
    public var day = UnsafeRawBufferPointer(start: nil, count: 0)

    public init() {}
}

extension PeriodInterpreter {
    /// The period that several fields say together.
    ///
    /// Each of start and stop (with `startTime` and `stopTime`), `eventDate` (with `eventTime`) and year, month and day
    /// is read apart, and the first of them that can be read is taken. A later one that lies within it is more precise
    /// and taken instead; unequal precision is no conflict. One that lies outside it gives `RECORDED_DATE_MISMATCH`, and
    /// what they agree on is left: the month, or the year, or nothing, as GBIF does. Where there is no stop, the period ends with the day, month … that the start names.
    /// An ambiguous date is settled by year, month and day when they say one of its two readings.
    public func interpret(_ fields: PeriodFields) -> PeriodReading {
        // Most records have one field, and it says everything.
        if fields.periodStart.isEmpty, fields.year.isEmpty, fields.eventTime.isEmpty, fields.startTime.isEmpty,
            fields.periodStop.isEmpty
        {
            let reading = interpret(fields.eventDate)
            return reading.period == nil && reading.issue == nil ? PeriodReading(issue: .dateMissing) : reading
        }
        var result = startAndStop(fields)
        var date = eventDate(fields)
        let isSettled = date.issue == .dateAmbiguous && settles(fields)
        if isSettled { date.issue = nil }
        merge(date, into: &result)
        merge(yearMonthDay(fields), into: &result)
        if isSettled { result.isCanonical = false }
        if options.newYearEndsYear { closeYear(&result) }
        return result.period == nil && result.issue == nil ? PeriodReading(issue: .dateMissing) : result
    }

    /// Makes of a period that ends on the first day of the next year the year that it stands for.
    private func closeYear(_ result: inout PeriodReading) {
        guard let period = result.period, result.issue == nil else { return }
        let first = CivilDate.split(period.start)
        let date = CivilDate.date(days: first.day)
        guard first.microsecond == 0, date.month == 1, date.day == 1,
            CivilDate.split(period.stop).day == CivilDate.days(year: date.year + 1, month: 1, day: 1)
        else { return }
        let end = Int64(CivilDate.split(period.stop).day) * CivilDate.microsecondsPerDay - 1
        result.period = Period(start: period.start, stop: end, precision: .year)
        result.isCanonical = false
    }

    /// Holds a further source of the same fact against what is known.
    private func merge(_ other: PeriodReading, into result: inout PeriodReading) {
        guard let second = other.period else {
            if result.period == nil, result.issue == nil { result.issue = other.issue }
            return
        }
        guard let first = result.period else {
            // The first source was unreadable or absent.
            let unreadable = result.issue
            result = other
            if unreadable == .dateInvalid { result.issue = .recordedDateMismatch }
            if unreadable != nil { result.isCanonical = false }
            return
        }
        if second.start > first.stop || second.stop < first.start {
            result.issue = result.issue ?? .recordedDateMismatch
            result.isCanonical = false
            result.period = Self.agreement(first, second)
        } else if second.start >= first.start, second.stop <= first.stop, second != first, other.issue == nil {
            result.period = second
            result.isCanonical = false
        }
    }

    /// The month, else the year, that two periods lie in; `nil` when they lie in different years.
    private static func agreement(_ first: Period, _ second: Period) -> Period? {
        let from = CivilDate.date(days: CivilDate.split(min(first.start, second.start)).day)
        let to = CivilDate.date(days: CivilDate.split(max(first.stop, second.stop)).day)
        guard from.year == to.year else { return nil }
        let months = from.month == to.month ? from.month...from.month : 1...12
        let begin = CivilDate.days(year: from.year, month: months.lowerBound, day: 1)
        let last = months.upperBound
        let end = CivilDate.days(year: from.year, month: last, day: CivilDate.daysInMonth(year: from.year, month: last)) + 1
        return Period(
            start: Int64(begin) * CivilDate.microsecondsPerDay, stop: Int64(end) * CivilDate.microsecondsPerDay - 1,
            precision: months.count == 1 ? .month : .year)
    }

    private func startAndStop(_ fields: PeriodFields) -> PeriodReading {
        let hasStart = !AbsentText.isAbsent(fields.periodStart)
        guard hasStart || !AbsentText.isAbsent(fields.periodStop) else { return PeriodReading() }
        guard hasStart else { return PeriodReading(issue: .dateMissing) }
        return reading(
            start: fields.periodStart, stop: fields.periodStop, startTime: fields.startTime, stopTime: fields.stopTime)
    }

    private func eventDate(_ fields: PeriodFields) -> PeriodReading {
        guard !AbsentText.isAbsent(fields.eventDate) else { return PeriodReading() }
        let none = UnsafeRawBufferPointer(start: nil, count: 0)
        let takesOwnTimes = AbsentText.isAbsent(fields.periodStart)
        return reading(
            start: fields.eventDate, stop: none,
            startTime: !AbsentText.isAbsent(fields.eventTime) || !takesOwnTimes ? fields.eventTime : fields.startTime,
            stopTime: takesOwnTimes ? fields.stopTime : none)
    }

    /// Whether year, month and day are one of the readings of an ambiguous date.
    private func settles(_ fields: PeriodFields) -> Bool {
        guard let known = yearMonthDay(fields).period, known.precision == .day else { return false }
        return [DayMonthOrder.dayMonthYear, .monthDayYear].contains { order in
            var options = options
            options.order = order
            guard let period = PeriodInterpreter(options).interpret(fields.eventDate).period else { return false }
            return period.start <= known.stop && period.stop >= known.start
        }
    }

    private func reading(
        start: UnsafeRawBufferPointer, stop: UnsafeRawBufferPointer, startTime: UnsafeRawBufferPointer,
        stopTime: UnsafeRawBufferPointer
    ) -> PeriodReading {
        let hasStop = !AbsentText.isAbsent(stop)
        let hasTimes = !AbsentText.isAbsent(startTime) || !AbsentText.isAbsent(stopTime)
        if !hasStop, !hasTimes { return interpret(start) }
        if !hasTimes, let reading = days(start, stop) { return reading }
        do {
            var span = try span(start.trimmed)
            let isStartCanonical = span.period(options.clock).map { isText(start, of: $0) } ?? false
            var isCanonical = isStartCanonical
            if hasStop {
                let end = try self.span(stop.trimmed)
                isCanonical = isCanonical && (end.period(options.clock).map { isText(stop, of: $0) } ?? false)
                span.last = end.last
            }
            let timeProblem = hasTimes && !setTimes(&span, startTime, stopTime, hasStop: hasStop)
            guard let period = span.period(options.clock) else { return PeriodReading(issue: .dateInvalid) }
            let issue: InterpretationIssue? =
                period.start > period.stop
                ? .periodReversed : timeProblem ? .timeInvalid : span.clockIssue(options.clock)
            return PeriodReading(period, issue: issue, isCanonical: isCanonical && issue == nil && !hasTimes)
        } catch {
            return PeriodReading(issue: Self.issue(error))
        }
    }

    /// Puts times from fields of their own into a span of days; `false` when a time cannot be read.
    private func setTimes(
        _ span: inout Span, _ startTime: UnsafeRawBufferPointer, _ stopTime: UnsafeRawBufferPointer, hasStop: Bool
    ) -> Bool {
        let sameDay = !hasStop && isWithoutTime(span.first) && span.period(options.clock).map { $0.precision != .interval } ?? false
        var isReadable = true
        if !AbsentText.isAbsent(startTime), span.first.day > 0 {
            let text = startTime.trimmed
            let gap = text.firstIndex(of: UInt8(ascii: "/"))
            let before = span.first
            isReadable = setTime(&span.first, text.part(0..<(gap ?? text.count)))
            if isReadable, sameDay {
                span.last = span.first
                if let gap {
                    span.last = before
                    isReadable = setTime(&span.last, text.part(gap + 1..<text.count))
                }
            }
        }
        if !AbsentText.isAbsent(stopTime), span.last.day > 0 {
            if sameDay { span.last.removeTime() }
            isReadable = setTime(&span.last, stopTime.trimmed) && isReadable
        }
        return isReadable
    }

    private func isWithoutTime(_ parts: DateTimeParts) -> Bool { parts.hour < 0 || parts.isMidnight }

    /// Sets the time of a date that has none of its own but midnight; `false` when it cannot be read.
    private func setTime(_ parts: inout DateTimeParts, _ text: UnsafeRawBufferPointer) -> Bool {
        var cursor = DateCursor(text, order: .unknown)
        var timed = parts
        timed.removeTime()
        do {
            try cursor.time(into: &timed)
        } catch {
            return false
        }
        guard cursor.isAtEnd, timed.period() != nil else { return false }
        guard isWithoutTime(parts) else { return true }
        if timed.offset == nil { timed.offset = parts.offset }
        parts = timed
        return true
    }

    private func yearMonthDay(_ fields: PeriodFields) -> PeriodReading {
        guard !AbsentText.isAbsent(fields.year) else { return PeriodReading() }
        guard let year = NumberReader().integer(fields.year) else { return PeriodReading(issue: .dateInvalid) }
        guard let month = number(fields.month) ?? MonthName.month(fields.month.trimmed), (0...12).contains(month),
            let day = number(fields.day), (0...31).contains(day)
        else { return PeriodReading(issue: .dateInvalid) }
        let parts = DateTimeParts(year: Int(clamping: year), month: month, day: month == 0 ? 0 : day)
        guard let period = parts.period() else { return PeriodReading(issue: .dateInvalid) }
        return PeriodReading(period, isCanonical: true)
    }

    /// A month or day; 0 where it is absent (0 is what databases write for it), `nil` for what is no number.
    private func number(_ text: UnsafeRawBufferPointer) -> Int? {
        AbsentText.isAbsent(text) ? 0 : NumberReader().integer(text).map { Int(clamping: $0) }
    }
}
