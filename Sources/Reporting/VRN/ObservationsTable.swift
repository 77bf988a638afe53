/// Table 1, vrn_waarnemingen: one row a year of the window, area and species group.
struct ObservationsTable {
    /// Figures of one row that are no plain numbers of records.
    private struct Distinct {
        var taxa = 0
        var squares = 0
        /// List length of every visit.
        var lists: [Int] = []
    }

    static let columns = [
        "jaar", "provincie", "soortgroep", "n_rec", "n_taxa", "n_kmhok", "n_bezoek", "l_mediaan", "p_lijst1", "n_los",
        "n_protocol", "n_dubbel_mogelijk", "n_te_grof", "n_vervaagd", "n_boven_soort", "toelichting",
    ]

    static func make(_ accumulator: inout VRNAccumulator) -> VRNTable {
        var table = VRNTable(name: "vrn_waarnemingen", columns: columns)
        let window = accumulator.parameters.window
        let groups = VRNGroup.order.filter { group in
            group == VRNGroup.all
                || accumulator.years.contains { $0.counts[VRNArea.whole * VRNGroup.count + group] != .init() }
        }
        for (index, year) in window.enumerated() {
            let distinct = distinct(&accumulator.years[index])
            for area in 0..<VRNArea.count {
                for group in groups {
                    let place = area * VRNGroup.count + group
                    table.rows.append(
                        row(year, area, group, accumulator.years[index].counts[place], distinct[place]))
                }
            }
        }
        return table
    }

    private static func row(
        _ year: Int, _ area: Int, _ group: Int, _ counts: VRNAccumulator.Counts, _ distinct: Distinct
    ) -> [VRNCell] {
        let lists = distinct.lists.sorted()
        var median = VRNCell.absent
        var ones = VRNCell.absent
        if !lists.isEmpty {
            let middle = lists.count / 2
            let value = lists.count % 2 == 1 ? Double(lists[middle]) : Double(lists[middle - 1] + lists[middle]) / 2
            median = .decimal(value, places: 1)
            ones = .decimal(Double(lists.filter { $0 == 1 }.count) / Double(lists.count), places: 4)
        }
        return [
            .integer(year), .text(VRNArea.labels[area]), .text(VRNGroup.labels[group]), .integer(counts.records),
            .integer(distinct.taxa), .integer(distinct.squares), .integer(lists.count), median, ones,
            .integer(counts.incidental), .integer(counts.underProtocol), .integer(counts.possibleDoubles),
            .integer(counts.tooCoarse), .integer(counts.blurred), .integer(counts.aboveSpecies),
            counts.records == 0 ? .text("geen onderzoek") : .absent,
        ]
    }

    /// What is distinct in a province is counted there; NL and `alle` are counted anew, for a species, square or
    /// visit can belong to several. A visit is a kmhok, a day and a group, so `alle` has the visits of all groups.
    private static func distinct(_ year: inout VRNAccumulator.Year) -> [Distinct] {
        var result = [Distinct](repeating: Distinct(), count: VRNArea.count * VRNGroup.count)
        countTaxa(year.taxa.ascending(), &result)
        countSquares(year.squares.ascending(), &result)
        countVisits(year.visits.ascending(), &result)
        return result
    }

    private static func countTaxa(_ keys: [UInt64], _ result: inout [Distinct]) {
        var seen = Set<UInt64>()
        for key in keys {
            let group = Int(key >> 24)
            let area = Int(key >> 20 & 15)
            let species = key & 0xF_FFFF
            for area in [area, VRNArea.whole] {
                for group in [group, VRNGroup.all]
                where seen.insert(UInt64(group) << 24 | UInt64(area) << 20 | species).inserted {
                    result[area * VRNGroup.count + group].taxa += 1
                }
            }
        }
    }

    private static func countSquares(_ keys: [UInt64], _ result: inout [Distinct]) {
        var seen = Set<UInt64>()
        for key in keys {
            let group = Int(key >> 24)
            let area = Int(key & 15)
            let square = key >> 4 & 0xF_FFFF
            for area in [area, VRNArea.whole] {
                for group in [group, VRNGroup.all]
                where seen.insert(UInt64(group) << 24 | square << 4 | UInt64(area)).inserted {
                    result[area * VRNGroup.count + group].squares += 1
                }
            }
        }
    }

    /// The keys of one visit stand together, by area within; the list of the whole is the union of the areas'.
    private static func countVisits(_ keys: [UInt64], _ result: inout [Distinct]) {
        func note(_ length: Int, _ area: Int, _ group: Int) {
            result[area * VRNGroup.count + group].lists.append(length)
            result[area * VRNGroup.count + VRNGroup.all].lists.append(length)
        }
        var start = 0
        while start < keys.count {
            let visit = keys[start] >> 24
            let group = Int(visit >> 29)
            var end = start
            var species = Set<UInt64>()
            while end < keys.count, keys[end] >> 24 == visit {
                let area = keys[end] >> 20 & 15
                let first = end
                var length = 0
                while end < keys.count, keys[end] >> 24 == visit, keys[end] >> 20 & 15 == area {
                    if keys[end] & 0xF_FFFF != 0 {
                        length += 1
                        species.insert(keys[end] & 0xF_FFFF)
                    }
                    end += 1
                }
                if end > first { note(length, Int(area), group) }
            }
            note(species.count, VRNArea.whole, group)
            start = end
        }
    }
}
