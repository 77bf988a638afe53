import Columns

/// A decision per dictionary code, taken when the code is first met: thousands of rows share one.
struct CodeMemo<Value> {
    /// Empty when nothing is to be remembered.
    private var values: [Value?]

    /// `remembers` is false where only a few rows are asked for and the table would cost more than it saves.
    init(_ column: CodedText, remembers: Bool = true) {
        values = remembers ? [Value?](repeating: nil, count: column.dictionary.count + 1) : []
    }

    @inline(__always) mutating func value(of code: UInt32, _ decide: () -> Value) -> Value {
        guard Int(code) < values.count else { return decide() }
        if let known = values[Int(code)] { return known }
        let value = decide()
        values[Int(code)] = value
        return value
    }
}

extension TextDictionary {
    /// The code of a text, `nil` when no row has it.
    func code(ofText text: String) -> UInt32? {
        var text = text
        return text.withUTF8 { code(of: UnsafeRawBufferPointer($0)) }
    }
}
