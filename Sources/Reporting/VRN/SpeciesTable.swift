import Reference

/// Table 4, vrn_soort: one row a species and area over the window of six years.
///
/// A zero means that the species' group was looked at in the area and the species not found; where nothing of the group
/// was recorded the row says so. For sensitive species (kwetsbaar):
/// - fewer than 3 records give `<3` and no other figure;
/// - where that leaves one area that can be reckoned from the others, the smallest of those is withheld too;
/// - no number of squares finer than the level to which the species is blurred;
/// - hidden species give no figures at all.
struct SpeciesTable {
    static let columns = [
        "venster", "provincie", "taxon", "naam", "wetenschappelijke_naam", "soortgroep", "n_rec", "kmhok", "uurhok",
        "eea10",
        "bezet0", "bezet1", "eerste_jaar", "laatste_jaar", "rode_lijst", "vhr_bijlage", "kwetsbaar", "toelichting",
    ]

    /// Distinct cells by area and species, or by area and group.
    private typealias CellCounts = [UInt64: Int]

    private let window: String
    private let squaresInProvince: [Int32: Int]
    private let small: CellCounts
    private let large: CellCounts
    private let eea: CellCounts
    /// Squares with any record of the groups of a mask, by mask and area.
    private var investigated: [UInt32: [Int]] = [:]
    private var groupSquares: [(group: Int, square: UInt64, area: Int)] = []

    /// - Parameter squaresInProvince: the number of kmhokken of each province, by CBS code.
    static func make(
        _ accumulator: inout VRNAccumulator, register: TaxonRegister, sensitiveSpecies: SensitiveSpecies,
        squaresInProvince: [Int32: Int]
    ) -> VRNTable {
        var maker = SpeciesTable(&accumulator, squaresInProvince: squaresInProvince)
        var rows: [String: Int32] = [:]
        for (index, taxon) in register.taxa.enumerated() where rows[taxon.id] == nil || taxon.isAccepted {
            rows[taxon.id] = Int32(truncatingIfNeeded: index)
        }
        let list = (1..<UInt32(accumulator.speciesGroups.count)).map { code in
            let uri = accumulator.species[code] ?? ""
            let row = rows[uri]
            let facts = SpeciesFacts(
                uri: uri, taxon: row.flatMap { register[$0] }, rules: row.map(sensitiveSpecies.rules(taxon:)) ?? [])
            return (code: code, uri: uri, facts: facts)
        }
        var table = VRNTable(name: "vrn_soort", columns: columns)
        for (code, uri, facts) in list.sorted(by: {
            ($0.facts.scientificName, $0.uri) < ($1.facts.scientificName, $1.uri)
        }) {
            maker.append(code, uri, facts, accumulator, to: &table)
        }
        return table
    }

    private init(_ accumulator: inout VRNAccumulator, squaresInProvince: [Int32: Int]) {
        window = "\(accumulator.parameters.window.lowerBound)-\(accumulator.parameters.window.upperBound)"
        self.squaresInProvince = squaresInProvince
        small = Self.cells(accumulator.speciesSquares.ascending())
        large = Self.cells(accumulator.speciesLargeSquares.ascending())
        eea = Self.cells(accumulator.speciesEEACells.ascending())
        var keys = DistinctKeys()
        for index in accumulator.years.indices {
            for key in accumulator.years[index].squares.ascending() { keys.insert(key) }
        }
        groupSquares = keys.ascending().map { (Int($0 >> 24), $0 >> 4 & 0xF_FFFF, Int($0 & 15)) }
    }

    /// Counts keys of species, cell and area (ascending) by species and area; a cell on a boundary counts once for NL.
    private static func cells(_ keys: [UInt64]) -> CellCounts {
        var counts: CellCounts = [:]
        var previous: UInt64?
        for key in keys {
            let species = UInt32(key >> 24)
            counts[VRNAccumulator.speciesKey(species, area: Int(key & 15)), default: 0] += 1
            if key >> 4 != previous { counts[VRNAccumulator.speciesKey(species, area: VRNArea.whole), default: 0] += 1 }
            previous = key >> 4
        }
        return counts
    }

    /// The number of squares with a record of any of the groups, by area.
    private mutating func investigatedSquares(_ mask: UInt32) -> [Int] {
        if let known = investigated[mask] { return known }
        var squares = [Set<UInt64>](repeating: [], count: VRNArea.count)
        for (group, square, area) in groupSquares where mask >> UInt32(group) & 1 == 1 {
            squares[area].insert(square)
            squares[VRNArea.whole].insert(square)
        }
        let counts = squares.map(\.count)
        investigated[mask] = counts
        return counts
    }

    private mutating func append(
        _ code: UInt32, _ uri: String, _ facts: SpeciesFacts, _ accumulator: VRNAccumulator, to table: inout VRNTable
    ) {
        let mask = accumulator.speciesGroups[Int(code)]
        let investigated = investigatedSquares(mask)
        let counts = (0..<VRNArea.count).map { area in
            accumulator.speciesCounts[VRNAccumulator.speciesKey(code, area: area)]
        }
        let protection = SmallNumbers(records: counts.map { $0?.records ?? 0 }, blur: facts.blur)
        var groups: [String] = []
        VRNGroup.forEach(mask) { groups.append(VRNGroup.labels[$0]) }
        for area in 0..<VRNArea.count {
            let wasInvestigated = accumulator.years.contains { year in
                (0..<VRNGroup.count - 1).contains { group in
                    mask >> UInt32(group) & 1 == 1 && year.counts[area * VRNGroup.count + group].records > 0
                }
            }
            let key = VRNAccumulator.speciesKey(code, area: area)
            let figures = figures(
                counts[area], squares: (small[key] ?? 0, large[key] ?? 0, eea[key] ?? 0), area: area,
                investigated: investigated[area], wasInvestigated: wasInvestigated, blur: facts.blur,
                protection: protection.states[area])
            table.suppressedCells += figures.suppressed
            table.rows.append(
                [
                    .text(window), .text(VRNArea.labels[area]), .text(uri), .text(facts.dutchName),
                    .text(facts.scientificName), .text(groups.joined(separator: "|")),
                ] + figures.cells
                    + [
                        facts.redList.map { .text($0) } ?? .absent, facts.directives.map { .text($0) } ?? .absent,
                        .text(Self.label(facts.blur)), figures.remark.map { .text($0) } ?? .absent,
                    ])
        }
    }

    /// The eight cells from n_rec to laatste_jaar.
    private func figures(
        _ counts: VRNAccumulator.SpeciesCounts?, squares: (small: Int, large: Int, eea: Int), area: Int,
        investigated: Int, wasInvestigated: Bool, blur: SensitiveSpecies.Blur?, protection: SmallNumbers.State
    ) -> (cells: [VRNCell], remark: String?, suppressed: Int) {
        let withheld = VRNCell.text("onderdrukt")
        switch protection {
        case .belowThree:
            return ([.text("<3")] + [VRNCell](repeating: withheld, count: 7), "onderdrukt", 8)
        case .withheld:
            return ([VRNCell](repeating: withheld, count: 8), "onderdrukt", 8)
        case .shown: break
        }
        guard let counts else {
            if !wasInvestigated {
                return ([VRNCell](repeating: .absent, count: 8), "geen onderzoek", 0)
            }
            let zeros: [VRNCell] = [.integer(0), .integer(0), .integer(0), .integer(0)]
            return (zeros + [.absent, .absent, .absent, .absent], "niet gevonden", 0)
        }
        let kilometres = blur?.squareMetres.map { $0 / 1000 } ?? 0
        func number(_ count: Int, side: Double) -> VRNCell {
            if kilometres > side { return withheld }
            return count == 0 ? .text("te grof") : .integer(count)
        }
        let hidesSquares = kilometres > 1
        let total =
            area == VRNArea.whole
            ? squaresInProvince.values.reduce(0, +)
            : area == VRNArea.outside ? 0 : squaresInProvince[Int32(area + 20)] ?? 0
        func share(of total: Int) -> VRNCell {
            if hidesSquares { return withheld }
            return total == 0 ? .absent : .decimal(Double(squares.small) / Double(total), places: 4)
        }
        let cells: [VRNCell] = [
            .integer(counts.records), number(squares.small, side: 1), number(squares.large, side: 5),
            number(squares.eea, side: 10), share(of: total), share(of: investigated), .integer(counts.firstYear),
            .integer(counts.lastYear),
        ]
        let suppressed = cells.filter { $0 == withheld }.count
        return (cells, suppressed > 0 ? "hokken onderdrukt" : squares.small == 0 ? "te grof" : nil, suppressed)
    }

    private static func label(_ blur: SensitiveSpecies.Blur?) -> String {
        switch blur {
        case nil: "nee"
        case .hidden?: "verborgen"
        case let level?: "\(level.rawValue) km"
        }
    }
}
