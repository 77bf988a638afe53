import Columns
import Observations

/// A part of the open data. It is taken after the gate, from what is published: were records chosen by their exact
/// place or day, asking for one square or one day after the other would find what blurring hides.
public struct OpenSelection: Sendable, Equatable {
    /// Taxon URIs, those of taxa below a wanted species included; empty for all.
    public var taxa: Set<String> = []
    /// CBS codes; with `squares` empty for everywhere. A record belongs when it lies in a province or in a square.
    public var provinces: Set<Int32> = []
    /// Kmhokken as XXXYYY.
    public var squares: Set<Int32> = []
    /// The kmhokken of `provinces`, for blurred records, which have no province of their own.
    public var squaresOfProvinces: Set<Int32> = []
    /// Days since 1970-01-01, both included; the period of a record must touch the stretch between them.
    public var firstDay: Int?
    public var lastDay: Int?

    public init() {}

    /// Whether each record belongs to it. A blurred record does when any kmhok of its square, and any day of its year,
    /// does.
    func mask(_ batch: OpenBatch) -> [Bool] {
        var mask = [Bool](repeating: true, count: batch.rowCount)
        if !taxa.isEmpty {
            let taxon = batch[.taxonID]
            let isWanted = taxon.dictionary.mapCodes(absent: false, taxa.contains)
            for row in mask.indices where !isWanted[Int(taxon.codes[row])] { mask[row] = false }
        }
        if !provinces.isEmpty || !squares.isEmpty {
            for row in mask.indices where mask[row] { mask[row] = isInside(batch, row) }
        }
        if firstDay != nil || lastDay != nil {
            for row in mask.indices where mask[row] {
                guard let start = batch.periodStart[row], let stop = batch.periodStop[row] else {
                    mask[row] = false
                    continue
                }
                mask[row] =
                    CivilDate.split(stop).day >= firstDay ?? .min && CivilDate.split(start).day <= lastDay ?? .max
            }
        }
        return mask
    }

    private func isInside(_ batch: OpenBatch, _ row: Int) -> Bool {
        if let province = batch.province[row], provinces.contains(province) { return true }
        guard let square = batch.square[row], let side = batch.squareSide[row] else { return false }
        guard batch.blurring[row] ?? 0 > 0 else { return squares.contains(square) }
        for column in 0..<side {
            for line in 0..<side {
                let kmhok = square + column * 1000 + line
                if squares.contains(kmhok) || squaresOfProvinces.contains(kmhok) { return true }
            }
        }
        return false
    }
}

extension OpenBatch {
    /// The records that belong to a selection, in their order.
    public func selecting(_ selection: OpenSelection) -> OpenBatch {
        let mask = selection.mask(self)
        let rows = mask.indices.filter { mask[$0] }.map { Int32(truncatingIfNeeded: $0) }
        let chosen = RowSelection(rows: rows, of: rowCount)
        if chosen.isWhole { return self }
        var result = OpenBatch(rowCount: rows.count)
        func take(_ text: PlainText) -> PlainText { chosen.take(text, tail: rows.count) { _ in nil } }
        (result.occurrenceID, result.footprint) = (take(occurrenceID), take(footprint))
        (result.periodStart, result.periodStop) = (chosen.take(periodStart), chosen.take(periodStop))
        (result.x, result.y) = (chosen.take(x), chosen.take(y))
        (result.latitude, result.longitude) = (chosen.take(latitude), chosen.take(longitude))
        result.uncertainty = chosen.take(uncertainty)
        (result.square, result.squareSide) = (chosen.take(square), chosen.take(squareSide))
        (result.province, result.blurring) = (chosen.take(province), chosen.take(blurring))
        (result.countMinimum, result.countMaximum) = (chosen.take(countMinimum), chosen.take(countMaximum))
        result.texts = texts.mapValues { chosen.take($0).withoutUnusedTexts() }
        return result
    }
}
