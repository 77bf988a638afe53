/// What the columns of the NDFF's own deliveries mean.
enum NDFFProfiles {
    /// The profile of a table that is one of the NDFF's deliveries; `nil` for any other.
    /// - Parameter geometry: the column with the geometry, if there is one; its system is in the column behind it.
    static func known(columns: [String], geometry: String?) -> SupplierProfile? {
        let names = Set(columns.map(ValueMapping.folded))
        if names.isSuperset(of: ["identiteit", "naam soort", "wetenschappelijke naam", "periode start"]) {
            return observations(hasGeometry: geometry != nil)
        }
        if names.contains("obs_uri"), names.contains("datm_start"), !names.isDisjoint(with: ["soort_wet", "soort_ned"]) {
            return classic(hasGeometry: geometry != nil)
        }
        return nil
    }

    /// The layer `waarnemingen` of a GeoPackage with observations.
    private static func observations(hasGeometry: Bool) -> SupplierProfile {
        var profile = SupplierProfile(name: "ndff-waarnemingen", version: 1)
        profile.description = "Observations as the NDFF gives them out"
        profile.format = .geoPackage
        profile.crs = 28992
        profile.dates = PeriodInterpreter.Options(order: .dayMonthYear, midnightIsDay: true, newYearEndsYear: true)
        profile.missingColumns = .ignore
        profile.fields = [
            .identity: .columns(["Identiteit"]),
            .taxon: .columns(["Wetenschappelijke naam", "Naam soort"]),
            .periodStart: .columns(["Periode start"]),
            .periodStop: .columns(["Periode stop"]),
            .dataGeneralizations: .columns(["Vervaging"]),
            .subjectType: .columns(["Telonderwerp"]),
            .abundance: .columns(["Aantal"]),
            .abundanceSchema: .columns(["Schaal (telmethode)"]),
            .bronhouder: .columns(["Bronhouder"]),
            .protocolCode: .columns(["Protocol"]),
            .lifeStage: .columns(["Stadium"]),
            .sex: .columns(["Sekse"]),
            .activity: .columns(["Gedrag"]),
            .determinationMethod: .columns(["Determinatiemethode"]),
            .surveyMethod: .columns(["Zoek- of vangmethode"]),
            .biotope: .columns(["Biotoop"]),
            .dwelling: .columns(["Verblijfplaats"]),
            .basisOfRecord: .constant("HumanObservation"),
        ]
        if hasGeometry {
            profile.fields[.geometry] = .columns(["geometry"])
            profile.fields[.crs] = .columns(["crs"])
        }
        profile.values = [.dataGeneralizations: ValueMapping(unblurred)]
        profile.defaults = unknowns
        // The same observation comes once for every square asked for; only the square differs.
        profile.ignore = ["Hoknummer", "Hok grootte"]
        return profile
    }

    /// The classic delivery, with names of at most ten characters; see also `Fixtures/profiles/ndff-classic.yaml`.
    private static func classic(hasGeometry: Bool) -> SupplierProfile {
        var profile = SupplierProfile(name: "ndff-classic", version: 1)
        profile.description = "Classic NDFF delivery with names of ten characters"
        profile.format = .shapefile
        profile.crs = 28992
        profile.dates = PeriodInterpreter.Options(order: .dayMonthYear, midnightIsDay: true, newYearEndsYear: true)
        profile.missingColumns = .ignore
        profile.fields = [
            .identity: .columns(["obs_uri"]),
            .taxon: .columns(["soort_wet", "soort_ned"]),
            .periodStart: .columns(["datm_start"]),
            .periodStop: .columns(["datm_stop"]),
            .x: .columns(["centrumx"]),
            .y: .columns(["centrumy"]),
            .abundance: .columns(["orig_aant"]),
            .abundanceSchema: .columns(["eenheid"]),
            .countMinimum: .columns(["aantal_min"]),
            .countMaximum: .columns(["aantal_max"]),
            .subjectType: .columns(["telondrwrp"]),
            .lifeStage: .columns(["stadium"]),
            .sex: .columns(["geslacht"]),
            .activity: .columns(["gedrag"]),
            .biotope: .columns(["biotoop"]),
            .dwelling: .columns(["verblfplts"]),
            .determinationMethod: .columns(["detmethode"]),
            .surveyMethod: .columns(["telmethode"]),
            .protocolCode: .columns(["protocol"]),
            .visit: .columns(["sessionid"]),
            .bronhouder: .columns(["dataeigenr"]),
            .supplierStatus: .columns(["kwliteit"]),
            .dataGeneralizations: .columns(["vervaagd"]),
            .basisOfRecord: .constant("HumanObservation"),
        ]
        if hasGeometry {
            profile.fields[.geometry] = .columns(["geometry"])
            profile.fields[.crs] = .columns(["crs"])
        }
        // 0 stands for "no visit".
        profile.values = [
            .visit: ValueMapping(["0": ""]), .dataGeneralizations: ValueMapping(unblurred),
        ]
        profile.defaults = unknowns
        return profile
    }

    /// Words for "not blurred".
    private static let unblurred = [
        "0": "", "nee": "", "n": "", "geen": "", "niet vervaagd": "", "onvervaagd": "", "geen vervaging": "",
    ]

    private static let unknowns: [ProfileField: String] = [
        .lifeStage: "unknown", .sex: "undefined", .activity: "unknown", .biotope: "unknown",
        .determinationMethod: "unknown", .surveyMethod: "unknown", .subjectType: "unknown",
    ]
}
