/// What a supplier says to have generalised, as a length.
enum GeneralizationText {
    /// The side in metres of the squares to which a place was blurred, from a text that ends in "… N km"; `nil` for any
    /// other.
    static func squareSide(_ text: UnsafeRawBufferPointer) -> Double? {
        let text = text.trimmed
        guard text.count >= 3, text.count <= 200, text.part(text.count - 2..<text.count).matches("km") else { return nil }
        var end = text.count - 2
        while end > 0, text[end - 1] == 0x20 { end -= 1 }
        var begin = end
        while begin > 0, text[begin - 1].isDigit { begin -= 1 }
        guard end - begin >= 1, end - begin <= 3, let kilometres = Int(text.part(begin..<end).text), kilometres > 0,
            begin == 0 || (text[begin - 1] != UInt8(ascii: ".") && text[begin - 1] != UInt8(ascii: ","))
        else { return nil }
        return Double(kilometres) * 1000
    }
}
