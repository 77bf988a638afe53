extension SupplierProfile {
    /// Has geometries read in the system that their file says they are in, which goes before `crs` of the profile: that is
    /// for coordinates that do not say it themselves.
    mutating func takeSystem(of delivery: OpenedDelivery) {
        // The column in which readers of these formats put what the file says.
        let column = "crs"
        guard fields[.geometry] != nil, fields[.crs] == nil, delivery.columns.contains(column) else { return }
        switch delivery.format {
        case .shapefile, .geoPackage, .gml, .geoJSON, .parquet: fields[.crs] = .columns([column])
        default: break
        }
    }
}
