import Formats

extension OpenedDelivery {
    static func openWorkbook(
        path: String, _ container: any FileContainer, _ declared: DeclaredForm
    ) throws -> OpenedDelivery {
        throw DeliveryError(.formatNotRead, path: path, message: "Excel (.xlsx) is not read yet")
    }
}
