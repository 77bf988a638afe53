/// Periods as ISO 8601 text, in local time of the Netherlands and so without offset.
///
/// By precision: `2021`, `2021-04`, `2021-04-03`, `2021-04-03T10`, `2021-04-03T10:15`, `2021-04-03T10:15:30`. An
/// interval is written with both ends in the coarsest of day, minute and second that loses nothing:
/// `2021-04-01/2021-04-15`.
public enum PeriodText {
    /// No period takes more bytes than this.
    public static let maximumLength = 48

    /// Appends the text of a period.
    public static func append(_ period: Period, to bytes: inout [UInt8]) {
        withUnsafeTemporaryAllocation(byteCount: maximumLength, alignment: 1) { scratch in
            let length = write(period, into: scratch)
            bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: scratch[..<length]))
        }
    }

    /// The text of a period.
    public static func text(_ period: Period) -> String {
        var bytes: [UInt8] = []
        append(period, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Writes the text of a period into a buffer of at least `maximumLength` bytes and returns its length;
    /// a smaller buffer is left alone and 0 returned.
    public static func write(_ period: Period, into buffer: UnsafeMutableRawBufferPointer) -> Int {
        guard buffer.count >= maximumLength else { return 0 }
        var writer = DigitWriter(buffer: buffer)
        guard period.precision == .interval else {
            writer.moment(period.start, period.precision)
            return writer.length
        }
        let unit = unit(of: period)
        writer.moment(period.start, unit)
        writer.byte(UInt8(ascii: "/"))
        writer.moment(period.stop, unit)
        return writer.length
    }

    /// The coarsest of day, minute and second in which both ends can be written.
    private static func unit(of period: Period) -> PeriodPrecision {
        func fits(_ length: Int64) -> Bool {
            CivilDate.split(period.start).microsecond % length == 0
                && CivilDate.split(period.stop).microsecond % length == length - 1
        }
        if fits(CivilDate.microsecondsPerDay) { return .day }
        return fits(60_000_000) ? .minute : .second
    }
}

/// Writes dates and times into a buffer that is known to be large enough.
private struct DigitWriter {
    let buffer: UnsafeMutableRawBufferPointer
    var length = 0

    init(buffer: UnsafeMutableRawBufferPointer) { self.buffer = buffer }

    mutating func byte(_ value: UInt8) {
        buffer[length] = value
        length += 1
    }

    mutating func twoDigits(_ value: Int) {
        byte(UInt8(truncatingIfNeeded: 48 + value / 10 % 10))
        byte(UInt8(truncatingIfNeeded: 48 + value % 10))
    }

    mutating func moment(_ microseconds: Int64, _ precision: PeriodPrecision) {
        let (day, rest) = CivilDate.split(microseconds)
        let date = CivilDate.date(days: day)
        // Moments outside the years that ISO 8601 writes in four digits do not come from any interpreter.
        let year = min(max(date.year, 0), 9999)
        twoDigits(year / 100)
        twoDigits(year % 100)
        if precision == .year { return }
        byte(UInt8(ascii: "-"))
        twoDigits(date.month)
        if precision == .month { return }
        byte(UInt8(ascii: "-"))
        twoDigits(date.day)
        if precision == .day { return }
        let second = Int(rest / 1_000_000)
        byte(UInt8(ascii: "T"))
        twoDigits(second / 3600)
        if precision == .hour { return }
        byte(UInt8(ascii: ":"))
        twoDigits(second / 60 % 60)
        if precision == .minute { return }
        byte(UInt8(ascii: ":"))
        twoDigits(second % 60)
    }
}
