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
        lines.append("abundance \(abundanceScale?.rawValue ?? "-") hok \(number(hokSize)) \(missingColumns.rawValue)")
        for field in ProfileField.allCases {
            if let source = fields[field] { lines.append("field \(field.rawValue) \(text(source))") }
            for (key, value) in (values[field]?.pairs ?? [:]).sorted(by: { $0.key < $1.key }) {
                lines.append("value \(field.rawValue) \(sized(key)) \(sized(value))")
            }
            if let value = defaults[field] { lines.append("default \(field.rawValue) \(sized(value))") }
        }
        for exclusion in exclusions {
            lines.append("exclude \(sized(exclusion.column)) \(texts(exclusion.values))")
        }
        for measurement in measurements {
            lines.append("measurement \(sized(measurement.type)) \(measurement.field.rawValue)")
        }
        lines.append("ignore \(texts(ignore.sorted()))")
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
                    }
                }.joined(separator: " ")
        }
    }
}
