import Formats

extension OpenedDelivery {
    static func openShapefiles(
        _ names: [String], path: String, _ container: any FileContainer, _ declared: DeclaredForm
    ) throws -> OpenedDelivery {
        throw DeliveryError(.formatNotRead, path: path, message: "shapefiles are not read yet")
    }

    static func openShapefile(_ entry: DeliveryEntry, _ declared: DeclaredForm) throws -> OpenedDelivery {
        throw DeliveryError(.formatNotRead, path: entry.path, message: "shapefiles are not read yet")
    }
}
