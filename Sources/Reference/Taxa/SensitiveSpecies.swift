import Foundation

/// Which taxa are published blurred or not at all, and when.
public struct SensitiveSpecies: Sendable {
    /// How a sensitive observation is published; later is stricter.
    public enum Blur: Int32, Sendable, Comparable, CaseIterable {
        case kilometre = 1, fiveKilometres = 5, tenKilometres = 10
        case hidden = 1000

        /// Side of the square in metres; `nil` when hidden.
        public var squareMetres: Double? { self == .hidden ? nil : Double(rawValue) * 1000 }

        public static func < (a: Blur, b: Blur) -> Bool { a.rawValue < b.rawValue }
    }

    public struct Rule: Sendable, Equatable {
        public var blur: Blur
        /// The rule holds only for these behaviours (activity codes or words, lower case); `nil`: always.
        public var behaviours: Set<String>?
        /// Days since 1970-01-01, both included.
        public var validFrom: Int32
        public var validUntil: Int32
    }

    public let description: ReferenceDescription
    public let rules: [Rule]
    /// For every row of the register the rules of the taxon or of its species.
    private let rulesOfTaxon: [[Int32]]

    /// Reads the rules at `url` and, beside it, the behaviour sets `<name>-behaviours.csv` (columns set, word).
    /// Taxa are looked up in `register`; a name that is not there refuses the file: an unknown sensitive species would
    /// be published unblurred.
    public init(url: URL, register: TaxonRegister) throws(ReferenceFileError) {
        description = try ReferenceDescription.beside(url)
        let sets = try Self.behaviourSets(beside: url)
        let table = try ReferenceTable(
            url: url, required: ["taxon", "blur_km"], optional: ["behaviours", "valid_from", "valid_until", "note"])
        var rules: [Rule] = []
        var own = [[Int32]](repeating: [], count: register.count)
        for row in table.rows {
            let name = table.text(row, "taxon")
            let match = register.match(name)
            guard let taxon = match.taxon, match.kind != .genusOnly, let accepted = register[taxon] else {
                throw ReferenceFileError(
                    file: table.file, line: row.line, reason: .dangling(column: "taxon", value: name))
            }
            guard accepted.rank >= .aggregate else {
                throw table.invalid(row, "taxon", expected: "a species or a taxon below it")
            }
            let blur: Blur
            switch table.text(row, "blur_km") {
            case "1": blur = .kilometre
            case "5": blur = .fiveKilometres
            case "10": blur = .tenKilometres
            case "hidden": blur = .hidden
            default: throw table.invalid(row, "blur_km", expected: "1, 5, 10 or hidden")
            }
            var behaviours: Set<String>?
            let setName = table.text(row, "behaviours")
            if !setName.isEmpty {
                guard let set = sets[setName] else {
                    throw ReferenceFileError(
                        file: table.file, line: row.line, reason: .dangling(column: "behaviours", value: setName))
                }
                behaviours = set
            }
            own[Int(taxon)].append(Int32(truncatingIfNeeded: rules.count))
            rules.append(
                Rule(
                    blur: blur, behaviours: behaviours,
                    validFrom: try Self.day(table, row, "valid_from") ?? .min,
                    validUntil: try Self.day(table, row, "valid_until") ?? .max))
        }
        self.rules = rules
        rulesOfTaxon = register.taxa.enumerated().map { index, taxon in
            let accepted = taxon.acceptedIndex
            var numbers = own[Int(accepted)]
            if let species = taxon.speciesIndex, species != accepted { numbers += own[Int(species)] }
            return numbers
        }
    }

    /// The rules of a taxon (row of the register), its species' included; empty when it is not sensitive.
    public func rules(taxon: Int32) -> [Rule] {
        rulesOfTaxon.indices.contains(Int(taxon)) ? rulesOfTaxon[Int(taxon)].map { rules[Int($0)] } : []
    }

    /// The strictest blur that holds for an observation; `nil` when none does.
    /// - Parameters:
    ///   - behaviour: the activity as code, URI or word, in any case; empty when it was not recorded.
    ///   - day: the day of publication, in days since 1970-01-01.
    public func blur(taxon: Int32, behaviour: String, day: Int32) -> Blur? {
        let numbers = rulesOfTaxon.indices.contains(Int(taxon)) ? rulesOfTaxon[Int(taxon)] : []
        guard !numbers.isEmpty else { return nil }
        let word = ScientificName.normalised(behaviour).lowercased()
        let code = word.split(separator: "/").last.map(String.init) ?? ""
        return numbers.lazy.map { rules[Int($0)] }.filter { rule in
            guard rule.validFrom <= day, day <= rule.validUntil else { return false }
            guard let behaviours = rule.behaviours else { return true }
            return behaviours.contains(word) || behaviours.contains(code)
        }.map(\.blur).max()
    }

    private static func behaviourSets(beside url: URL) throws(ReferenceFileError) -> [String: Set<String>] {
        let name = url.deletingPathExtension().lastPathComponent + "-behaviours.csv"
        let file = url.deletingLastPathComponent().appendingPathComponent(name)
        guard FileManager.default.fileExists(atPath: file.path) else { return [:] }
        let table = try ReferenceTable(url: file, required: ["set", "word"], optional: ["note"])
        var sets: [String: Set<String>] = [:]
        for row in table.rows {
            let word = ScientificName.normalised(table.text(row, "word")).lowercased()
            guard !word.isEmpty else { throw table.invalid(row, "word", expected: "a behaviour") }
            sets[table.text(row, "set"), default: []].insert(word)
        }
        return sets
    }

    /// `YYYY-MM-DD` as days since 1970-01-01; `nil` when empty.
    private static func day(
        _ table: ReferenceTable, _ row: ReferenceTable.Row, _ column: String
    ) throws(ReferenceFileError) -> Int32? {
        let text = table.text(row, column)
        guard !text.isEmpty else { return nil }
        let parts = text.split(separator: "-").compactMap { Int32($0) }
        guard text.utf8.count == 10, parts.count == 3, (1900...2200).contains(parts[0]), (1...12).contains(parts[1]),
            (1...daysInMonth(parts[0], parts[1])).contains(parts[2])
        else { throw table.invalid(row, column, expected: "a date as YYYY-MM-DD") }
        return daysSince1970(year: parts[0], month: parts[1], day: parts[2])
    }

    private static func daysInMonth(_ year: Int32, _ month: Int32) -> Int32 {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days from the civil calendar (H. Hinnant); years 1900…2200.
    private static func daysSince1970(year: Int32, month: Int32, day: Int32) -> Int32 {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400, ofEra = shifted - era * 400
        let ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
    }
}
