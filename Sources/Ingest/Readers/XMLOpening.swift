import Formats

extension OpenedDelivery {
    static func openXML(_ entry: DeliveryEntry, _ declared: DeclaredForm) throws -> OpenedDelivery {
        throw DeliveryError(.formatNotRead, path: entry.path, message: "XML is not read yet")
    }
}
