/// What a column of a delivery can be for us: the targets of a profile's `fields`, `values` and `defaults`.
public enum ProfileField: String, CaseIterable, Sendable {
    // MARK: record
    /// The identity of the observation: a URI or other text, unique over the whole databank and stable. Required.
    case identity
    /// What is to be done with the record: take it in (the default) or withdraw what was taken in under its identity.
    /// See `RecordOperation` for the words that are understood.
    case operation
    /// Dataset or folder that the observation belongs to.
    case dataset
    /// Visit or sampling event (Darwin Core eventID).
    case visit
    /// Who owns the observation.
    case bronhouder
    /// Licence under which the supplier gives it.
    case license
    /// Day until which (inclusive) nothing of it may be published.
    case embargoUntil
    /// Judgement of the supplier (identificationVerificationStatus).
    case supplierStatus
    /// Kind of evidence kept by the supplier: photo, sound, specimen.
    case evidence
    /// What the supplier says to have generalised.
    case dataGeneralizations
    /// HumanObservation, PreservedSpecimen …
    case basisOfRecord

    // MARK: taxon
    /// Scientific or Dutch name, with or without author.
    case taxon
    /// Author of the scientific name, where it has a column of its own.
    case taxonAuthor
    /// NDFF taxon URI or another identifier of the register.
    case taxonURI

    // MARK: period
    /// Date, moment or interval (ISO 8601, or in the form that `dates` declares).
    case eventDate
    /// Time of the day that belongs to `eventDate`.
    case eventTime
    /// Beginning of the period.
    case periodStart
    /// End of the period; absent: the end of what `periodStart` names.
    case periodStop
    /// Time of the day at which the period begins.
    case startTime
    /// Time of the day at which the period ends.
    case stopTime
    case year
    /// Month, 1…12 or a name.
    case month
    /// Day of the month.
    case day

    // MARK: location
    /// Easting (or longitude where `crs` is a system in degrees).
    case x
    /// Northing (or latitude where `crs` is a system in degrees).
    case y
    /// Latitude in degrees.
    case latitude
    /// Longitude in degrees.
    case longitude
    /// Both coordinates in one text: `52.155, 5.387`, `155000 463000`, `31U FT 26105 79245`.
    case coordinates
    /// Geometry in Well-Known Text, GeoJSON, or WKB in hexadecimal.
    case geometry
    /// Code of a grid square: `155-463`, `32-34-21`, `31UFT16`.
    case hok
    /// Side of the square: `1x1km`, `5 km`.
    case hokSize
    /// Coordinate system of this record, where it differs from record to record (geodeticDatum).
    case crs
    /// Radius in metres around a point within which the observation was made.
    case uncertainty
    /// Buffer in metres around a point or line (NDFF); read as uncertainty.
    case buffer
    /// Place name or description; restricted.
    case locality

    // MARK: abundance
    /// Number, range, code or word that says how many.
    case abundance
    /// Scale or unit of `abundance`.
    case abundanceSchema
    case countMinimum
    case countMaximum
    /// Present or absent.
    case occurrenceStatus

    // MARK: NDFF code fields
    case lifeStage
    case sex
    case activity
    case biotope
    case determinationMethod
    case surveyMethod
    case subjectType
    case dwelling
    /// Code of the protocol, e.g. `12.205`.
    case protocolCode = "protocol"

    // MARK: restricted
    /// Name(s) of who made the observation; restricted.
    case observer
    /// Name(s) of who determined it; restricted.
    case identifiedBy
    /// Free text; restricted.
    case remarks

    /// Holds people's names, free text or places: goes to the restricted table only.
    public var isRestricted: Bool {
        switch self {
        case .observer, .identifiedBy, .remarks, .locality: true
        default: false
        }
    }

    /// Held against a list of codes, so that a mapping of values makes sense to the reader of a profile.
    public var isCode: Bool {
        switch self {
        case .lifeStage, .sex, .activity, .biotope, .determinationMethod, .surveyMethod, .subjectType, .dwelling,
            .protocolCode, .basisOfRecord, .supplierStatus, .evidence:
            true
        default: false
        }
    }
}
