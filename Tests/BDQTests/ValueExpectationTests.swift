import BDQ
import Testing

/// Rows of our own after the expected responses of the standard: vocabularies, numbers, places, names.
struct ValueExpectationTests {
    @Test(arguments: [
        Expectation("VALIDATION_SEX_STANDARD", "dwc:sex", "Female", true),
        Expectation("VALIDATION_SEX_STANDARD", "dwc:sex", "female", false),
        Expectation("VALIDATION_SEX_STANDARD", "dwc:sex", " Female", false),
        Expectation("AMENDMENT_SEX_STANDARDIZED", ["dwc:sex": "f."], .amended, #"{"dwc:sex":"Female"}"#),
        Expectation("AMENDMENT_SEX_STANDARDIZED", ["dwc:sex": "M"], .amended, #"{"dwc:sex":"Male"}"#),
        Expectation("AMENDMENT_SEX_STANDARDIZED", ["dwc:sex": "m."], .amended, #"{"dwc:sex":"Male"}"#),
        Expectation("AMENDMENT_SEX_STANDARDIZED", ["dwc:sex": "female?"], .notAmended),
        Expectation("AMENDMENT_SEX_STANDARDIZED", ["dwc:sex": "Male"], .notAmended),
        Expectation("VALIDATION_OCCURRENCESTATUS_STANDARD", "dwc:occurrenceStatus", "Present", false),
        Expectation(
            "AMENDMENT_OCCURRENCESTATUS_STANDARDIZED", ["dwc:occurrenceStatus": "0"], .amended,
            #"{"dwc:occurrenceStatus":"absent"}"#),
        Expectation("AMENDMENT_OCCURRENCESTATUS_STANDARDIZED", ["dwc:occurrenceStatus": "X"], .notAmended),
        Expectation("AMENDMENT_OCCURRENCESTATUS_STANDARDIZED", ["dwc:occurrenceStatus": "-1"], .notAmended),
        Expectation("AMENDMENT_OCCURRENCESTATUS_ASSUMEDDEFAULT", ["dwc:individualCount": "0"], .notAmended),
        Expectation(
            "AMENDMENT_BASISOFRECORD_STANDARDIZED", ["dwc:basisOfRecord": "Human obs"], .amended,
            #"{"dwc:basisOfRecord":"HumanObservation"}"#),
        Expectation("AMENDMENT_BASISOFRECORD_STANDARDIZED", ["dwc:basisOfRecord": "obs"], .notAmended),
        Expectation("AMENDMENT_BASISOFRECORD_STANDARDIZED", ["dwc:basisOfRecord": "FossilSpecimen"], .notAmended),
        Expectation(
            "AMENDMENT_DCTYPE_STANDARDIZED", ["dc:type": "http://purl.org/dc/dcmitype/PhysicalObject"], .amended,
            #"{"dc:type":"PhysicalObject"}"#),
        Expectation(
            "AMENDMENT_DEGREEOFESTABLISHMENT_STANDARDIZED", ["dwc:degreeOfEstablishment": "capt."], .amended,
            #"{"dwc:degreeOfEstablishment":"captive"}"#),
        Expectation(
            "AMENDMENT_ESTABLISHMENTMEANS_STANDARDIZED", ["dwc:establishmentMeans": "vag."], .amended,
            #"{"dwc:establishmentMeans":"vagrant"}"#),
        Expectation("AMENDMENT_ESTABLISHMENTMEANS_STANDARDIZED", ["dwc:establishmentMeans": "cultivated"], .notAmended),
        Expectation("AMENDMENT_PATHWAY_STANDARDIZED", ["dwc:pathway": "escapeee"], .notAmended),
        Expectation(
            "AMENDMENT_TAXONRANK_STANDARDIZED", ["dwc:taxonRank": "sp."], .amended, #"{"dwc:taxonRank":"species"}"#),
        Expectation("AMENDMENT_TAXONRANK_STANDARDIZED", ["dwc:taxonRank": "sic."], .notAmended),
        Expectation(
            "VALIDATION_TYPESTATUS_STANDARD", "dwc:typeStatus", "Holotype of Aus bus | Paratype of Aus cus", true),
        Expectation("VALIDATION_TYPESTATUS_STANDARD", "dwc:typeStatus", "Holotype | cleptotype", false),
        Expectation(
            "AMENDMENT_TYPESTATUS_STANDARDIZED", ["dwc:typeStatus": "holo. of Aus bus"], .amended,
            #"{"dwc:typeStatus":"Holotype of Aus bus"}"#),
        Expectation(
            "VALIDATION_LICENSE_STANDARD", "dcterms:license", "https://creativecommons.org/licenses/by-nc/4.0/deed.nl",
            false),
        Expectation(
            "VALIDATION_LICENSE_STANDARD", "dcterms:license", "https://creativecommons.org/licenses/by-nc/4.0/deed.de",
            true),
        Expectation(
            "VALIDATION_LICENSE_STANDARD", "dcterms:license", "https://creativecommons.org/licenses/by/4.0/", true),
        Expectation(
            "VALIDATION_LICENSE_STANDARD", "dcterms:license", "https://creativecommons.org/licenses/by/3.0/", false),
        Expectation("AMENDMENT_LICENSE_STANDARDIZED", ["dcterms:license": "CC-BY"], .notAmended),
        Expectation("AMENDMENT_LICENSE_STANDARDIZED", [:], .notAmended),
        Expectation(
            "AMENDMENT_LICENSE_STANDARDIZED",
            ["dcterms:license": "\u{FEFF}https://creativecommons.org/licenses/by/4.0/deed.de\u{A0}\t"], .amended,
            #"{"dcterms:license":"https://creativecommons.org/licenses/by/4.0/deed.de"}"#),
        Expectation(
            "ISSUE_ANNOTATION_NOTEMPTY",
            ["bdqval:annotationAlertIf": "x", "bdqval:sourceAuthority": "https://invalid/invalidservice"],
            .externalPrerequisitesNotMet),
        Expectation(
            "ISSUE_ANNOTATION_NOTEMPTY", ["bdqval:annotationAlertIf": "x"], .runHasResult, "POTENTIAL_ISSUE"),
        Expectation(
            "VALIDATION_PATHWAY_STANDARD", ["dwc:pathway": "unaided", "bdqval:sourceAuthority": "https://elsewhere/"],
            .externalPrerequisitesNotMet),
        Expectation(
            "VALIDATION_PATHWAY_STANDARD",
            ["dwc:pathway": "unaided", "bdqval:sourceAuthority": "https://dwc.tdwg.org/pw/"], .runHasResult, "COMPLIANT"
        ),
    ])
    func vocabularies(_ expectation: Expectation) throws { try expectation.check() }

    @Test(arguments: [
        Expectation("VALIDATION_DECIMALLATITUDE_INRANGE", "dwc:decimalLatitude", "-90", true),
        Expectation("VALIDATION_DECIMALLATITUDE_INRANGE", "dwc:decimalLatitude", "90.0001", false),
        Expectation("VALIDATION_DECIMALLATITUDE_INRANGE", ["dwc:decimalLatitude": "nan"], .internalPrerequisitesNotMet),
        Expectation(
            "VALIDATION_DECIMALLATITUDE_INRANGE", ["dwc:decimalLatitude": "52,1"], .internalPrerequisitesNotMet),
        Expectation(
            "VALIDATION_COORDINATES_NOTZERO", ["dwc:decimalLatitude": "0.0", "dwc:decimalLongitude": "-0"],
            .runHasResult, "NOT_COMPLIANT"),
        Expectation("VALIDATION_COORDINATEUNCERTAINTY_INRANGE", "dwc:coordinateUncertaintyInMeters", "0.5", false),
        Expectation("VALIDATION_MAXDEPTH_INRANGE", "dwc:maximumDepthInMeters", "11000.5", false),
        Expectation("VALIDATION_MAXDEPTH_INRANGE", ["dwc:maximumDepthInMeters": "-1"], .internalPrerequisitesNotMet),
        Expectation(
            "VALIDATION_MAXDEPTH_INRANGE",
            ["dwc:maximumDepthInMeters": "60", "bdqval:maximumValidDepthInMeters": "50"], .runHasResult, "NOT_COMPLIANT"
        ),
        Expectation(
            "VALIDATION_MINELEVATION_LESSTHAN_MAXELEVATION",
            ["dwc:minimumElevationInMeters": "-5.5", "dwc:maximumElevationInMeters": "-5"], .runHasResult, "COMPLIANT"),
        Expectation(
            "AMENDMENT_MINDEPTHMAXDEPTH_FROM_VERBATIM", ["dwc:verbatimDepth": "10 fathoms"], .filledIn,
            #"{"dwc:minimumDepthInMeters":"18.288","dwc:maximumDepthInMeters":"18.288"}"#),
        Expectation(
            "AMENDMENT_MINDEPTHMAXDEPTH_FROM_VERBATIM", ["dwc:verbatimDepth": "10 feet"], .filledIn,
            #"{"dwc:minimumDepthInMeters":"3.048","dwc:maximumDepthInMeters":"3.048"}"#),
        Expectation("AMENDMENT_MINDEPTHMAXDEPTH_FROM_VERBATIM", ["dwc:verbatimDepth": "1,200 m"], .notAmended),
        Expectation("AMENDMENT_MINDEPTHMAXDEPTH_FROM_VERBATIM", ["dwc:verbatimDepth": "20 m - 10 m"], .notAmended),
        Expectation("AMENDMENT_MINDEPTHMAXDEPTH_FROM_VERBATIM", ["dwc:verbatimDepth": "1/2 m"], .notAmended),
        Expectation(
            "AMENDMENT_MINELEVATIONMAXELEVATION_FROM_VERBATIM", ["dwc:verbatimElevation": "-10 to -5 m"], .filledIn,
            #"{"dwc:minimumElevationInMeters":"-10","dwc:maximumElevationInMeters":"-5"}"#),
        Expectation(
            "AMENDMENT_MINELEVATIONMAXELEVATION_FROM_VERBATIM", ["dwc:verbatimElevation": "5 -10 m"], .filledIn,
            #"{"dwc:minimumElevationInMeters":"5","dwc:maximumElevationInMeters":"10"}"#),
        Expectation(
            "AMENDMENT_MINELEVATIONMAXELEVATION_FROM_VERBATIM", ["dwc:verbatimElevation": "10 yards"], .filledIn,
            #"{"dwc:minimumElevationInMeters":"9.144","dwc:maximumElevationInMeters":"9.144"}"#),
        Expectation(
            "AMENDMENT_MINELEVATIONMAXELEVATION_FROM_VERBATIM", ["dwc:verbatimElevation": "1.5-2 km"], .filledIn,
            #"{"dwc:minimumElevationInMeters":"1500","dwc:maximumElevationInMeters":"2000"}"#),
    ])
    func numbers(_ expectation: Expectation) throws { try expectation.check() }

    @Test(arguments: [
        Expectation(
            "AMENDMENT_GEODETICDATUM_STANDARDIZED", ["dwc:geodeticDatum": "WGS_84"], .amended,
            #"{"dwc:geodeticDatum":"EPSG:4326"}"#),
        Expectation("AMENDMENT_GEODETICDATUM_STANDARDIZED", ["dwc:geodeticDatum": "WGS8"], .notAmended),
        Expectation("AMENDMENT_GEODETICDATUM_STANDARDIZED", ["dwc:geodeticDatum": "not recorded"], .notAmended),
        Expectation("VALIDATION_GEODETICDATUM_STANDARD", "dwc:geodeticDatum", "EPSG:28992", false),
        Expectation("VALIDATION_GEODETICDATUM_STANDARD", "dwc:geodeticDatum", "EPSG:4258", true),
        Expectation(
            "AMENDMENT_GEODETICDATUM_ASSUMEDDEFAULT",
            [
                "dwc:decimalLatitude": "-30.00", "dwc:decimalLongitude": "130.00",
                "dwc:coordinateUncertaintyInMeters": "50",
            ], .amended,
            #"{"dwc:geodeticDatum":"EPSG:4326","dwc:coordinateUncertaintyInMeters":"2836"}"#),
        Expectation(
            "AMENDMENT_COORDINATES_FROM_VERBATIM",
            ["dwc:verbatimCoordinates": "52°22'30\"N 4°54'E", "dwc:verbatimSRS": "EPSG:4326"],
            .filledIn, #"{"dwc:decimalLatitude":"52.375","dwc:decimalLongitude":"4.9","dwc:geodeticDatum":"EPSG:4326"}"#
        ),
        Expectation("AMENDMENT_COORDINATES_FROM_VERBATIM", ["dwc:verbatimCoordinates": "12.5, 4.9"], .notAmended),
        Expectation(
            "AMENDMENT_COORDINATES_FROM_VERBATIM", ["dwc:verbatimLatitude": "12.5"], .internalPrerequisitesNotMet),
        Expectation("VALIDATION_COUNTRYCODE_STANDARD", "dwc:countryCode", "XZ", true),
        Expectation("VALIDATION_COUNTRYCODE_STANDARD", "dwc:countryCode", "nl", false),
        Expectation("VALIDATION_COUNTRYCODE_STANDARD", "dwc:countryCode", "GRL", false),
        Expectation(
            "AMENDMENT_COUNTRYCODE_STANDARDIZED", ["dwc:countryCode": "NLD"], .amended, #"{"dwc:countryCode":"NL"}"#),
        Expectation(
            "VALIDATION_COUNTRY_NOTEMPTY", ["dwc:countryCode": "XZ", "dwc:country": "High seas"], .runHasResult,
            "COMPLIANT"),
        Expectation(
            "VALIDATION_COUNTRYCOUNTRYCODE_CONSISTENT", ["dwc:country": "Nederland", "dwc:countryCode": "NL"],
            .runHasResult, "COMPLIANT"),
        Expectation(
            "VALIDATION_COORDINATESCOUNTRYCODE_CONSISTENT",
            ["dwc:countryCode": "ZX", "dwc:decimalLatitude": "52", "dwc:decimalLongitude": "5"],
            .internalPrerequisitesNotMet),
        Expectation(
            "VALIDATION_COORDINATESCOUNTRYCODE_CONSISTENT",
            ["dwc:countryCode": "CL", "dwc:decimalLatitude": "-34", "dwc:decimalLongitude": "-60"], .runHasResult,
            "NOT_COMPLIANT"),
        Expectation(
            "AMENDMENT_COUNTRYCODE_FROM_COORDINATES",
            ["dwc:decimalLatitude": "-38.280937", "dwc:decimalLongitude": "72.047790"], .filledIn,
            #"{"dwc:countryCode":"XZ"}"#),
        Expectation(
            "ISSUE_COORDINATES_CENTEROFCOUNTRY",
            ["dwc:countryCode": "AR", "dwc:decimalLatitude": "-35.38804", "dwc:decimalLongitude": "-65.154964"],
            .runHasResult, "POTENTIAL_ISSUE"),
        Expectation(
            "VALIDATION_COUNTRYSTATEPROVINCE_UNAMBIGUOUS",
            ["dwc:country": "Argentina", "dwc:stateProvince": "Rio Negro"], .runHasResult, "COMPLIANT"),
    ])
    func places(_ expectation: Expectation) throws { try expectation.check() }

    @Test(arguments: [
        Expectation(
            "VALIDATION_POLYNOMIAL_CONSISTENT",
            [
                "dwc:scientificName": "Hakea decurrens R.Br. subsp. physocarpa W.R.Barker",
                "dwc:infraspecificEpithet": "physocarpa",
            ], .runHasResult, "COMPLIANT"),
        Expectation(
            "VALIDATION_POLYNOMIAL_CONSISTENT",
            ["dwc:scientificName": "Hakea decurrens", "dwc:infraspecificEpithet": "physocarpa"], .runHasResult,
            "NOT_COMPLIANT"),
        Expectation(
            "VALIDATION_POLYNOMIAL_CONSISTENT",
            [
                "dwc:scientificName": "Aus (Bus) cus dus (de Vries, 1900)", "dwc:genericName": "Aus",
                "dwc:specificEpithet": "cus", "dwc:infraspecificEpithet": "dus",
            ], .runHasResult, "COMPLIANT"),
        Expectation("VALIDATION_SCIENTIFICNAMEID_COMPLETE", "dwc:scientificNameID", "gbif:8102122", true),
        Expectation("VALIDATION_SCIENTIFICNAMEID_COMPLETE", "dwc:scientificNameID", "gbif:8102122\u{200B}", false),
        Expectation("VALIDATION_SCIENTIFICNAMEID_COMPLETE", "dwc:scientificNameID", "gbif:8102122\u{85}", false),
        Expectation("VALIDATION_SCIENTIFICNAMEID_COMPLETE", "dwc:scientificNameID", "https://api.gbif.org/", false),
        Expectation(
            "VALIDATION_SCIENTIFICNAMEID_COMPLETE", "dwc:scientificNameID", "https://id.biodiversity.org.au/112570",
            true),
        Expectation("VALIDATION_SCIENTIFICNAMEID_COMPLETE", "dwc:scientificNameID", "urn:lsid:ipni.org", false),
        Expectation(
            "VALIDATION_SCIENTIFICNAMEID_COMPLETE", "dwc:scientificNameID", "8fa58e08-08de-4ac1-b69c-1235340b7001",
            false),
        Expectation("VALIDATION_KINGDOM_FOUND", "dwc:kingdom", "Metazoa", false),
        Expectation("VALIDATION_ORDER_FOUND", "dwc:order", "Nymphalidae", false),
        Expectation("VALIDATION_ORDER_FOUND", "dwc:order", "Lepidoptera", true),
        Expectation("VALIDATION_PHYLUM_FOUND", "dwc:phylum", "Trachyophyta", false),
        Expectation("VALIDATION_FAMILY_FOUND", "dwc:family", "Agaricaceae", true),
        Expectation("VALIDATION_FAMILY_FOUND", ["dwc:family": "Unheardofidae"], .externalPrerequisitesNotMet),
        Expectation(
            "VALIDATION_CLASSIFICATION_CONSISTENT", ["dwc:class": "Aves", "dwc:order": "Lepidoptera"], .runHasResult,
            "NOT_COMPLIANT"),
        Expectation(
            "VALIDATION_CLASSIFICATION_CONSISTENT", ["dwc:phylum": "Chordata", "dwc:family": "Laridae"], .runHasResult,
            "COMPLIANT"),
        Expectation("VALIDATION_CLASSIFICATION_CONSISTENT", ["dwc:genus": "Larus"], .externalPrerequisitesNotMet),
        Expectation("VALIDATION_GENUS_FOUND", ["dwc:genus": "Egernia"], .externalPrerequisitesNotMet),
        Expectation("VALIDATION_GENUS_FOUND", ["dwc:genus": "Io"], .externalPrerequisitesNotMet),
        Expectation("VALIDATION_SCIENTIFICNAME_NOTEMPTY", "dwc:scientificName", "null", true),
        Expectation("VALIDATION_SCIENTIFICNAME_NOTEMPTY", "dwc:scientificName", "\u{0}\t \u{1F}", false),
        Expectation("VALIDATION_SCIENTIFICNAME_NOTEMPTY", "dwc:scientificName", "\u{A0}", true),
        Expectation(
            "MEASURE_AMENDMENTS_PROPOSED", ["dwc:geodeticDatum": "WGS84", "dwc:occurrenceStatus": "present"],
            .runHasResult, "1"),
    ])
    func names(_ expectation: Expectation) throws { try expectation.check() }

    /// Names that are in no register, whichever it is; and some that a register must be asked for.
    @Test(arguments: ["x", "null", "?", "---", "dwc:scientificName", "Eucalyptus Cam."])
    func impossibleNames(_ name: String) throws {
        try Expectation("VALIDATION_SCIENTIFICNAME_FOUND", "dwc:scientificName", name, false).check()
        try Expectation("VALIDATION_TAXON_UNAMBIGUOUS", "dwc:scientificName", name, false).check()
        try Expectation("VALIDATION_TAXON_UNAMBIGUOUS", "dwc:genericName", name, false).check()
        try Expectation("AMENDMENT_SCIENTIFICNAMEID_FROM_TAXON", ["dwc:scientificName": name], .notAmended).check()
    }

    @Test(arguments: ["Abies Mill.", "Quercus robur", "× Dactyloglossum grandis", "Io"])
    func possibleNames(_ name: String) throws {
        let values = ["dwc:scientificName": name]
        for label in ["VALIDATION_SCIENTIFICNAME_FOUND", "VALIDATION_TAXON_UNAMBIGUOUS"] {
            try Expectation(label, values, .externalPrerequisitesNotMet).check()
        }
        try Expectation("AMENDMENT_SCIENTIFICNAMEID_FROM_TAXON", values, .externalPrerequisitesNotMet).check()
    }

    @Test(arguments: [
        Expectation("VALIDATION_CLASSIFICATION_CONSISTENT", "dwc:kingdom", "null", false),
        Expectation("VALIDATION_CLASSIFICATION_CONSISTENT", "dwc:family", "x", false),
        Expectation("VALIDATION_CLASSIFICATION_CONSISTENT", "dwc:genus", "?", false),
        Expectation(
            "VALIDATION_CLASSIFICATION_CONSISTENT", ["dwc:kingdom": "incertae sedis"], .externalPrerequisitesNotMet),
        Expectation(
            "VALIDATION_CLASSIFICATION_CONSISTENT", ["dwc:genus": "× Triticosecale"], .externalPrerequisitesNotMet),
        Expectation(
            "VALIDATION_COORDINATESTERRESTRIALMARINE_CONSISTENT",
            ["dwc:scientificName": "null", "dwc:decimalLatitude": "0", "dwc:decimalLongitude": "0"],
            .internalPrerequisitesNotMet),
        Expectation(
            "VALIDATION_COORDINATESTERRESTRIALMARINE_CONSISTENT",
            [
                "dwc:scientificName": "null", "dwc:decimalLatitude": "0", "dwc:decimalLongitude": "0",
                "bdqval:assumptionOnUnknownBiome": "marine",
            ], .externalPrerequisitesNotMet),
        Expectation(
            "VALIDATION_COORDINATESTERRESTRIALMARINE_CONSISTENT",
            [
                "dwc:scientificName": "null", "dwc:decimalLatitude": "0", "dwc:decimalLongitude": "0",
                "bdqval:taxonIsMarine": "https://invalid/invalidservice",
            ], .externalPrerequisitesNotMet),
    ])
    func classification(_ expectation: Expectation) throws { try expectation.check() }
}
