import Formats

extension OpenedDelivery {
    static func openParquet(_ entry: DeliveryEntry, _ declared: DeclaredForm) throws -> OpenedDelivery {
        throw DeliveryError(.formatNotRead, path: entry.path, message: "Parquet is not read yet")
    }
}
