import Foundation
import Reference
import Testing

@Suite struct TransformerTests {
    static let grid: URL? = ReferenceFiles.fixtures

    @Test func certifiedPointWithGrid() throws {
        for approximating in [false, true] {
            let toRD = try Transformer(from: .wgs84, to: .rdNew, gridDirectory: Self.grid, approximating: approximating)
            let point = try #require(toRD.transform(x: 4.712120126, y: 51.728601274))
            #expect(abs(point.x - 108360.8790) < 0.0001)
            #expect(abs(point.y - 415757.2745) < 0.0001)
            #expect(toRD.accuracyMetres == 0.001)
            let back = try Transformer(
                from: .rdNew, to: .etrs89, gridDirectory: Self.grid, approximating: approximating)
            let place = try #require(back.transform(x: 108360.8790, y: 415757.2745))
            #expect(abs(place.x - 4.712120126) < 2e-9)
            #expect(abs(place.y - 51.728601274) < 2e-9)
        }
    }

    @Test(arguments: [false, true]) func testVectorsWithoutGrid(approximating: Bool) throws {
        let toRD = try Transformer(from: .etrs89, to: .rdNew, gridDirectory: nil, approximating: approximating)
        let fromRD = try Transformer(from: .rdNew, to: .etrs89, gridDirectory: nil, approximating: approximating)
        #expect(toRD.accuracyMetres == 0.25)
        let rows = try ReferenceFiles.rows(ReferenceFiles.conformance.appendingPathComponent("rd_testvectors.csv"))
        #expect(rows.count >= 100)
        for row in rows {
            let name = row["naam"] ?? ""
            let x = try #require(Double(row["x_rd"] ?? "")), y = try #require(Double(row["y_rd"] ?? ""))
            let lat = try #require(Double(row["lat_etrs89_epsg8"] ?? ""))
            let lon = try #require(Double(row["lon_etrs89_epsg8"] ?? ""))
            let place = try #require(fromRD.transform(x: x, y: y))
            #expect(abs(place.x - lon) < 1e-8 && abs(place.y - lat) < 1e-8, "\(name)")
            let point = try #require(toRD.transform(x: lon, y: lat))
            #expect(abs(point.x - x) < 0.001 && abs(point.y - y) < 0.001, "\(name)")
            // EPSG (4), meant for WGS 84, differs by less than 4 mm: WGS 84 may be taken for ETRS89.
            let lat4 = try #require(Double(row["lat_wgs84_epsg4"] ?? ""))
            let lon4 = try #require(Double(row["lon_wgs84_epsg4"] ?? ""))
            let other = try #require(toRD.transform(x: lon4, y: lat4))
            #expect(abs(other.x - x) < 0.004 && abs(other.y - y) < 0.004, "\(name)")
        }
    }

    /// The lattice against PROJ itself, over the country and the sea around it, in both directions.
    @Test(arguments: [true, false]) func latticeStaysWithinAMillimetre(withGrid: Bool) throws {
        let directory = withGrid ? Self.grid : nil
        var dice = Dice(state: 1)
        let count = 100_000
        let lon = (0..<count).map { _ in dice.next(in: 2.5...7.35) }
        let lat = (0..<count).map { _ in dice.next(in: 50.6...55.9) }
        var exact = (x: lon, y: lat), fast = (x: lon, y: lat)
        let proj = try Transformer(from: .etrs89, to: .rdNew, gridDirectory: directory, approximating: false)
        let lattice = try Transformer(from: .etrs89, to: .rdNew, gridDirectory: directory)
        #expect(proj.transform(x: &exact.x, y: &exact.y, count: count).failed == 0)
        #expect(lattice.transform(x: &fast.x, y: &fast.y, count: count).failed == 0)
        var worst = 0.0
        for row in 0..<count { worst = max(worst, abs(exact.x[row] - fast.x[row]), abs(exact.y[row] - fast.y[row])) }
        #expect(worst < 0.0001, "\(worst) m")

        let projBack = try Transformer(from: .rdNew, to: .etrs89, gridDirectory: directory, approximating: false)
        let latticeBack = try Transformer(from: .rdNew, to: .etrs89, gridDirectory: directory)
        var exactBack = exact, fastBack = exact
        projBack.transform(x: &exactBack.x, y: &exactBack.y, count: count)
        latticeBack.transform(x: &fastBack.x, y: &fastBack.y, count: count)
        var worstBack = 0.0
        for row in 0..<count {
            worstBack = max(
                worstBack, abs(exactBack.x[row] - fastBack.x[row]) * 68_000,
                abs(exactBack.y[row] - fastBack.y[row]) * 111_300)
        }
        // Without the grid PROJ's way back is itself no exact inverse: it starts from height 0 on the other ellipsoid.
        #expect(worstBack < (withGrid ? 0.0001 : 0.001), "\(worstBack) m")
    }

    @Test func latticeDoesNotDependOnTheOrderOfPoints() throws {
        var dice = Dice(state: 7)
        let lon = (0..<5000).map { _ in dice.next(in: 3.3...7.2) }
        let lat = (0..<5000).map { _ in dice.next(in: 50.7...53.5) }
        let one = try Transformer(from: .wgs84, to: .rdNew, gridDirectory: Self.grid)
        let other = try Transformer(from: .wgs84, to: .rdNew, gridDirectory: Self.grid)
        var forward = (x: lon, y: lat), backward = (x: Array(lon.reversed()), y: Array(lat.reversed()))
        one.transform(x: &forward.x, y: &forward.y, count: 5000)
        other.transform(x: &backward.x, y: &backward.y, count: 5000)
        #expect(forward.x == backward.x.reversed() && forward.y == backward.y.reversed())
    }

    /// Outside the grid RD goes by Helmert, point by point, and says so.
    @Test func outsideTheGrid() throws {
        let toRD = try Transformer(from: .wgs84, to: .rdNew, gridDirectory: Self.grid)
        let helmert = try Transformer(from: .wgs84, to: .rdNew, gridDirectory: nil)
        var x = [4.7, 8.5, 1.5, 500, .nan, 5, 5], y = [51.7, 51.7, 49.5, 51.7, 51.7, 91, .infinity]
        var flags = [Bool](repeating: false, count: 7)
        let outcome = toRD.transform(x: &x, y: &y, count: 7, withoutGrid: &flags)
        #expect(outcome == Transformer.Outcome(failed: 4, withoutGrid: 2))
        #expect(flags == [false, true, true, false, false, false, false])
        for row in 3..<7 { #expect(x[row].isNaN && y[row].isNaN) }
        for (row, place) in [(1, (8.5, 51.7)), (2, (1.5, 49.5))] {
            let expected = try #require(helmert.transform(x: place.0, y: place.1))
            #expect(abs(x[row] - expected.x) < 1e-6 && abs(y[row] - expected.y) < 1e-6)
        }
    }

    /// Values of PROJ 9 (projinfo's first operation without grids), and there and back.
    @Test(arguments: [
        (CoordinateReferenceSystem.belgianLambert72, 152073.166, 184314.048, 4.398268452606753, 50.969081545843125),
        (.belgianLambert2008, 649328, 665262, 4.35921583333333, 50.797815),
        (.utm(zone: 31, south: false), 500_000, 5649824.888, 3.0, 51.0),
    ]) func otherSystems(system: CoordinateReferenceSystem, x: Double, y: Double, lon: Double, lat: Double) throws {
        let toWGS = try Transformer(from: system, to: .wgs84, gridDirectory: Self.grid)
        let place = try #require(toWGS.transform(x: x, y: y))
        #expect(abs(place.x - lon) < 1e-5 && abs(place.y - lat) < 1e-5, "\(place)")
        let toRD = try Transformer(from: system, to: .rdNew, gridDirectory: Self.grid)
        let fromRD = try Transformer(from: .rdNew, to: system, gridDirectory: Self.grid)
        let rd = try #require(toRD.transform(x: x, y: y))
        let back = try #require(fromRD.transform(x: rd.x, y: rd.y))
        #expect(abs(back.x - x) < 0.002 && abs(back.y - y) < 0.002, "\(back)")
        #expect(toRD.accuracyMetres >= 0.001 && toRD.accuracyMetres < 1.3)
    }

    @Test func nothingToDo() throws {
        let same = try Transformer(from: .wgs84, to: .etrs89, gridDirectory: nil)
        #expect(same.transform(x: 5, y: 52).map { $0 == (5, 52) } == true)
        #expect(same.transform(x: 5, y: .nan) == nil)
        var none: [Double] = [], empty: [Double] = []
        #expect(same.transform(x: &none, y: &empty, count: 0) == Transformer.Outcome())
    }

    @Test func gridsThatAreNone() throws {
        #expect(throws: TransformerError.self) {
            try Transformer(from: .wgs84, to: .rdNew, gridDirectory: ReferenceFiles.conformance)
        }
        let fake = try ReferenceFiles.temporary("no grid", name: "rdtrans2018.gsb")
        let error = #expect(throws: TransformerError.self) {
            try Transformer(from: .wgs84, to: .rdNew, gridDirectory: fake.deletingLastPathComponent())
        }
        #expect(error?.description.contains("cannot be used") == true)
    }

    /// Coordinates far from anything must give an answer or none, never a crash.
    @Test(arguments: [
        CoordinateReferenceSystem.rdNew, .belgianLambert72, .belgianLambert2008, .utm(zone: 31, south: true),
    ])
    func wildCoordinates(system: CoordinateReferenceSystem) throws {
        let target = system == .rdNew ? CoordinateReferenceSystem.wgs84 : .rdNew
        let transformer = try Transformer(from: system, to: target, gridDirectory: Self.grid)
        for value in [0, -1e5, 1e6, -1e7, 3.9e7, 1e30, -.infinity, .nan, .leastNonzeroMagnitude] {
            for other in [0, 4e5, -2e6, 1e8, .greatestFiniteMagnitude] {
                if let point = transformer.transform(x: value, y: other) {
                    #expect(point.x.isFinite && point.y.isFinite)
                }
            }
        }
    }
}
