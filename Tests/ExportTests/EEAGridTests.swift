import Reporting
import Testing

struct EEAGridTests {
    /// The first is IOGP Guidance Note 7-2's example; the others are from PROJ (EPSG:4258 to 3035).
    static let points: [(latitude: Double, longitude: Double, easting: Double, northing: Double)] = [
        (50, 5, 3_962_799.45, 2_999_718.85), (52, 10, 4_321_000, 3_210_000),
        (52.08, 4.36, 3_934_792.415, 3_233_858.314), (53.22, 6.57, 4_091_972.075, 3_351_168.602),
        (50.85, 5.69, 4_017_667.208, 3_090_992.179),
    ]

    @Test(arguments: points)
    func projection(_ point: (latitude: Double, longitude: Double, easting: Double, northing: Double)) {
        let projected = EEAGrid.project(latitude: point.latitude, longitude: point.longitude)
        #expect(abs(projected.easting - point.easting) < 0.01)
        #expect(abs(projected.northing - point.northing) < 0.01)
    }

    @Test func cells() {
        #expect(EEAGrid.cell(latitude: 50, longitude: 5, radius: 100) == 396_299)
        #expect(EEAGrid.label(cell: 396_299) == "10kmE396N299")
        // 281 m below the next cell.
        #expect(EEAGrid.cell(latitude: 50, longitude: 5, radius: 280) == 396_299)
        #expect(EEAGrid.cell(latitude: 50, longitude: 5, radius: 282) == nil)
        #expect(EEAGrid.cell(latitude: .nan, longitude: 5, radius: 1) == nil)
        #expect(EEAGrid.cell(latitude: 91, longitude: 5, radius: 1) == nil)
    }
}
