import Formats

/// Features of a GML document, or records of a set of Darwin Core in XML, that go back to their supplier.
struct GMLCorrection: CorrectionForm {
    let isDarwinCore: Bool
    let open: () throws -> any ByteSource
    let delivery: String

    var ending: String { isDarwinCore ? "xml" : "gml" }
    var isByPlace: Bool { true }

    func write(_ rows: QuarantinedRows, to path: String) throws {
        let output = try CorrectionOutput(path: path)
        try GMLExcerpt.write(
            rows.notes.map { (offset: $0.record.byteOffset, fields: $0.fields) }, of: open, path: delivery
        ) { try output.append($0) }
        try output.close()
    }
}

/// Rows of a GeoPackage that go back to their supplier.
struct GeoPackageCorrection: CorrectionForm {
    let package: GeoPackage
    let layers: [GeoPackage.Layer]

    var ending: String { "gpkg" }
    var isByPlace: Bool { true }

    func write(_ rows: QuarantinedRows, to path: String) throws {
        try GeoPackageExcerpt.write(
            rows: rows.notes.map { (number: Int($0.record.line), values: $0.values.map { Optional($0) }) }, of: package,
            layers: layers,
            addedColumns: CorrectionColumns.told.map { (name: $0, isNumber: CorrectionColumns.isNumber($0)) }, to: path)
    }
}

/// Rows of a shapefile, or of a dBASE table by itself, that go back to their supplier, in a zip.
struct ShapefileCorrection: CorrectionForm {
    struct Part {
        var stem: String
        var table: DBaseTable
        /// Path of the `.shp`.
        var shapes: String?
        /// The text of the `.prj`.
        var definition: String?
        /// The text of the `.cpg`.
        var codePage: String?
        /// Number of the rows in front of it, where several are read as one.
        var rowsBefore: Int
    }

    let parts: [Part]

    var ending: String { "zip" }
    var isByPlace: Bool { true }

    func write(_ rows: QuarantinedRows, to path: String) throws {
        let zip = try ZipWriter(path: path)
        do {
            for part in parts {
                let own = rows.notes.compactMap { note -> ShapefileExcerpt.Row? in
                    let number = Int(note.record.line) - part.rowsBefore
                    guard number >= 1, number <= part.table.rowCount else { return nil }
                    return ShapefileExcerpt.Row(number: number, values: note.values)
                }
                guard !own.isEmpty else { continue }
                let excerpt = try ShapefileExcerpt(
                    of: part.table, shapes: part.shapes, definition: part.definition, codePage: part.codePage,
                    addedFields: CorrectionColumns.told.map {
                        ShapefileExcerpt.AddedField(
                            name: CorrectionColumns.short($0), width: CorrectionColumns.isNumber($0) ? 20 : 40)
                    })
                try excerpt.write(own, stem: part.stem, into: zip)
            }
            _ = try zip.close()
        } catch {
            zip.abandon()
            throw error
        }
    }
}
