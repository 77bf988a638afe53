/// Taxa of which every record draws attention, with the reason: NBN Record Cleaner's `additional.csv` and
/// `additional_codes.csv`.
struct AdditionalTable: Sendable {
    static let file = "additional.csv"
    static let columns = ["organism_key", "taxon", "code"]
    static let codesFile = "additional_codes.csv"

    private(set) var taxa = TaxonIndex()
    /// By entry: the code.
    private var codeOfEntry: [String?] = []
    private(set) var codes = AttentionCodes()

    init() {}

    var rowCount: Int { codeOfEntry.count { $0 != nil } }

    init(_ table: RuleTable, codes: AttentionCodes, _ reader: inout TableReader) {
        self.codes = codes
        var lines: [Int] = []
        for row in table.rows {
            let code = row["code"]
            if codes.text(code.text) == nil { reader.refuse(code, codes.unknown(code.text)) }
            guard let entry = taxa.entry(of: row, &reader) else { continue }
            let name = row["taxon"]
            if entry == codeOfEntry.count {
                codeOfEntry.append(code.text)
                lines.append(name.line)
            } else {
                reader.refuseSecond(name, name.text, line: lines[entry], isSame: codeOfEntry[entry] == code.text)
            }
        }
    }

    func code(entry: Int) -> String? { codeOfEntry[entry] }
}
