extension SupplierProfile {
    /// Adds the columns of the measurements to the fields that they are for, behind the columns that the fields have: what
    /// an observation says itself wins. The unit says the scale of an abundance that only one kind of measurement gives.
    mutating func takeMeasurements(from columns: [String]) {
        let isOnlyAbundance = fields[.abundance] == nil && measurements.count { $0.field == .abundance } == 1
        let columns = Set(columns)
        for measurement in measurements {
            let value = TableJoin.measurementColumn(measurement.type)
            guard columns.contains(value) else { continue }
            add(value, to: measurement.field)
            if measurement.field == .abundance, isOnlyAbundance {
                add(TableJoin.measurementUnitColumn(measurement.type), to: .abundanceSchema)
            }
        }
    }

    private mutating func add(_ column: String, to field: ProfileField) {
        switch fields[field] {
        case nil: fields[field] = .columns([column])
        case .columns(let names): fields[field] = .columns(names + [column])
        case .some(let source): fields[field] = .first([source, .columns([column])])
        }
    }
}
