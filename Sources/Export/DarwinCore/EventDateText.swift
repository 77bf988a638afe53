import Disclosure

/// Periods as ISO 8601 text for eventDate, straight into bytes.
struct EventDateText {
    /// Most bytes that `write` puts down.
    static let maximumBytes = 64

    enum Precision {
        case year, month, day, hour, minute, second, interval

        init(_ text: String?) {
            switch text {
            case "year": self = .year
            case "month": self = .month
            case "day": self = .day
            case "hour": self = .hour
            case "minute": self = .minute
            case "second": self = .second
            default: self = .interval
            }
        }
    }

    private static let microsecondsPerDay: Int64 = 86_400_000_000

    /// Writes a period as precisely as it is known: `2024`, `2024-05`, `2024-05-12`, `2024-05-12T14:30`, or first and
    /// last with a slash; returns the number of bytes.
    static func write(
        _ start: LocalMoment, _ stop: LocalMoment, _ precision: Precision, to target: UnsafeMutablePointer<UInt8>
    ) -> Int {
        switch precision {
        case .year: return date(start, 1, target)
        case .month: return date(start, 2, target)
        case .day: return date(start, 3, target)
        case .minute: return moment(start, seconds: false, target)
        case .second: return moment(start, seconds: true, target)
        case .hour, .interval: break
        }
        let isWholeDays = start.timeOfDay == 0 && stop.timeOfDay >= microsecondsPerDay - 60_000_000
        func end(_ side: LocalMoment, _ target: UnsafeMutablePointer<UInt8>) -> Int {
            guard isWholeDays else { return moment(side, seconds: false, target) }
            let isWholeYears = start.month == 1 && start.day == 1 && stop.month == 12 && stop.day == 31
            return date(side, isWholeYears ? 1 : 3, target)
        }
        var length = end(start, target)
        let stopLength = end(stop, target + length + 1)
        let isOne = stopLength == length && (0..<length).allSatisfy { target[$0] == target[length + 1 + $0] }
        if isOne { return length }
        target[length] = UInt8(ascii: "/")
        length += 1 + stopLength
        return length
    }

    /// The first `parts` of year, month and day.
    private static func date(_ moment: LocalMoment, _ parts: Int, _ target: UnsafeMutablePointer<UInt8>) -> Int {
        let year = min(max(moment.year, 0), 9999)
        twoDigits(year / 100, target)
        twoDigits(year % 100, target + 2)
        guard parts > 1 else { return 4 }
        target[4] = UInt8(ascii: "-")
        twoDigits(moment.month, target + 5)
        guard parts > 2 else { return 7 }
        target[7] = UInt8(ascii: "-")
        twoDigits(moment.day, target + 8)
        return 10
    }

    private static func moment(_ moment: LocalMoment, seconds: Bool, _ target: UnsafeMutablePointer<UInt8>) -> Int {
        let length = date(moment, 3, target)
        let second = Int(moment.timeOfDay / 1_000_000)
        target[length] = UInt8(ascii: "T")
        twoDigits(second / 3600, target + length + 1)
        target[length + 3] = UInt8(ascii: ":")
        twoDigits(second / 60 % 60, target + length + 4)
        guard seconds else { return length + 6 }
        target[length + 6] = UInt8(ascii: ":")
        twoDigits(second % 60, target + length + 7)
        return length + 9
    }

    @inline(__always) private static func twoDigits(_ value: Int, _ target: UnsafeMutablePointer<UInt8>) {
        target[0] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: value / 10)
        target[1] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: value % 10)
    }
}
