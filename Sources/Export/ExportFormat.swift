/// The formats that `ndff export` knows, by the name given there.
public enum ExportFormat: String, CaseIterable, Sendable {
    case darwinCoreArchive = "dwca"
    case occurrenceText = "dwc-text"
    case speciesPerSquare = "species-csv"
    case parquet

    /// - Throws: `ExportError.unknownFormat`.
    public init(named name: String) throws {
        guard let format = ExportFormat(rawValue: name) else { throw ExportError.unknownFormat(name) }
        self = format
    }

    /// One line for people, Dutch.
    public var explanation: String {
        switch self {
        case .darwinCoreArchive: "Darwin Core Archive: occurrence-tekst, meta.xml en EML in een zip"
        case .occurrenceText: "Darwin Core-waarnemingen als tab-gescheiden tekst"
        case .speciesPerSquare: "soortenlijst per hok (1x1 of 5x5 km) als CSV, zoals NDFF die levert"
        case .parquet: "alle open kolommen in één Parquet-bestand"
        }
    }

    /// Usual end of the file's name.
    public var fileExtension: String {
        switch self {
        case .darwinCoreArchive: "zip"
        case .occurrenceText: "txt"
        case .speciesPerSquare: "csv"
        case .parquet: "parquet"
        }
    }

    /// Whether absences may be in it; lists of species by square know presences only.
    public var canHoldAbsences: Bool { self != .speciesPerSquare }

    /// Begins an export to `path`.
    public func begin(
        path: String, release: ReleaseDescription, squares: SpeciesPerSquareExport.SquareSize = .oneKilometre
    ) throws -> any OpenDataExport {
        switch self {
        case .darwinCoreArchive: try DarwinCoreArchiveExport(path: path, release: release)
        case .occurrenceText: try OccurrenceTextExport(path: path)
        case .speciesPerSquare: try SpeciesPerSquareExport(path: path, release: release, size: squares)
        case .parquet: try ParquetExport(path: path, release: release)
        }
    }
}
