import Foundation

/// Tables of cases beside the tests, as text with tabs that anybody can edit: remarks with `#`, then names of columns.
struct TableFile {
    /// The cases as columns in the order of the file.
    let cases: [[String]]

    init(_ name: String) {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Tables/\(name).tsv")
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
        let width = lines.first?.split(separator: "\t").count ?? 0
        cases = lines.dropFirst().map { line in
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            precondition(fields.count == width, "\(name).tsv: \(fields.count) columns in \(line)")
            return fields
        }
        precondition(!cases.isEmpty, "\(name).tsv holds no cases")
    }

    /// A field of which `-` stands for nothing.
    static func optional(_ field: String) -> String? { field == "-" ? nil : field }
}
