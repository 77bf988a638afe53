import Columns
import Observations

/// The records of a batch held against a context: whose profile each is compared with, and what it says itself.
struct ContextRows {
    let context: SpeciesContext
    /// By row: the place of its species among the profiles; -1 for a record without a species and for one of absence.
    let species: [Int32]
    /// By row: what it says.
    let rows: [ContextRow]
    /// By row: whether it is itself part of the context.
    let isOwn: [Bool]
    /// By row: who made it, as a hash; empty where it is not known.
    let observers: [UInt64]

    init(
        _ context: SpeciesContext, _ batch: ColumnBatch, _ facts: ObservationFacts, standing: ContextStanding?,
        passesOwnRules: (Int) -> Bool
    ) throws(BatchError) {
        self.context = context
        let provinces = try ContextColumns.provinces(batch)
        var memo = CodeMemo<Int32>(facts.speciesID)
        var species = [Int32](repeating: -1, count: facts.rowCount)
        var rows: [ContextRow] = []
        rows.reserveCapacity(facts.rowCount)
        var isOwn = [Bool](repeating: false, count: facts.rowCount)
        for row in 0..<facts.rowCount {
            rows.append(ContextRow(facts, row, province: provinces[row]))
            let code = facts.speciesID.codes[row]
            guard code != 0, !facts.isAbsence[row] else { continue }
            // A species without a profile is one of which nothing is approved yet.
            species[row] = memo.value(of: code) {
                facts.speciesID.dictionary[code].flatMap { context.places[$0] } ?? Int32.max
            }
            isOwn[row] =
                standing?.isApproved(
                    row, observationID: facts.observationID[row], passesOwnRules: passesOwnRules(row)) ?? false
        }
        self.species = species
        self.rows = rows
        self.isOwn = isOwn
        observers = standing?.observers ?? []
    }

    /// What is known of the species of a row; `nil` where the row has no species or records its absence.
    func profile(_ row: Int) -> SpeciesProfile? {
        switch species[row] {
        case ..<0: nil
        case .max: Self.unseen
        case let place: context.profiles[Int(place)]
        }
    }

    private static let unseen = SpeciesProfile()

    /// What is to be left out of the profile when the row is held against it.
    func own(_ row: Int) -> ContextRow? { isOwn[row] ? rows[row] : nil }
}

/// The columns that rules on the context read beside those of all rules.
enum ContextColumns {
    static let all: [ObservationColumn] = [.province, .provinceShared]

    /// CBS codes by row; 0 outside all provinces and where the square lies in several.
    static func provinces(_ batch: ColumnBatch) throws(BatchError) -> [Int32] {
        guard let data = batch[ObservationColumn.province.rawValue] else {
            throw .missingColumn(ObservationColumn.province.rawValue)
        }
        guard case .int32(let codes) = data else {
            throw .wrongKind(column: ObservationColumn.province.rawValue, expected: "int32")
        }
        guard let sharing = batch[ObservationColumn.provinceShared.rawValue] else {
            throw .missingColumn(ObservationColumn.provinceShared.rawValue)
        }
        guard case .boolean(let isShared) = sharing else {
            throw .wrongKind(column: ObservationColumn.provinceShared.rawValue, expected: "boolean")
        }
        guard codes.count == batch.rowCount, isShared.count == batch.rowCount else {
            throw .wrongLength(column: ObservationColumn.province.rawValue, expected: batch.rowCount)
        }
        return (0..<batch.rowCount).map { row in isShared[row] == true ? 0 : codes[row] ?? 0 }
    }
}
