import Observations

/// What can be found while a record is read. The raw value is the rule id of the finding.
public enum InterpretationIssue: String, CaseIterable, Sendable {
    // MARK: the record
    case raggedRowShort = "RAGGED_ROW_SHORT"
    case raggedRowLong = "RAGGED_ROW_LONG"
    case strayQuote = "STRAY_QUOTE"
    case duplicateInDelivery = "DUPLICATE_IN_DELIVERY"
    case codeUnknown = "CODE_UNKNOWN"
    case withdrawnBefore = "WITHDRAWN_BEFORE"

    // MARK: texts
    case textMojibake = "TEXT_MOJIBAKE"
    case textReplacement = "TEXT_REPLACEMENT_CHARACTER"
    case textControls = "TEXT_CONTROL_CHARACTERS"
    case relatedRecordMissing = "RELATED_RECORD_MISSING"

    // MARK: taxon
    case taxonMissing = "TAXON_MISSING"
    case taxonUnknown = "TAXON_UNKNOWN"
    case taxonAmbiguous = "TAXON_AMBIGUOUS"
    case basisOfRecordInvalid = "BASIS_OF_RECORD_INVALID"

    // MARK: period
    case dateMissing = "DATE_MISSING"
    case dateInvalid = "DATE_INVALID"
    case dateAmbiguous = "DATE_AMBIGUOUS"
    case timeInvalid = "TIME_INVALID"
    case timeLeftOut = "TIME_LEFT_OUT"
    case timeTwice = "TIME_TWICE"
    case periodReversed = "PERIOD_REVERSED"
    case periodOpen = "PERIOD_OPEN"
    case recordedDateMismatch = "RECORDED_DATE_MISMATCH"
    case embargoInvalid = "EMBARGO_INVALID"

    // MARK: location
    case coordinateMissing = "COORDINATE_MISSING"
    case coordinateInvalid = "COORDINATE_INVALID"
    case coordinateOutOfRange = "COORDINATE_OUT_OF_RANGE"
    case coordinateScale = "COORDINATE_SCALE"
    case coordinateOldRD = "COORDINATE_OLD_RD"
    case coordinateCoarse = "COORDINATE_COARSE"
    case zeroCoordinate = "ZERO_COORDINATE"
    case presumedSwapped = "PRESUMED_SWAPPED_COORDINATE"
    case crsUnknown = "CRS_UNKNOWN"
    case crsAssumed = "CRS_ASSUMED"
    case reprojectionFailed = "COORDINATE_REPROJECTION_FAILED"
    case geometryInvalid = "GEOMETRY_INVALID"
    case geometryHeightDropped = "GEOMETRY_HEIGHT_DROPPED"
    case geometryReducedToPoint = "GEOMETRY_REDUCED_TO_POINT"
    case squareInvalid = "SQUARE_INVALID"
    case uncertaintyInvalid = "UNCERTAINTY_INVALID"

    // MARK: abundance
    case countInvalid = "COUNT_INVALID"
    case abundanceInvalid = "ABUNDANCE_INVALID"
    case abundanceSchemaUnknown = "ABUNDANCE_SCHEMA_UNKNOWN"
    case abundanceConflict = "ABUNDANCE_CONFLICT"
    case occurrenceStatusInvalid = "OCCURRENCE_STATUS_UNPARSABLE"
    case occurrenceStatusInferredFromCount = "OCCURRENCE_STATUS_INFERRED_FROM_INDIVIDUAL_COUNT"
    case occurrenceStatusInferredFromBasis = "OCCURRENCE_STATUS_INFERRED_FROM_BASIS_OF_RECORD"
    case occurrenceStatusConflict = "INDIVIDUAL_COUNT_CONFLICTS_WITH_OCCURRENCE_STATUS"

    /// How much the finding weighs. `error` is kept for facts without which a record cannot be used.
    public var severity: FindingSeverity { details.severity }
    /// The Darwin Core or NDFF term concerned; empty when it is the record as a whole.
    public var term: String { details.term }
    /// What was found, for a Dutch reader. `{value}` stands for the text as delivered.
    public var messageDutch: String { details.dutch }
    /// What was found, in English. `{value}` stands for the text as delivered.
    public var messageEnglish: String { details.english }
    /// The name of the same finding in GBIF's OccurrenceIssue vocabulary, where there is one.
    public var gbifIssue: String? { details.gbif }
}
