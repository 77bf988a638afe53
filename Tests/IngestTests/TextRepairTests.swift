import Foundation
import Ingest
import Testing

struct TextRepairTests {
    /// text with escapes | as used | findings
    @Test(
        arguments: rows(
            #"""
            Café | Café |
            Cafe\u{301} | Café |
            Marie\u{A0}Curie | Marie Curie |
            Marie\u{200B}Curie | MarieCurie |
            \u{FEFF}Bufo bufo | Bufo bufo |
            Bufo\u{AD}bufo | Bufobufo |
            Bufo\u{202F}bufo\u{3000} | Bufo bufo |
            Bufo\u{7}bufo | Bufobufo | TEXT_CONTROL_CHARACTERS
            Bufo\u{7F}bufo | Bufobufo | TEXT_CONTROL_CHARACTERS
            Bufo\u{9}bufo | Bufo bufo |
            CafÃ© | CafÃ© | TEXT_MOJIBAKE
            amfibieÃ«n | amfibieÃ«n | TEXT_MOJIBAKE
            Sâ€™Gravenhage | Sâ€™Gravenhage | TEXT_MOJIBAKE
            52Â°09' | 52Â°09' | TEXT_MOJIBAKE
            Å¡koda | Å¡koda | TEXT_MOJIBAKE
            caf\u{E9}\u{92}s | café\u{92}s | TEXT_MOJIBAKE
            Caf\u{FFFD} | Caf\u{FFFD} | TEXT_REPLACEMENT_CHARACTER
            ï¿½ | ï¿½ | TEXT_MOJIBAKE
            SÃO PAULO | SÃO PAULO |
            Ångström – Århus | Ångström – Århus |
            „MALMÖ“ | „MALMÖ“ |
            CAFÉ–BAR | CAFÉ–BAR |
            l’été à Liège | l’été à Liège |
            Łódź | Łódź |
            """#))
    func repair(_ row: [String]) {
        let given = Self.unescaped(row[0]), expected = Self.unescaped(row[1])
        let reading = given.bytes { TextRepair.read($0) }
        #expect(reading.bytes == Array(expected.utf8))
        #expect(reading.issues.map(\.rawValue).joined(separator: " ") == row.dropFirst(2).joined())
    }

    private static func unescaped(_ text: String) -> String {
        var result = ""
        var rest = Substring(text)
        while let begin = rest.range(of: "\\u{"), let end = rest[begin.upperBound...].firstIndex(of: "}") {
            result += rest[..<begin.lowerBound]
            if let value = UInt32(rest[begin.upperBound..<end], radix: 16), let scalar = Unicode.Scalar(value) {
                result.unicodeScalars.append(scalar)
            }
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }

    /// Latin-1 and Windows-1252 text of all letters, read as UTF-8 the wrong way round, is recognised; the same text read
    /// rightly never is.
    @Test func everyAccentedLetterIsRecognised() {
        for value in UInt32(0xC0)...0xFF {
            guard value != 0xD7, value != 0xF7, let letter = Unicode.Scalar(value) else { continue }
            let right = "Bar" + String(letter) + "tels"
            #expect(!right.bytes { TextRepair.read($0) }.isMojibake, "\(right)")
            let wrong = String(String.UnicodeScalarView(Array(right.utf8).map { Unicode.Scalar($0) }))
            #expect(wrong.bytes { TextRepair.read($0) }.isMojibake, "\(wrong)")
        }
    }

    @Test func asciiNeedsNoLook() {
        #expect(!"Bufo bufo (Linnaeus, 1758) ~".bytes { TextRepair.needsLook($0) })
        for other in ["é", "\u{7}", "\u{7F}", "\t"] { #expect(other.bytes { TextRepair.needsLook($0) }) }
    }

    @Test func invisibleCharactersAtTheEndsAreCutOff() {
        for sign in ["\u{A0}", "\u{200B}", "\u{FEFF}", "\u{2003}", "\u{3000}", "\u{AD}", "\u{7F}", " ", "\t"] {
            let text = sign + sign + "é x" + sign
            #expect(text.bytes { Array($0.trimmed) } == Array("é x".utf8))
            #expect((sign + sign + sign + sign).bytes { AbsentText.isAbsent($0) })
        }
        #expect("–".bytes { $0.trimmed.count } == 3)
    }
}
