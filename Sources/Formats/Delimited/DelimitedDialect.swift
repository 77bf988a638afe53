/// How records and fields are told apart in a delimited text.
public struct DelimitedDialect: Sendable, Equatable {
    public enum Escape: Sendable, Equatable {
        /// A quote inside a quoted field is written twice (RFC 4180).
        case doubled
        /// A backslash takes the meaning from the byte behind it, in quoted and in bare fields, as MySQL writes:
        /// `\n` `\t` `\r` `\b` `\Z` `\0` stand for LF, TAB, CR, BS, SUB and NUL, any other byte for itself. `\N`
        /// stays as it is, for it means "absent". Doubled quotes are understood as well.
        case backslash
    }

    public enum RecordEnd: Sendable, Equatable {
        /// LF, CRLF or CR, also mixed.
        case any
        /// LF, with or without a CR before it; a CR elsewhere is content.
        case lineFeed
    }

    public var delimiter: UInt8
    /// `nil`: no byte encloses fields.
    public var quote: UInt8?
    public var escape: Escape
    public var recordEnd: RecordEnd
    /// A line that starts with this byte is skipped.
    public var comment: UInt8?

    public init(
        delimiter: UInt8, quote: UInt8? = UInt8(ascii: "\""), escape: Escape = .doubled, recordEnd: RecordEnd = .any,
        comment: UInt8? = nil
    ) {
        self.delimiter = delimiter
        self.quote = quote
        self.escape = escape
        self.recordEnd = recordEnd
        self.comment = comment
    }

    /// RFC 4180: comma, double quotes.
    public static let commaSeparated = DelimitedDialect(delimiter: UInt8(ascii: ","))
    /// IANA text/tab-separated-values: no quotes, no escapes.
    public static let tabSeparated = DelimitedDialect(delimiter: UInt8(ascii: "\t"), quote: nil)
}
