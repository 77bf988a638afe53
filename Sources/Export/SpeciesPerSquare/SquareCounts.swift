import Columns
import Disclosure

/// Numbers of records by square, taxon and blur level.
struct SquareCounts: Sendable {
    /// The texts of a taxon, as the list prints them.
    struct Taxon: Hashable, Sendable {
        var soortgroep: String
        var vernacularName: String
        var scientificName: String
        var beleidsstatus: String
    }

    struct Key: Hashable, Sendable {
        /// Lower left corner in km, XXXYYY.
        var square: Int32
        /// Vervagingsniveau in km.
        var blurring: Int32
        /// Place in `taxa`.
        var taxon: Int32
    }

    private(set) var taxa: [Taxon] = []
    private(set) var counts: [Key: Int] = [:]
    private var places: [Taxon: Int32] = [:]

    init() {}

    /// Counts the presences of a batch in squares of `side` km; a record blurred to a larger square is counted there.
    init(_ batch: OpenBatch, side: Int32) {
        let columns = [OpenText.soortgroep, .vernacularName, .scientificName, .beleidsstatus].map { batch[$0] }
        let occurrence = batch[.occurrenceStatus]
        let absent = occurrence.dictionary.code(of: "absent")
        var known: [SIMD4<UInt32>: Int32] = [:]
        for row in 0..<batch.rowCount {
            guard let square = batch.square[row], let own = batch.squareSide[row], own > 0 else { continue }
            if let absent, occurrence.codes[row] == absent { continue }
            let codes = SIMD4(
                columns[0].codes[row], columns[1].codes[row], columns[2].codes[row], columns[3].codes[row])
            let taxon: Int32
            if let place = known[codes] {
                taxon = place
            } else {
                let texts = columns.map { $0[row] ?? "" }
                taxon = place(
                    of: Taxon(
                        soortgroep: texts[0], vernacularName: texts[1], scientificName: texts[2],
                        beleidsstatus: texts[3]))
                known[codes] = taxon
            }
            let size = max(side, own)
            let corner = square / 1000 / size * size * 1000 + square % 1000 / size * size
            counts[Key(square: corner, blurring: batch.blurring[row] ?? 0, taxon: taxon), default: 0] += 1
        }
    }

    mutating func add(_ other: SquareCounts) {
        let translated = other.taxa.map { place(of: $0) }
        for (key, count) in other.counts {
            var key = key
            key.taxon = translated[Int(key.taxon)]
            counts[key, default: 0] += count
        }
    }

    private mutating func place(of taxon: Taxon) -> Int32 {
        if let known = places[taxon] { return known }
        let place = Int32(truncatingIfNeeded: taxa.count)
        taxa.append(taxon)
        places[taxon] = place
        return place
    }
}

extension TextDictionary {
    func code(of text: String) -> UInt32? {
        var text = text
        return text.withUTF8 { code(of: UnsafeRawBufferPointer($0)) }
    }
}
