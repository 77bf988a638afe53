/// Texts ready to be written as CSV fields, back to back in memory that lives as long as the program.
final class TextPool {
    private var texts: [UnsafeBufferPointer<UInt8>] = []

    /// Longest field: keeps a row within `OutputBuffer.slack`.
    static let longest = 200

    init(_ values: [String] = []) {
        for value in values { append(value) }
    }

    var count: Int { texts.count }

    subscript(index: Int) -> UnsafeBufferPointer<UInt8> { texts[index] }

    /// Adds a text, quoted where CSV asks for it. Longer than `longest`, it is cut at a character.
    func append(_ value: String) {
        var value = value
        while value.utf8.count > Self.longest { value.removeLast() }
        if value.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) {
            value = "\"" + value.replacing("\"", with: "\"\"") + "\""
        }
        let place = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: value.utf8.count)
        _ = place.initialize(from: value.utf8)
        texts.append(UnsafeBufferPointer(place))
    }
}
