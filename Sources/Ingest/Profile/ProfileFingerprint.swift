import Columns

extension SupplierProfile {
    /// XXH3 of everything in the profile that bears on how a delivery is read, as 16 hexadecimal digits. The same for
    /// two files that differ only in layout, comments, order of keys, description and licence.
    public var canonicalFingerprint: String {
        let hash = Array(canonicalText.utf8).withUnsafeBytes { xxh3($0) }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// One setting a line, in a fixed order; texts have their length in front so that no text can look like two settings.
    var canonicalText: String {
        var lines = ["profile 1", "name \(sized(name))", "version \(version)", "format \(format.rawValue)"]
        lines.append(
            "dialect \(number(dialect.delimiter)) \(quote) \(dialect.encoding?.rawValue ?? "-") "
                + "\(dialect.header.map(String.init) ?? "-") \(dialect.skipLines) \(number(dialect.comment)) "
                + texts(dialect.columns))
        lines.append("crs \(number(crs)) \(decimalComma)")
        lines.append("dates \(dates.order.rawValue) \(dates.midnightIsDay) \(dates.excelSerials)")
        // What came later is only there where it is used, so that older deliveries keep their fingerprints.
        if coordinateUnit != .metres { lines.append("unit \(coordinateUnit.rawValue)") }
        if dates.clock != .amsterdam { lines.append("zone \(dates.clock.standard) \(dates.clock.hasEuropeanSummer)") }
        if let pivot = dates.pivotYear { lines.append("pivot \(pivot)") }
        if let seasons = dates.seasons { lines.append("seasons \(seasons.rawValue)") }
        if dates.excel1904 { lines.append("excel1904") }
        if dates.weeks { lines.append("weeks") }
        if dates.decades { lines.append("decades") }
        if dates.newYearEndsYear { lines.append("newYearEndsYear") }
        lines.append("abundance \(abundanceScale?.rawValue ?? "-") hok \(number(hokSize)) \(missingColumns.rawValue)")
        for field in ProfileField.allCases {
            if let source = fields[field] { lines.append("field \(field.rawValue) \(text(source))") }
            for (key, value) in (values[field]?.pairs ?? [:]).sorted(by: { $0.key < $1.key }) {
                lines.append("value \(field.rawValue) \(sized(key)) \(sized(value))")
            }
            if let value = defaults[field] { lines.append("default \(field.rawValue) \(sized(value))") }
        }
        for exclusion in exclusions {
            lines.append("exclude \(exclusion.conditions.map(text).joined(separator: " and "))")
        }
        for measurement in measurements {
            lines.append("measurement \(sized(measurement.type)) \(measurement.field.rawValue)")
        }
        lines.append("ignore \(texts(ignore.sorted()))")
        // Only where it says something: what was read before there were such settings is still read the same.
        if table != TableForm() {
            lines.append("table \(texts(table.layers)) header \(number(table.headerRow))")
            if let wide = table.wide {
                lines.append(
                    "wide \(text(wide.columns)) \(sized(wide.name)) \(sized(wide.value)) \(sized(wide.status)) "
                        + "absent \(texts(wide.absent.sorted())) skip \(texts(wide.skip.sorted()))")
            }
        }
        return lines.joined(separator: "\n")
    }

    private var quote: String {
        switch dialect.quote {
        case nil: "-"
        case .noQuote: "none"
        case .byte(let byte): String(byte)
        }
    }

    private func number(_ value: (some BinaryInteger)?) -> String { value.map { String($0) } ?? "-" }

    private func sized(_ text: String) -> String { "\(text.utf8.count):\(text)" }

    private func texts(_ values: [String]) -> String { values.map(sized).joined(separator: " ") }

    private func text(_ columns: WideTable.Columns) -> String {
        switch columns {
        case .names(let names): "names \(texts(names))"
        case .range(let from, let to): "range \(texts([from] + (to.map { [$0] } ?? [])))"
        case .except(let names): "except \(texts(names))"
        case .matching(let prefix, let suffix): "matching \(texts([prefix, suffix]))"
        }
    }

    /// The columns, where that is all that the sources are.
    private func names(_ sources: [FieldSource]) -> [String]? {
        let names = sources.compactMap { if case .columns(let names) = $0, names.count == 1 { names[0] } else { nil } }
        return names.count == sources.count ? names : nil
    }

    private func text(_ source: FieldSource) -> String {
        switch source {
        case .columns(let names): "columns \(texts(names))"
        case .constant(let value): "constant \(sized(value))"
        case .template(let template):
            "template "
                + template.parts.map { part in
                    switch part {
                    case .text(let text): "text \(sized(text))"
                    case .column(let name): "column \(sized(name))"
                    case .recordNumber: "number"
                    }
                }.joined(separator: " ")
        case .first(let sources): "first (\(sources.map { text($0) }.joined(separator: ") (")))"
        case .join(let sources, let separator):
            "join \(sized(separator)) "
                + (names(sources).map { texts($0) } ?? sources.map { "(\(text($0)))" }.joined(separator: " "))
        case .sum(let names): "sum \(texts(names))"
        case .cases(let cases, let otherwise):
            "cases "
                + cases.map { "(\($0.conditions.map(text).joined(separator: " and ")): \(text($0.source)))" }
                .joined(separator: " ") + " otherwise (\(otherwise.map { text($0) } ?? "-"))"
        case .edited(let source, let edit):
            "edited (\(text(source))) \(sized(edit.match?.text ?? ""))"
                + edit.replacements.map { " \(sized($0.pattern.text)) \(sized($0.text))" }.joined()
                + " \(edit.letterCase?.rawValue ?? "-")"
        }
    }

    private func text(_ condition: RecordCondition) -> String {
        switch condition.test {
        case .equals(let values): "\(sized(condition.column)) \(texts(values))"
        case .not(let values): "not \(sized(condition.column)) \(texts(values))"
        case .matches(let pattern): "matches \(sized(condition.column)) \(sized(pattern.text))"
        case .empty(let isEmpty): "empty \(sized(condition.column)) \(isEmpty)"
        }
    }
}
