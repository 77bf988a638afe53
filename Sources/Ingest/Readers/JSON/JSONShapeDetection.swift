import Formats

extension JSONShape {
    /// Judges a text by its outermost names and its first record. Values at the outermost level are passed over, not
    /// taken: they may be of any size.
    init(_ open: () throws -> JSONCursor) throws {
        let cursor = try open()
        guard let first = try cursor.peek() else {
            self = JSONShape(kind: .refused("there is nothing in it"))
            return
        }
        if first == UInt8(ascii: "[") {
            try cursor.enter()
            guard try cursor.nextElement() else {
                self = JSONShape(kind: .refused("an empty list"))
                return
            }
        }
        self = try Self.outermost(cursor)
        if kind == .ndff, isBulk, let what = try Self.otherPages(open(), self) { self = JSONShape(kind: .refused(what)) }
    }

    /// What is seen of an object's outermost members.
    private struct Members {
        var names = Set<String>()
        var arrays = Set<String>()
        var type: String?
        var system: String?

        func has(_ names: String...) -> Bool { self.names.isSuperset(of: names) }
    }

    /// Judges the object that comes next by its names.
    private static func outermost(_ cursor: JSONCursor) throws -> JSONShape {
        guard try cursor.peek() == UInt8(ascii: "{") else {
            return JSONShape(kind: .refused("a list of single values"))
        }
        try cursor.enter()
        let tape = JSONTape()
        var members = Members()
        while let name = try cursor.nextName() {
            members.names.insert(name)
            let byte = try cursor.peek()
            if name == "type", byte == UInt8(ascii: "\"") {
                try cursor.take(into: tape)
                members.type = String(decoding: tape.bytes(0), as: UTF8.self)
                if members.type == "Topology" { break }
                continue
            }
            if name == "crs", byte == UInt8(ascii: "{") {
                try cursor.take(into: tape)
                members.system = tape.member("properties", of: 0)
                    .flatMap { tape.member("name", of: $0) ?? tape.member("code", of: $0) }
                    .map { String(decoding: tape.bytes($0), as: UTF8.self) }
                continue
            }
            if verbs[name] != nil || name == "_embedded" {
                return JSONShape(kind: .ndff, isBulk: true, isCorrection: members.names.contains(NDFFCorrection.mark))
            }
            if byte == UInt8(ascii: "[") { members.arrays.insert(name) }
            try cursor.skip()
        }
        return judge(members)
    }

    private static func judge(_ members: Members) -> JSONShape {
        switch members.type {
        case "Topology":
            return JSONShape(kind: .refused("TopoJSON, which draws shapes and holds no observations: deliver GeoJSON"))
        case "Feature" where members.has("properties") || members.has("geometry"):
            return JSONShape(kind: .features, system: members.system)
        case "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon":
            if members.has("coordinates") { return JSONShape(kind: .refused("a geometry by itself, without anything seen there")) }
        case "GeometryCollection": return JSONShape(kind: .refused("geometries by themselves, without anything seen there"))
        default: break
        }
        if members.arrays.contains("features") {
            return JSONShape(kind: .features, path: ["features"], system: members.system)
        }
        if members.has("identity", "location") || members.has("identity", "taxon") { return JSONShape(kind: .ndff) }
        if let what = description(members) { return JSONShape(kind: .refused(what)) }
        if members.arrays.contains("observations"),
            members.names.isSubset(of: ["observations", "persons", "datasets", "count", "_links"])
        {
            return JSONShape(kind: .ndff, isBulk: true)
        }
        // An object that has an identity is a record itself, whatever lists it has.
        if !members.names.contains(where: { identities.contains($0.lowercased()) }) {
            for name in containers where members.arrays.contains(name) { return JSONShape(kind: .objects, path: [name]) }
        }
        return JSONShape(kind: .objects)
    }

    private static let identities: Set<String> = ["id", "identity", "uuid", "occurrenceid", "uri", "obs_uri", "observationid"]
    /// Members that hold the records in answers of services.
    private static let containers = [
        "results", "items", "data", "records", "occurrences", "observations", "waarnemingen", "rows", "value",
    ]

    /// What a text describes, when it is no data but tells about them.
    private static func description(_ members: Members) -> String? {
        if members.arrays.contains("resources") || members.has("$schema") {
            return "the description of a data package or a schema, without the data: deliver the files with it"
        }
        if members.arrays.contains("fields"),
            members.names.isSubset(of: [
                "fields", "primaryKey", "foreignKeys", "missingValues", "name", "title", "description", "url", "format",
            ])
        {
            return "the schema of a table, without the data: deliver the table"
        }
        if members.has("openapi") || members.has("swagger") { return "the description of an interface, without data" }
        if members.has("name", "version"), members.has("dependencies") || members.has("scripts") {
            return "the settings of a program"
        }
        return nil
    }

    /// Members that only observations have; codes, datasets and persons come in the same pages.
    private static let ofObservations: [StaticString] = [
        "taxon", "location", "periodStart", "period_start", "abundanceValue", "abundance_value", "abundanceSchema",
    ]

    /// What pages hold, when it is no observations.
    private static func otherPages(_ cursor: JSONCursor, _ shape: JSONShape) throws -> String? {
        let tape = JSONTape()
        var isPage = false
        let walk = JSONRecordWalk(cursor) { path, byte in
            if path.first == "_embedded" { isPage = true }
            return shape.step(path, byte)
        }
        do {
            guard let kind = try walk.next(into: tape), isPage, kind == Operation.insert.rawValue else { return nil }
        } catch is JSONError {
            // The reader tells of it, and of what stands in front of it.
            return nil
        }
        // Of datasets too a period and a place are told, but not what was seen.
        let isDataset = tape.member("datasetType", of: 0) != nil
        if !isDataset, ofObservations.contains(where: { tape.member($0, of: 0) != nil }) { return nil }
        return "pages of datasets, persons or codes of the NDFF's interface"
    }
}
