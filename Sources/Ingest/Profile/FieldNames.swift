/// Column names that are understood without a profile: Darwin Core, the NDFF's API, its classic and open deliveries, and
/// what Dutch and English spreadsheets use. In lower case, letters and digits only; the best name first.
enum FieldNames {
    /// The form in which names are compared: of a URI or a prefixed name (`dwc:eventDate`) the last part, without
    /// anything but letters and digits, in lower case.
    static func folded(_ name: String) -> String {
        var bytes = Array(name.utf8)
        let isURI = name.contains("://")
        if let cut = bytes.lastIndex(where: { $0 == UInt8(ascii: ":") || (isURI && ($0 == 0x2F || $0 == 0x23)) }) {
            bytes.removeFirst(cut + 1)
        }
        return String(
            decoding: bytes.filter { $0.isDigit || $0.isLetter }.map(\.asciiLowercased).filter { $0 < 0x80 },
            as: UTF8.self)
    }

    /// Names that say the identity; only the best one present is taken, as another may be unique in its own way.
    static let identity = [
        "occurrenceid", "occid", "identity", "obsuri", "identiteit", "observationidentifier", "observationid", "recorduri",
        "recordurl", "recordid", "waarnemingid", "waarnemingsid", "waarnemingnummer", "observationuri", "uri", "globaluniqueidentifier", "uuid", "guid", "url", "id", "objectid",
    ]

    /// Names of easting and northing, pair by pair.
    static let plane: [(x: String, y: String)] = [
        ("x", "y"), ("xrd", "yrd"), ("rdx", "rdy"), ("xcoord", "ycoord"), ("xcoordinaat", "ycoordinaat"),
        ("xcoordinate", "ycoordinate"), ("xcoor", "ycoor"), ("centrumx", "centrumy"), ("xc", "yc"),
        ("pointx", "pointy"), ("xcentrum", "ycentrum"), ("easting", "northing"), ("xlambert72", "ylambert72"),
        ("locationx", "locationy"),
    ]

    /// Systems that the names of eastings tell, by EPSG code.
    static let planeSystems = ["xlambert72": 31370, "xrd": 28992, "rdx": 28992]

    /// Names of latitude and longitude, pair by pair.
    static let sphere: [(latitude: String, longitude: String)] = [
        ("decimallatitude", "decimallongitude"), ("latitude", "longitude"), ("lat", "lon"), ("lat", "lng"),
        ("lat", "long"), ("breedtegraad", "lengtegraad"), ("latitudewgs84", "longitudewgs84"), ("ydeg", "xdeg"),
    ]

    /// The other fields and their names.
    static let names: [(field: ProfileField, names: [String])] = [
        (.operation, ["operation", "mutatiesoort", "mutatie", "bewerking"]),
        (
            .taxon,
            [
                "scientificname", "taxon", "soortwet", "wetenschappelijkenaam", "wetnaam", "latijnsenaam", "species",
                "speciesname", "taxonname", "soort", "soortnaam", "soortned", "naamsoort", "nederlandsenaam",
                "vernacularname", "dutchname", "speciesnamenl", "name", "naam", "verbatimscientificname", "acceptedscientificname",
            ]
        ),
        (.taxonAuthor, ["scientificnameauthorship", "auteur", "author"]),
        (.taxonURI, ["taxonuri", "taxonid", "soorturi"]),
        (.basisOfRecord, ["basisofrecord"]),
        (.occurrenceStatus, ["occurrencestatus", "aanwezigheid", "presence"]),
        (
            .periodStart,
            [
                "periodstart", "periodestart", "datmstart", "startdatum", "datumstart", "startdate", "begindatum",
                "datumbegin", "datumvan", "visitstartdate", "eventstart",
            ]
        ),
        (
            .periodStop,
            [
                "periodstop", "periodestop", "datmstop", "stopdatum", "datumstop", "einddatum", "enddate", "stopdate",
                "datumeind", "datumtot", "visitenddate", "eventend",
            ]
        ),
        (.startTime, ["starttime", "starttijd", "begintijd", "tijdstart", "tijdbegin"]),
        (.stopTime, ["stoptime", "endtime", "stoptijd", "eindtijd", "tijdstop", "tijdeind"]),
        (
            .eventDate,
            [
                "eventdate", "datum", "date", "observationdate", "observedon", "dateofobservation", "waarnemingsdatum",
                "datumwaarneming", "datumtijd", "datetime", "observationdatetime", "sampledate", "samplingdate", "verbatimeventdate",
            ]
        ),
        (.eventTime, ["eventtime", "tijd", "time", "tijdstip"]),
        (.year, ["year", "jaar"]),
        (.month, ["month", "maand"]),
        (.day, ["day", "dag"]),
        (.geometry, ["wkt", "geometry", "geometrie", "geom", "geometrywkt", "shape", "point", "footprintwkt"]),
        (.hok, ["hok", "hoknummer", "kmhok", "hokcode", "kilometerhok"]),
        (.hokSize, ["hokgrootte", "hoksize"]),
        (.crs, ["geodeticdatum", "crs", "srs", "epsg", "srid", "contentcrs", "coordinatesystem", "coordinaatstelsel"]),
        (
            .uncertainty,
            [
                "coordinateuncertaintyinmeters", "uncertainty", "onzekerheid", "nauwkeurigheid", "precisie",
                "exactmeters", "accuracy", "coordinateuncertainty", "locatieschaal",
            ]
        ),
        (.buffer, ["buffer", "bufferm", "locationbuffer"]),
        (
            .abundance,
            [
                "abundancevalue", "individualcount", "origaant", "aantal", "number", "count", "abundance",
                "organismquantity", "abundantie", "totaant", "howmany", "aantalexemplaren", "aantalindividuen", "exemplaren",
                "numberofindividuals", "quantificationofinvasion", "aantallen",
            ]
        ),
        (
            .abundanceSchema,
            [
                "abundanceschema", "organismquantitytype", "schaaltelmethode", "schaal", "telmethode", "eenheid",
                "quantificationunit",
            ]
        ),
        (.countMinimum, ["aantalmin", "countmin", "countminimum", "minimumaantal"]),
        (.countMaximum, ["aantalmax", "countmax", "countmaximum", "maximumaantal"]),
        (.lifeStage, ["lifestage", "stadium", "levensstadium", "levensfase", "kleed"]),
        (.sex, ["sex", "geslacht", "sekse", "sexe", "gender"]),
        (.activity, ["activity", "behavior", "behaviour", "gedrag", "activiteit"]),
        (.biotope, ["biotope", "biotoop", "habitat"]),
        (.determinationMethod, ["determinationmethod", "determinatiemethode", "detmethode", "identificationmethod"]),
        (
            .surveyMethod,
            [
                "surveymethod", "samplingprotocol", "zoekofvangmethode", "zoekmethode", "vangmethode", "methode",
                "method",
            ]
        ),
        (.subjectType, ["subjecttype", "telonderwerp", "telondrwrp"]),
        (.dwelling, ["dwelling", "verblijfplaats", "verblfplts"]),
        (.protocolCode, ["protocol", "protocolcode", "protocolnummer"]),
        (
            .visit,
            [
                "eventid", "visitid", "visit", "bezoek", "bezoekid", "bezoeknummer", "sessionid", "originalvisitid", "sampleid",
                "samplecd", "samplecode", "monsternummer", "opnamenummer", "opnameid",
            ]
        ),
        (.dataset, ["dataset", "datasetid", "datasetname", "datasetkey"]),
        (.bronhouder, ["bronhouder", "dataeigenr", "dataeigenaar", "rightsholder", "dataowner", "institutioncode"]),
        (.embargoUntil, ["embargountil", "embargo", "embargotot", "toondatum"]),
        (
            .supplierStatus,
            [
                "identificationverificationstatus", "validatiestatus", "validationstatus", "observationstatus",
                "kwliteit", "kwaliteit", "status",
            ]
        ),
        (.evidence, ["evidence", "bewijs", "mediatype"]),
        (.dataGeneralizations, ["datageneralizations", "vervaging", "vervaagd", "vervagingsniveau"]),
        (.license, ["license", "licence", "licentie"]),
        (
            .observer,
            [
                "recordedby", "waarnemer", "waarnemers", "observer", "observers", "observername", "collector", "leg",
                "inventarisator", "collectedby", "collectorname", "naamwaarnemer", "waargenomendoor",
            ]
        ),
        (.identifiedBy, ["identifiedby", "determinator", "det", "gedetermineerddoor", "classifiedby"]),
        (
            .remarks,
            [
                "occurrenceremarks", "remarks", "opmerking", "opmerkingen", "toelichting", "notes", "comments",
                "notities", "bijzonderheden", "eventremarks", "observationcomments", "verbatimnotes", "commentaar",
            ]
        ),
        (
            .locality,
            [
                "locality", "verbatimlocality", "locatie", "plaats", "gebied", "gebiedsnaam", "toponiem", "vindplaats",
                "location", "locationname", "localitynm", "waterbody", "waterloop", "waterlichaam",
            ]
        ),
    ]
}
