import Formats

extension OpenedDelivery {
    static func openGeoPackage(_ entry: DeliveryEntry, _ declared: DeclaredForm) throws -> OpenedDelivery {
        throw DeliveryError(.formatNotRead, path: entry.path, message: "GeoPackage is not read yet")
    }
}
