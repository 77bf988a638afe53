import Foundation

/// Makes a smaller GeoPackage of some rows of another.
public enum GeoPackageExcerpt {
    /// Writes a GeoPackage with some of the rows of another one, each with values added to it.
    ///
    /// All of `layers` are in it, also those without rows, with their columns in the same order, geometries byte by byte,
    /// and the coordinate systems as the source defines them; the added columns come last, and take the place of a column
    /// that is called the same but for capitals, from an excerpt that the source came out of. A view becomes a table. Rows
    /// keep their numbers. There are no indexes, triggers or extensions in it, nothing of the source is executed, and two
    /// excerpts of the same are the same.
    ///
    /// The source is read once; memory does not grow with its rows. The new file is readable by its owner only, and is
    /// removed again after an error.
    /// - Parameters:
    ///   - rows: `number` is that of the row counted from 1 through all of `layers`, as records of a `GeoPackageReader` of
    ///     the same layers have it; ascending. `values` are those of the added columns.
    ///   - layers: layers of the package, in the order in which rows are counted.
    ///   - addedColumns: names that differ from one another by more than capitals. Values of those that are numbers are
    ///     kept as integers where they are such, else as text.
    ///   - path: a file that does not exist yet.
    /// - Throws: `GeoPackageError` when there is no such row, or other than one value for every added column;
    ///   `SQLiteError` when the source cannot be read, or a layer cannot be made (it is called as one of SQLite's or the
    ///   GeoPackage's own tables); `FileAccessError` when the file cannot be made.
    public static func write(
        rows: [(number: Int, values: [String?])], of package: GeoPackage, layers: [GeoPackage.Layer],
        addedColumns: [(name: String, isNumber: Bool)], to path: String
    ) throws {
        try makePrivateFile(path)
        do {
            let tables = try layers.map { try CopiedLayer($0, of: package, added: addedColumns) }
            let described = try LayerDescriptions(of: package, layers: layers)
            let file = try GeoPackageFile(path: path, systems: described.systems)
            for (table, contents) in zip(tables, described.contents) {
                try file.makeTable(table.name, columns: table.columns(contents.geometry))
                try file.enter(contents)
            }
            try copy(rows, of: tables, package, addedColumns, to: file)
            try file.finish()
        } catch {
            unlink(path)
            throw error
        }
    }

    private static func copy(
        _ rows: [(number: Int, values: [String?])], of tables: [CopiedLayer], _ package: GeoPackage,
        _ added: [(name: String, isNumber: Bool)], to file: GeoPackageFile
    ) throws {
        var number = 0
        var rest = rows[...]
        for table in tables where !rest.isEmpty {
            let insertion = try table.insertion(into: file)
            while let row = rest.first, try table.features.next() {
                number += 1
                guard number == row.number else { continue }
                guard row.values.count == added.count else {
                    throw GeoPackageError(
                        path: file.path, reason: "\(row.values.count) values for \(added.count) columns in row \(number)")
                }
                let values = zip(row.values, added).map { value, column -> GeoPackageWriter.Value in
                    guard let value else { return .null }
                    return column.isNumber ? Int64(value).map { .integer($0) } ?? .text(value) : .text(value)
                }
                try table.copyRow(adding: values, by: insertion)
                rest.removeFirst()
            }
        }
        if let row = rest.first {
            throw GeoPackageError(path: package.path, reason: "row \(row.number) is not there, or was not named in its order")
        }
    }
}

/// A layer of which rows are copied into a table of the same name.
private struct CopiedLayer {
    let name: String
    let features: GeoPackageFeatures
    /// Places in the source of the columns that are copied.
    private let places: [Int]
    private let names: [String]
    private let rowNumber: String?
    private let added: [(name: String, isNumber: Bool)]

    init(_ layer: GeoPackage.Layer, of package: GeoPackage, added: [(name: String, isNumber: Bool)]) throws {
        name = layer.name
        features = try GeoPackageFeatures(layer, of: package)
        let names = features.rows.columns
        let geometryPlace = features.geometryPlace
        let replaced = Set(added.map { $0.name.lowercased() })
        places = names.indices.filter { $0 == geometryPlace || !replaced.contains(names[$0].lowercased()) }
        rowNumber = package.database.rowNumber(of: layer.name, columns: names)
        self.names = names
        self.added = added
    }

    /// The columns of the new table, as SQL has them.
    func columns(_ geometry: GeoPackageFile.Contents.Geometry?) -> [String] {
        let copied = places.map { place in
            let name = SQLiteDatabase.quoted(names[place])
            if place == features.geometryPlace { return "\(name) \(DeclaredColumnType.geometry(geometry?.type))" }
            if names[place] == rowNumber { return "\(name) INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL" }
            return ([name] + [features.rows.declaredType(place).flatMap(DeclaredColumnType.column)].compactMap { $0 })
                .joined(separator: " ")
        }
        return copied + added.map { "\(SQLiteDatabase.quoted($0.name)) \($0.isNumber ? "INTEGER" : "TEXT")" }
    }

    func insertion(into file: GeoPackageFile) throws -> SQLiteStatement {
        let marks = [String](repeating: "?", count: places.count + added.count).joined(separator: ", ")
        return try file.prepare("INSERT INTO \(SQLiteDatabase.quoted(name)) VALUES (\(marks))")
    }

    /// Copies the row at which `features` is.
    func copyRow(adding values: [GeoPackageWriter.Value], by insertion: SQLiteStatement) throws {
        for (column, place) in places.enumerated() { insertion.bind(features.rows.value(place), column + 1) }
        for (column, value) in values.enumerated() { insertion.bind(value, places.count + column + 1) }
        try insertion.run()
    }
}
