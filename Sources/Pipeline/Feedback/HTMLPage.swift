/// A plain page in Dutch, with all texts escaped and without anything from elsewhere.
package struct HTMLPage {
    private var body = ""
    private let title: String

    init(title: String) { self.title = title }

    var text: String {
        """
        <!DOCTYPE html>
        <html lang="nl">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>\(Self.escaped(title))</title>
        <style>
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; }
        h1 { font-size: 1.6rem; } h2 { font-size: 1.25rem; margin-top: 2rem; } h3 { font-size: 1rem; margin-bottom: 0; }
        table { border-collapse: collapse; margin: .5rem 0; } th, td { border: 1px solid #bbb; padding: .2rem .6rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
        th { background: #eee; }
        </style>
        </head>
        <body>
        \(body)</body>
        </html>

        """
    }

    mutating func heading(_ text: String, level: Int) {
        body += "<h\(level)>\(Self.escaped(text))</h\(level)>\n"
    }

    mutating func paragraph(_ text: String) {
        body += "<p>\(Self.escaped(text))</p>\n"
    }

    mutating func list(_ items: [String]) {
        body += "<ul>\n" + items.map { "<li>\(Self.escaped($0))</li>\n" }.joined() + "</ul>\n"
    }

    /// - Parameter headings: of the columns; none: the first column is one.
    mutating func table(headings: [String], rows: [[String]]) {
        body += "<table>\n"
        if !headings.isEmpty {
            body += "<thead><tr>" + headings.map { "<th>\(Self.escaped($0))</th>" }.joined() + "</tr></thead>\n"
        }
        body += "<tbody>\n"
        for row in rows {
            let cells = row.enumerated().map { place, text in
                headings.isEmpty && place == 0 ? "<th>\(Self.escaped(text))</th>" : "<td>\(Self.escaped(text))</td>"
            }
            body += "<tr>\(cells.joined())</tr>\n"
        }
        body += "</tbody>\n</table>\n"
    }

    /// Text in which nothing is markup; control characters, which no page may hold, become U+FFFD.
    package static func escaped(_ text: String) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case "\n", "\t": result.unicodeScalars.append(scalar)
            default:
                let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
                result.unicodeScalars.append(isControl ? "\u{FFFD}" : scalar)
            }
        }
        return result
    }
}
