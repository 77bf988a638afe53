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
    /// A bulk set of observations that had been set aside (`NDFFCorrection`).
    var isCorrection = false
    /// The system that the collection names (GeoJSON of 2008).
    var system: String?

    /// Where the records of this shape are.
    func step(_ path: [String], _ byte: UInt8) -> JSONRecordWalk.Step {
        if isBulk { return Self.bulkStep(path, byte) }
        if path == self.path { return .records(Operation.insert.rawValue) }
        return self.path.starts(with: path) ? .descend : .skip
    }

    static let verbs: [String: Operation] = ["POST": .insert, "PUT": .update, "PATCH": .update, "DELETE": .delete]

    /// Records stand under a verb, by themselves or as its `observations`; in the pages of HAL; or in `observations`
    /// beside their datasets and persons.
    private static func bulkStep(_ path: [String], _ byte: UInt8) -> JSONRecordWalk.Step {
        guard let first = path.first else { return .descend }
        if let verb = verbs[first] {
            // Mostly lists by kind; a list by itself, or a single identity, is of observations.
            if path.count == 1 { return byte == UInt8(ascii: "{") ? .descend : .records(verb.rawValue) }
            return path.count == 2 && path[1] == "observations" ? .records(verb.rawValue) : .skip
        }
        switch path {
        case ["_embedded"]: return .descend
        case ["_embedded", "items"], ["_embedded", "observations"], ["observations"]:
            return .records(Operation.insert.rawValue)
        default: return .skip
        }
    }
}
