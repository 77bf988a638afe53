import Formats
import Foundation
import Yams

/// Writes a rule pack of which some tables were derived from records, and everything else is that of another pack.
public enum LearnedPack {
    /// What the derived pack is called and where it comes from.
    public struct Title: Sendable {
        public var name: String
        public var version: String
        public var authority: String
        public var about: String

        public init(name: String, version: String, authority: String, about: String) {
            self.name = name
            self.version = version
            self.authority = authority
            self.about = about
        }
    }

    /// - Parameters:
    ///   - base: directory of the pack in force; it must be one that `RulePack.load` takes.
    ///   - isExample: records, names or rules are examples, and so is what follows from them.
    ///   - directory: an empty folder.
    public static func write(
        _ tables: LearnedTables, _ title: Title, base: URL, isExample: Bool, to directory: URL
    ) throws {
        let replaced = Set(
            LearnedTables.rules.keys + [TableFile.periodWithinYear.rawValue, TableFile.tenKilometre.rawValue])
        for name in try FileManager.default.contentsOfDirectory(atPath: base.path)
        where name.hasSuffix(".csv") && !replaced.contains(name) {
            try FileManager.default.copyItem(
                at: base.appendingPathComponent(name), to: directory.appendingPathComponent(name))
        }
        for (name, bytes) in tables.files { try Data(bytes).write(to: directory.appendingPathComponent(name)) }
        let file = RulePackManifest.file
        let text = try String(contentsOf: base.appendingPathComponent(file), encoding: .utf8)
        let manifest = try manifest(text, tables, title, isExample: isExample)
        try Data(manifest.utf8).write(to: directory.appendingPathComponent(file))
    }

    /// The manifest of the base with another title, and with the rules that the tables are for.
    private static func manifest(
        _ text: String, _ tables: LearnedTables, _ title: Title, isExample: Bool
    ) throws -> String {
        guard var root = try Yams.compose(yaml: text), root.mapping != nil else {
            throw RulePackError(pack: title.name, problems: [RulePackProblem(file: RulePackManifest.file, reason: "no mapping")])
        }
        func node(_ text: String) -> Node { Node.scalar(Node.Scalar(text, Tag(.str), .doubleQuoted)) }
        root["name"] = node(title.name)
        root["version"] = node(title.version)
        root["authority"] = node(title.authority)
        root["description"] = node(title.about)
        root["example"] = Node.scalar(Node.Scalar(isExample ? "true" : "false"))
        var rules = root["rules"]?.sequence.map(Array.init) ?? []
        func id(_ node: Node) -> String { node.scalar?.string ?? node["id"]?.scalar?.string ?? "" }
        for (file, rule) in LearnedTables.rules.sorted(by: { $0.key < $1.key }) {
            if tables.files[file] == nil {
                rules.removeAll { id($0) == rule }
            } else if !rules.contains(where: { id($0) == rule }) {
                rules.append(Node.scalar(Node.Scalar(rule)))
            }
        }
        root["rules"] = Node.sequence(Node.Sequence(rules))
        return try Yams.serialize(node: root, width: -1, allowUnicode: true)
    }
}
