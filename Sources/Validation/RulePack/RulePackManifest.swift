import Observations
import Yams

/// `rules.yaml`: who made the pack, its parameters and the rules that are switched on.
struct RulePackManifest {
    static let file = "rules.yaml"

    var name = ""
    var version = ""
    var authority = ""
    var licence = ""
    var example = false
    var about = ""
    var parameters = RulePackParameters()
    /// By code of `difficulty_codes.csv`: what evidence a record of such a taxon needs.
    var evidenceOfCode: [String: EvidenceKinds] = [:]
    /// In the order in which outcomes are listed.
    var rules: [RulePack.EnabledRule] = []

    /// Reads the manifest; what is wrong goes into `problems`.
    init(bytes: [UInt8], problems: inout [RulePackProblem]) {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            problems.append(RulePackProblem(file: Self.file, reason: "not UTF-8; save the file as UTF-8"))
            return
        }
        do {
            guard let root = try Yams.compose(yaml: text) else {
                problems.append(
                    RulePackProblem(file: Self.file, line: 1, reason: "empty; expected name, version, rules"))
                return
            }
            var reader = ManifestReader()
            read(root, &reader)
            problems += reader.problems
        } catch {
            problems.append(Self.problem(error))
        }
    }

    private mutating func read(_ root: Node, _ reader: inout ManifestReader) {
        let keys = ["name", "version", "authority", "licence", "example", "description", "parameters", "rules"]
        let entries = reader.mapping(
            root, allowed: keys, required: ["name", "version", "authority", "licence", "rules"])
        for (key, node) in entries {
            switch key {
            case "name": name = reader.label(node)
            case "version": version = reader.label(node)
            case "authority": authority = reader.text(node)
            case "licence": licence = reader.text(node)
            case "description": about = reader.text(node)
            case "example": example = reader.boolean(node)
            case "parameters": readParameters(node, &reader)
            default: readRules(node, &reader)
            }
        }
    }

    private mutating func readParameters(_ node: Node, _ reader: inout ManifestReader) {
        let keys = [
            "earliestYear", "maximumCount", "phenologyToleranceDays", "distributionToleranceSquares",
            "difficultyEvidence", "allowedUncertaintyMetres",
        ] + Self.contextParameters.map(\.key)
        for (key, node) in reader.mapping(node, allowed: keys) {
            switch key {
            case "earliestYear": parameters.earliestYear = reader.integer(node, 1...9999) ?? parameters.earliestYear
            case "phenologyToleranceDays":
                parameters.phenologyToleranceDays = reader.integer(node, 0...182) ?? parameters.phenologyToleranceDays
            case "distributionToleranceSquares":
                let squares = reader.integer(node, 0...20)
                parameters.distributionToleranceSquares = squares ?? parameters.distributionToleranceSquares
            case "difficultyEvidence": readEvidence(node, &reader)
            case "allowedUncertaintyMetres":
                let metres = reader.integer(node, 1...20_037_508)
                parameters.allowedUncertaintyMetres = metres.map(Double.init) ?? parameters.allowedUncertaintyMetres
            case "maximumCount": readMaximumCount(node, &reader)
            default:
                guard let parameter = Self.contextParameters.first(where: { $0.key == key }),
                    let number = reader.integer(node, parameter.range)
                else { continue }
                parameters[keyPath: parameter.path] = number
            }
        }
    }

    /// The whole numbers that rules on the context go by.
    private static var contextParameters:
        [(key: String, range: ClosedRange<Int>, path: WritableKeyPath<RulePackParameters, Int>)]
    {
        [
            ("contextMinimumRecords", 1...1_000_000_000, \.contextMinimumRecords),
            ("contextMinimumStore", 1...1_000_000_000, \.contextMinimumStore),
            ("contextDistanceKilometres", 0...1000, \.contextDistanceKilometres),
            ("contextSeasonDays", 0...180, \.contextSeasonDays),
            ("contextSeasonPermille", 0...999, \.contextSeasonPermille),
            ("contextCountPermille", 1...1000, \.contextCountPermille),
            ("contextCountFactor", 1...1_000_000, \.contextCountFactor),
            ("contextObserverKilometres", 1...1000, \.contextObserverKilometres),
        ]
    }

    /// A mapping from a code of `difficulty_codes.csv` to a list of kinds of evidence; `[]` for none.
    private mutating func readEvidence(_ node: Node, _ reader: inout ManifestReader) {
        guard let mapping = node.mapping else {
            reader.refuse(node, "expected codes of difficulty_codes.csv, each with a list of evidence")
            return
        }
        for (key, value) in mapping {
            guard let code = key.scalar?.string, let items = value.sequence else {
                reader.refuse(value, "expected a list of evidence, [] for none")
                continue
            }
            var kinds = EvidenceKinds()
            var words: [String] = []
            for item in items {
                let word = reader.text(item)
                if let kind = EvidenceKinds.kind(word) {
                    kinds.formUnion(kind)
                    words.append(word)
                } else if !word.isEmpty {
                    let known = EvidenceKinds.words.map(\.word) + ["any"]
                    let hint = Suggestion.text(for: word, among: known)
                    reader.refuse(item, "evidence '\(word)' is none of \(known.joined(separator: ", "))\(hint)")
                }
            }
            evidenceOfCode[code] = kinds
            parameters.difficultyEvidence[code] = words
        }
    }

    /// One number for all, or a mapping from soortgroep (and `default`) to a number.
    private mutating func readMaximumCount(_ node: Node, _ reader: inout ManifestReader) {
        let range = 1...1_000_000_000_000
        if node.scalar != nil {
            if let number = reader.integer(node, range) { parameters.maximumCount.other = Int64(number) }
            return
        }
        for (key, node) in reader.mapping(node, allowed: ["default"] + MaximumCount.soortgroepen) {
            guard let number = reader.integer(node, range) else { continue }
            if key == "default" {
                parameters.maximumCount.other = Int64(number)
            } else {
                parameters.maximumCount.bySoortgroep[key] = Int64(number)
            }
        }
    }

    /// A list of rule ids, or of mappings with `id` and `severity`.
    private mutating func readRules(_ node: Node, _ reader: inout ManifestReader) {
        guard let items = node.sequence else {
            reader.refuse(node, "expected a list of rules")
            return
        }
        if items.isEmpty { reader.refuse(node, "no rule is switched on") }
        for item in items {
            var id = item.scalar == nil ? "" : reader.text(item)
            var severity: FindingSeverity?
            var place = item
            if item.scalar == nil {
                for (key, node) in reader.mapping(item, allowed: ["id", "severity"], required: ["id"]) {
                    if key == "id" {
                        id = reader.text(node)
                        place = node
                    } else {
                        severity = reader.word(node, FindingSeverity.allCases)
                    }
                }
            }
            if id.isEmpty { continue }
            guard let type = RuleCatalogue.type(id) else {
                let hint = Suggestion.text(for: id, among: RuleCatalogue.rules.map(\.id))
                reader.refuse(place, "unknown rule '\(id)'\(hint)")
                continue
            }
            if rules.contains(where: { $0.id == id }) {
                reader.refuse(place, "rule '\(id)' stands in the list already")
                continue
            }
            rules.append(RulePack.EnabledRule(id: id, severity: severity ?? type.definition.severity))
        }
    }

    private static func problem(_ error: any Error) -> RulePackProblem {
        let mark: Mark?
        let reason: String
        switch error as? YamlError {
        case .scanner(_, let problem, let place, _), .parser(_, let problem, let place, _),
            .composer(_, let problem, let place, _):
            (mark, reason) = (place, problem)
        case .duplicatedKeysInMapping(let duplicates, let context):
            mark = context.mark
            reason = "keys that stand twice: \(duplicates.map { "\($0)" }.joined(separator: ", "))"
        default: (mark, reason) = (nil, "\(error)")
        }
        return RulePackProblem(file: file, line: mark?.line, column: mark?.column, reason: "no YAML: \(reason)")
    }
}

/// Takes values out of YAML nodes and notes what does not fit, with its place.
private struct ManifestReader {
    private(set) var problems: [RulePackProblem] = []

    mutating func refuse(_ node: Node, _ reason: String) {
        let mark = node.mark
        problems.append(
            RulePackProblem(file: RulePackManifest.file, line: mark?.line, column: mark?.column, reason: reason))
    }

    mutating func mapping(_ node: Node, allowed: [String], required: [String] = []) -> [(key: String, node: Node)] {
        guard let mapping = node.mapping else {
            refuse(node, "expected keys and values: \(allowed.joined(separator: ", "))")
            return []
        }
        var entries: [(key: String, node: Node)] = []
        for (key, value) in mapping {
            let name = key.scalar?.string ?? ""
            if allowed.contains(name) {
                entries.append((name, value))
            } else {
                refuse(key, "unknown key '\(name)'\(Suggestion.text(for: name, among: allowed))")
            }
        }
        for name in required where !entries.contains(where: { $0.key == name }) {
            refuse(node, "key '\(name)' is missing")
        }
        return entries
    }

    mutating func text(_ node: Node) -> String {
        guard let text = node.scalar?.string.trimmingBlanks(), !text.isEmpty else {
            refuse(node, "expected a text")
            return ""
        }
        return text
    }

    /// Part of `name@version`, which is stored with every record.
    mutating func label(_ node: Node) -> String {
        let text = text(node)
        let allowed = text.utf8.allSatisfy {
            switch $0 {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
                true
            default: false
            }
        }
        if !allowed { refuse(node, "'\(text)' may hold letters a-z, digits, '-', '.' and '_' only") }
        return text
    }

    mutating func boolean(_ node: Node) -> Bool {
        switch node.scalar?.string {
        case "true": return true
        case "false": return false
        default:
            refuse(node, "expected true or false")
            return false
        }
    }

    mutating func integer(_ node: Node, _ range: ClosedRange<Int>) -> Int? {
        guard let text = node.scalar?.string, let number = Int(text.replacing("_", with: "")), range.contains(number)
        else {
            refuse(node, "expected a whole number from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return number
    }

    mutating func word<Word: RawRepresentable>(_ node: Node, _ words: [Word]) -> Word? where Word.RawValue == String {
        let text = node.scalar?.string ?? ""
        if let word = Word(rawValue: text) { return word }
        let known = words.map(\.rawValue)
        refuse(
            node,
            "'\(text)' is none of \(known.joined(separator: ", "))\(Suggestion.text(for: text, among: known))")
        return nil
    }
}
