import Pipeline

/// The books of deliveries, for people: every record read is in one of the columns behind it.
enum DeliveryTable {
    static func print(_ deliveries: [IngestReport.Delivery]) {
        guard !deliveries.isEmpty else {
            Swift.print("Geen leveringen.")
            return
        }
        var total = (read: 0, stored: 0, updated: 0, unchanged: 0, withdrawn: 0, quarantined: 0)
        Swift.print("levering                                  status    gelezen = nieuw + gewijzigd + gelijk + ingetrokken + quarantaine")
        for delivery in deliveries {
            let name = delivery.file.split(separator: "/").last.map(String.init) ?? delivery.file
            Swift.print(
                "\(pad(name, 41)) \(pad(delivery.status, 9)) \(delivery.read) = \(delivery.stored) + \(delivery.updated) + "
                    + "\(delivery.unchanged) + \(delivery.withdrawn) + \(delivery.quarantined)")
            if delivery.quarantined > 0 {
                let reasons = delivery.reasons.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
                Swift.print("    quarantaine: \(reasons.joined(separator: ", "))")
            }
            if delivery.withdrawnMissing > 0 {
                Swift.print("    ingetrokken omdat ze in de levering ontbreken: \(delivery.withdrawnMissing)")
            }
            if let message = delivery.message { Swift.print("    \(message)") }
            total.read += delivery.read
            total.stored += delivery.stored
            total.updated += delivery.updated
            total.unchanged += delivery.unchanged
            total.withdrawn += delivery.withdrawn
            total.quarantined += delivery.quarantined
        }
        Swift.print(
            "\(pad("samen", 51)) \(total.read) = \(total.stored) + \(total.updated) + \(total.unchanged) + "
                + "\(total.withdrawn) + \(total.quarantined)")
    }

    private static func pad(_ text: String, _ width: Int) -> String {
        text.count >= width ? text : text + String(repeating: " ", count: width - text.count)
    }
}
