import Columns

/// How to read what one supplier delivers: the form of the file, which column means what, and the supplier's words.
///
/// Written as YAML by a data manager; see `Fixtures/profiles`. Whatever is absent is detected from the file.
public struct SupplierProfile: Sendable, Equatable {
    /// What to do when a column that the profile names is not in the delivery.
    public enum MissingColumns: String, CaseIterable, Sendable {
        /// The delivery is refused: it is not what was agreed.
        case refuse
        /// The field stays empty; for profiles that serve many suppliers.
        case ignore
    }

    /// The form of delimited text. `nil`: detected.
    public struct Dialect: Sendable, Equatable {
        public var delimiter: UInt8?
        /// The quote; `noQuote` for text in which quotes are ordinary characters.
        public var quote: Quote?
        public var encoding: Encoding?
        /// The first line holds the column names. Where it does not, `columns` gives them.
        public var header: Bool?
        public var columns: [String] = []
        /// Lines to skip before the header.
        public var skipLines = 0
        /// Lines that begin with this byte are skipped.
        public var comment: UInt8?

        public init() {}
    }

    /// Which table of a file that holds several, and where its header is.
    public struct TableForm: Sendable, Equatable {
        /// Layers of a GeoPackage or sheets of a workbook, read one after the other; empty: those that have records.
        public var layers: [String] = []
        /// Number of the row that holds the column names, from 1 (workbooks); `nil`: detected.
        public var headerRow: Int?
        /// The table has a column for every species.
        public var wide: WideTable?

        public init() {}
    }

    public enum Quote: Sendable, Equatable {
        case noQuote
        case byte(UInt8)
    }

    public enum Encoding: String, CaseIterable, Sendable {
        case utf8 = "utf-8"
        case utf16 = "utf-16"
        case utf16LittleEndian = "utf-16le"
        case utf16BigEndian = "utf-16be"
        case latin1 = "iso-8859-1"
        case windows1252 = "windows-1252"
    }

    /// Records that are set aside with `EXCLUDED_BY_PROFILE`.
    public struct Exclusion: Sendable, Equatable {
        /// All must hold.
        public var conditions: [RecordCondition]
        public var reason: String

        public init(conditions: [RecordCondition], reason: String) {
            self.conditions = conditions
            self.reason = reason
        }
    }

    /// A kind of measurement and the field that it goes to.
    public struct Measurement: Sendable, Equatable {
        public var type: String
        public var field: ProfileField

        public init(type: String, field: ProfileField) {
            self.type = type
            self.field = field
        }
    }

    public var name: String
    public var version: Int
    public var description: String?
    /// Licence of the mapping itself.
    public var licence: String?
    /// What the supplier sends; for readers of the profile, as the file itself shows what it is.
    public var format: DeliveryFormat = .csv
    public var dialect = Dialect()
    public var table = TableForm()
    /// EPSG code of the coordinates; the field `crs` of a record wins.
    public var crs: Int?
    public var decimalComma = false
    /// Unit of coordinates in a plane.
    public var coordinateUnit = CoordinateUnit.metres
    public var dates = PeriodInterpreter.Options()
    /// Scale of abundances that name none.
    public var abundanceScale: AbundanceScale?
    /// Side in metres of grid squares that name none.
    public var hokSize: Int?
    public var missingColumns = MissingColumns.refuse
    /// Which column means what; empty: derived from the column names.
    public var fields: [ProfileField: FieldSource] = [:]
    public var values: [ProfileField: ValueMapping] = [:]
    /// The value of records that have none.
    public var defaults: [ProfileField: String] = [:]
    public var exclusions: [Exclusion] = []
    /// Kinds of measurement (Darwin Core measurementType) that say what a field says, for archives with measurements
    /// beside their observations.
    public var measurements: [Measurement] = []
    /// Columns that are neither stored nor compared.
    public var ignore: [String] = []

    public init(name: String, version: Int) {
        self.name = name
        self.version = version
    }

    /// This mapping of a format with fixed columns, with what a profile that names no columns says beside it.
    func refined(by profile: SupplierProfile?) -> SupplierProfile {
        guard var refined = profile else { return self }
        refined.fields = fields
        refined.missingColumns = missingColumns
        refined.values.merge(values) { own, _ in own }
        refined.defaults.merge(defaults) { own, _ in own }
        refined.exclusions += exclusions
        refined.ignore += ignore
        if refined.crs == nil { refined.crs = crs }
        if refined.abundanceScale == nil { refined.abundanceScale = abundanceScale }
        return refined
    }

    /// Reads a profile.
    ///
    /// - Parameter file: name of the file, for messages.
    public init(yaml: String, file: String) throws(ProfileError) {
        self = try ProfileReader(file: file).profile(yaml)
    }
}
