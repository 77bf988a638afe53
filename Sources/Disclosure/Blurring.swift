import Columns
import Observations
import Reference

/// A record's place and period after blurring.
struct BlurredPlace {
    var x: Double
    var y: Double
    /// The square's code; `nil` outside the grid.
    var square: Int32?
    /// Metres.
    var uncertainty: Double

    /// The square around a place in RD metres. The square of the centre is taken, also where the record's own
    /// uncertainty reaches into the next one; a record coarser than the square keeps its own uncertainty.
    init(x: Double, y: Double, uncertainty: Double?, level: BlurLevel) {
        let side = level.sideInMetres
        self.x = RijksdriehoekGrid.corner(of: x, size: side) + side / 2
        self.y = RijksdriehoekGrid.corner(of: y, size: side) + side / 2
        square =
            switch level {
            case .oneKilometre: RijksdriehoekGrid.kmhokCode(x: x, y: y)
            case .fiveKilometres: RijksdriehoekGrid.uurhokCode(x: x, y: y)
            case .tenKilometres: RijksdriehoekGrid.hok10Code(x: x, y: y)
            }
        self.uncertainty = max(level.radiusInMetres, uncertainty ?? 0)
    }
}

/// The whole years around a period, as blurred records carry them.
func wholeYears(start: Int64, stop: Int64) -> Period {
    // Years beyond four digits do not pass validation; the limits keep the arithmetic below within its range.
    let first = min(max(CivilDate.date(days: CivilDate.split(start).day).year, 0), 9999)
    let last = min(max(CivilDate.date(days: CivilDate.split(stop).day).year, first), 9999)
    return Period(
        start: Int64(CivilDate.days(year: first, month: 1, day: 1)) * CivilDate.microsecondsPerDay,
        stop: Int64(CivilDate.days(year: last + 1, month: 1, day: 1)) * CivilDate.microsecondsPerDay - 1,
        precision: first == last ? .year : .interval)
}
