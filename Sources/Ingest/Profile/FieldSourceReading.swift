/// Reads where a field comes from: `Species`, `[Species, Genus]`, or a mapping with one of the kinds below.
extension FieldSource {
    private static let kinds = ["column", "template", "constant", "join", "sum", "cases"]
    private static let edits = ["match", "replace", "case"]

    init(_ node: ProfileNode) throws(ProfileError) {
        if node.isMapping {
            self = try Self.mapping(node)
            return
        }
        guard node.isList else {
            self = .columns([try node.nonemptyText()])
            return
        }
        let items = try node.list()
        let wanted = "a column, a list of columns, or a mapping such as {template: …} or {constant: …}"
        guard !items.isEmpty else { throw node.error(.wrongType(expected: wanted)) }
        guard items.contains(where: \.isMapping) else {
            let names = try node.texts()
            guard !names.contains("") else { throw node.error(.wrongType(expected: wanted)) }
            self = .columns(names)
            return
        }
        var sources: [FieldSource] = []
        for item in items { sources.append(try FieldSource(item)) }
        self = .first(sources)
    }

    private static func mapping(_ node: ProfileNode) throws(ProfileError) -> FieldSource {
        let keys = try node.mapping(allowed: kinds + ["separator", "otherwise"] + edits)
        let given = kinds.filter { keys[$0] != nil }
        guard given.count == 1, keys["separator"] == nil || keys["join"] != nil,
            keys["otherwise"] == nil || keys["cases"] != nil
        else { throw node.error(.wrongType(expected: "one of \(kinds.joined(separator: ", "))")) }
        let source = try self.source(keys)
        let edit = try TextEdit(keys)
        return edit == TextEdit() ? source : .edited(source, edit)
    }

    private static func source(_ keys: [String: ProfileNode]) throws(ProfileError) -> FieldSource {
        if let node = keys["template"] {
            let text = try node.text()
            do throws(TemplateError) {
                return .template(try FieldTemplate(text))
            } catch {
                throw node.error(.template(error.reason))
            }
        }
        if let node = keys["constant"] { return .constant(try node.text()) }
        if let node = keys["join"] {
            var sources: [FieldSource] = []
            for item in node.isList ? try node.list() : [node] { sources.append(try FieldSource(item)) }
            guard !sources.isEmpty else { throw node.error(.wrongType(expected: "a list of columns or mappings")) }
            return .join(sources, separator: try keys["separator"]?.text() ?? " | ")
        }
        if let node = keys["sum"] { return .sum(try names(node)) }
        if let node = keys["column"] { return .columns(try names(node)) }
        guard let node = keys["cases"] else { return .constant("") }
        var cases: [FieldCase] = []
        for item in try node.list() { cases.append(try FieldCase(item)) }
        let otherwise: FieldSource? = if let node = keys["otherwise"] { try FieldSource(node) } else { nil }
        return .cases(cases, otherwise: otherwise)
    }

    private static func names(_ node: ProfileNode) throws(ProfileError) -> [String] {
        let names = try node.texts()
        guard !names.isEmpty, !names.contains("") else {
            throw node.error(.wrongType(expected: "a column or a list of columns"))
        }
        return names
    }
}

extension FieldCase {
    fileprivate init(_ node: ProfileNode) throws(ProfileError) {
        let keys = try node.mapping(allowed: ["when", "then"])
        guard let when = keys["when"] else { throw node.child("when").error(.missingKey) }
        guard let then = keys["then"] else { throw node.child("then").error(.missingKey) }
        self.init(conditions: try RecordCondition.all(when), source: try FieldSource(then))
    }
}

extension RecordCondition {
    private static let tests = ["equals", "not", "matches", "empty"]

    /// One condition, or a list of them that must all hold.
    fileprivate static func all(_ node: ProfileNode) throws(ProfileError) -> [RecordCondition] {
        guard node.isList else { return [try RecordCondition(node)] }
        var conditions: [RecordCondition] = []
        for item in try node.list() { conditions.append(try RecordCondition(item)) }
        guard !conditions.isEmpty else { throw node.error(.wrongType(expected: "at least one condition")) }
        return conditions
    }

    private init(_ node: ProfileNode) throws(ProfileError) {
        try self.init(node, node.mapping(allowed: ["column"] + Self.tests))
    }

    fileprivate init(_ node: ProfileNode, _ keys: [String: ProfileNode]) throws(ProfileError) {
        guard let column = keys["column"] else { throw node.child("column").error(.missingKey) }
        let given = Self.tests.filter { keys[$0] != nil }
        if given.isEmpty { throw node.child("equals").error(.missingKey) }
        guard given.count == 1 else {
            throw node.error(.wrongType(expected: "one of \(Self.tests.joined(separator: ", "))"))
        }
        let test: Test
        if let values = keys["not"] {
            test = .not(try values.texts())
        } else if let pattern = keys["matches"] {
            test = .matches(try pattern.pattern())
        } else if let flag = keys["empty"] {
            test = .empty(try flag.boolean())
        } else {
            test = .equals(try keys["equals"]?.texts() ?? [])
        }
        self.init(column: try column.nonemptyText(), test: test)
    }
}

extension SupplierProfile.Exclusion {
    /// `{column: …, equals: …, reason: …}`, or `{when: [several conditions], reason: …}`.
    init(_ node: ProfileNode) throws(ProfileError) {
        let keys = try node.mapping(allowed: ["column", "equals", "not", "matches", "empty", "when", "reason"])
        let conditions: [RecordCondition]
        if let when = keys["when"] {
            guard keys.keys.allSatisfy({ $0 == "when" || $0 == "reason" }) else {
                throw node.error(.wrongType(expected: "either when or column"))
            }
            conditions = try RecordCondition.all(when)
        } else {
            conditions = [try RecordCondition(node, keys)]
        }
        guard let reason = keys["reason"] else { throw node.child("reason").error(.missingKey) }
        self.init(conditions: conditions, reason: try reason.nonemptyText())
    }
}

extension TextEdit {
    fileprivate init(_ keys: [String: ProfileNode]) throws(ProfileError) {
        self.init()
        if let node = keys["match"] { match = try node.pattern() }
        for item in try keys["replace"]?.list() ?? [] {
            let parts = try item.mapping(allowed: ["pattern", "with"])
            guard let pattern = parts["pattern"] else { throw item.child("pattern").error(.missingKey) }
            guard let text = parts["with"] else { throw item.child("with").error(.missingKey) }
            replacements.append(Replacement(pattern: try pattern.pattern(), text: try text.text()))
        }
        if let node = keys["case"] { letterCase = try node.choice(LetterCase.self) }
    }
}

extension ProfileNode {
    fileprivate func pattern() throws(ProfileError) -> TextPattern {
        let text = try nonemptyText()
        guard let pattern = TextPattern(text) else { throw error(.pattern(text)) }
        return pattern
    }
}
