import Observations

extension InterpretationIssue {
    struct Description {
        var severity: FindingSeverity
        var term: String
        var gbif: String?
        var dutch: String
        var english: String

        init(_ severity: FindingSeverity, _ term: String, gbif: String? = nil, _ dutch: String, _ english: String) {
            self.severity = severity
            self.term = term
            self.gbif = gbif
            self.dutch = dutch
            self.english = english
        }
    }

    var details: Description {
        switch self {
        case .raggedRowShort, .raggedRowLong, .strayQuote, .duplicateInDelivery, .codeUnknown, .withdrawnBefore,
            .relatedRecordMissing:
            ofRecord
        case .textMojibake, .textReplacement, .textControls: ofText
        case .taxonMissing, .taxonUnknown, .taxonAmbiguous, .basisOfRecordInvalid: ofTaxon
        case .dateMissing, .dateInvalid, .dateAmbiguous, .timeInvalid, .timeLeftOut, .timeTwice, .periodReversed,
            .periodOpen, .recordedDateMismatch, .embargoInvalid:
            ofPeriod
        case .coordinateMissing, .coordinateInvalid, .coordinateOutOfRange, .coordinateScale, .coordinateOldRD,
            .coordinateCoarse, .zeroCoordinate, .presumedSwapped, .crsUnknown, .crsAssumed, .reprojectionFailed:
            ofCoordinate
        case .geometryInvalid, .geometryHeightDropped, .geometryReducedToPoint, .squareInvalid, .uncertaintyInvalid:
            ofShape
        case .countInvalid, .abundanceInvalid, .abundanceSchemaUnknown, .abundanceConflict, .occurrenceStatusInvalid,
            .occurrenceStatusInferredFromCount, .occurrenceStatusInferredFromBasis, .occurrenceStatusConflict:
            ofAbundance
        }
    }

    private var ofRecord: Description {
        switch self {
        case .raggedRowShort:
            Description(
                .warning, "", "De regel heeft minder velden dan de kop; wat ontbreekt is leeg gelezen.",
                "The row has fewer fields than the header; the missing ones were read as empty.")
        case .raggedRowLong:
            Description(
                .warning, "", "De regel heeft meer velden dan de kop; het overschot is bewaard en niet gebruikt.",
                "The row has more fields than the header; the surplus was kept and not used.")
        case .relatedRecordMissing:
            Description(
                .warning, "eventID",
                "Het bezoek, taxon of de plaatsing (event, deployment) waarnaar het record verwijst is niet meegeleverd.",
                "The event, taxon or deployment that the record refers to is not in the delivery.")
        case .strayQuote:
            Description(
                .warning, "", "Een aanhalingsteken midden in een veld is als gewoon teken gelezen.",
                "A quote in the middle of a field was read as an ordinary character.")
        case .duplicateInDelivery:
            Description(
                .warning, "identity",
                "Dezelfde identiteit komt eerder in deze levering voor, met andere inhoud: {value}.",
                "The same identity occurs earlier in this delivery with other content: {value}.")
        case .withdrawnBefore:
            Description(
                .warning, "identity",
                "De waarneming {value} was ingetrokken en is opnieuw geleverd; ze geldt weer, als nieuwe versie.",
                "The observation {value} had been withdrawn and was delivered again; it counts again, as a new version.")
        default:
            Description(
                .info, "", "De waarde “{value}” staat niet in de waardenlijst van het profiel.",
                "The value “{value}” is not in the profile's list of values.")
        }
    }

    private var ofText: Description {
        switch self {
        case .textMojibake:
            Description(
                .warning, "", "De tekst lijkt in een verkeerde codering gelezen; hij is niet hersteld.",
                "The text seems to have been read in a wrong encoding; it was not repaired.")
        case .textReplacement:
            Description(
                .warning, "", "In de tekst is een teken verloren gegaan voordat het bestand werd gemaakt.",
                "A character of the text was lost before the file was made.")
        default:
            Description(
                .info, "", "Stuurtekens in de tekst zijn weggelaten.",
                "Control characters in the text were left out.")
        }
    }

    private var ofTaxon: Description {
        switch self {
        case .taxonMissing:
            Description(.error, "scientificName", "Er is geen soortnaam.", "There is no name of a taxon.")
        case .taxonUnknown:
            Description(
                .error, "scientificName", gbif: "TAXON_MATCH_NONE",
                "De naam “{value}” staat niet in het taxonregister.",
                "The name “{value}” is not in the taxon register.")
        case .taxonAmbiguous:
            Description(
                .error, "scientificName", gbif: "TAXON_MATCH_NAME_AND_ID_AMBIGUOUS",
                "De naam “{value}” kan bij meer dan één taxon horen.",
                "The name “{value}” may belong to more than one taxon.")
        default:
            Description(
                .warning, "basisOfRecord", gbif: "BASIS_OF_RECORD_INVALID",
                "De aard van de waarneming “{value}” is onbekend.", "The basis of record “{value}” is unknown.")
        }
    }

    private var ofPeriod: Description {
        switch self {
        case .dateMissing:
            Description(.error, "eventDate", "Er is geen datum.", "There is no date.")
        case .dateInvalid:
            Description(
                .error, "eventDate", gbif: "RECORDED_DATE_INVALID", "“{value}” is geen (bestaande) datum.",
                "“{value}” is no (existing) date.")
        case .dateAmbiguous:
            Description(
                .error, "eventDate", gbif: "RECORDED_DATE_INVALID",
                "“{value}” kan op meer dan één manier gelezen worden; leg de volgorde van dag en maand vast in het profiel.",
                "“{value}” can be read in more than one way; declare the order of day and month in the profile.")
        case .timeInvalid:
            Description(
                .warning, "eventTime", gbif: "RECORDED_DATE_INVALID", "“{value}” is geen tijdstip; de dag is gebruikt.",
                "“{value}” is no time of the day; the day was used.")
        case .timeLeftOut:
            Description(
                .warning, "eventTime", gbif: "RECORDED_DATE_INVALID",
                "“{value}” valt in het uur dat de zomertijd overslaat; er is een uur bij opgeteld.",
                "“{value}” falls in the hour that summer time leaves out; an hour was added.")
        case .timeTwice:
            Description(
                .info, "eventTime", "“{value}” valt in het uur dat aan het eind van de zomertijd twee keer voorkomt.",
                "“{value}” falls in the hour that comes twice when summer time ends.")
        case .periodOpen:
            Description(
                .error, "eventDate", gbif: "RECORDED_DATE_INVALID",
                "De periode “{value}” heeft geen begin of geen eind; vul beide in.",
                "The period “{value}” has no beginning or no end; give both.")
        case .periodReversed:
            Description(
                .error, "eventDate", gbif: "RECORDED_DATE_INVALID", "De periode eindigt voordat zij begint: {value}.",
                "The period ends before it begins: {value}.")
        case .recordedDateMismatch:
            Description(
                .warning, "eventDate", gbif: "RECORDED_DATE_MISMATCH", "De datumvelden zijn niet met elkaar te rijmen: {value}.",
                "The date fields do not agree: {value}.")
        default:
            Description(
                .warning, "embargoUntil", "“{value}” is geen einddatum van een embargo.",
                "“{value}” is no end date of an embargo.")
        }
    }

    private var ofCoordinate: Description {
        switch self {
        case .coordinateMissing:
            Description(.error, "location", "Er is geen plaats.", "There is no location.")
        case .coordinateInvalid:
            Description(
                .error, "location", gbif: "COORDINATE_INVALID", "“{value}” is geen coördinaat.",
                "“{value}” is no coordinate.")
        case .coordinateOutOfRange:
            Description(
                .error, "location", gbif: "COORDINATE_OUT_OF_RANGE",
                "De coördinaat {value} ligt buiten het bereik van het coördinatenstelsel.",
                "The coordinate {value} lies outside the range of the coordinate system.")
        case .coordinateScale:
            Description(
                .error, "location", gbif: "COORDINATE_OUT_OF_RANGE",
                "De coördinaat {value} lijkt een andere eenheid of een verschoven komma te hebben; hij is niet gebruikt.",
                "The coordinate {value} seems to have another unit or a misplaced decimal mark; it was not used.")
        case .coordinateOldRD:
            Description(
                .error, "location", gbif: "COORDINATE_OUT_OF_RANGE",
                "De coördinaat {value} lijkt oud RD, met de oorsprong in Amersfoort; lever RD New of geef crs EPSG:28991 op.",
                "The coordinate {value} seems to be old RD, counted from Amersfoort; deliver RD New or declare EPSG:28991.")
        case .coordinateCoarse:
            Description(
                .warning, "location", "De coördinaat {value} heeft alleen hele graden.",
                "The coordinate {value} has whole degrees only.")
        case .zeroCoordinate:
            Description(
                .error, "location", gbif: "ZERO_COORDINATE", "De coördinaat is (0, 0): er is geen plaats ingevuld.",
                "The coordinate is (0, 0): no location was filled in.")
        case .presumedSwapped:
            Description(
                .warning, "location", gbif: "PRESUMED_SWAPPED_COORDINATE",
                "De coördinaten {value} zijn waarschijnlijk verwisseld.",
                "The coordinates {value} are probably swapped.")
        case .crsUnknown:
            Description(
                .error, "geodeticDatum", gbif: "GEODETIC_DATUM_INVALID",
                "Het coördinatenstelsel “{value}” is onbekend.", "The coordinate system “{value}” is unknown.")
        case .crsAssumed:
            Description(
                .info, "geodeticDatum", gbif: "GEODETIC_DATUM_ASSUMED_WGS84",
                "Er is geen coördinatenstelsel opgegeven; het is uit de getallen afgeleid.",
                "No coordinate system was given; it was derived from the numbers.")
        default:
            Description(
                .error, "location", gbif: "COORDINATE_REPROJECTION_FAILED",
                "De coördinaat {value} kan niet naar RD worden omgerekend.",
                "The coordinate {value} cannot be converted to RD.")
        }
    }

    private var ofShape: Description {
        switch self {
        case .geometryInvalid:
            Description(
                .error, "footprintWKT", gbif: "FOOTPRINT_WKT_INVALID", "De geometrie is niet leesbaar: {value}.",
                "The geometry cannot be read: {value}.")
        case .geometryHeightDropped:
            Description(
                .info, "footprintWKT", "De hoogte in de geometrie is weggelaten.",
                "The height in the geometry was left out.")
        case .geometryReducedToPoint:
            Description(
                .warning, "footprintWKT", "Van de punten in de geometrie is het eerste gebruikt.",
                "Of the points in the geometry the first was used.")
        case .squareInvalid:
            Description(
                .error, "hok", "“{value}” is geen hok.", "“{value}” is no grid square.")
        default:
            Description(
                .warning, "coordinateUncertaintyInMeters", gbif: "COORDINATE_UNCERTAINTY_METERS_INVALID",
                "De onzekerheid “{value}” is geen afstand in meters.",
                "The uncertainty “{value}” is no distance in metres.")
        }
    }

    private var ofAbundance: Description {
        switch self {
        case .countInvalid:
            Description(
                .warning, "individualCount", gbif: "INDIVIDUAL_COUNT_INVALID", "“{value}” is geen aantal.",
                "“{value}” is no count.")
        case .abundanceInvalid:
            Description(
                .warning, "organismQuantity", "“{value}” hoort niet bij de opgegeven schaal.",
                "“{value}” does not belong to the scale that was given.")
        case .abundanceSchemaUnknown:
            Description(
                .warning, "organismQuantityType",
                "De schaal “{value}” is onbekend; een getal daarop geldt niet als aantal.",
                "The scale “{value}” is unknown; a number on it is not taken for a count.")
        case .abundanceConflict:
            Description(
                .warning, "individualCount", "Het aantal {value} ligt niet tussen minimum en maximum.",
                "The count {value} does not lie between minimum and maximum.")
        case .occurrenceStatusInvalid:
            Description(
                .warning, "occurrenceStatus", gbif: rawValue, "“{value}” zegt niet of de soort er was.",
                "“{value}” does not say whether the species was there.")
        case .occurrenceStatusInferredFromCount:
            Description(
                .info, "occurrenceStatus", gbif: rawValue, "Aantal 0 is als afwezig gelezen.",
                "A count of 0 was read as absent.")
        case .occurrenceStatusInferredFromBasis:
            Description(
                .info, "occurrenceStatus", gbif: rawValue,
                "Aantal 0 bij een collectie-exemplaar is als aanwezig gelezen.",
                "A count of 0 for a specimen was read as present.")
        default:
            Description(
                .warning, "occurrenceStatus", gbif: rawValue, "Aantal en aanwezigheid spreken elkaar tegen: {value}.",
                "Count and presence contradict each other: {value}.")
        }
    }
}
