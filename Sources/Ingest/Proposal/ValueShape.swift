import Formats
import Observations

/// What one value looks like, whatever its column is called.
struct ValueShape {
    /// A number with a point or without any mark; `nil` for other texts.
    var number: Double?
    /// A number with a decimal comma.
    var commaNumber: Double?
    var isInteger = false
    /// A date or moment that can be read in one way, or in two when day and month may be exchanged.
    var isDate = false
    /// Of `3-4-2024` the first and second number.
    var dayMonth: (Int, Int)?
    /// A time of the day stands behind the date; whether it is midnight.
    var time: (isThere: Bool, isMidnight: Bool) = (false, false)
    /// Degrees with minutes, seconds or the letter of a hemisphere.
    var isAngle = false
    /// Genus and species: `Bufo bufo`, `Rubus sp.`, perhaps with an author.
    var isBinomial = false
    /// One word with a capital, and one in small letters with the ending of a Latin epithet.
    var isGenus = false
    var isEpithet = false
    /// A binomial behind a bar or between brackets: `Gewone pad / Bufo bufo`.
    var hasBinomialBehindBar = false
    var isGeometry = false
    var isSquare = false
    /// A URI, a UUID or a URN.
    var isIdentifier = false
    /// Letters and blanks, as in names of species in any language.
    var isName = false

    init(_ text: String) {
        let bytes = Array(text.utf8)
        bytes.withUnsafeBytes { read($0, text) }
    }

    private mutating func read(_ bytes: UnsafeRawBufferPointer, _ text: String) {
        let first = bytes.first ?? 0
        number = NumberReader().double(bytes)
        if number != nil { isInteger = NumberReader().integer(bytes) != nil && !bytes.contains(UInt8(ascii: ".")) }
        if number == nil { commaNumber = NumberReader(decimalComma: true).double(bytes) }
        if number == nil || bytes.count == 8 { readDate(bytes) }
        if number == nil, commaNumber == nil {
            isAngle = bytes.contains { $0.isDigit } && AngleReader().angle(bytes) != nil
            isSquare = GridSquareText.square(bytes) != nil && !isDate
            isIdentifier = Self.isIdentifier(bytes)
        }
        guard first.isLetter else { return }
        isGeometry = Self.geometries.contains { bytes.begins(with: $0) } && bytes.contains(UInt8(ascii: "("))
        isBinomial = Self.isBinomial(text)
        let isWord = bytes.count >= 3 && bytes.allSatisfy { $0.isLetter || $0 == UInt8(ascii: "-") } && Self.isLatin(text[...])
        isGenus = isWord && text.first?.isUppercase == true && text.dropFirst().allSatisfy { !$0.isUppercase }
        isEpithet = isWord && text.allSatisfy { !$0.isUppercase } && Self.hasLatinEnd(text[...])
        hasBinomialBehindBar = !isBinomial && Self.hasBinomialBehindBar(text)
        isName = bytes.count <= 80 && bytes.allSatisfy { $0.isLetter || " -'().,/×".utf8.contains($0) || $0.isDigit }
            && bytes.filter(\.isLetter).count > bytes.filter(\.isDigit).count * 3
    }

    private static let geometries: [StaticString] = [
        "point", "linestring", "polygon", "multipoint", "multipolygon", "multilinestring", "srid=",
    ]

    // MARK: dates

    private mutating func readDate(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count >= 6, bytes.count <= 60, bytes.contains(where: \.isDigit) else { return }
        let reading = PeriodInterpreter().interpret(bytes)
        isDate = reading.period != nil || reading.issue == .dateAmbiguous
        guard isDate else {
            readDayMonth(bytes)
            return
        }
        readDayMonth(bytes)
        let text = String(decoding: bytes, as: UTF8.self)
        guard let colon = text.firstIndex(of: ":") else { return }
        let hour = text[..<colon].suffix(2)
        let rest = text[colon...].dropFirst().prefix { $0.isNumber || $0 == ":" || $0 == "." }
        time = (true, Int(hour) == 0 && rest.allSatisfy { !$0.isNumber || $0 == "0" })
    }

    /// `d-m-yyyy` in either order, with `-`, `/` or `.` and perhaps a time behind it.
    private mutating func readDayMonth(_ bytes: UnsafeRawBufferPointer) {
        let parts = bytes.split(maxSplits: 2) { "-/.".utf8.contains($0) }
        guard parts.count == 3, parts[0].count <= 2, parts[1].count <= 2,
            let one = Int(String(decoding: parts[0], as: UTF8.self)),
            let two = Int(String(decoding: parts[1], as: UTF8.self)),
            parts[2].prefix(4).count == 4, parts[2].prefix(4).allSatisfy(\.isDigit),
            parts[2].count == 4 || !parts[2][parts[2].startIndex + 4].isDigit,
            (1...31).contains(one), (1...31).contains(two), min(one, two) <= 12
        else { return }
        dayMonth = (one, two)
        isDate = true
    }

    // MARK: names

    /// Capital, small letters, a blank, small letters (or `sp.`, `×`), then anything that an author or subspecies may be.
    private static func isBinomial(_ text: String) -> Bool {
        let words = text.split(separator: " ", maxSplits: 3)
        guard words.count >= 2, let capital = words[0].first, capital.isUppercase, words[0].count >= 2,
            words[0].dropFirst().allSatisfy({ $0.isLetter && $0.isLowercase || $0 == "-" })
        else { return false }
        let epithet = words[1] == "×" || words[1] == "x" || words[1].first == "(" ? words.dropFirst(2).first : words[1]
        guard let epithet else { return false }
        if ["sp", "sp.", "spec.", "spp.", "cf.", "aff."].contains(epithet) { return true }
        return epithet.count >= 3
            && epithet.allSatisfy { ($0.isLetter && $0.isLowercase && $0.isASCII) || $0 == "-" || $0 == "ë" || $0 == "×" }
            && isLatin(words[0]) && hasLatinEnd(epithet) && words.dropFirst(2).allSatisfy { !Self.smallWords.contains(String($0)) }
    }

    private static let smallWords: Set<String> = [
        "de", "het", "een", "van", "in", "op", "met", "the", "of", "and", "with", "on", "at", "is", "en",
    ]

    private static func isLatin(_ word: Substring) -> Bool { word.allSatisfy { $0.isASCII || $0 == "ë" || $0 == "ö" } }

    /// Endings of Latin epithets; nearly all names have one, and few words of Dutch or English have.
    private static func hasLatinEnd(_ word: Substring) -> Bool {
        latinEnds.contains { word.hasSuffix($0) } && !dutchEnds.contains { word.hasSuffix($0) }
    }

    private static let latinEnds = [
        "a", "us", "um", "is", "i", "e", "ae", "ns", "or", "ix", "ax", "ex", "es", "os", "on", "ur", "er", "as", "x", "o",
        "ps", "rum", "en", "y", "ys", "ops", "ma", "u", "al", "ar", "l",
    ]
    private static let dutchEnds = ["vlinder", "vogel", "kever", "mus", "tje", "tjes", "oog", "kruid", "worm", "slak"]

    private static func hasBinomialBehindBar(_ text: String) -> Bool {
        guard let bar = text.lastIndex(of: "/") else { return false }
        let behind = text[text.index(after: bar)...].drop { $0 == " " }
        return isBinomial(String(behind))
    }

    private static func isIdentifier(_ bytes: UnsafeRawBufferPointer) -> Bool {
        if bytes.begins(with: "http://") || bytes.begins(with: "https://") || bytes.begins(with: "urn:") { return true }
        let bare = bytes.filter { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "{") && $0 != UInt8(ascii: "}") }
        return bare.count == 32
            && bare.allSatisfy { $0.isDigit || ($0.asciiLowercased >= 0x61 && $0.asciiLowercased <= 0x66) }
    }
}
