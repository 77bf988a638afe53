import Yams

/// A node of a profile's YAML that knows where it stands.
struct ProfileNode {
    let node: Node
    let file: String
    let path: String

    init(_ node: Node, file: String, path: String = "") {
        self.node = node
        self.file = file
        self.path = path
    }

    var line: Int? { node.mark?.line }
    var isMapping: Bool { node.mapping != nil }
    var isList: Bool { node.sequence != nil }

    func error(_ problem: ProfileError.Problem, allowed: [String] = [], suggestion: String? = nil) -> ProfileError {
        ProfileError(
            file: file, keyPath: path, line: line, problem: problem, allowed: allowed, suggestion: suggestion)
    }

    /// The place of a key below this node, whether it is there or not.
    func child(_ key: String) -> ProfileNode {
        ProfileNode(node, file: file, path: path.isEmpty ? key : "\(path).\(key)")
    }

    /// The keys and what stands under them; a key that is not `allowed` is an error.
    func mapping(allowed: [String]?) throws(ProfileError) -> [String: ProfileNode] {
        guard let mapping = node.mapping else { throw error(.wrongType(expected: "a mapping of keys to values")) }
        var keys: [String: ProfileNode] = [:]
        for (key, value) in mapping {
            guard let name = key.scalar?.string else { throw error(.wrongType(expected: "keys that are text")) }
            let child = ProfileNode(value, file: file, path: path.isEmpty ? name : "\(path).\(name)")
            if let allowed, !allowed.contains(name) {
                throw ProfileError(
                    file: file, keyPath: child.path, line: key.mark?.line, problem: .unknownKey, allowed: allowed,
                    suggestion: NearestName.suggestion(for: name, among: allowed))
            }
            keys[name] = child
        }
        return keys
    }

    /// A mapping of which the keys are fields, in the order of the fields.
    func fieldMapping() throws(ProfileError) -> [(ProfileField, ProfileNode)] {
        let keys = try mapping(allowed: ProfileField.allCases.map(\.rawValue))
        return ProfileField.allCases.compactMap { field in keys[field.rawValue].map { (field, $0) } }
    }

    func list() throws(ProfileError) -> [ProfileNode] {
        guard let sequence = node.sequence else { throw error(.wrongType(expected: "a list")) }
        return sequence.enumerated().map { ProfileNode($1, file: file, path: "\(path)[\($0 + 1)]") }
    }

    /// The text that stands there, whatever type YAML would make of it; nothing at all and `~` are the empty text.
    func text() throws(ProfileError) -> String {
        guard let scalar = node.scalar else { throw error(.wrongType(expected: "text")) }
        return scalar.style == .plain && scalar.string == "~" ? "" : scalar.string
    }

    func nonemptyText() throws(ProfileError) -> String {
        let text = try text()
        guard !text.isEmpty else { throw error(.wrongType(expected: "text that is not empty")) }
        return text
    }

    /// One text, or a list of texts.
    func texts() throws(ProfileError) -> [String] {
        guard node.sequence != nil else { return [try nonemptyText()] }
        var texts: [String] = []
        for item in try list() { texts.append(try item.text()) }
        return texts
    }

    func natural() throws(ProfileError) -> Int {
        guard let number = Int(try text()), number >= 0 else { throw error(.wrongType(expected: "a whole number")) }
        return number
    }

    func boolean() throws(ProfileError) -> Bool {
        switch try text() {
        case "true": return true
        case "false": return false
        default: throw error(.wrongType(expected: "true or false"), allowed: ["true", "false"])
        }
    }

    /// A single ASCII character; `\t` and `tab` are the tab.
    func byte() throws(ProfileError) -> UInt8 {
        let text = try text()
        if text == "\\t" || text == "tab" { return 9 }
        guard text.utf8.count == 1, let byte = text.utf8.first, byte < 0x80, byte != 10, byte != 13 else {
            throw error(.wrongType(expected: "a single ASCII character, or \"\\t\" for a tab"))
        }
        return byte
    }

    /// One of the raw values of an enumeration.
    func choice<Choice: RawRepresentable & CaseIterable>(_ type: Choice.Type) throws(ProfileError) -> Choice
    where Choice.RawValue == String {
        let text = try text()
        guard let choice = Choice(rawValue: text) else {
            let allowed = Choice.allCases.map(\.rawValue)
            throw error(
                .unknownValue(text), allowed: allowed,
                suggestion: NearestName.suggestion(for: text, among: allowed))
        }
        return choice
    }
}
