import Foundation
import Observations
import Reference

/// Brings places from the systems in which they are delivered into RD New and into degrees (ETRS89/WGS84).
/// For one thread: PROJ's objects belong to the thread that made them.
final class Transformations {
    private let gridDirectory: URL?
    private var transformers: [Int32: (toRD: Transformer?, toDegrees: Transformer?)] = [:]

    init(gridDirectory: URL?) {
        self.gridDirectory = gridDirectory
    }

    /// Transformers from a system; both `nil` for one that is not known.
    private func transformers(_ epsg: Int32) -> (toRD: Transformer?, toDegrees: Transformer?) {
        if let known = transformers[epsg] { return known }
        var made: (toRD: Transformer?, toDegrees: Transformer?) = (nil, nil)
        if let system = CoordinateReferenceSystem(epsg: Int(epsg)) {
            if system != .rdNew { made.toRD = try? Transformer(from: system, to: .rdNew, gridDirectory: gridDirectory) }
            if !system.isETRS89 {
                made.toDegrees = try? Transformer(from: system, to: .wgs84, gridDirectory: gridDirectory)
            }
        }
        transformers[epsg] = made
        return made
    }

    /// Converts the rows of one system in place: `x` and `y` become RD, `latitude` and `longitude` degrees.
    func convert(
        epsg code: Int32, of systems: [Int32], x: inout [Double], y: inout [Double], latitude: inout [Double],
        longitude: inout [Double], report: (Int, InterpretationIssue) -> Void
    ) {
        let system = CoordinateReferenceSystem(epsg: Int(code))
        let (toRD, toDegrees) = transformers(code)
        let rows = systems.indices.filter { systems[$0] == code }
        guard let system, toRD != nil || system == .rdNew else {
            for row in rows {
                x[row] = .nan
                y[row] = .nan
                report(row, .crsUnknown)
            }
            return
        }
        var eastings = rows.map { x[$0] }
        var northings = rows.map { y[$0] }
        var longitudes = eastings
        var latitudes = northings
        transform(toDegrees, &longitudes, &latitudes)
        transform(toRD, &eastings, &northings)
        for (place, row) in rows.enumerated() {
            x[row] = eastings[place]
            y[row] = northings[place]
            longitude[row] = longitudes[place]
            latitude[row] = latitudes[place]
            if eastings[place].isNaN || latitudes[place].isNaN {
                x[row] = .nan
                y[row] = .nan
                report(row, .reprojectionFailed)
            }
        }
    }

    /// A geometry in RD; `nil` when its system is not known or a position cannot be converted.
    func toRD(_ geometry: DeliveredGeometry, epsg: Int) -> DeliveredGeometry? {
        guard epsg != CoordinateSystemLabel.rdNew else { return geometry }
        guard let transformer = transformers(Int32(truncatingIfNeeded: epsg)).toRD else { return nil }
        var converted = geometry
        converted.epsg = nil
        transform(transformer, &converted.xs, &converted.ys)
        return converted.xs.contains { $0.isNaN } ? nil : converted
    }

    private func transform(_ transformer: Transformer?, _ x: inout [Double], _ y: inout [Double]) {
        guard let transformer else { return }
        let count = min(x.count, y.count)
        x.withUnsafeMutableBufferPointer { x in
            y.withUnsafeMutableBufferPointer { y in
                guard let x = x.baseAddress, let y = y.baseAddress else { return }
                transformer.transform(x: x, y: y, count: count)
            }
        }
    }
}
