import Formats

extension OpenedDelivery {
    static func openJSON(_ entry: DeliveryEntry, _ declared: DeclaredForm) throws -> OpenedDelivery {
        throw DeliveryError(.formatNotRead, path: entry.path, message: "JSON is not read yet")
    }
}
