import Foundation
import Ingest
import Outside
import Testing

/// The OGC's packages hold roads and counties, not observations; they are refused with what to do.
struct GeoPackageRefusalTests {
    @Test(.enabled(if: Outside.shared("samples/gpkg_ets12") != nil, "the samples are not here"))
    func packagesWithoutObservations() throws {
        let folder = try #require(Outside.shared("samples/gpkg_ets12"))
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".gpkg") }
        #expect(names.count == 25)
        for name in names {
            do {
                _ = try OpenedDelivery.open(path: folder.appending(path: name).path)
                Issue.record("\(name) is taken for observations")
            } catch let error as DeliveryError {
                #expect(error.code == .notObservations || error.code == .empty, "\(name): \(error)")
                #expect(error.message.contains("holds no layers") || error.message.contains("table.layers"), "\(error)")
            }
        }
    }

    @Test func otherDatabases() throws {
        let folder = try DeliveryFolder(["leeg.gpkg": Array("SQLite format 3\0".utf8) + Array(repeating: 0, count: 200)])
        #expect { _ = try OpenedDelivery.open(path: folder.file("leeg.gpkg")) } throws: {
            ($0 as? DeliveryError)?.code == .unreadable
        }
    }
}
