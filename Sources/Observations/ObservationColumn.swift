/// The facts of an observation, in the order in which they are stored. Names follow Darwin Core and the NDFF.
public enum ObservationColumn: String, CaseIterable, Sendable {
    /// Number of this version of the observation; equals the row id of the DuckLake table.
    case observationID = "observation_id"
    /// The URI (or other text) that the supplier gave; unique over the whole databank.
    case identity
    /// Name of the source in the configuration.
    case source
    case deliveryID = "delivery_id"
    /// Number of the record in its file, from 1, the header not counted.
    case recordNumber = "record_number"
    /// Number of the line on which the record begins, from 1.
    case line

    /// Taxon URI in the register; absent when the delivered name was not recognised.
    case taxonID = "taxon_id"
    /// Accepted scientific name in the register, without author.
    case scientificName = "scientific_name"
    /// Dutch name in the register.
    case dutchName = "dutch_name"
    case taxonRank = "taxon_rank"
    /// Taxon URI of the species that a subspecies, variety or form belongs to; for a species its own.
    case speciesID = "species_id"
    /// Soortgroepen of the taxon, separated by `|`.
    case soortgroep
    /// Beleidsstatus labels of the taxon, separated by `|`.
    case beleidsstatus
    /// How the delivered name was recognised: see `TaxonMatchKind`.
    case taxonMatch = "taxon_match"
    /// The name as delivered.
    case verbatimName = "verbatim_name"
    case basisOfRecord = "basis_of_record"
    /// `present` or `absent`.
    case occurrenceStatus = "occurrence_status"

    /// First moment of the period, local time in the Netherlands.
    case periodStart = "period_start"
    /// Last moment of the period (inclusive, to the microsecond), local time in the Netherlands.
    case periodStop = "period_stop"
    /// See `PeriodPrecision`.
    case periodPrecision = "period_precision"
    /// The period as delivered, where it is not simply the ISO 8601 form of the two columns above.
    case verbatimPeriod = "verbatim_period"

    /// RD New (EPSG:28992) easting of the point, or of the centroid of a line or polygon, in metres.
    case x
    /// RD New (EPSG:28992) northing, in metres.
    case y
    /// Latitude, ETRS89/WGS84, in degrees.
    case latitude
    /// Longitude, ETRS89/WGS84, in degrees.
    case longitude
    /// See `LocationType`.
    case locationType = "location_type"
    /// WKT in RD New, for lines and polygons only.
    case geometry
    /// Radius around the point (or buffer around the line) within which the observation was made, in metres.
    case uncertainty = "uncertainty_m"
    /// Coordinate system in which the location was delivered, e.g. `EPSG:4326`.
    case sourceCRS = "source_crs"
    /// The coordinates as delivered, where they could not be read or were refused.
    case verbatimCoordinates = "verbatim_coordinates"
    /// Kilometre square as XXXYYY (south-west corner in km): 155463.
    case kmhok
    /// 5 km square as XXXYYY: 155460.
    case uurhok
    /// CBS code of the province, 20…31; absent outside all provinces.
    case province
    /// True where the province was taken from a kmhok that several provinces share.
    case provinceShared = "province_shared"

    /// Scale of the abundance: `exact_count`, `presence`, `tansley` …
    case abundanceSchema = "abundance_schema"
    /// The abundance as delivered.
    case abundanceValue = "abundance_value"
    case countMinimum = "count_min"
    case countMaximum = "count_max"

    case lifeStage = "life_stage"
    case sex
    case activity
    case biotope
    case determinationMethod = "determination_method"
    case surveyMethod = "survey_method"
    case subjectType = "subject_type"
    case dwelling

    case protocolCode = "protocol"
    /// Visit or sampling event (Darwin Core eventID).
    case visitID = "visit_id"
    case dataset
    case bronhouder
    /// Day until which (inclusive) nothing of the record may be published.
    case embargoUntil = "embargo_until"
    /// Status that the supplier gave (identificationVerificationStatus).
    case supplierStatus = "supplier_status"
    /// Kind of evidence kept by the supplier (photo, sound, specimen …).
    case evidence
    /// What the supplier says to have generalised (dataGeneralizations).
    case dataGeneralizations = "data_generalizations"
    case license

    /// XXH3 of the record as delivered: tells changed from unchanged.
    case payloadKey = "payload_key"
    /// XXH3 of the interpreted facts without the identity: equal for observations that say the same.
    case contentKey = "content_key"

    /// Name and kind of the stored column.
    public var definition: StoreColumn {
        switch self {
        case .observationID, .deliveryID, .recordNumber, .line, .payloadKey, .contentKey:
            StoreColumn(rawValue, .int64, nullable: false)
        case .identity: StoreColumn(rawValue, .plain, nullable: false)
        case .source: StoreColumn(rawValue, .coded, nullable: false)
        case .periodStart, .periodStop: StoreColumn(rawValue, .timestamp)
        case .x, .y, .latitude, .longitude, .uncertainty: StoreColumn(rawValue, .double)
        case .geometry: StoreColumn(rawValue, .plain)
        case .kmhok, .uurhok, .province: StoreColumn(rawValue, .int32)
        case .provinceShared: StoreColumn(rawValue, .boolean)
        case .countMinimum, .countMaximum: StoreColumn(rawValue, .int64)
        case .embargoUntil: StoreColumn(rawValue, .date)
        default: StoreColumn(rawValue, .coded)
        }
    }
}
