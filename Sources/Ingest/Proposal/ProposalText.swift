extension ProfileProposal {
    /// The profile as YAML, ready to be used, with comments that say why and how sure.
    public var yaml: String {
        var lines = [
            "# Proposed by `ndff inspect` after the names of the columns and the first \(sampled) records; read it before use.",
            "# certain: name or format say so; likely: the values say so; guess: somebody should look.",
        ]
        for remark in remarks { lines.append("# Note: \(Self.comment(remark))") }
        lines += ["name: \(YAMLText.scalar(form.name))", "version: \(form.version)", "format: \(form.format.rawValue)"]
        lines += dialectLines + formLines
        lines += isFormatKnown ? knownLines : isUsable ? fieldLines : unusableLines
        lines += isUsable ? valueLines : []
        if isUsable, let column = emptyRowColumn {
            lines += [
                "", "exclude:", "  - { column: \(YAMLText.scalar(column)), empty: true, reason: \(YAMLText.scalar(Self.emptyRow)) }",
            ]
        }
        lines += defaultLines + otherLines
        return lines.joined(separator: "\n") + "\n"
    }

    private static func comment(_ text: String) -> String {
        var line = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { line.append(YAMLText.isPrintable(scalar) ? scalar : " ") }
        return String(line)
    }

    private func why(_ key: String) -> String { reasons[key].map { "  # \(Self.comment($0))" } ?? "" }

    // MARK: form

    private var dialectLines: [String] {
        guard form.format == .csv, let delimiter = form.dialect.delimiter else { return [] }
        var parts = ["delimiter: \(YAMLText.character(delimiter))"]
        switch form.dialect.quote {
        case nil: break
        case .noQuote: parts.append("quote: \"\"")
        case .byte(let byte): parts.append("quote: \(YAMLText.character(byte))")
        }
        if let encoding = form.dialect.encoding { parts.append("encoding: \(encoding.rawValue)") }
        return ["dialect: { \(parts.joined(separator: ", ")) }"]
    }

    private var formLines: [String] {
        var lines: [String] = []
        if let crs = form.crs { lines.append("crs: EPSG:\(crs)\(why("crs"))") }
        if form.coordinateUnit == .kilometres { lines.append("coordinateUnit: km") }
        if form.decimalComma { lines.append("decimalComma: true\(why("decimalComma"))") }
        let dates = form.dates
        if dates != PeriodInterpreter.Options() {
            lines.append("dates:")
            if dates.order != .unknown { lines.append("  order: \(dates.order.rawValue)\(why("order"))") }
            if dates.midnightIsDay { lines.append("  midnightIsDay: true\(why("midnightIsDay"))") }
            if dates.excelSerials { lines.append("  excelSerials: true\(why("excelSerials"))") }
        }
        if let scale = form.abundanceScale { lines.append("abundanceScale: \(scale.rawValue)") }
        if let size = form.hokSize { lines.append("hokSize: \(size) m") }
        if form.missingColumns == .ignore { lines.append("missingColumns: ignore") }
        return lines
    }

    // MARK: fields

    private var fieldLines: [String] {
        var lines = ["", "fields:"]
        for item in fields {
            let why = item.reason.isEmpty ? "" : ": \(Self.comment(item.reason))"
            lines.append("  # \(item.certainty.rawValue)\(why)")
            lines.append("  \(item.field.rawValue): \(YAMLText.source(item.source))")
        }
        for problem in missing where problem == .date || problem == .location {
            lines.append("  # missing: \(problem.rawValue)")
        }
        return lines
    }

    /// Fields as comments: the format says them.
    private var knownLines: [String] {
        ["", "# The format says what its columns mean; values, defaults and exclude may be added. It is read as:"]
            + fields.map { "#   \($0.field.rawValue): \(Self.comment(YAMLText.source($0.source)))" }
    }

    /// Fields as comments: without an identity and a name a profile with fields would be refused.
    private var unusableLines: [String] {
        var lines = ["", "# Records cannot be read with this yet:"]
        lines += missing.map { "# - \($0.rawValue)" }
        lines += ["# Fill in what is missing and take the # away.", "# fields:"]
        if self[.identity] == nil { lines.append("#   identity: …") }
        if self[.taxon] == nil { lines.append("#   taxon: …") }
        lines += fields.map { "#   \($0.field.rawValue): \(YAMLText.source($0.source))" }
        return lines
    }

    private var valueLines: [String] {
        guard !values.isEmpty else { return [] }
        var lines = ["", "# What the supplier's words mean. Those that stand for themselves have to be looked at.", "values:"]
        for item in values {
            lines.append("  \(item.field.rawValue):")
            for pair in item.pairs {
                lines.append(
                    "    \(YAMLText.quoted(pair.delivered)): \(YAMLText.scalar(pair.meaning))  # \(pair.count) records")
            }
        }
        return lines
    }

    private var defaultLines: [String] {
        guard !form.defaults.isEmpty else { return [] }
        return ["", "defaults:"]
            + ProfileField.allCases.compactMap { field in
                form.defaults[field].map { "  \(field.rawValue): \(YAMLText.scalar($0))" }
            }
    }

    private var otherLines: [String] {
        guard !others.isEmpty else { return [] }
        let shown = others.prefix(200)
        return [
            "", "# Columns without a place: kept with the record, but not used. List under `ignore` what need not be kept.",
        ] + shown.map { "#   \(Self.comment($0.name.isEmpty ? "(no name)" : $0.name)): \(Self.comment($0.values))" }
            + (others.count > shown.count ? ["#   and \(others.count - shown.count) more"] : [])
    }
}

/// Texts as YAML that reads back as the same text.
enum YAMLText {
    /// Plain where that is safe, quoted otherwise.
    static func scalar(_ text: String) -> String {
        let isPlain = text.first.map { $0.isLetter || $0 == "_" } ?? false
            && text.allSatisfy { ($0.isASCII && ($0.isLetter || $0.isNumber)) || "_ .-/".contains($0) }
            && text.last != " " && text.last != "." && !reserved.contains(text.lowercased())
        return isPlain ? text : quoted(text)
    }

    private static let reserved: Set<String> = ["true", "false", "yes", "no", "on", "off", "null", "y", "n", "~"]

    /// Whether a character may stand in YAML as it is, and on the line on which it stands.
    static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: false
        default: true
        }
    }

    static func quoted(_ text: String) -> String {
        guard !text.unicodeScalars.allSatisfy(isPrintable) else { return "'" + text.replacing("'", with: "''") + "'" }
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": result += "\\\(scalar)"
            case "\t": result += "\\t"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case _ where !isPrintable(scalar):
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    static func character(_ byte: UInt8) -> String {
        switch byte {
        case 9: "\"\\t\""
        case UInt8(ascii: "\""): "'\"'"
        default: quoted(String(UnicodeScalar(byte)))
        }
    }

    private static func list(_ texts: [String]) -> String { "[" + texts.map(quotedInFlow).joined(separator: ", ") + "]" }

    /// Within brackets and braces more characters mean something.
    private static func quotedInFlow(_ text: String) -> String {
        let scalar = scalar(text)
        return scalar == text && text.contains(",") ? quoted(text) : scalar
    }

    static func source(_ source: FieldSource) -> String {
        switch source {
        case .columns(let names): names.count == 1 ? scalar(names[0]) : list(names)
        case .template(let template): "{ template: \(quoted(template.text)) }"
        case .constant(let text): "{ constant: \(quoted(text)) }"
        case .first(let sources): "[" + sources.map(self.source).joined(separator: ", ") + "]"
        case .join(let sources, let separator):
            "{ join: [\(sources.map(inFlow).joined(separator: ", "))], separator: \(quoted(separator)) }"
        case .sum(let names): "{ sum: \(list(names)) }"
        case .edited(.columns(let names), let edit): "{ column: \(names.count == 1 ? scalar(names[0]) : list(names))\(text(edit)) }"
        case .edited(let inner, let edit):
            // Written without the braces of the source within.
            "{ " + self.source(inner).dropFirst().dropLast().trimmed + text(edit) + " }"
        case .cases(let cases, let otherwise):
            "{ cases: [" + cases.map(text).joined(separator: ", ") + "]"
                + (otherwise.map { ", otherwise: \(self.source($0))" } ?? "") + " }"
        }
    }

    private static func inFlow(_ source: FieldSource) -> String {
        if case .columns(let names) = source, names.count == 1 { quotedInFlow(names[0]) } else { self.source(source) }
    }

    private static func text(_ edit: TextEdit) -> String {
        var text = edit.match.map { ", match: \(quoted($0.text))" } ?? ""
        if !edit.replacements.isEmpty {
            let items = edit.replacements.map { "{ pattern: \(quoted($0.pattern.text)), with: \(quoted($0.text)) }" }
            text += ", replace: [\(items.joined(separator: ", "))]"
        }
        return text + (edit.letterCase.map { ", case: \($0.rawValue)" } ?? "")
    }

    private static func text(_ item: FieldCase) -> String {
        "{ when: [\(item.conditions.map(text).joined(separator: ", "))], then: \(source(item.source)) }"
    }

    private static func text(_ condition: RecordCondition) -> String {
        let test =
            switch condition.test {
            case .equals(let values): "equals: \(list(values))"
            case .not(let values): "not: \(list(values))"
            case .matches(let pattern): "matches: \(quoted(pattern.text))"
            case .empty(let isEmpty): "empty: \(isEmpty)"
            }
        return "{ column: \(scalar(condition.column)), \(test) }"
    }
}

extension Substring {
    fileprivate var trimmed: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
