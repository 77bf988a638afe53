/// Why a record was set aside unread. Its bytes are kept; corrected, it can be delivered again.
public enum QuarantineReason: String, CaseIterable, Sendable {
    /// Without identity a record can be neither updated nor withdrawn.
    case identityMissing = "IDENTITY_MISSING"
    /// Bytes that the encoding of the delivery does not know.
    case invalidEncoding = "INVALID_ENCODING"
    /// Longer than any record can be: most often a quote that was never closed.
    case recordTooLong = "RECORD_TOO_LONG"
    /// The file ends within quotes.
    case unterminatedQuote = "UNTERMINATED_QUOTE"
    /// A NUL byte: a damaged file, or one in UTF-16 that does not say so.
    case nulByte = "NUL_BYTE"
    /// The number of fields is so far off that no field can be trusted to be what the header says.
    case fieldsUnusable = "FIELDS_UNUSABLE"
    /// It is no record of its format: JSON that is none.
    case recordMalformed = "RECORD_MALFORMED"
    /// It refers to an event (or taxon, or deployment) that is not in the delivery, and says neither when nor where itself.
    case relatedRecordMissing = "RELATED_RECORD_MISSING"
    /// The supplier's profile excludes such records.
    case excludedByProfile = "EXCLUDED_BY_PROFILE"
    /// A word in the column `operation` that neither the profile nor this program knows.
    case operationUnknown = "OPERATION_UNKNOWN"
    /// Asks to withdraw an observation that was never taken in from this source.
    case withdrawalUnknown = "WITHDRAWAL_UNKNOWN"

    /// Whether such a record says that the delivery is of poor quality, and so counts for the threshold above which the
    /// delivery is refused.
    public var countsForThreshold: Bool { self != .excludedByProfile && self != .withdrawalUnknown }

    /// What it means and what to do, in Dutch.
    public var messageDutch: String {
        switch self {
        case .identityMissing: "Het record heeft geen identiteit; vul het veld in of wijs het aan in het profiel."
        case .invalidEncoding: "Het record bevat tekens die niet bij de codering passen; lever opnieuw als UTF-8."
        case .recordTooLong: "Het record is onmogelijk lang; zoek een aanhalingsteken dat niet wordt gesloten."
        case .unterminatedQuote: "Het bestand eindigt binnen aanhalingstekens; sluit ze."
        case .nulByte: "Het record bevat een NUL-byte; het bestand is beschadigd of staat in UTF-16."
        case .fieldsUnusable: "Het aantal velden klopt niet met de kop; herstel scheidingstekens en regeleinden."
        case .recordMalformed: "De regel is geen geldig record (JSON); herstel de schrijfwijze."
        case .relatedRecordMissing:
            "Het bezoek (event) waarnaar het record verwijst ontbreekt, en het record zegt zelf niet wanneer en waar; lever het bezoek mee of vul datum en plaats in."
        case .excludedByProfile: "Het profiel van de leverancier sluit dit record uit."
        case .operationUnknown:
            "Wat er met het record moet gebeuren is onbekend; gebruik nieuw, gewijzigd of verwijderd, of zet het woord in het profiel."
        case .withdrawalUnknown:
            "Het record trekt een waarneming in die niet van deze bron is ontvangen; controleer de identiteit."
        }
    }

    /// What it means and what to do, in English.
    public var messageEnglish: String {
        switch self {
        case .identityMissing: "The record has no identity; fill the field in or name it in the profile."
        case .invalidEncoding: "The record has bytes that do not fit the encoding; deliver again as UTF-8."
        case .recordTooLong: "The record is impossibly long; look for a quote that is not closed."
        case .unterminatedQuote: "The file ends within quotes; close them."
        case .nulByte: "The record has a NUL byte; the file is damaged or in UTF-16."
        case .fieldsUnusable: "The number of fields does not fit the header; repair delimiters and line ends."
        case .recordMalformed: "The line is no valid record (JSON); mend its syntax."
        case .relatedRecordMissing:
            "The event that the record refers to is missing, and the record itself says neither when nor where; deliver the event too or fill in date and place."
        case .excludedByProfile: "The supplier's profile excludes this record."
        case .operationUnknown:
            "What is to be done with the record is unknown; use insert, update or delete, or map the word in the profile."
        case .withdrawalUnknown:
            "The record withdraws an observation that was never received from this source; check the identity."
        }
    }
}
