/// The twelve provinces by their CBS code. Boundaries: `SquareProvinces`, `PolygonProvinces`.
public enum Province: Int32, Sendable, CaseIterable {
    case groningen = 20, fryslân, drenthe, overijssel, flevoland, gelderland
    case utrecht, noordHolland, zuidHolland, zeeland, noordBrabant, limburg

    /// CBS code, 20…31.
    public var code: Int32 { rawValue }

    /// The official name (Frisian for Fryslân).
    public var name: String {
        switch self {
        case .groningen: "Groningen"
        case .fryslân: "Fryslân"
        case .drenthe: "Drenthe"
        case .overijssel: "Overijssel"
        case .flevoland: "Flevoland"
        case .gelderland: "Gelderland"
        case .utrecht: "Utrecht"
        case .noordHolland: "Noord-Holland"
        case .zuidHolland: "Zuid-Holland"
        case .zeeland: "Zeeland"
        case .noordBrabant: "Noord-Brabant"
        case .limburg: "Limburg"
        }
    }

    /// ISO 3166-2, such as `NL-FR`.
    public var isoCode: String {
        switch self {
        case .groningen: "NL-GR"
        case .fryslân: "NL-FR"
        case .drenthe: "NL-DR"
        case .overijssel: "NL-OV"
        case .flevoland: "NL-FL"
        case .gelderland: "NL-GE"
        case .utrecht: "NL-UT"
        case .noordHolland: "NL-NH"
        case .zuidHolland: "NL-ZH"
        case .zeeland: "NL-ZE"
        case .noordBrabant: "NL-NB"
        case .limburg: "NL-LI"
        }
    }

    /// The source holder's code in IMNa and VRN deliveries: 99 and the CBS code.
    public var bronhouderCode: Int32 { 9900 + rawValue }

    /// The province with a name (Friesland too), ISO code, CBS code or Kadaster id (PV21), in any case.
    public init?(named text: String) {
        let wanted = text.lowercased()
        let found = Province.allCases.first { province in
            wanted == province.name.lowercased() || wanted == province.isoCode.lowercased()
                || wanted == "\(province.code)" || wanted == "pv\(province.code)"
                || wanted == "\(province.bronhouderCode)"
                || (province == .fryslân && (wanted == "friesland" || wanted == "fryslan"))
        }
        guard let found else { return nil }
        self = found
    }
}
