import Formats

extension OpenedDelivery {
    static func openDataPackage(_ entry: DeliveryEntry, _ declared: DeclaredForm) throws -> OpenedDelivery {
        throw DeliveryError(.formatNotRead, path: entry.path, message: "a data package is not read yet")
    }
}
