/// How interpreters look at the bytes of a value, without making a String of it.
extension UnsafeRawBufferPointer {
    /// The same bytes without blanks, control characters and invisible characters at either end.
    package var trimmed: UnsafeRawBufferPointer {
        var first = 0
        var end = count
        while first < end {
            let byte = self[first]
            if byte <= 0x20 {
                first += 1
            } else if byte >= 0x7F, case let length = InvisibleText.length(self, at: first, end: end), length > 0 {
                first += length
            } else {
                break
            }
        }
        while end > first {
            let byte = self[end - 1]
            if byte <= 0x20 {
                end -= 1
            } else if byte >= 0x7F, case let length = InvisibleText.length(self, before: end, first: first), length > 0 {
                end -= length
            } else {
                break
            }
        }
        return part(first..<end)
    }

    /// The bytes in `range`, which must lie inside the buffer, as a buffer of their own.
    func part(_ range: Range<Int>) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: self[range])
    }

    /// Whether the bytes are `word` (given in lower case) whatever the case of its ASCII letters.
    func matches(_ word: StaticString) -> Bool {
        guard word.hasPointerRepresentation, count == word.utf8CodeUnitCount else { return false }
        let expected = word.utf8Start
        for index in 0..<count where self[index].asciiLowercased != expected[index] { return false }
        return true
    }

    /// Whether the bytes begin with `word`, which is given in lower case.
    func begins(with word: StaticString) -> Bool {
        count >= word.utf8CodeUnitCount && part(0..<word.utf8CodeUnitCount).matches(word)
    }

    /// Whether the bytes are one of `words`, which are given in lower case.
    func matches(anyOf words: [StaticString]) -> Bool {
        words.contains { matches($0) }
    }

    /// The bytes as text, for values that go through tables of names rather than through arithmetic.
    var text: String { String(decoding: self, as: UTF8.self) }
}

extension UInt8 {
    var isDigit: Bool { self &- 48 < 10 }
    /// The value of an ASCII digit.
    var digit: Int { Int(self &- 48) }
    /// A letter, or part of a letter beyond ASCII.
    var isLetter: Bool { (self | 0x20) &- 97 < 26 || self >= 0x80 }
    var asciiLowercased: UInt8 { self &- 65 < 26 ? self | 0x20 : self }
}
