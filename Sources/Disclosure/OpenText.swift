/// The coded text columns of open data. Raw values are the column names of flat exports.
/// What is not named here or in `OpenBatch` does not leave the databank.
public enum OpenText: String, CaseIterable, Sendable {
    case taxonID = "taxon_id"
    /// Accepted scientific name, without author.
    case scientificName = "scientific_name"
    /// Dutch name.
    case vernacularName = "vernacular_name"
    case taxonRank = "taxon_rank"
    /// Separated by `|`.
    case soortgroep
    /// Separated by `|`.
    case beleidsstatus
    case basisOfRecord = "basis_of_record"
    case occurrenceStatus = "occurrence_status"
    /// `year`, `month`, `day`, `hour`, `minute`, `second` or `interval`; `year` for blurred records of one year.
    case periodPrecision = "period_precision"
    /// `point`, `line`, `polygon` or `hok`; `hok` for blurred records.
    case locationType = "location_type"
    /// What was coarsened, by us or by the supplier.
    case dataGeneralizations = "data_generalizations"
    case abundanceSchema = "abundance_schema"
    /// The code on a code scale (Tansley `f`, Londo `0.1`); absent for counts, which are numbers of their own.
    case abundanceCode = "abundance_code"
    case lifeStage = "life_stage"
    case sex
    case activity
    case biotope
    case determinationMethod = "determination_method"
    case surveyMethod = "survey_method"
    case subjectType = "subject_type"
    case dwelling
    case protocolCode = "protocol"
    case visitID = "visit_id"
    case dataset
    case bronhouder
    case license
    /// Status of our own validation.
    case verificationStatus = "identification_verification_status"

    /// Whether blurred records go without: these columns can give away what the square hides, by naming the site,
    /// by describing it, or by tying the record to others.
    var isRemovedByBlurring: Bool {
        switch self {
        case .activity, .biotope, .dwelling, .visitID, .dataset: true
        default: false
        }
    }
}
