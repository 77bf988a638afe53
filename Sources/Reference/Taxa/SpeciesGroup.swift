/// The 27 species groups (soortgroepen) of NDFF. A taxon may belong to more than one.
public enum SpeciesGroup: String, Sendable, CaseIterable {
    case amfibieën = "Amfibieën"
    case dagvlinders = "Dagvlinders"
    case eencelligen = "Eencelligen"
    case geleedpotigenOverig = "Geleedpotigen (overig)"
    case insectenOverig = "Insecten (overig)"
    case kevers = "Kevers"
    case korstmossen = "Korstmossen"
    case kranswierenWierenEnAlgen = "Kranswieren, wieren en algen"
    case kreeftachtigen = "Kreeftachtigen"
    case libellen = "Libellen"
    case microvlinders = "Microvlinders"
    case mossen = "Mossen"
    case nachtvlinders = "Nachtvlinders"
    case ongewerveldenOverig = "Ongewervelden (overig)"
    case reptielen = "Reptielen"
    case schimmels = "Schimmels"
    case snavelinsecten = "Snavelinsecten"
    case spinachtigen = "Spinachtigen"
    case sprinkhanenEnKrekels = "Sprinkhanen en krekels"
    case vaatplanten = "Vaatplanten"
    case vissen = "Vissen"
    case vleermuizen = "Vleermuizen"
    case vliegenEnMuggen = "Vliegen en muggen"
    case vliesvleugeligen = "Vliesvleugeligen"
    case vogels = "Vogels"
    case weekdieren = "Weekdieren"
    case zoogdierenOverig = "Zoogdieren (overig)"

    /// The name in Dutch, as NDFF writes it.
    public var name: String { rawValue }
}
