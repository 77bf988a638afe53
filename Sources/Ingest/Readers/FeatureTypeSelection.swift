import Formats

/// Chooses the types of features of a GML document that hold observations.
struct FeatureTypeSelection {
    let layout: GMLReader.Layout
    /// Names of the columns of the properties.
    let columnNames: [String]
    private(set) var notes: [String] = []

    init(_ survey: GMLSurvey, path: String, declared: DeclaredForm) throws {
        var chosen: [GMLSurvey.FeatureType]
        let named = declared.table.layers
        if named.isEmpty {
            let fewest = survey.types.map { Self.problems($0, declared) }.min() ?? 0
            chosen = survey.types.filter { Self.problems($0, declared) == fewest }
        } else {
            chosen = survey.types.filter { named.contains($0.name) }
            // One that comes later is read all the same.
            guard !chosen.isEmpty || !survey.isWhole else {
                throw DeliveryError(
                    .profileMismatch, path: path,
                    message: "the profile (table.layers) names \(Self.list(named)), which are not there; the types of features "
                        + "are \(Self.list(survey.types.map(\.name)))")
            }
        }
        var columns: [String] = []
        for type in chosen { for column in type.columns where !columns.contains(column) { columns.append(column) } }
        let names = Set(named.isEmpty ? chosen.map(\.name) : named)
        let others = survey.types.filter { !names.contains($0.name) }
        layout = GMLReader.Layout(
            types: names, passedOver: named.isEmpty ? Set(others.map(\.name)) : nil, columns: columns,
            hasGeometry: chosen.contains(where: \.hasGeometry), hasOthers: !survey.isWhole, hasType: names.count > 1)
        // The first two are ours.
        columnNames = columns.map { ["geometry", "crs"].contains($0) ? "\($0) (property)" : $0 }
        for type in others {
            notes.append(
                "features of type '\(type.name)' not read: others look more like observations (table.layers in a profile can name it)")
        }
        if chosen.count > 1 { notes.append("features of the types \(Self.list(chosen.map(\.name))) read") }
        if !survey.isWhole {
            notes.append(
                "the columns are those of the first 32 MB; properties that turn up later are kept in 'other_fields' as name=value")
        }
    }

    /// How much of what an observation needs a type lacks.
    private static func problems(_ type: GMLSurvey.FeatureType, _ declared: DeclaredForm) -> Int {
        let wanted = Set(declared.wantedColumns.map(ValueMapping.folded))
        if !wanted.isEmpty {
            let there = Set((type.columns + ["geometry", "crs"]).map(ValueMapping.folded))
            return wanted.subtracting(there).count
        }
        return FieldNameMapping.propose(columns: type.columns + (type.hasGeometry ? ["geometry"] : [])).problems.count
    }

    private static func list(_ names: [String]) -> String { names.map { "'\($0)'" }.joined(separator: ", ") }
}
