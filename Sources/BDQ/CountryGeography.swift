#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Which country a place is in, as far as coarse outlines can tell.
///
/// The standard's default is Natural Earth 1:10m united with the Exclusive Economic Zones of Marine Regions. Held here are
/// the outlines of 1:110m, a disc around the centre for smaller territories, and in place of the zones the sea within 200
/// nautical miles that is nearest to a country's land. An answer is given only where the coarseness cannot change it.
enum CountryGeography {
    enum Verdict: Sendable, Equatable {
        case yes, no
        /// Too near a border or a limit to be told.
        case uncertain
    }

    struct Point: Sendable {
        var latitude: Double
        var longitude: Double
    }

    private struct Ring: Sendable {
        var longitudes: [Double]
        var latitudes: [Double]
    }

    private static let outlines: [String: [Ring]] = {
        var outlines: [String: [Ring]] = [:]
        for line in CountryOutlineTable.rows.split(separator: "\n") {
            let fields = line.split(separator: "|")
            guard let code = fields.first else { continue }
            outlines[String(code)] = fields.dropFirst().map { ring in
                let numbers = ring.split { $0 == "," || $0 == " " }.compactMap { Double($0) }
                return Ring(
                    longitudes: stride(from: 0, to: numbers.count - 1, by: 2).map { numbers[$0] / 100 },
                    latitudes: stride(from: 1, to: numbers.count, by: 2).map { numbers[$0] / 100 })
            }
        }
        return outlines
    }()

    /// Centres and, where known, area in square kilometres.
    static let centres: [String: (points: [Point], area: Double?)] = {
        var centres: [String: (points: [Point], area: Double?)] = [:]
        for line in CountryCentreTable.rows.split(separator: "\n") {
            let fields = line.split(separator: "|", omittingEmptySubsequences: false)
            guard fields.count > 2 else { continue }
            let points = fields.dropFirst(2).compactMap { field -> Point? in
                let numbers = field.split(separator: ",").compactMap { Double($0) }
                return numbers.count == 2 ? Point(latitude: numbers[0], longitude: numbers[1]) : nil
            }
            centres[String(fields[0])] = (points, Double(fields[1]))
        }
        return centres
    }()

    // MARK: distances in kilometres

    static func distance(_ left: Point, _ right: Point) -> Double {
        let radians = Double.pi / 180
        let latitude = sin((right.latitude - left.latitude) * radians / 2)
        let longitude = sin((right.longitude - left.longitude) * radians / 2)
        let chord =
            latitude * latitude + cos(left.latitude * radians) * cos(right.latitude * radians) * longitude * longitude
        return 2 * 6371.0088 * asin(min(1, chord.squareRoot()))
    }

    private static func contains(_ rings: [Ring], _ point: Point) -> Bool {
        var isInside = false
        for ring in rings {
            var previous = ring.latitudes.count - 1
            for index in ring.latitudes.indices {
                if (ring.latitudes[index] > point.latitude) != (ring.latitudes[previous] > point.latitude) {
                    let share =
                        (point.latitude - ring.latitudes[index]) / (ring.latitudes[previous] - ring.latitudes[index])
                    let crossing = ring.longitudes[index] + share * (ring.longitudes[previous] - ring.longitudes[index])
                    if point.longitude < crossing { isInside.toggle() }
                }
                previous = index
            }
        }
        return isInside
    }

    /// To the nearest outline, on a plane that touches the globe at the point.
    private static func distance(to rings: [Ring], from point: Point) -> Double {
        let perDegree = 111.195
        let shrink = cos(point.latitude * Double.pi / 180)
        func plane(_ ring: Ring, _ index: Int) -> (x: Double, y: Double) {
            var longitude = ring.longitudes[index] - point.longitude
            if longitude > 180 { longitude -= 360 } else if longitude < -180 { longitude += 360 }
            return (longitude * shrink * perDegree, (ring.latitudes[index] - point.latitude) * perDegree)
        }
        var nearest = Double.infinity
        for ring in rings {
            for index in ring.latitudes.indices {
                let a = plane(ring, index)
                let b = plane(ring, (index + 1) % ring.latitudes.count)
                let (dx, dy) = (b.x - a.x, b.y - a.y)
                let length = dx * dx + dy * dy
                let share = length == 0 ? 0 : min(1, max(0, -(a.x * dx + a.y * dy) / length))
                let (x, y) = (a.x + share * dx, a.y + share * dy)
                nearest = min(nearest, x * x + y * y)
            }
        }
        return nearest.squareRoot()
    }

    // MARK: where a point is

    /// How far outlines of 1:110m can be off, in kilometres.
    private static let coarseness = 8.0
    private static let zone = 370.4

    /// What is near a point: distance to a country's land by code, 0 inside it.
    private static func distances(from point: Point) -> [(code: String, distance: Double)] {
        var found: [(code: String, distance: Double)] = []
        for (code, rings) in outlines {
            found.append((code, contains(rings, point) ? 0 : distance(to: rings, from: point)))
        }
        for (code, centre) in centres where outlines[code] == nil {
            let radius = ((centre.area ?? 1000) / Double.pi).squareRoot()
            let nearest = centre.points.map { distance($0, point) }.min() ?? .infinity
            found.append((code, max(0, nearest - radius)))
        }
        return found.sorted { ($0.distance, $0.code) < ($1.distance, $1.code) }
    }

    /// The code of the country or zone that a point is in, XZ for the high seas; `nil` where that is uncertain.
    static func code(at point: Point) -> String? {
        let near = distances(from: point)
        guard let first = near.first, near.count > 1 else { return nil }
        let second = near[1]
        if first.distance == 0 { return second.distance > coarseness ? first.code : nil }
        if first.distance > zone + 50 { return "XZ" }
        if first.distance > zone - 20 { return nil }
        // At sea: clearly nearer to one than to any other.
        return second.distance > first.distance * 1.25 + 20 ? first.code : nil
    }

    /// Whether a point is in a country or its zone, or within a buffer around them.
    static func verdict(_ code: String, at point: Point, buffer kilometres: Double) -> Verdict {
        if let found = self.code(at: point), found == code { return .yes }
        if code == "XZ" { return self.code(at: point) == nil ? .uncertain : .no }
        let near = distances(from: point)
        guard let own = near.first(where: { $0.code == code }) else { return .uncertain }
        let limit = kilometres + coarseness
        if near.first?.distance == 0 {
            // On land: beyond the buffer it is somebody else's.
            return own.distance > limit ? .no : .uncertain
        }
        if own.distance > zone + limit + 50 { return .no }
        return self.code(at: point) != nil && own.distance > limit + 100 ? .no : .uncertain
    }
}
