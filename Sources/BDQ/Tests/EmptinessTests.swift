/// Tests of whether a term has a value at all.
enum EmptinessTests {
    static let all: [BDQTest] =
        [
            notEmpty("BASISOFRECORD", "ac2b7648-d5f9-48ca-9b07-8ad5879a2536", "dwc:basisOfRecord"),
            notEmpty("DCTYPE", "374b091a-fc90-4791-91e5-c1557c649169", "dc:type"),
            notEmpty("LICENSE", "15f78619-811a-4c6f-997a-a4c7888ad849", "dcterms:license"),
            notEmpty("COUNTRYCODE", "853b79a2-b314-44a2-ae46-34a1e7ed85e4", "dwc:countryCode"),
            notEmpty("DECIMALLATITUDE", "7d2485d5-1ba7-4f25-90cb-f4480ff1a275", "dwc:decimalLatitude"),
            notEmpty("DECIMALLONGITUDE", "9beb9442-d942-4f42-8b6a-fcea01ee086a", "dwc:decimalLongitude"),
            notEmpty("GEODETICDATUM", "239ec40e-a729-4a8e-ba69-e0bf03ac1c44", "dwc:geodeticDatum"),
            notEmpty("EVENTDATE", "f51e15a6-a67d-4729-9c28-3766299d2985", "dwc:eventDate"),
            notEmpty("YEAR", "c09ecbf9-34e3-4f3e-b74a-8796af15e59f", "dwc:year"),
            notEmpty("OCCURRENCEID", "c486546c-e6e5-48a7-b286-eba7f5ca56c4", "dwc:occurrenceID"),
            notEmpty("OCCURRENCESTATUS", "eb4a17f6-6bea-4cdd-93dd-d5a7e9d1eccf", "dwc:occurrenceStatus"),
            notEmpty("KINGDOM", "36ed36c9-b1a7-40b2-b5e2-0d012e772098", "dwc:kingdom"),
            notEmpty("NAMEPUBLISHEDINYEAR", "ff59f77d-71e9-4eb1-aac9-8bd05c50ff70", "dwc:namePublishedInYear"),
            notEmpty(
                "SCIENTIFICNAMEAUTHORSHIP", "49f1d386-5bed-43ae-bd43-deabf7df64fc", "dwc:scientificNameAuthorship"),
            notEmpty("SCIENTIFICNAMEID", "401bf207-9a55-4dff-88a5-abcd58ad97fa", "dwc:scientificNameID"),
            notEmpty("SCIENTIFICNAME", "7c4b9498-a8d9-4ebb-85f1-9f200c788595", "dwc:scientificName"),
            notEmpty("TAXONRANK", "14da5b87-8304-4b2b-911d-117e3c29e890", "dwc:taxonRank"),
            anyNotEmpty("LOCATION", "58486cb6-1114-4a8a-ba1e-bd89cfe887e9", locationTerms),
            anyNotEmpty("EVENTTEMPORAL", "41267642-60ff-4116-90eb-499fee2cd83f", eventTerms),
            anyNotEmpty("TAXON", "06851339-843f-4a43-8422-4e61b9a00e75", taxonTerms),
            country,
            issueIfNotEmpty("DATAGENERALIZATIONS", "13d5a10e-188e-40fd-a22c-dbaa87b91df2", "dwc:dataGeneralizations"),
            issueIfNotEmpty("ESTABLISHMENTMEANS", "acc8dff2-d8d1-483a-946d-65a02a452700", "dwc:establishmentMeans"),
        ]

    private static func notEmpty(_ subject: String, _ guid: String, _ term: String) -> BDQTest {
        BDQTest("VALIDATION_\(subject)_NOTEMPTY", guid, actedUpon: [term]) { input in
            .judged(!input.isEmpty(term), input.isEmpty(term) ? "\(term) is empty" : "\(term) has a value")
        }
    }

    private static func anyNotEmpty(_ subject: String, _ guid: String, _ terms: [String]) -> BDQTest {
        BDQTest("VALIDATION_\(subject)_NOTEMPTY", guid, actedUpon: terms) { input in
            let filled = terms.first { !input.isEmpty($0) }
            return .judged(filled != nil, filled.map { "\($0) has a value" } ?? "all terms are empty")
        }
    }

    private static func issueIfNotEmpty(_ subject: String, _ guid: String, _ term: String) -> BDQTest {
        BDQTest("ISSUE_\(subject)_NOTEMPTY", guid, actedUpon: [term]) { input in
            .issue(!input.isEmpty(term), input.isEmpty(term) ? "\(term) is empty" : "\(term) has a value")
        }
    }

    /// A record from the high seas has no country.
    private static let country = BDQTest(
        "VALIDATION_COUNTRY_NOTEMPTY", "6ce2b2b4-6afe-4d13-82a0-390d31ade01c", actedUpon: ["dwc:country"],
        consulted: ["dwc:countryCode"]
    ) { input in
        if !input.isEmpty("dwc:country") { return .judged(true, "dwc:country has a value") }
        return input["dwc:countryCode"] == "XZ"
            ? .judged(true, "dwc:countryCode says high seas, where there is no country")
            : .judged(false, "dwc:country is empty")
    }

    private static let locationTerms = [
        "dwc:higherGeographyID", "dwc:higherGeography", "dwc:continent", "dwc:country", "dwc:countryCode",
        "dwc:stateProvince", "dwc:county", "dwc:municipality", "dwc:waterBody", "dwc:island", "dwc:islandGroup",
        "dwc:locality", "dwc:locationID", "dwc:verbatimLocality", "dwc:decimalLatitude", "dwc:decimalLongitude",
        "dwc:verbatimCoordinates", "dwc:verbatimLatitude", "dwc:verbatimLongitude", "dwc:footprintWKT",
    ]
    private static let eventTerms = [
        "dwc:eventDate", "dwc:year", "dwc:month", "dwc:day", "dwc:startDayOfYear", "dwc:endDayOfYear",
        "dwc:verbatimEventDate",
    ]
    private static let taxonTerms = [
        "dwc:taxonID", "dwc:scientificNameID", "dwc:acceptedNameUsageID", "dwc:parentNameUsageID",
        "dwc:originalNameUsageID", "dwc:taxonConceptID", "dwc:scientificName", "dwc:higherClassification",
        "dwc:kingdom",
        "dwc:phylum", "dwc:class", "dwc:order", "dwc:superfamily", "dwc:family", "dwc:subfamily", "dwc:tribe",
        "dwc:subtribe", "dwc:genus", "dwc:genericName", "dwc:subgenus", "dwc:infragenericEpithet",
        "dwc:specificEpithet",
        "dwc:infraspecificEpithet", "dwc:vernacularName", "dwc:cultivarEpithet",
    ]
}
