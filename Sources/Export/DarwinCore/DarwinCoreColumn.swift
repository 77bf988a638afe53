import Disclosure

/// The columns of the Darwin Core text, in the order in which they are written: the identity, texts of few distinct
/// values, then what is computed a record.
struct DarwinCoreColumn {
    /// Name in the header.
    let name: String
    /// URI of the term.
    let term: String

    private init(_ name: String, namespace: String = "http://rs.tdwg.org/dwc/terms/") {
        self.name = name
        term = namespace + name
    }

    /// What a coded column is filled with.
    enum CodedSource {
        case text(OpenText)
        /// `{"beleidsstatus":"…"}`, made once for every distinct value.
        case policyStatus
        /// The scale of the abundance, where there is a quantity on it.
        case quantityType
        case province, country
        /// The same for every record with a position, and with a footprint.
        case geodeticDatum, footprintSystem
        case informationWithheld
    }

    static let identity = DarwinCoreColumn("occurrenceID")

    static let coded: [(column: DarwinCoreColumn, source: CodedSource)] = [
        (DarwinCoreColumn("basisOfRecord"), .text(.basisOfRecord)),
        (DarwinCoreColumn("occurrenceStatus"), .text(.occurrenceStatus)),
        (DarwinCoreColumn("scientificName"), .text(.scientificName)),
        (DarwinCoreColumn("vernacularName"), .text(.vernacularName)),
        (DarwinCoreColumn("taxonRank"), .text(.taxonRank)),
        (DarwinCoreColumn("taxonID"), .text(.taxonID)),
        (DarwinCoreColumn("taxonRemarks"), .text(.soortgroep)),
        (DarwinCoreColumn("dynamicProperties"), .policyStatus),
        (DarwinCoreColumn("eventID"), .text(.visitID)),
        (DarwinCoreColumn("samplingProtocol"), .text(.protocolCode)),
        (DarwinCoreColumn("eventRemarks"), .text(.surveyMethod)),
        (DarwinCoreColumn("habitat"), .text(.biotope)),
        (DarwinCoreColumn("organismQuantityType"), .quantityType),
        (DarwinCoreColumn("occurrenceRemarks"), .text(.subjectType)),
        (DarwinCoreColumn("lifeStage"), .text(.lifeStage)),
        (DarwinCoreColumn("sex"), .text(.sex)),
        (DarwinCoreColumn("behavior"), .text(.activity)),
        (DarwinCoreColumn("identificationRemarks"), .text(.determinationMethod)),
        (DarwinCoreColumn("identificationVerificationStatus"), .text(.verificationStatus)),
        (DarwinCoreColumn("datasetName"), .text(.dataset)),
        (DarwinCoreColumn("rightsHolder", namespace: "http://purl.org/dc/terms/"), .text(.bronhouder)),
        (DarwinCoreColumn("license", namespace: "http://purl.org/dc/terms/"), .text(.license)),
        (DarwinCoreColumn("dataGeneralizations"), .text(.dataGeneralizations)),
        (DarwinCoreColumn("informationWithheld"), .informationWithheld),
        (DarwinCoreColumn("countryCode"), .country),
        (DarwinCoreColumn("stateProvince"), .province),
        (DarwinCoreColumn("geodeticDatum"), .geodeticDatum),
        (DarwinCoreColumn("footprintSRS"), .footprintSystem),
    ]

    static let computed: [DarwinCoreColumn] = [
        DarwinCoreColumn("eventDate"), DarwinCoreColumn("year"), DarwinCoreColumn("month"), DarwinCoreColumn("day"),
        DarwinCoreColumn("decimalLatitude"), DarwinCoreColumn("decimalLongitude"),
        DarwinCoreColumn("coordinateUncertaintyInMeters"), DarwinCoreColumn("individualCount"),
        DarwinCoreColumn("organismQuantity"), DarwinCoreColumn("locationID"), DarwinCoreColumn("footprintWKT"),
    ]

    static let all = [identity] + coded.map(\.column) + computed

    /// The first line of the text.
    static var header: String { all.map(\.name).joined(separator: "\t") + "\n" }

    /// Names of the provinces by CBS code, 20…31.
    static let provinces = [
        "Groningen", "Fryslân", "Drenthe", "Overijssel", "Flevoland", "Gelderland", "Utrecht", "Noord-Holland",
        "Zuid-Holland", "Zeeland", "Noord-Brabant", "Limburg",
    ]
}
