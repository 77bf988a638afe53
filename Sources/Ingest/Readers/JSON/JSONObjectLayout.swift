import Formats

/// The columns of a table of JSON objects: names of values, dotted where they are nested (`species.name`), as the first
/// records have them.
struct JSONObjectLayout: Sendable {
    /// Names of values, in the order in which they were first met.
    private(set) var columns: [String] = []
    /// Geometry in front, as Well-Known Text, with its system.
    private(set) var hasGeometry: Bool
    /// Values are in the member `properties`, beside other members of the feature.
    let isFeature: Bool
    /// System that the collection names for the geometry.
    let system: String?
    /// The text has one value a line: a damaged line is one record that is set aside.
    private(set) var isLines = false
    /// The first column is the `id` of the feature itself.
    private(set) var hasFeatureID = false

    /// Name of the last column: values that none of the first records had, as `name=value; …`.
    static let others = "other_fields"
    /// How deep objects become columns.
    static let deepest = 3
    /// In front of the names of members that a feature has beside its properties.
    static let featurePrefix = "feature"
    /// Records that are looked at.
    private static let recordsLookedAt = 1000
    private static let mostColumns = 2000

    var columnNames: [String] { (hasGeometry ? ["geometry", "crs"] : []) + columns + [Self.others] }

    private var known = Set<String>()

    /// Looks at the first records of a text.
    init(_ walk: JSONRecordWalk, shape: JSONShape) throws {
        isFeature = shape.kind == .features
        hasGeometry = isFeature
        system = shape.system
        let tape = JSONTape()
        var records = 0
        var areOneLine = true
        do {
            while records < Self.recordsLookedAt, try walk.next(into: tape) != nil {
                records += 1
                areOneLine = areOneLine && walk.isOneLine
                guard tape[0].kind == .object else { continue }
                if isFeature { lookAtFeature(tape) } else { look(tape, 0, "", level: 0) }
            }
        } catch let error as JSONError {
            // Records in front of the damage are read; the reader tells of it when it comes there.
            guard records > 0 else { throw error }
        }
        isLines = shape.path.isEmpty && walk.outermostCount > 1 && areOneLine
        if hasFeatureID { columns.insert(known.contains("id") ? "\(Self.featurePrefix).id" : "id", at: 0) }
        known = []
    }

    private mutating func lookAtFeature(_ tape: JSONTape) {
        tape.forEachMember(of: 0) { key, value in
            guard let key else { return }
            if tape.equals(key, "properties") {
                look(tape, value, "", level: 0)
            } else if tape.equals(key, "id") {
                hasFeatureID = hasFeatureID || tape[value].kind != .null
            } else if !Self.isFormal(tape, key) {
                look(tape, key, value, Self.featurePrefix, level: 1)
            }
        }
    }

    /// Members of a feature that are no values of it.
    static func isFormal(_ tape: JSONTape, _ key: Int) -> Bool {
        tape.equals(key, "type") || tape.equals(key, "bbox") || tape.equals(key, "geometry")
    }

    private mutating func look(_ tape: JSONTape, _ object: Int, _ prefix: String, level: Int) {
        guard tape[object].kind == .object else { return }
        tape.forEachMember(of: object) { key, value in
            guard let key else { return }
            look(tape, key, value, prefix, level: level)
        }
    }

    private mutating func look(_ tape: JSONTape, _ key: Int, _ value: Int, _ prefix: String, level: Int) {
        var bytes: [UInt8] = []
        JSONText.append(tape.bytes(key), to: &bytes)
        let name = (prefix.isEmpty ? "" : "\(prefix).") + String(decoding: bytes, as: UTF8.self)
        if !isFeature, level == 0, name == "geometry", GeoJSONShape.isGeometry(tape, value) {
            hasGeometry = true
        } else if Self.isNested(tape, value, level: level) {
            look(tape, value, name, level: level + 1)
        } else if columns.count < Self.mostColumns, known.insert(name).inserted {
            columns.append(name)
        }
    }

    /// Whether the members of an object become columns of their own. A geometry is one value.
    static func isNested(_ tape: JSONTape, _ value: Int, level: Int) -> Bool {
        tape[value].kind == .object && level < deepest && Int(tape[value].next) > value + 1
            && !GeoJSONShape.isGeometry(tape, value)
    }
}
