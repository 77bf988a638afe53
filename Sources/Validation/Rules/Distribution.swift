import Observations
import Reference

/// The place lies in or near a square from which the taxon is known in the years of the record.
struct Distribution: Rule {
    static let definition = RuleDefinition(
        id: "distribution", kind: .knowledge, severity: .warning, terms: ["decimalLatitude", "decimalLongitude"],
        columns: [
            .taxonID, .scientificName, .speciesID, .soortgroep, .occurrenceStatus, .periodStart, .periodStop, .x, .y,
            .latitude, .longitude, .uncertainty, .sourceCRS, .verbatimCoordinates,
        ],
        bdqTests: [], gbifIssues: [],
        title: BilingualText("Bekende verspreiding.", "Known distribution."),
        explanation: BilingualText(
            "De waarneming ligt in een uurhok of 10 km-hok waaruit het taxon in die jaren bekend is, of ten hoogste zoveel "
                + "ringen hokken daarbuiten als het regelpakket toelaat (`distributionToleranceSquares`). Een plaats met een "
                + "onnauwkeurigheid valt alleen op als zij er geheel buiten ligt. Zonder bekende hokken voor het taxon en de "
                + "jaren, zonder datum, zonder plaats in het RD-rooster en bij gemelde afwezigheid niet van toepassing.",
            "The observation lies in a square of 5 or 10 km from which the taxon is known in those years, or no more "
                + "rings of squares outside than the rule pack allows (`distributionToleranceSquares`). A place with an "
                + "uncertainty is noted only when all of it lies outside. Not applicable without known squares for the "
                + "taxon and the years, without a date, without a place in the RD grid and for records of absence."))

    private let table: DistributionTable
    private let tolerance: Int

    init(_ setting: RuleSetting) {
        table = setting.pack.contents.distribution
        tolerance = setting.pack.parameters.distributionToleranceSquares
    }

    func judge(_ facts: ObservationFacts, _ marks: UnsafeMutableBufferPointer<RuleMark>) {
        guard table.rowCount > 0 else { return }
        let entries = table.taxa.entries(facts.taxa)
        table.withMarks { mark in
            for row in marks.indices where !facts.isAbsence[row] {
                let entry = entries[Int(facts.taxa.numbers[row])]
                guard entry >= 0, let years = Self.years(facts, row) else { continue }
                marks[row] = mark(entry, years) { Self.extent(facts, row, $0) }
            }
        }
    }

    func evidence(_ facts: ObservationFacts, _ row: Int) -> Evidence {
        let entry = table.taxa.entry(facts.taxa.trail(row))
        guard entry >= 0, let years = Self.years(facts, row) else { return Evidence() }
        var nearest: (rings: Int, grid: SquareSet.Grid)?
        for known in table.known(entry: entry) where known.years.overlaps(years) {
            guard let extent = Self.extent(facts, row, known.squares.grid) else { break }
            let rings = known.squares.rings(to: extent)
            if rings * known.squares.grid.size < (nearest.map { $0.rings * $0.grid.size } ?? Int.max) {
                nearest = (rings, known.squares.grid)
            }
        }
        guard let nearest else { return Evidence() }
        let (x, y) = (facts.places.x[row], facts.places.y[row])
        let code =
            nearest.grid == .uurhok ? RijksdriehoekGrid.uurhokCode(x: x, y: y) : RijksdriehoekGrid.hok10Code(x: x, y: y)
        return Evidence(
            verbatim: VerbatimText.coordinates(facts, row),
            detail: FindingDetail.text([
                "square": code.map(RijksdriehoekGrid.label) ?? "?", "km": String(nearest.grid.size),
                "off": String(nearest.rings), "tolerance": String(tolerance),
            ]))
    }

    private static func extent(_ facts: ObservationFacts, _ row: Int, _ grid: SquareSet.Grid) -> SquareSet.Extent? {
        SquareSet.Extent(
            x: facts.places.x[row], y: facts.places.y[row], uncertainty: facts.uncertainty[row], grid)
    }

    private static func years(_ facts: ObservationFacts, _ row: Int) -> ClosedRange<Int>? {
        guard let days = facts.days(row) else { return nil }
        let first = CivilDate.date(days: days.lowerBound).year
        // Most are of one day.
        return first...(days.lowerBound == days.upperBound ? first : CivilDate.date(days: days.upperBound).year)
    }

    static func message(_ verbatim: String, _ detail: FindingDetail) -> BilingualText {
        let (square, km) = (detail["square"], detail["km"])
        return BilingualText(
            "De plaats \(verbatim) (hok \(square) van \(km) km) ligt \(detail["off"]) hokken van het dichtstbijzijnde "
                + "hok waaruit het taxon bekend is (speling \(detail["tolerance"])).",
            "The place \(verbatim) (square \(square) of \(km) km) lies \(detail["off"]) squares from the nearest one "
                + "from which the taxon is known (tolerance \(detail["tolerance"])).")
    }
}
