import Formats

/// What is declared about the form of a delivery; what is not declared is detected.
public struct DeclaredForm: Sendable, Equatable {
    public var delimiter: UInt8?
    /// `.some(nil)`: declared to have no quotes.
    public var quote: UInt8??
    public var comment: UInt8?
    public var encoding: TextEncoding?
    public var hasHeader: Bool
    public var skippedLines: Int
    /// Column names of a text without header.
    public var columns: [String] = []
    public var table = SupplierProfile.TableForm()
    /// Columns that the profile names: by them a header is recognised.
    public var wantedColumns: Set<String> = []
    /// Kinds of measurement (measurementType) that the profile takes for fields.
    public var measurements: [String] = []
    /// Threads that may read the delivery side by side, where its format can be cut in pieces.
    public var threads = 1

    public init(
        delimiter: UInt8? = nil, quote: UInt8?? = nil, comment: UInt8? = nil, encoding: TextEncoding? = nil,
        hasHeader: Bool = true, skippedLines: Int = 0
    ) {
        self.delimiter = delimiter
        self.quote = quote
        self.comment = comment
        self.encoding = encoding
        self.hasHeader = hasHeader
        self.skippedLines = skippedLines
    }

    /// What of it holds for a file of records that were set aside: that has a header in its first line and is in UTF-8,
    /// whatever the delivery had, unless a program wrote it anew.
    var ofCorrection: DeclaredForm {
        var form = self
        form.encoding = nil
        form.hasHeader = true
        form.skippedLines = 0
        form.table.headerRow = nil
        return form
    }
}

extension SupplierProfile {
    /// All columns that the profile names.
    public var namedColumns: Set<String> {
        Set(fields.values.flatMap(\.columnNames) + exclusions.flatMap { $0.conditions.map(\.column) })
    }
}
