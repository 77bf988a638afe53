/// Why a record is not published at all.
public enum WithheldReason: String, CaseIterable, Sendable {
    /// Its validation status is not one that is published.
    case status
    /// Another record stands for it.
    case notCanonical = "niet_canoniek"
    /// The agreement with the supplier does not allow it.
    case agreement = "overeenkomst"
    /// An embargo runs on the day of publication.
    case embargo
    /// The species is on the sensitive list with "hidden".
    case hidden = "verborgen"
    /// Its taxon is not in the register (any more), so it cannot be told whether the species is sensitive.
    case unknownTaxon = "taxon_onbekend"
    /// Something that was looked for and not found, in an export of presences only.
    case absent = "afwezig"

    /// Dutch, for people.
    public var explanation: String {
        switch self {
        case .status: "niet gepubliceerd: de validatiestatus laat publicatie niet toe"
        case .notCanonical: "niet gepubliceerd: een ander record staat voor deze waarneming (dubbel)"
        case .agreement: "niet gepubliceerd: de overeenkomst met de leverancier laat publicatie niet toe"
        case .embargo: "niet gepubliceerd: er loopt een embargo op de dag van publicatie"
        case .hidden: "niet gepubliceerd: de soort staat als geheel verborgen op de lijst van kwetsbare soorten"
        case .unknownTaxon:
            "niet gepubliceerd: het taxon staat niet in het register, dus of de soort kwetsbaar is, is onbekend"
        case .absent: "niet gepubliceerd: een afwezigheid, en deze uitvoer bevat alleen aanwezigheden"
        }
    }
}

/// Why a record is blurred.
public enum BlurCause: String, CaseIterable, Sendable {
    /// The species itself is sensitive (for birds: with this behaviour).
    case species = "soort"
    /// A sensitive species was recorded on the same visit, or at the same place and time.
    case company = "bezoek"
    /// The agreement with the supplier asks for it.
    case agreement = "overeenkomst"
}

/// What becomes of a record on its way to open data.
public enum DisclosureDecision: Hashable, Sendable {
    case published
    case blurred(BlurLevel, BlurCause)
    case withheld(WithheldReason)

    public var isPublished: Bool {
        if case .withheld = self { false } else { true }
    }

    /// Dutch, for people.
    public var explanation: String {
        switch self {
        case .published:
            "gepubliceerd zonder vervaging"
        case .blurred(let level, .species):
            "gepubliceerd, vervaagd tot het hok van \(level.rawValue) km en het jaar: kwetsbare soort"
        case .blurred(let level, .company):
            "gepubliceerd, vervaagd tot het hok van \(level.rawValue) km en het jaar: "
                + "op hetzelfde bezoek of dezelfde plek en tijd is een kwetsbare soort gezien"
        case .blurred(let level, .agreement):
            "gepubliceerd, vervaagd tot het hok van \(level.rawValue) km en het jaar: zo staat het in de overeenkomst"
        case .withheld(let reason):
            reason.explanation
        }
    }
}
