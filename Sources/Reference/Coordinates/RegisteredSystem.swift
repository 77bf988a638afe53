import CProj
import Synchronization

/// A system of the EPSG register for which no operation is written out here: PROJ's database says how it is made and
/// chooses the way to ETRS89. Which way that is can differ between versions of the database; the systems in which Dutch,
/// Belgian and German deliveries come are therefore written out (`CoordinateReferenceSystem`).
public struct RegisteredSystem: Sendable, Hashable {
    public let epsg: Int
    /// Whether coordinates are degrees.
    public let isGeographic: Bool

    /// Answers by code; a database is opened for a code that was not asked for before.
    private static let known = Mutex<[Int: RegisteredSystem?]>([:])

    /// `nil` for a code that PROJ's database does not have, or that is no system of places on the Earth's surface.
    public init?(epsg: Int) {
        let system = Self.known.withLock { known in
            if let answer = known[epsg] { return answer }
            let answer = Self.lookUp(epsg)
            known[epsg] = .some(answer)
            return answer
        }
        guard let system else { return nil }
        self = system
    }

    private init(epsg: Int, isGeographic: Bool) {
        self.epsg = epsg
        self.isGeographic = isGeographic
    }

    private static func lookUp(_ epsg: Int) -> RegisteredSystem? {
        guard (1024...999_999).contains(epsg), let context = try? ProjContext(searchDirectory: nil),
            let system = proj_create_from_database(context.pointer, "EPSG", String(epsg), PJ_CATEGORY_CRS, 0, nil)
        else { return nil }
        defer { proj_destroy(system) }
        return isGeographic(system).map { RegisteredSystem(epsg: epsg, isGeographic: $0) }
    }

    /// `nil` for a system of another kind than those of places on the Earth's surface.
    private static func isGeographic(_ system: OpaquePointer) -> Bool? {
        switch proj_get_type(system) {
        case PJ_TYPE_GEOGRAPHIC_2D_CRS, PJ_TYPE_GEOGRAPHIC_3D_CRS: true
        case PJ_TYPE_PROJECTED_CRS: false
        default: nil
        }
    }

    /// The EPSG code of a system described in Well-Known Text (of OGC or ESRI); `nil` for one that is not in the register.
    public static func epsg(ofDefinition text: String) -> Int? {
        guard let context = try? ProjContext(searchDirectory: nil), let system = proj_create(context.pointer, text) else {
            return nil
        }
        defer { proj_destroy(system) }
        guard isGeographic(system) != nil else { return nil }
        var confidences: UnsafeMutablePointer<CInt>?
        guard let found = proj_identify(context.pointer, system, "EPSG", nil, &confidences) else { return nil }
        defer {
            proj_list_destroy(found)
            proj_int_list_destroy(confidences)
        }
        // 70: the same but for its name. Below that only names are alike.
        guard proj_list_get_count(found) > 0, let confidence = confidences?[0], confidence >= 70,
            let first = proj_list_get(context.pointer, found, 0)
        else { return nil }
        defer { proj_destroy(first) }
        return proj_get_id_code(first, 0).flatMap { Int(String(cString: $0)) }
    }
}
