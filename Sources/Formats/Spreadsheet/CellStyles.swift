/// What numbers in cells are, by the style of the cell.
struct CellStyles: Sendable {
    private let meanings: [NumberMeaning]

    init(_ part: CellStylesPart) { meanings = part.meanings }

    func meaning(_ style: Int) -> NumberMeaning {
        meanings.indices.contains(style) ? meanings[style] : .number
    }
}

/// How numbers are shown, as far as it says what they are: `styles.xml`.
final class CellStylesPart: XMLEventHandler {
    private var codes: [Int: String] = [:]
    private var numbers: [Int] = []
    private var isInCellFormats = false

    fileprivate var meanings: [NumberMeaning] {
        numbers.map { number in codes[number].map(NumberMeaning.init(formatCode:)) ?? NumberMeaning(builtIn: number) }
    }

    func startElement(_ element: XMLElementStart) throws {
        if element.isNamed("cellXfs") {
            isInCellFormats = true
        } else if element.isNamed("xf"), isInCellFormats {
            numbers.append(element.attribute("numFmtId").flatMap { Int($0) } ?? 0)
        } else if element.isNamed("numFmt"), let number = element.attribute("numFmtId").flatMap({ Int($0) }) {
            codes[number] = element.attribute("formatCode") ?? ""
        }
    }

    func endElement(name: UnsafeBufferPointer<UInt8>, namespace: UnsafeBufferPointer<UInt8>) {
        if name.elementsEqual("cellXfs".utf8) { isInCellFormats = false }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}

/// What the number in a cell is, by the format that it is shown in.
struct NumberMeaning: Equatable {
    var hasYear = false
    var hasMonth = false
    var hasDay = false
    var hasTime = false
    /// Hours, minutes or seconds that count on past a day: a duration.
    var isElapsed = false

    static let number = NumberMeaning()

    var isDate: Bool { hasYear || hasMonth || hasDay }
    var isNumber: Bool { !isDate && !hasTime && !isElapsed }

    private init(year: Bool = false, month: Bool = false, day: Bool = false, time: Bool = false, elapsed: Bool = false) {
        (hasYear, hasMonth, hasDay, hasTime, isElapsed) = (year, month, day, time, elapsed)
    }

    /// The formats that are not written out in the file. Of the East Asian ones only what is date and what is time counts.
    init(builtIn number: Int) {
        switch number {
        case 14, 15, 27...31, 36, 50...54, 57, 58, 71...74: self.init(year: true, month: true, day: true)
        case 16: self.init(month: true, day: true)
        case 17: self.init(year: true, month: true)
        case 18...21, 32...35, 45, 47, 55, 56, 75, 76, 78, 80: self.init(time: true)
        case 46, 79: self.init(elapsed: true)
        case 22, 77: self.init(year: true, month: true, day: true, time: true)
        default: self.init()
        }
    }

    /// A format as the file writes it: `dd/mm/yyyy\ hh:mm;@`, `[$-413]d mmmm jjjj`.
    init(formatCode code: String) {
        self.init()
        var months = 0
        var seenTime = false
        var isMinute = false
        var characters = Array(code.unicodeScalars)[...]
        let isGeneral = ["general", "standaard", "standard"].contains { code.lowercased().hasPrefix($0) }
        guard !isGeneral, code != "@" else { return }
        while let character = characters.popFirst() {
            switch character {
            case ";":
                // Only the format of positive numbers counts.
                characters = []
            case "\"":
                while let next = characters.popFirst(), next != "\"" {}
            case "\\", "_", "*": characters = characters.dropFirst()
            case "[":
                var inside: [Unicode.Scalar] = []
                while let next = characters.popFirst(), next != "]" { inside.append(next) }
                let name = String(String.UnicodeScalarView(inside)).lowercased()
                if !name.isEmpty, name.allSatisfy({ $0 == "h" || $0 == "m" || $0 == "s" || $0 == "u" }) {
                    isElapsed = true
                    seenTime = true
                }
            case "y", "Y", "j", "J": hasYear = true
            case "e" where characters.first != "+" && characters.first != "-": hasYear = true
            case "d", "D": hasDay = true
            case "h", "H", "u", "U", "s", "S":
                hasTime = true
                seenTime = true
            case "m", "M":
                // An m next to hours or seconds is a minute.
                var letters = 1
                while let next = characters.first, next == "m" || next == "M" {
                    letters += 1
                    characters = characters.dropFirst()
                }
                if letters > 2 {
                    months += 1
                } else if seenTime || Self.secondsFollow(characters) {
                    isMinute = true
                } else {
                    months += 1
                }
            case "A", "a":
                if characters.first == "M" || characters.first == "m" || characters.first == "/" {
                    while let next = characters.first, "AaPpMm/".unicodeScalars.contains(next) {
                        characters = characters.dropFirst()
                    }
                    hasTime = true
                }
            default: break
            }
            // Behind a date that follows a time, m is a month again.
            if character == "d" || character == "D" || character == "y" || character == "Y" { seenTime = false }
        }
        hasMonth = months > 0
        if isMinute { hasTime = true }
        if isElapsed { hasTime = false }
    }

    private static func secondsFollow(_ rest: ArraySlice<Unicode.Scalar>) -> Bool {
        let next = rest.first { $0 != ":" && $0 != "\\" && $0 != " " && $0 != "." && $0 != "[" }
        return next == "s" || next == "S"
    }
}
