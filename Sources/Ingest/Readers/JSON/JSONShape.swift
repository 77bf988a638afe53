import Formats

/// What a JSON text holds, and where its records are.
struct JSONShape: Equatable {
    enum Kind: Equatable {
        /// Bulk sets, single observations and HAL pages of the NDFF.
        case ndff
        /// Features; each has its values in `properties`.
        case features
        /// Objects of any other make.
        case objects
        /// No observations, with what it is instead.
        case refused(String)
    }

    /// What is asked for records of the NDFF; raw values are the kinds of records in a walk.
    enum Operation: Int, CaseIterable {
        case insert, update, delete

        /// The word in the column `operation`.
        var word: StaticString {
            switch self {
            case .insert: "insert"
            case .update: "update"
            case .delete: "delete"
            }
        }
    }

    var kind: Kind
    /// Names on the way to the records; empty: the outermost values are records or arrays of them.
    var path: [String] = []
    /// The records stand in HAL pages or under verbs.
    var isBulk = false
    /// The system that the collection names (GeoJSON of 2008).
    var system: String?

    /// Where the records of this shape are.
    func step(_ path: [String], _ byte: UInt8) -> JSONRecordWalk.Step {
        if isBulk { return Self.bulkStep(path, byte) }
        if path == self.path { return .records(Operation.insert.rawValue) }
        return self.path.starts(with: path) ? .descend : .skip
    }

    static let verbs: [String: Operation] = ["POST": .insert, "PUT": .update, "PATCH": .update, "DELETE": .delete]

    private static func bulkStep(_ path: [String], _ byte: UInt8) -> JSONRecordWalk.Step {
        guard let first = path.first else { return .descend }
        if let verb = verbs[first] {
            // Mostly lists by kind; a list by itself, or a single identity, is of observations.
            if path.count == 1 { return byte == UInt8(ascii: "{") ? .descend : .records(verb.rawValue) }
            return path.count == 2 && path[1] == "observations" ? .records(verb.rawValue) : .skip
        }
        switch path {
        case ["_embedded"]: return .descend
        case ["_embedded", "items"], ["observations"]: return .records(Operation.insert.rawValue)
        default: return .skip
        }
    }

    // MARK: looking

    /// Judges a text by its outermost names and its first record.
    init(_ source: any ByteSource, path file: String) throws {
        let cursor = JSONCursor(source, path: file)
        let tape = JSONTape()
        guard let first = try cursor.peek() else {
            self.init(kind: .refused("there is nothing in it"))
            return
        }
        if first == UInt8(ascii: "[") {
            try cursor.enter()
            guard try cursor.nextElement() else {
                self.init(kind: .refused("an empty list"))
                return
            }
            // Pages are objects of any size: they are gone into, not taken.
            self = try Self.outermost(cursor, tape, inArray: true)
            return
        }
        self = try Self.outermost(cursor, tape, inArray: false)
    }

    private init(kind: Kind) {
        self.kind = kind
    }

    private init(kind: Kind, path: [String] = [], isBulk: Bool = false, system: String? = nil) {
        self.kind = kind
        self.path = path
        self.isBulk = isBulk
        self.system = system
    }

    /// Judges the object that comes next by its names.
    private static func outermost(_ cursor: JSONCursor, _ tape: JSONTape, inArray: Bool) throws -> JSONShape {
        guard try cursor.peek() == UInt8(ascii: "{") else {
            return JSONShape(kind: .refused("a list of single values"))
        }
        try cursor.enter()
        var names = Set<String>()
        var type: String?
        var system: String?
        var arrays: [String] = []
        while let name = try cursor.nextName() {
            names.insert(name)
            let byte = try cursor.peek()
            if name == "type", byte == UInt8(ascii: "\"") {
                try cursor.take(into: tape)
                type = String(decoding: tape.bytes(0), as: UTF8.self)
                if type == "Topology" { break }
                continue
            }
            if name == "crs", byte == UInt8(ascii: "{") {
                try cursor.take(into: tape)
                system = tape.member("properties", of: 0).flatMap { tape.member("name", of: $0) }.map {
                    String(decoding: tape.bytes($0), as: UTF8.self)
                }
                continue
            }
            if verbs[name] != nil || name == "_embedded" { return JSONShape(kind: .ndff, isBulk: true) }
            if byte == UInt8(ascii: "[") { arrays.append(name) }
            try cursor.skip()
        }
        return judge(names, type: type, system: system, arrays: arrays)
    }

    private static func judge(_ names: Set<String>, type: String?, system: String?, arrays: [String]) -> JSONShape {
        if type == "Topology" {
            return JSONShape(kind: .refused("TopoJSON, which draws shapes but holds no observations: deliver GeoJSON"))
        }
        if names.contains("features"), arrays.contains("features") {
            return JSONShape(kind: .features, path: ["features"], system: system)
        }
        if type == "Feature" { return JSONShape(kind: .features) }
        if names.isSuperset(of: ["identity", "location"]) || names.isSuperset(of: ["identity", "taxon"]) {
            return JSONShape(kind: .ndff)
        }
        if names.contains("resources") || names.contains("$schema") || names.isSuperset(of: ["fields", "primaryKey"]) {
            return JSONShape(
                kind: .refused("the description of a data package or schema, without the data: deliver the files with it"))
        }
        if arrays.contains("observations"), Set(arrays).isSubset(of: ["observations", "persons", "datasets"]) {
            return JSONShape(kind: .ndff, isBulk: true)
        }
        for name in ["results", "items", "data", "records", "occurrences", "observations"] where arrays.contains(name) {
            return JSONShape(kind: .objects, path: [name])
        }
        return JSONShape(kind: .objects)
    }
}
