import Formats

extension OpenedDelivery {
    /// Opens the layers of a GeoPackage that hold observations.
    static func openGeoPackage(_ entry: DeliveryEntry, _ declared: DeclaredForm) throws -> OpenedDelivery {
        let file = try entry.localFile()
        let package: GeoPackage
        do {
            package = try GeoPackage(path: file.path)
        } catch let error as SQLiteError {
            throw DeliveryError(.unreadable, path: entry.path, message: error.reason)
        } catch let error as GeoPackageError {
            throw DeliveryError(.unreadable, path: entry.path, message: error.reason)
        }
        let layers = try layersToRead(package, declared, path: entry.path)
        var notes: [String] = []
        let left = package.layers.filter { !layers.contains($0) }.map(\.name)
        if !left.isEmpty { notes.append("layers not read: " + left.joined(separator: ", ")) }
        if !package.otherContents.isEmpty {
            notes.append("contents not read: " + package.otherContents.joined(separator: ", "))
        }
        notes += layers.compactMap { layer in layer.description.flatMap { $0.isEmpty ? nil : "\(layer.name): \($0)" } }

        var columns: [String] = []
        for column in layers.flatMap(\.columns)
        where !columns.contains(column) && !isRowNumber(column, declared) {
            columns.append(column)
        }
        var geometry: String?
        var system: String?
        if layers.contains(where: { $0.geometryColumn != nil }) {
            geometry = freeName("geometry", among: columns)
            system = freeName("crs", among: columns)
            columns += [geometry, system].compactMap { $0 }
        }
        let read = layers.map { layer in
            var layer = layer
            if layer.epsg == nil, layer.geometryColumn != nil {
                layer.epsg = layer.systemDefinition.flatMap(CoordinateSystemDefinition.epsg)
                if layer.epsg == nil {
                    notes.append("the layer '\(layer.name)' does not say in which system its coordinates are")
                }
            }
            return layer
        }
        let opened = OpenedDelivery(
            path: entry.path, format: .geoPackage, columns: columns, fileColumnCount: columns.count,
            knownProfile: NDFFProfiles.known(columns: columns, geometry: geometry), notes: notes,
            title: layers.count == 1 ? layers.first?.name : nil,
            parts: [
                { [columns] in
                    GeoPackageReader(
                        package, layers: read, columns: columns, geometryColumn: geometry, systemColumn: system)
                }
            ])
        return opened.keeping(file).correcting(as: GeoPackageCorrection(package: package, layers: read))
    }

    /// The layers that a profile names; or those whose columns are what the profile reads, or else those that by their
    /// columns' names say what and when.
    private static func layersToRead(
        _ package: GeoPackage, _ declared: DeclaredForm, path: String
    ) throws -> [GeoPackage.Layer] {
        let names = package.layers.map(\.name)
        guard declared.table.layers.isEmpty else {
            return try declared.table.layers.map { name in
                guard let layer = package.layers.first(where: { $0.name == name })
                        ?? package.layers.first(where: { $0.name.lowercased() == name.lowercased() })
                else {
                    throw DeliveryError(
                        .profileMismatch, path: path,
                        message: "there is no layer '\(name)', which the profile names; there are "
                            + (names.isEmpty ? "none" : names.joined(separator: ", ")))
                }
                return layer
            }
        }
        let wanted = package.layers.filter { declared.isMeant(columns: $0.columns + ["geometry"]) }
        guard wanted.isEmpty else { return wanted }
        let what: String
        switch (package.layers.isEmpty, package.otherContents.isEmpty) {
        case (true, true): what = "the GeoPackage holds no layers"
        case (true, false):
            what = "the GeoPackage holds no layers but " + package.otherContents.prefix(10).joined(separator: ", ")
        default:
            what = "no layer has columns for a taxon and a date, so none holds observations. If one does, name it in a "
                + "profile (table.layers) and its columns (fields); there are "
                + names.prefix(40).joined(separator: ", ")
        }
        throw DeliveryError(package.layers.isEmpty && package.otherContents.isEmpty ? .empty : .notObservations, path: path, message: what)
    }

    /// A number that GDAL gives rows, in the order in which they happen to be written: no part of the observation.
    private static func isRowNumber(_ column: String, _ declared: DeclaredForm) -> Bool {
        ["fid", "ogc_fid"].contains(column.lowercased()) && !declared.wantedColumns.contains(column)
    }

    /// A name for a column of our own, where the table may have one called so already.
    static func freeName(_ name: String, among columns: [String]) -> String {
        var free = name
        while columns.contains(where: { ValueMapping.folded($0) == free }) { free = "layer_" + free }
        return free
    }
}

extension DeclaredForm {
    /// Whether a table with these columns is what is expected: what a profile reads, or observations by their names.
    func isMeant(columns: [String]) -> Bool {
        if !wantedColumns.isEmpty {
            let folded = Set(columns.map(ValueMapping.folded))
            let found = wantedColumns.filter { folded.contains(ValueMapping.folded($0)) }
            // A profile for many suppliers names more columns than any of them delivers.
            if found.filter({ ValueMapping.folded($0) != "geometry" }).count >= 2 { return true }
        }
        let problems = FieldNameMapping.propose(columns: columns).problems
        return !problems.contains(.taxon) && !problems.contains(.date)
    }
}
