import Formats

/// The NDFF's list of species: counts by species of some squares, which is no delivery of observations.
///
/// Four lines say when it was made and what was asked for, an empty one follows, then the header.
enum SpeciesCounts {
    private static let columns: Set<String> = [
        "hoknummer", "soortgroep", "naam soort", "wetenschappelijke naam", "aantal waarnemingen",
    ]

    /// Why a text is refused; `nil` when it is something else.
    /// - Parameter text: its first bytes in UTF-8.
    static func refusal(path: String, text: [UInt8]) -> DeliveryError? {
        let lines = text.prefix(8192).split(separator: 0x0A, maxSplits: 10, omittingEmptySubsequences: false).map { line in
            String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
        }
        let places = lines.indices.prefix(10)
        guard let header = places.first(where: { isHeader(lines[$0]) }) else { return nil }
        let request = lines[..<header].map(unquoted).filter { $0.hasPrefix("Gevraagde ") }
        return DeliveryError(
            .notObservations, path: path, line: header + 1,
            message: "this is the NDFF's list of species by square, with numbers of observations: aggregates, not "
                + "observations\(request.isEmpty ? "" : " (\(request.joined(separator: "; ")))"). Ask the NDFF for the "
                + "observations themselves (GeoPackage with the layer 'waarnemingen')")
    }

    private static func isHeader(_ line: String) -> Bool {
        let separator: Character = line.contains(";") && !line.contains(",") ? ";" : ","
        let names = Set(line.split(separator: separator).map { unquoted(String($0)).lowercased() })
        return names.isSuperset(of: columns)
    }

    /// Without quotes, blanks, a byte order mark, and the separators with which a spreadsheet fills a line up.
    private static func unquoted(_ text: String) -> String {
        let edges: Set<Character> = ["\"", " ", "\u{FEFF}", ",", ";", "\t"]
        var part = Substring(text)
        while let first = part.first, edges.contains(first) { part.removeFirst() }
        while let last = part.last, edges.contains(last) { part.removeLast() }
        return String(part)
    }
}
