import ArgumentParser
import Foundation

/// The species that are observed, taken from a taxon register.
struct Taxa {
    let scientificNames = TextPool()
    let dutchNames = TextPool()
    let ranks = TextPool()
    private(set) var seasons: [Season] = []
    /// Numbers of taxa, each as often as Zipf's law gives it a share of the observations.
    private var shares: [UInt16] = []

    /// Reads the register (CSV with a header; columns that hold the scientific name, the Dutch name, the rank, the
    /// status and the soortgroep are recognised by name). Only accepted names are used.
    init(register path: String, seed: UInt64) throws {
        let text: String
        do {
            text = try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw ValidationError("cannot read the taxon register \(path): \(error)")
        }
        var lines = text.split(whereSeparator: \.isNewline).makeIterator()
        let header = Self.fields(lines.next() ?? "")
        func column(_ names: String...) -> Int? {
            header.firstIndex { names.contains($0.lowercased().filter(\.isLetter)) }
        }
        guard let name = column("scientificname", "wetenschappelijkenaam") else {
            throw ValidationError("\(path) has no column scientificName")
        }
        let dutch = column("dutchname", "vernacularname", "nederlandsenaam")
        let rank = column("taxonrank", "rank", "rang")
        let group = column("soortgroep", "soortgroepen", "speciesgroup")
        let status = column("taxonomicstatus", "status")
        let accepted = column("acceptednameusageid", "acceptednameusage", "acceptedid", "acceptedname", "acceptedtaxonid")
        while let line = lines.next() {
            let fields = Self.fields(line)
            func field(_ index: Int?) -> String { index.flatMap { $0 < fields.count ? fields[$0] : nil } ?? "" }
            let isSynonym = status.map { field($0).lowercased().contains("syn") } ?? !field(accepted).isEmpty
            guard !field(name).isEmpty, !isSynonym else { continue }
            scientificNames.append(field(name))
            dutchNames.append(field(dutch))
            ranks.append(field(rank).isEmpty ? "species" : field(rank))
            seasons.append(Season(soortgroep: field(group)))
        }
        guard (1...60_000).contains(seasons.count) else {
            throw ValidationError("\(path) has no accepted names, or more than 60000")
        }
        shares = Self.zipfShares(of: seasons.count, seed: seed)
    }

    /// Splits a line of the register; quoted fields may hold commas, not line breaks.
    private static func fields(_ line: Substring) -> [String] {
        var fields = [""]
        var quoted = false
        for character in line {
            if character == "\"" {
                quoted.toggle()
            } else if character == "," && !quoted {
                fields.append("")
            } else {
                fields[fields.count - 1].append(character)
            }
        }
        return fields
    }

    private static func zipfShares(of count: Int, seed: UInt64) -> [UInt16] {
        let size = 65_536
        var order = Array(0..<count)
        var random = RandomNumbers(seed: seed, row: 0, purpose: 2)
        for last in stride(from: count - 1, to: 0, by: -1) { order.swapAt(last, random.below(last + 1)) }
        let total = (1...count).reduce(0.0) { $0 + 1 / Double($1) }
        var shares: [UInt16] = []
        var sum = 0.0
        for (place, taxon) in order.enumerated() {
            sum += 1 / Double(place + 1)
            let end = place == count - 1 ? size : min(size, Int(sum / total * Double(size)))
            while shares.count < end { shares.append(UInt16(taxon)) }
        }
        return shares
    }

    func pick(_ random: inout RandomNumbers) -> Int {
        Int(shares[random.below(shares.count)])
    }
}

/// When in the year a group is seen, and how its observations look.
struct Season {
    /// Day of the year around which most are seen, and the standard deviation in days; 0: all year.
    var peak = 170
    var deviation = 0
    var isAnimal = true
    var isInsect = false

    init(soortgroep: String) {
        let group = soortgroep.lowercased()
        let table: [(String, Int, Int)] = [
            ("dagvlinder", 200, 28), ("nachtvlinder", 190, 35), ("microvlinder", 185, 35), ("libel", 200, 30),
            ("sprinkha", 225, 25), ("kever", 165, 35), ("vliegen", 180, 40), ("vliesvleugel", 175, 38),
            ("snavel", 200, 35), ("insect", 185, 38), ("amfib", 110, 30), ("reptiel", 165, 35),
            ("schimmel", 290, 22), ("plant", 175, 36), ("vleermui", 200, 35),
        ]
        if let entry = table.first(where: { group.contains($0.0) }) { (_, peak, deviation) = entry }
        isInsect = (table.firstIndex { group.contains($0.0) } ?? table.count) < 10
        isAnimal = !["plant", "schimmel", "mos", "wier"].contains { group.contains($0) }
    }
}
