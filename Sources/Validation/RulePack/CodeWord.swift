/// Codes as words that can be compared: an NDFF code URI is its last part, and case does not matter.
enum CodeWord {
    /// The word of a delivered or tabled code; empty where nothing was recorded.
    static func word(_ code: String) -> String {
        let word = String(lastPart(code)).trimmingBlanks().lowercased()
        return ["-", "?", "unknown", "undefined", "onbekend", "na"].contains(word) ? "" : word
    }

    /// What stands behind the last slash of a URI; a text that is none as it is.
    static func lastPart(_ code: String) -> Substring {
        // Looking for a byte first: few are URIs, and every record with a finding asks.
        guard code.utf8.contains(UInt8(ascii: "/")), code.contains("://") else { return code[...] }
        return code.split(separator: "/").last ?? ""
    }
}

/// The words that a table uses in a column of codes.
struct CodeWords: Sendable {
    /// Index of a code that was not delivered.
    static let none = 0
    /// Index of a delivered code that the table does not know.
    static let other = 1
    /// Index of `*`, any code.
    static let any = 2

    private(set) var names = ["", "?", "*"]
    private var indices: [String: Int] = ["*": any]

    var count: Int { names.count }

    /// Index for a delivered code.
    func index(of delivered: String?) -> Int {
        let word = delivered.map(CodeWord.word) ?? ""
        if word.isEmpty || word == "*" { return Self.none }
        return indices[word] ?? Self.other
    }

    /// Index for a code of the table.
    mutating func define(_ text: String) -> Int {
        let word = CodeWord.word(text)
        if let index = indices[word] { return index }
        indices[word] = names.count
        names.append(word)
        return names.count - 1
    }
}
