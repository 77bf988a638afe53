import Ingest
import Observations

/// The Dutch of the feedback to suppliers.
extension DeliveryFeedback {
    var statusText: String {
        switch delivery.status {
        case .accepted: "opgenomen"
        case .refused: "geweigerd: niets van de levering is opgenomen"
        case .held: "aangehouden: de levering wacht op een geldige overeenkomst"
        case .known: "al bekend"
        }
    }

    /// What was received and where it went, in the order of the books.
    var counts: [(name: String, count: Int)] {
        let counts = delivery.counts
        var rows = [
            ("ontvangen", counts.read), ("nieuw opgenomen", counts.stored), ("gewijzigd", counts.updated),
            ("ongewijzigd", counts.unchanged), ("ingetrokken", counts.withdrawn), ("apart gezet", counts.quarantined),
        ]
        if counts.withdrawnMissing > 0 {
            rows.append(("bovendien ingetrokken omdat ze in deze levering ontbreken", counts.withdrawnMissing))
        }
        return rows
    }

    /// What the supplier is asked to do, a sentence each.
    var requests: [String] {
        var requests: [String] = []
        switch delivery.status {
        case .refused:
            let code = delivery.reasons.keys.first.flatMap(DeliveryError.Code.init(rawValue:))
            requests.append(code?.requestDutch ?? "Herstel het bestand en lever het opnieuw.")
        case .held:
            requests.append(
                "U hoeft het bestand niet opnieuw te leveren: het wordt opgenomen zodra de overeenkomst geldig is. "
                    + "Neem daarover contact op met de beheerder van de databank.")
        case .accepted, .known:
            if !setAside.isEmpty {
                requests.append(
                    "Herstel de \(delivery.counts.quarantined) apart gezette records in het herstelbestand (uw eigen vorm en "
                        + "kolommen, met de reden erachter) en lever dat bestand zoals het is opnieuw; de kolommen ndff_… mogen blijven staan.")
            }
            if !unknownNames.isEmpty {
                requests.append("Controleer de soortnamen die niet zijn herkend en lever de verbeterde records opnieuw.")
            }
            if problems.contains(where: { $0.severity == FindingSeverity.error.rawValue }) {
                requests.append("Verbeter de records met een fout: zonder de ontbrekende gegevens kunnen ze niet worden gebruikt.")
            }
            if requests.isEmpty { requests.append("U hoeft niets te doen.") }
        }
        return requests
    }

    /// Why the delivery was refused or is held, without paths of our machines.
    var reason: String? {
        guard let message = delivery.message, delivery.status != .accepted else { return nil }
        guard let place = message.range(of: delivery.fileName) else { return message }
        return delivery.fileName + message[place.upperBound...]
    }

    static func severityText(_ severity: String) -> String {
        switch severity {
        case FindingSeverity.error.rawValue: "fout"
        case FindingSeverity.warning.rawValue: "waarschuwing"
        case FindingSeverity.info.rawValue: "ter informatie"
        default: "apart gezet"
        }
    }
}
