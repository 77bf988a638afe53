/// Texts that stand for "no value".
///
/// The NDFF takes the empty text, blanks, `-` and `?` for absent; the words come from databases, R and spreadsheets.
public enum AbsentText {
    /// Whether a value says nothing: empty, blanks, `-`, `?`, or one of NULL, NONE, NA, N/A, #N/A, NaN, nil, \N.
    public static func isAbsent(_ value: UnsafeRawBufferPointer) -> Bool {
        // Most values are longer than any of the words, and most absent values are empty.
        if value.count > 8, value[0] &- 0x21 < 0x5E { return false }
        let text = value.trimmed
        switch text.count {
        case 0: return true
        case 1: return text[0] == UInt8(ascii: "-") || text[0] == UInt8(ascii: "?")
        case 2: return text.matches("na") || text.matches("\\n")
        case 3: return text.matches("nan") || text.matches("n/a") || text.matches("nil")
        case 4: return text.matches("null") || text.matches("none") || text.matches("#n/a")
        case 6: return text.matches("<null>")
        default: return false
        }
    }
}
