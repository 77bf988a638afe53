/// What a Darwin Core Archive's meta.xml says: which files there are and what their columns mean
/// (Darwin Core text guide, https://dwc.tdwg.org/text/).
public struct ArchiveDescriptor: Sendable, Equatable {
    /// The core or an extension: one kind of row, in one or more files of the same shape.
    public struct Table: Sendable, Equatable {
        /// URI of the class of each row.
        public var rowType: String
        /// Names of the files, relative to the descriptor, as written there.
        public var locations: [String]
        /// Character set as written; the default is UTF-8.
        public var encoding = "UTF-8"
        /// Delimiter, escapes resolved; the default is a comma.
        public var fieldsTerminatedBy = ","
        /// Line end, escapes resolved; the default is a line feed.
        public var linesTerminatedBy = "\n"
        /// Quote, empty for none; the default is a double quote.
        public var fieldsEnclosedBy = "\""
        /// Number of lines before the data.
        public var ignoreHeaderLines = 0
        public var dateFormat = "YYYY-MM-DD"
        /// Column (from 0) of the record's id in the core, or of the core record's id in an extension.
        public var idIndex: Int?
        public var fields: [Field]

        public init(rowType: String, locations: [String], idIndex: Int? = nil, fields: [Field]) {
            self.rowType = rowType
            self.locations = locations
            self.idIndex = idIndex
            self.fields = fields
        }
    }

    /// A column, or a value that all rows share.
    public struct Field: Sendable, Equatable {
        /// URI of the term.
        public var term: String
        /// Column from 0; `nil` when only `defaultValue` gives the value.
        public var index: Int?
        /// Value where the column is absent or the cell is empty.
        public var defaultValue: String?
        /// URI of the vocabulary of the values.
        public var vocabulary: String?
        /// Separator of several values within one cell.
        public var delimitedBy: String?

        public init(
            term: String, index: Int? = nil, defaultValue: String? = nil, vocabulary: String? = nil,
            delimitedBy: String? = nil
        ) {
            self.term = term
            self.index = index
            self.defaultValue = defaultValue
            self.vocabulary = vocabulary
            self.delimitedBy = delimitedBy
        }
    }

    /// Namespace of the descriptor's elements.
    public static let namespace = "http://rs.tdwg.org/dwc/text/"
    /// Highest column number taken for real.
    public static let largestIndex = 65_535

    /// File with the metadata (EML), relative to the descriptor.
    public var metadata: String?
    public var core: Table
    public var extensions: [Table]
    /// What was odd when it was read; empty for a descriptor made in memory.
    public var warnings: [ArchiveDescriptorWarning] = []

    public init(metadata: String? = nil, core: Table, extensions: [Table] = []) {
        self.metadata = metadata
        self.core = core
        self.extensions = extensions
    }

    /// Reads a meta.xml.
    /// - Parameters:
    ///   - bytes: the file; UTF-8, UTF-16 and the 8-bit sets its declaration may name.
    ///   - path: the file, for errors.
    /// - Throws: `XMLParseError` for what is not XML, `ArchiveDescriptorError` for what makes the archive unreadable.
    public static func read(_ bytes: [UInt8], path: String) throws -> ArchiveDescriptor {
        let reader = ArchiveDescriptorReader(path: path)
        try XMLEventParser(path: path, handler: reader).parse(bytes)
        return try reader.result()
    }
}

/// Something odd in a meta.xml that does not keep it from being read.
public struct ArchiveDescriptorWarning: Sendable, Equatable, CustomStringConvertible {
    public enum Kind: Sendable, Equatable {
        case unusualNamespace(String)
        case unknownElement(String)
        case missingRowType
        /// Two fields read the same column.
        case duplicateIndex(Int)
        /// The same term twice in one table: the first is used.
        case duplicateTerm(String)
        /// A field without a term, or with neither a column nor a default: left out.
        case uselessField(String)
        case noFields
        /// A core without an id although extensions refer to it.
        case coreWithoutID
        case extensionWithoutCoreID
        /// An extension without a file: left out.
        case extensionWithoutLocation(String)
        /// A separator that an XML reader has turned into blanks, or of an odd length: what is used instead.
        case separatorReplaced(attribute: String, used: String)
        /// An empty number: 0 is used.
        case emptyNumber(String)
    }

    public let kind: Kind
    /// Line of the descriptor.
    public let line: Int

    public var description: String {
        switch kind {
        case .unusualNamespace(let uri): "line \(line): namespace '\(uri)' is not \(ArchiveDescriptor.namespace)"
        case .unknownElement(let name): "line \(line): unknown element '\(name)' is ignored"
        case .missingRowType: "line \(line): rowType is missing"
        case .duplicateIndex(let index): "line \(line): column \(index) is used by two fields"
        case .duplicateTerm(let term): "line \(line): term '\(term)' is given twice; the first is used"
        case .uselessField(let term): "line \(line): field '\(term)' has no term, or neither index nor default; ignored"
        case .noFields: "line \(line): the table has no fields"
        case .coreWithoutID: "line \(line): the core has no id for its extensions to refer to"
        case .extensionWithoutCoreID: "line \(line): the extension has no coreid"
        case .extensionWithoutLocation(let rowType): "line \(line): extension '\(rowType)' names no file; ignored"
        case .separatorReplaced(let attribute, let used):
            "line \(line): \(attribute) is not usable as written; \(used.debugDescription) is used"
        case .emptyNumber(let attribute): "line \(line): \(attribute) is empty; 0 is used"
        }
    }
}

/// What makes a meta.xml unusable.
public struct ArchiveDescriptorError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Reason: Sendable, Equatable {
        /// The root element is another one than `archive`.
        case notADescriptor(root: String)
        case noCore
        case severalCores
        case noLocation
        /// A file that lies outside the archive.
        case unsafeLocation(String)
        case notANumber(attribute: String, value: String)
        case outOfRange(attribute: String, value: Int)
        case emptySeparator(attribute: String)
    }

    public let reason: Reason
    public let path: String
    public let line: Int

    public var description: String {
        let place = "\(path):\(line)"
        switch reason {
        case .notADescriptor(let root): return "\(place): the root element is '\(root)', not 'archive': no meta.xml"
        case .noCore: return "\(place): there is no core element; name the core file in it"
        case .severalCores: return "\(place): there is more than one core element; make the others extensions"
        case .noLocation: return "\(place): the core names no file; add <files><location>"
        case .unsafeLocation(let name): return "\(place): location '\(name)' is not inside the archive"
        case .notANumber(let attribute, let value): return "\(place): \(attribute) '\(value)' is not a whole number"
        case .outOfRange(let attribute, let value):
            return "\(place): \(attribute) \(value) is not between 0 and \(ArchiveDescriptor.largestIndex)"
        case .emptySeparator(let attribute): return "\(place): \(attribute) is empty"
        }
    }
}
