import Columns
import Observations

/// Points that lie exactly on the centre or a corner of a km square while they claim to be more precise than the square.
///
/// Looks at points with an uncertainty below half the diagonal of a km square, 500·√2 m. On a centre or corner is a point
/// within 1 m of it in x and in y; of places spread evenly 2 · (2/1000)² = 8 in a million are. What more is a surplus says
/// `Surplus`; at least `leastSquares` different centres or corners must occur: one station is no habit.
/// Coordinates with fewer than five decimals of a degree are too coarse to be seen this way.
struct PlacesOnSquares: Sendable {
    private static let halfDiagonal = 500 * 2.0.squareRoot()
    private static let leastSquares = 5
    private static let probability = 8e-6

    private var precise = 0
    private var onCentre = 0
    private var onCorner = 0
    /// Up to `leastSquares` of them.
    private var squares: Set<[Int]> = []
    private var examples = DataSetExamples()

    mutating func take(_ facts: DataSetFacts, _ rows: [Int]) {
        for row in rows where facts.location(row) == .point && facts.uncertainty[row] < Self.halfDiagonal {
            let (x, y) = (facts.x[row], facts.y[row])
            guard x.isFinite, y.isFinite, abs(x) < 1e9, abs(y) < 1e9 else { continue }
            precise += 1
            let (left, low) = ((x / 500).rounded(), (y / 500).rounded())
            guard abs(x - left * 500) <= 1, abs(y - low * 500) <= 1 else { continue }
            switch (Int(left) % 2 == 0, Int(low) % 2 == 0) {
            case (true, true): onCorner += 1
            case (false, false): onCentre += 1
            default: continue
            }
            examples.add(facts, row)
            if squares.count < Self.leastSquares { squares.insert([Int(left), Int(low)]) }
        }
    }

    func findings() -> [DataSetFinding] {
        let surplus = Surplus(records: onCentre + onCorner, total: precise, probability: Self.probability)
        guard surplus.isThere, squares.count >= Self.leastSquares else { return [] }
        let count = surplus.records
        return [
            DataSetFinding(
                .placesOnSquares, .warning, term: "decimalLatitude, decimalLongitude, coordinateUncertaintyInMeters",
                records: count, of: precise, examples: examples.list,
                dutch: "\(count) van \(precise) punten met een onnauwkeurigheid onder 707 m (\(ShareText.dutch(count, of: precise))) liggen "
                    + "precies op het midden (\(onCentre)) of een hoek (\(onCorner)) van een kilometerhok. Waarschijnlijk is alleen het "
                    + "hok bekend en is de onnauwkeurigheid te klein opgegeven.",
                english: "\(count) of \(precise) points with an uncertainty below 707 m (\(ShareText.english(count, of: precise))) lie exactly "
                    + "on the centre (\(onCentre)) or a corner (\(onCorner)) of a km square. Probably only the square is known and the "
                    + "uncertainty is given too small.")
        ]
    }
}
