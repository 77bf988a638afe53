import Yams

/// A mapping of the configuration with what an error message needs: file, line and the path of keys.
///
/// Every key must be asked for; `finish` refuses those that nobody knows.
struct ConfigurationNode {
    let file: String
    let key: String
    private let node: Node

    init(file: String, text: String) throws {
        do {
            guard let root = try Yams.compose(yaml: text) else {
                throw ConfigurationError(path: file, message: "the file is empty")
            }
            self.init(file: file, key: "", node: root)
        } catch let error as YamlError {
            throw ConfigurationError(path: file, message: "not valid YAML: \(error)")
        }
        guard node.mapping != nil else {
            throw ConfigurationError(path: file, line: line, message: "expected `key: value` pairs")
        }
    }

    private init(file: String, key: String, node: Node) {
        self.file = file
        self.key = key
        self.node = node
    }

    var line: Int? { node.mark?.line }

    func error(_ message: String, key: String? = nil) -> ConfigurationError {
        let path = [self.key, key ?? ""].filter { !$0.isEmpty }.joined(separator: ".")
        return ConfigurationError(
            path: file, line: key.flatMap { node.mapping?[$0]?.mark?.line } ?? line, key: path.isEmpty ? nil : path,
            message: message)
    }

    /// Refuses keys outside `known` and names the likeliest.
    func allow(_ known: [String]) throws {
        for (name, _) in node.mapping ?? [:] {
            guard let text = name.string, !known.contains(text) else { continue }
            let likeliest = known.filter { $0.lowercased().first == text.lowercased().first }
            throw ConfigurationError(
                path: file, line: name.mark?.line, key: [key, text].filter { !$0.isEmpty }.joined(separator: "."),
                message: "unknown key; allowed are \((likeliest.isEmpty ? known : likeliest + known.filter { !likeliest.contains($0) }).joined(separator: ", "))")
        }
    }

    func string(_ name: String) throws -> String? {
        guard let value = node.mapping?[name], value.null == nil else { return nil }
        guard let text = value.scalar?.string else { throw error("expected a text", key: name) }
        return text
    }

    func required(_ name: String) throws -> String {
        guard let text = try string(name), !text.isEmpty else { throw error("is missing", key: name) }
        return text
    }

    func integer(_ name: String, in range: ClosedRange<Int>) throws -> Int? {
        guard let text = try string(name) else { return nil }
        guard let value = Int(text), range.contains(value) else {
            throw error("expected a whole number from \(range.lowerBound) to \(range.upperBound)", key: name)
        }
        return value
    }

    func boolean(_ name: String) throws -> Bool? {
        guard let text = try string(name) else { return nil }
        switch text.lowercased() {
        case "true", "yes", "on", "ja": return true
        case "false", "no", "off", "nee": return false
        default: throw error("expected true or false", key: name)
        }
    }

    func numbers(_ name: String) throws -> [Double]? {
        guard let value = node.mapping?[name] else { return nil }
        let numbers = value.sequence?.map { $0.float }
        guard let numbers, !numbers.contains(nil) else { throw error("expected a list of numbers", key: name) }
        return numbers.compactMap { $0 }
    }

    func mapping(_ name: String) throws -> ConfigurationNode? {
        guard let value = node.mapping?[name], value.null == nil else { return nil }
        guard value.mapping != nil else { throw error("expected `key: value` pairs", key: name) }
        return ConfigurationNode(file: file, key: [key, name].filter { !$0.isEmpty }.joined(separator: "."), node: value)
    }

    func mappings(_ name: String) throws -> [ConfigurationNode] {
        guard let value = node.mapping?[name], value.null == nil else { return [] }
        guard let items = value.sequence else { throw error("expected a list", key: name) }
        return try items.enumerated().map { place, item in
            let path = [key, "\(name)[\(place)]"].filter { !$0.isEmpty }.joined(separator: ".")
            guard item.mapping != nil else {
                throw ConfigurationError(
                    path: file, line: item.mark?.line, key: path, message: "expected `key: value` pairs")
            }
            return ConfigurationNode(file: file, key: path, node: item)
        }
    }

    /// Whether a key holds a plain text (and not pairs).
    func isText(_ name: String) -> Bool { node.mapping?[name]?.scalar != nil }
}
