import Formats
import Foundation

extension OpenedDelivery {
    /// Opens Parquet and GeoParquet.
    static func openParquet(_ entry: DeliveryEntry, _ declared: DeclaredForm) throws -> OpenedDelivery {
        let copy = try entry.localFile()
        let file = try ParquetFile(path: copy.path)
        let geo = GeoParquetMetadata(file.keyValueMetadata)
        var read: [(name: String, form: ParquetRecordReader.Form)] = []
        var skipped: [String] = []
        for field in file.fields {
            let isGeometry = geo?.primaryColumn == field.name
            guard let form = ParquetRecordReader.form(of: field.name, in: file, isGeometry: isGeometry),
                // A further geometry is no text.
                isGeometry || geo?.columns.contains(field.name) != true
            else {
                if case .unsupported(let what) = field.type {
                    skipped.append("\(field.name) (\(what))")
                } else {
                    skipped.append("\(field.name) (another geometry)")
                }
                continue
            }
            read.append((field.name, form))
        }
        guard !read.isEmpty else {
            throw DeliveryError(.notObservations, path: entry.path, message: "none of its columns can be read")
        }
        var notes = skipped.isEmpty ? [] : ["columns not read: " + skipped.joined(separator: ", ")]
        var columns = read.map(\.name)
        var known: SupplierProfile?
        var system: String?
        if let geo, let place = columns.firstIndex(of: geo.primaryColumn) {
            // Known as a geometry by its name.
            let name = freeName("geometry", among: columns.filter { $0 != geo.primaryColumn })
            columns[place] = name
            columns.append(freeName("crs", among: columns))
            system = geo.epsg.map { "EPSG:\($0)" } ?? ""
            if geo.epsg == nil { notes.append("the coordinate system of the geometries is not known here") }
            known = NDFFProfiles.known(columns: columns, geometry: name)
        } else {
            known = NDFFProfiles.known(columns: columns, geometry: nil)
        }
        let opened = OpenedDelivery(
            path: entry.path, format: .parquet, columns: columns, fileColumnCount: columns.count, knownProfile: known,
            notes: notes,
            parts: [{ [system] in ParquetRecordReader(file, columns: read, system: system) }])
        return opened.keeping(copy).correcting(as: ParquetCorrection())
    }
}

/// What a GeoParquet file says about its geometries (key `geo` of its metadata).
struct GeoParquetMetadata {
    var primaryColumn: String
    /// All columns with geometries.
    var columns: Set<String>
    /// EPSG code of the primary column's system. Where the file names none it is WGS84 in the order longitude, latitude.
    var epsg: Int?

    init?(_ metadata: [(String, String)]) {
        guard let text = metadata.first(where: { $0.0 == "geo" })?.1,
            let json = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any],
            let primary = json["primary_column"] as? String, let all = json["columns"] as? [String: Any]
        else { return nil }
        primaryColumn = primary
        columns = Set(all.keys)
        let column = all[primary] as? [String: Any] ?? [:]
        switch column["crs"] {
        case nil: epsg = CoordinateSystemLabel.wgs84
        case let projection as [String: Any]: epsg = Self.epsg(projection)
        case let definition as String: epsg = CoordinateSystemDefinition.epsg(definition)
        // JSON's null: not known.
        default: epsg = nil
        }
    }

    private static func epsg(_ projection: [String: Any]) -> Int? {
        if let id = projection["id"] as? [String: Any], let authority = id["authority"] as? String {
            let code = (id["code"] as? Int).map(String.init) ?? id["code"] as? String ?? ""
            if authority.uppercased() == "EPSG" { return Int(code) }
            if authority.uppercased() == "OGC", code.uppercased() == "CRS84" { return CoordinateSystemLabel.wgs84 }
        }
        return (projection["name"] as? String).flatMap { name in
            Array(name.utf8).withUnsafeBytes { CoordinateSystemLabel.epsg($0) }
        }
    }
}
