/// Heights and depths as people write them, turned to metres without rounding.
enum MeasuredText {
    private static let units: [String: String] = [
        "m": "1", "meter": "1", "meters": "1", "metre": "1", "metres": "1", "mtr": "1", "mts": "1", "mt": "1",
        "metros": "1",
        "ft": "0.3048", "feet": "0.3048", "foot": "0.3048", "fathom": "1.8288", "fathoms": "1.8288", "ftm": "1.8288",
        "ftms": "1.8288", "fm": "1.8288", "fms": "1.8288", "fath": "1.8288", "fth": "1.8288", "yd": "0.9144",
        "yds": "0.9144",
        "yard": "0.9144", "yards": "0.9144", "km": "1000", "kilometer": "1000", "kilometers": "1000",
        "kilometre": "1000", "kilometres": "1000", "cm": "0.01", "in": "0.0254", "inch": "0.0254", "inches": "0.0254",
    ]
    /// Words that say which number is which, or nothing.
    private static let fillers: Set<String> = [
        "min", "max", "minimum", "maximum", "depth", "mindepth", "maxdepth", "elevation", "elev", "alt", "altitude",
        "height",
        "to", "and", "between", "from", "asl", "a", "s", "l", "above", "below", "sea", "level", "surface", "at", "of",
        "up",
    ]

    /// Lowest and highest in metres; `nil` unless there are one or two numbers and a unit that is beyond doubt.
    static func metres(_ text: String) -> (low: String, high: String)? {
        var numbers: [ExactDecimal] = []
        var unitOf: [String?] = []
        var rest = text.withoutOuterBlanks[...]
        var previous: Character = " "
        // Whether a word or a dash stands between the last number and here, so that another dash is a sign.
        var isApart = true
        while let character = rest.first {
            let behind = rest.dropFirst().first
            let isSign = character == "-" && isApart && behind?.isNumber == true && !previous.isLetter
            if character.isASCII && character.isNumber || isSign {
                let digits = rest.dropFirst(isSign ? 1 : 0).prefix { $0.isASCII && $0.isNumber || $0 == "." }
                rest = rest.dropFirst(digits.count + (isSign ? 1 : 0))
                // A comma inside a number is a thousand to some and a fraction to others.
                if rest.first == ",", rest.dropFirst().first?.isNumber == true { return nil }
                let trimmed = digits.hasSuffix(".") ? digits.dropLast() : digits
                guard let number = ExactDecimal((isSign ? "-" : "") + trimmed), numbers.count < 2 else { return nil }
                numbers.append(number)
                unitOf.append(nil)
                previous = "0"
                isApart = false
            } else if character.isLetter {
                let word = rest.prefix { $0.isLetter }
                rest = rest.dropFirst(word.count)
                let name = word.lowercased()
                if let factor = units[name], !numbers.isEmpty, unitOf[numbers.count - 1] == nil {
                    unitOf[numbers.count - 1] = factor
                } else if fillers.contains(name) {
                    isApart = true
                } else {
                    return nil
                }
                previous = "a"
            } else if character == "'", !numbers.isEmpty {
                unitOf[numbers.count - 1] = "0.3048"
                rest = rest.dropFirst()
            } else {
                guard " \t-–—=:,;.()~/".contains(character) else { return nil }
                // "1/2 m" is a half, or from one to two.
                if character == "/", previous == "0", behind?.isNumber == true { return nil }
                if "-–—".contains(character) { isApart = true }
                previous = character
                rest = rest.dropFirst()
            }
        }
        // "1500 to 1800 ft": the unit stands behind the last number.
        guard let last = unitOf.last, let unit = last else { return nil }
        let metres = zip(numbers, unitOf).compactMap { number, own in
            ExactDecimal(own ?? unit).flatMap { number * $0 }
        }
        guard metres.count == numbers.count, let low = metres.first, let high = metres.last, low.value <= high.value
        else { return nil }
        return (low.text, high.text)
    }
}
