/// Goes through the rows of a layer.
public final class GeoPackageFeatures {
    private let package: GeoPackage
    private let layer: GeoPackage.Layer
    /// The rows of the table as they are, the geometry among its columns.
    let rows: SQLiteRows
    /// Place in the table of the geometry.
    let geometryPlace: Int?
    /// Places in the table of the layer's columns.
    private let places: [Int]
    /// Number of the row, from 1.
    public private(set) var number = 0

    public init(_ layer: GeoPackage.Layer, of package: GeoPackage) throws {
        self.package = package
        self.layer = layer
        rows = try package.database.ask("SELECT * FROM \(SQLiteDatabase.quoted(layer.name))")
        let names = rows.columns
        let geometryPlace = layer.geometryColumn.flatMap { names.firstIndex(of: $0) }
        self.geometryPlace = geometryPlace
        places = names.indices.filter { $0 != geometryPlace }
    }

    /// Moves to the next row; false behind the last.
    public func next() throws -> Bool {
        guard try rows.next() else { return false }
        number += 1
        // Rows of a table take a byte at least; only a view that multiplies has more of them.
        guard number <= max(100_000, package.database.size) else {
            throw GeoPackageError(
                path: package.path, reason: "the view '\(layer.name)' gives more rows than the file can hold")
        }
        return true
    }

    /// A column of this row as text, by its place in `layer.columns`; `nil` where there is none.
    public func text(_ column: Int) -> String? { rows.text(places[column]) }

    /// The geometry of this row; false where there is none or an empty one.
    public func geometry(into geometry: inout PlaneGeometry) throws(BinaryGeometryError) -> Bool {
        geometry.clear()
        guard let geometryPlace else { return false }
        switch rows.value(geometryPlace) {
        case .null: return false
        case .blob(let bytes):
            try GeoPackageBinary.read(bytes, into: &geometry)
            return !geometry.isEmpty
        default: throw .malformed("it is no blob")
        }
    }

    func value(_ column: Int) -> SQLiteRows.Value { rows.value(places[column]) }
}
