/// What is wrong with one record of a delimited text. The record itself stays readable as raw bytes.
public struct DelimitedError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Problem: String, Sendable {
        case oversized, unterminatedQuote, strayQuote, invalidUTF8, containsNUL
    }

    public let problem: Problem
    /// Number of the record's first line, from 1.
    public let line: Int
    /// Offset of the record's first byte in the text.
    public let offset: Int64
    /// Length of the record in bytes, without its line end.
    public let length: Int64

    public init(problem: Problem, line: Int, offset: Int64, length: Int64) {
        self.problem = problem
        self.line = line
        self.offset = offset
        self.length = length
    }

    public var description: String {
        let what =
            switch problem {
            case .oversized:
                "record of \(length) bytes is longer than allowed; look for an unclosed quote or a missing line end"
            case .unterminatedQuote: "the text ends inside a quoted field; close the quote"
            case .strayQuote:
                "quote where none is expected, kept as it stands; enclose the field and double the quotes in it"
            case .invalidUTF8: "bytes that are no UTF-8; state the encoding of the file or correct the record"
            case .containsNUL: "NUL byte; remove it"
            }
        return "line \(line), byte \(offset): \(what)"
    }
}
