/// The words and blank forms that deliveries write where there is no value.
///
/// NDFF's own client takes nothing, blanks, `-` and `?` for absent; exports of R, pandas, MySQL and QGIS add
/// NULL, None, NA, N/A, NaN and \N. All in any case, blanks around them ignored (no-break space and tab included).
public enum AbsentValues {
    /// Whether a delivered field holds no value.
    public static func isAbsent(_ text: UnsafeRawBufferPointer) -> Bool {
        let (start, end) = trimmed(text)
        switch end - start {
        case 0: return true
        case 1: return text[start] == UInt8(ascii: "-") || text[start] == UInt8(ascii: "?")
        case 2: return equals(text, start, "na") || equals(text, start, "\\n")
        case 3: return equals(text, start, "n/a") || equals(text, start, "nan")
        case 4: return equals(text, start, "null") || equals(text, start, "none")
        default: return false
        }
    }

    /// Whether a field that should hold a number holds none by convention: absent, or a truth value (NDFF takes TRUE and
    /// FALSE for no number). Any other text has to be parsed to know.
    public static func isNotANumber(_ text: UnsafeRawBufferPointer) -> Bool {
        if isAbsent(text) { return true }
        let (start, end) = trimmed(text)
        return end - start == 4 && equals(text, start, "true") || end - start == 5 && equals(text, start, "false")
    }

    public static func isAbsent(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { isAbsent(UnsafeRawBufferPointer($0)) }
    }

    public static func isNotANumber(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { isNotANumber(UnsafeRawBufferPointer($0)) }
    }

    /// `word` in lower case, as long as the rest of `text`.
    private static func equals(_ text: UnsafeRawBufferPointer, _ start: Int, _ word: StaticString) -> Bool {
        for index in 0..<word.utf8CodeUnitCount {
            var byte = text[start + index]
            if byte >= UInt8(ascii: "A"), byte <= UInt8(ascii: "Z") { byte |= 0x20 }
            if byte != word.utf8Start[index] { return false }
        }
        return true
    }

    private static func trimmed(_ text: UnsafeRawBufferPointer) -> (Int, Int) {
        var (start, end) = (0, text.count)
        while start < end {
            if isBlank(text[start]) {
                start += 1
            } else if text[start] == 0xC2, start + 1 < end, text[start + 1] == 0xA0 {
                start += 2
            } else {
                break
            }
        }
        while end > start {
            if isBlank(text[end - 1]) {
                end -= 1
            } else if text[end - 1] == 0xA0, end - 2 >= start, text[end - 2] == 0xC2 {
                end -= 2
            } else {
                break
            }
        }
        return (start, end)
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
