import Formats

/// Camtrap DP: what cameras saw, in three tables (deployments, media, observations).
enum CamtrapPackage {
    static func isCamtrap(_ descriptor: PackageDescriptor) -> Bool {
        let names = Set(descriptor.resources.map { $0.name.lowercased() })
        return descriptor.profile?.contains("camtrap-dp") == true || names.isSuperset(of: ["deployments", "media", "observations"])
    }

    /// What the joined columns mean, in the spelling of version 1 and of the versions before it.
    /// - Parameter hasEvents: there are observations of whole events; those of single pictures then say the same again.
    static func profile(hasEvents: Bool) -> SupplierProfile {
        var profile = SupplierProfile(name: "camtrap-dp", version: 1)
        profile.description = "Observations of camera traps (Camtrap DP)"
        profile.format = .dataPackage
        profile.crs = 4326
        profile.missingColumns = .ignore
        let fields: [(ProfileField, [String])] = [
            (.identity, ["observationID", "observation_id"]), (.taxon, ["scientificName", "scientific_name"]),
            (.eventDate, ["timestamp"]), (.periodStart, ["eventStart"]), (.periodStop, ["eventEnd"]),
            (.visit, ["deploymentID", "deployment_id"]), (.latitude, ["latitude"]), (.longitude, ["longitude"]),
            (.uncertainty, ["coordinateUncertainty", "coordinate_uncertainty"]), (.abundance, ["count"]),
            (.lifeStage, ["lifeStage", "life_stage"]), (.sex, ["sex"]), (.activity, ["behavior", "behaviour"]),
            (.identifiedBy, ["classifiedBy", "classified_by"]), (.determinationMethod, ["classificationMethod", "classification_method"]),
            (.observer, ["setupBy", "setup_by"]), (.biotope, ["habitat"]),
            (.locality, ["locationName", "location_name"]), (.remarks, ["observationComments", "comments"]),
            (.surveyMethod, ["captureMethod", "capture_method"]), (.evidence, ["evidence"]),
        ]
        for (field, columns) in fields { profile.fields[field] = .columns(columns) }
        profile.fields[.basisOfRecord] = .constant("MachineObservation")
        for column in ["observationType", "observation_type"] {
            profile.exclusions.append(
                SupplierProfile.Exclusion(
                    conditions: [RecordCondition(column: column, test: .not(["animal"]))],
                    reason: "no animal was seen (blank, human, vehicle, unknown, unclassified)"))
        }
        if hasEvents {
            profile.exclusions.append(
                SupplierProfile.Exclusion(
                    conditions: [RecordCondition(column: "observationLevel", test: .equals(["media"]))],
                    reason: "of a single picture; the observation of the event says it too"))
        }
        return profile
    }

    /// Whether there are observations of whole events.
    static func hasEvents(_ table: SourceTable) throws -> Bool {
        guard let column = table.column("observationLevel") else { return false }
        let cells = TableCells(table)
        var isFound = false
        _ = try table.forEachRecord { view, record in
            if !isFound, cells.value(view, record, column).trimmed.text == "event" { isFound = true }
        }
        return isFound
    }
}
