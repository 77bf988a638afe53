/// Geographic coordinates as people write them: decimal degrees, or degrees with minutes and seconds.
struct CoordinateText: Sendable, Equatable {
    /// Decimal degrees as text, with the digits that were given.
    var latitude: String
    var longitude: String

    func isNear(_ other: CoordinateText) -> Bool {
        zip([latitude, longitude], [other.latitude, other.longitude]).allSatisfy { left, right in
            guard let left = Double(left), let right = Double(right) else { return false }
            return abs(left - right) < 0.001
        }
    }

    private enum Axis { case latitude, longitude }

    private struct Angle {
        var text: String
        var value: Double
        var axis: Axis?
    }

    static func pair(latitude: String, longitude: String) -> CoordinateText? {
        let first = angles(latitude)
        let second = angles(longitude)
        guard let first, let second, first.count == 1, second.count == 1, first[0].axis != .longitude,
            second[0].axis != .latitude
        else { return nil }
        return checked(first[0], second[0])
    }

    /// Both in one text. Without letters for north, south, east and west, or a number too great for a latitude, which
    /// is which cannot be told, unless one way leads to a place that is known.
    static func pair(_ text: String, near known: CoordinateText? = nil) -> CoordinateText? {
        guard let angles = angles(text), angles.count == 2 else { return nil }
        let (first, second) = (angles[0], angles[1])
        switch (first.axis, second.axis) {
        case (.latitude?, .longitude?): return checked(first, second)
        case (.longitude?, .latitude?): return checked(second, first)
        case (nil, nil):
            let ways = [checked(first, second), checked(second, first)].compactMap { $0 }
            return ways.count == 1 ? ways[0] : known.flatMap { known in ways.first { $0.isNear(known) } }
        default: return nil
        }
    }

    private static func checked(_ latitude: Angle, _ longitude: Angle) -> CoordinateText? {
        guard abs(latitude.value) <= 90, abs(longitude.value) <= 180 else { return nil }
        return CoordinateText(latitude: latitude.text, longitude: longitude.text)
    }

    private enum Piece {
        case number(String)
        case degree, minute, second
        case direction(Axis, isNegative: Bool)
        case separator
    }

    private static func pieces(_ text: String) -> [Piece]? {
        var pieces: [Piece] = []
        var rest = text.withoutOuterBlanks[...]
        while let character = rest.first {
            if character.isASCII && character.isNumber
                || ((character == "-" || character == "+") && rest.dropFirst().first?.isNumber == true)
            {
                let number = rest.prefix(1) + rest.dropFirst().prefix { $0.isASCII && $0.isNumber || $0 == "." }
                rest = rest.dropFirst(number.count)
                pieces.append(.number(String(number)))
            } else if character.isLetter, character != "º" {
                let word = rest.prefix { $0.isLetter && $0 != "º" }
                rest = rest.dropFirst(word.count)
                switch word.lowercased() {
                case "n", "north", "noord": pieces.append(.direction(.latitude, isNegative: false))
                case "s", "south", "zuid": pieces.append(.direction(.latitude, isNegative: true))
                case "e", "east", "oost": pieces.append(.direction(.longitude, isNegative: false))
                case "w", "west": pieces.append(.direction(.longitude, isNegative: true))
                case "degree", "degrees", "deg", "d": pieces.append(.degree)
                case "minute", "minutes", "min", "m": pieces.append(.minute)
                case "second", "seconds", "sec": pieces.append(.second)
                case "lat", "latitude", "long", "lon", "longitude": break
                default: return nil
                }
            } else {
                rest = rest.dropFirst()
                switch character {
                case "°", "º", "˚": pieces.append(.degree)
                case "'", "′", "’", "´":
                    if rest.first == "'" || rest.first == "′" || rest.first == "’" {
                        rest = rest.dropFirst()
                        pieces.append(.second)
                    } else {
                        pieces.append(.minute)
                    }
                case "\"", "″", "”": pieces.append(.second)
                case ",", ";", "/": pieces.append(.separator)
                case " ", "\t", "\u{A0}", ".", ":": break
                default: return nil
                }
            }
        }
        return marked(pieces)
    }

    /// "23 42 43.2 S": two or three numbers before a letter are degrees, minutes and seconds, whose marks are put in.
    private static func marked(_ pieces: [Piece]) -> [Piece] {
        if case .direction? = pieces.first { return pieces }
        var out: [Piece] = []
        var numbers: [Piece] = []
        for piece in pieces {
            if case .number = piece {
                numbers.append(piece)
                continue
            }
            if case .direction = piece, (2...3).contains(numbers.count) {
                out += zip(numbers, [Piece.degree, .minute, .second]).flatMap { [$0, $1] }
            } else {
                out += numbers
            }
            numbers = []
            out.append(piece)
        }
        return out + numbers
    }

    private static func angles(_ text: String) -> [Angle]? {
        guard let pieces = pieces(text) else { return nil }
        var angles: [Angle] = []
        var degrees: String?
        var minutes: String?
        var seconds: String?
        var pending: String?
        var direction: (axis: Axis, isNegative: Bool)?
        var leadingDirection: (axis: Axis, isNegative: Bool)?

        func close() -> Bool {
            if let last = pending {
                if degrees == nil {
                    degrees = last
                } else if minutes == nil {
                    minutes = last
                } else if seconds == nil {
                    seconds = last
                } else {
                    return false
                }
                pending = nil
            }
            guard let whole = degrees else { return true }
            defer {
                degrees = nil
                minutes = nil
                seconds = nil
                direction = nil
                leadingDirection = nil
            }
            guard let angle = angle(whole, minutes, seconds, direction ?? leadingDirection) else { return false }
            angles.append(angle)
            return true
        }

        for piece in pieces {
            switch piece {
            case .number(let number):
                if pending != nil {
                    // Two numbers side by side without a mark: two angles.
                    guard close() else { return nil }
                } else if degrees != nil, direction != nil {
                    guard close() else { return nil }
                }
                pending = number
            case .degree:
                guard let number = pending else { return nil }
                if degrees != nil {
                    pending = nil
                    guard close() else { return nil }
                }
                degrees = number
                pending = nil
            case .minute:
                guard let number = pending, degrees != nil, minutes == nil else { return nil }
                minutes = number
                pending = nil
            case .second:
                guard let number = pending, minutes != nil, seconds == nil else { return nil }
                seconds = number
                pending = nil
            case .direction(let axis, let isNegative):
                if degrees == nil, pending == nil {
                    guard leadingDirection == nil else { return nil }
                    leadingDirection = (axis, isNegative)
                } else if leadingDirection != nil {
                    guard close() else { return nil }
                    leadingDirection = (axis, isNegative)
                } else {
                    direction = (axis, isNegative)
                    guard close() else { return nil }
                }
            case .separator:
                guard close() else { return nil }
            }
        }
        return close() && !angles.isEmpty && angles.count <= 2 ? angles : nil
    }

    private static func angle(
        _ degrees: String, _ minutes: String?, _ seconds: String?, _ direction: (axis: Axis, isNegative: Bool)?
    ) -> Angle? {
        guard let whole = NumberText.decimal(degrees) else { return nil }
        // A sign and a letter together say it twice, or contradict each other.
        if direction != nil, degrees.hasPrefix("-") { return nil }
        if minutes == nil {
            var text = degrees.hasPrefix("+") ? String(degrees.dropFirst()) : degrees
            if direction?.isNegative == true { text = "-" + text }
            return Angle(text: text, value: direction?.isNegative == true ? -whole : whole, axis: direction?.axis)
        }
        guard !degrees.contains("."), abs(whole) <= 360, let minute = NumberText.decimal(minutes ?? "0"),
            (0..<60).contains(minute),
            let second = NumberText.decimal(seconds ?? "0"), (0..<60).contains(second),
            seconds == nil || minutes?.contains(".") == false
        else { return nil }
        let size = abs(whole) + minute / 60 + second / 3600
        let isNegative = degrees.hasPrefix("-") || direction?.isNegative == true
        // A hundredth of a metre, which is finer than seconds with a decimal.
        var text = ExactDecimal(rounded(size))?.text ?? rounded(size)
        if isNegative { text = "-" + text }
        return Angle(text: text, value: isNegative ? -size : size, axis: direction?.axis)
    }

    private static func rounded(_ value: Double) -> String {
        let scaled = Int((value * 1e7).rounded())
        return "\(scaled / 10_000_000)." + padded(scaled % 10_000_000, 7)
    }
}
