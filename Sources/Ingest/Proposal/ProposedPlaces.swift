/// Where and when: columns that the values of which tell it.
extension ProfileProposer {
    /// A coordinate system, and what eastings and northings in and around the Low Countries are like in it.
    private struct PlaneSystem {
        let epsg: Int
        let name: String
        let x: ClosedRange<Double>
        let y: ClosedRange<Double>
    }

    /// Of systems that a pair fits, the first is meant: their ranges hardly overlap.
    private static let systems = [
        PlaneSystem(epsg: 28992, name: "RD New", x: -10_000...300_000, y: 300_000...640_000),
        PlaneSystem(epsg: 31370, name: "Belgian Lambert 72", x: 15_000...300_000, y: 15_000...260_000),
        PlaneSystem(epsg: 3812, name: "Belgian Lambert 2008", x: 510_000...800_000, y: 515_000...760_000),
        PlaneSystem(epsg: 25831, name: "UTM zone 31 (ETRS89)", x: 300_000...900_000, y: 5_400_000...6_100_000),
        PlaneSystem(epsg: 3035, name: "ETRS89-LAEA", x: 3_700_000...4_200_000, y: 2_900_000...3_500_000),
    ]

    mutating func proposePlace() {
        proposePlaceByValues()
        exchangeDegrees()
        if let x = proposal[.x]?.columnNames.first.flatMap(column), let y = proposal[.y]?.columnNames.first.flatMap(column) {
            setSystem(x, y)
        } else if proposal[.latitude] != nil || proposal[.geometry] != nil {
            if proposal[.latitude] != nil, proposal[.crs] == nil {
                proposal.form.crs = 4326
                proposal.reasons["crs"] = "degrees; nothing says of which system"
            }
        }
        let coordinates = [ProfileField.x, .y, .latitude, .longitude].compactMap { proposal[$0]?.columnNames.first.flatMap(column) }
        if coordinates.contains(where: { $0.commaNumbers > $0.numbers }) {
            proposal.form.decimalComma = true
            proposal.reasons["decimalComma"] = "the coordinates have one"
        }
    }

    /// Latitude and longitude under each other's name.
    private mutating func exchangeDegrees() {
        guard case .columns(let latitudes)? = proposal[.latitude], case .columns(let longitudes)? = proposal[.longitude],
            let latitude = latitudes.first.flatMap(column), let longitude = longitudes.first.flatMap(column),
            isAtHome(longitude, latitude), !isAtHome(latitude, longitude)
        else { return }
        drop(.latitude)
        drop(.longitude)
        take(.latitude, longitude, .likely, "\(longitude.description): the names of latitude and longitude are exchanged")
        take(.longitude, latitude, .likely, "\(latitude.description)")
        proposal.remarks.append("'\(latitude.name)' and '\(longitude.name)' stand under each other's name")
    }

    /// Whether all places lie in the Low Countries and their surroundings.
    private func isAtHome(_ latitude: ColumnEvidence, _ longitude: ColumnEvidence) -> Bool {
        latitude.areNumbers && longitude.areNumbers && !latitude.areIntegers && !longitude.areIntegers
            && latitude.minimum >= 49 && latitude.maximum <= 56 && longitude.minimum >= 1 && longitude.maximum <= 9
    }

    private mutating func proposePlaceByValues() {
        guard proposal[.latitude] == nil, proposal[.x] == nil, proposal[.geometry] == nil else { return }
        if let shape = free.first(where: { $0.mostly(\.geometries) }) {
            take(.geometry, shape, .likely, "the values are geometries in Well-Known Text")
            return
        }
        let numbers = free.filter { ($0.areNumbers && !$0.areYears) || $0.mostly(\.angles) }
        if let latitude = numbers.first(where: { one in numbers.contains { isDegreesByName(one, $0) } }),
            let longitude = numbers.first(where: { isDegreesByName(latitude, $0) })
        {
            take(.latitude, latitude, .likely, "the name hints at it; \(latitude.description)")
            take(.longitude, longitude, .likely, "the name hints at it; \(longitude.description)")
            return
        }
        for (one, other) in zip(numbers, numbers.dropFirst()) where other.place - one.place <= 3 {
            if isAtHome(one, other) || isAtHome(other, one) {
                let (latitude, longitude) = isAtHome(one, other) ? (one, other) : (other, one)
                take(.latitude, latitude, .likely, "\(latitude.description), as latitudes around here")
                take(.longitude, longitude, .likely, "\(longitude.description), as longitudes around here")
                return
            }
            for system in Self.systems where fits(one, other, system) && !(one.areIntegers && one.isUnique && one.minimum < 2) {
                take(.x, one, .likely, "\(one.description), as eastings in \(system.name)")
                take(.y, other, .likely, "\(other.description), as northings in \(system.name)")
                return
            }
        }
        if proposal[.hok] == nil, let square = free.first(where: { $0.mostly(\.squares) }) {
            take(.hok, square, .likely, "the values are codes of grid squares")
        }
    }

    /// Whether two columns of degrees are called so.
    private func isDegreesByName(_ latitude: ColumnEvidence, _ longitude: ColumnEvidence) -> Bool {
        guard ["lat", "breedte", "noord"].contains(where: { latitude.name.lowercased().contains($0) }),
            ["lon", "lng", "lengte", "oost"].contains(where: { longitude.name.lowercased().contains($0) })
        else { return false }
        if latitude.mostly(\.angles), longitude.mostly(\.angles) { return true }
        return latitude.areNumbers && longitude.areNumbers && !latitude.areIntegers && latitude.minimum >= -90
            && latitude.maximum <= 90 && longitude.minimum >= -180 && longitude.maximum <= 180
    }

    private func fits(_ x: ColumnEvidence, _ y: ColumnEvidence, _ system: PlaneSystem) -> Bool {
        system.x.contains(x.minimum) && system.x.contains(x.maximum) && system.y.contains(y.minimum)
            && system.y.contains(y.maximum)
    }

    /// The system of eastings and northings: told by their names, or by their size.
    private mutating func setSystem(_ x: ColumnEvidence, _ y: ColumnEvidence) {
        guard proposal[.crs] == nil else { return }
        if let epsg = FieldNames.planeSystems[FieldNames.folded(x.name)] {
            proposal.form.crs = epsg
            proposal.reasons["crs"] = "the name of the column says so"
            return
        }
        guard x.filled > 0 else { return }
        if let system = Self.systems.first(where: { fits(x, y, $0) }) {
            proposal.form.crs = system.epsg
            proposal.reasons["crs"] = "by the size of the numbers: \(system.name)"
        } else if abs(x.maximum) <= 180, abs(y.maximum) <= 90 {
            proposal.form.crs = 4326
            proposal.reasons["crs"] = "the numbers are degrees"
        } else if x.minimum >= 0, x.maximum < 300, y.minimum >= 300, y.maximum < 640 {
            proposal.form.crs = CoordinateSystemLabel.rdNew
            proposal.form.coordinateUnit = .kilometres
            proposal.reasons["crs"] = "by the size of the numbers: RD New, in kilometres"
        } else if Self.systems.contains(where: { fits(y, x, $0) }) {
            proposal.remarks.append("'\(x.name)' and '\(y.name)' look as if they were exchanged: then name the other as x")
        } else {
            proposal.remarks.append(
                "the coordinate system of '\(x.name)' (\(x.description)) and '\(y.name)' (\(y.description)) is not clear: add crs")
        }
    }

    // MARK: dates

    private static let dateHints = ["dat", "dag", "day", "tijd", "time", "wanneer", "when", "created"]
    private static let startHints = ["start", "begin", "van", "from", "_b"]
    private static let stopHints = ["stop", "eind", "end", "tot", "until", "_e"]

    mutating func proposeDates() {
        // A date beside a year says more; beside year, month and day it says the same.
        let isDated = proposal[.year] != nil && proposal[.month] != nil && proposal[.day] != nil
        if proposal[.eventDate] == nil, proposal[.periodStart] == nil, !isDated { proposeDatesByValues() }
        let fields = [ProfileField.eventDate, .periodStart, .periodStop]
        let columns = fields.flatMap { proposal[$0]?.columnNames ?? [] }.compactMap(column)
        setDateForm(columns)
    }

    private mutating func proposeDatesByValues() {
        func isHinted(_ column: ColumnEvidence, _ hints: [String]) -> Bool {
            let name = column.name.lowercased()
            return hints.contains { name.contains($0) }
        }
        let dates = free.filter { $0.areDates || $0.areCompactDates || ($0.areSerials && isHinted($0, Self.dateHints)) }
        let best = dates.sorted { left, right in
            (isHinted(left, Self.dateHints) ? 0 : 1, -left.filled) < (isHinted(right, Self.dateHints) ? 0 : 1, -right.filled)
        }
        if let start = best.first(where: { isHinted($0, Self.startHints) }),
            let stop = best.first(where: { isHinted($0, Self.stopHints) && $0.name != start.name })
        {
            let starts = start.filled < stop.filled ? [start.name, stop.name] : [start.name]
            take(.periodStart, .columns(starts), .likely, "dates, and the name of a beginning")
            take(.periodStop, stop, .likely, "dates, and the name of an end")
        } else if let date = best.first {
            take(.eventDate, date, .likely, "\(share(max(date.dates, date.areSerials ? date.numbers : 0), date)) are dates")
            if best.count > 1 {
                proposal.remarks.append(
                    "other columns with dates: \(best.dropFirst().map { "'\($0.name)'" }.joined(separator: ", "))")
            }
        } else if proposal[.year] == nil, let year = free.first(where: { $0.areYears && isHinted($0, ["jaar", "year", "dat"]) }) {
            take(.year, year, .likely, "\(year.description)")
        }
    }

    private mutating func setDateForm(_ columns: [ColumnEvidence]) {
        let first = columns.map(\.firstAbove12).reduce(0, +)
        let second = columns.map(\.secondAbove12).reduce(0, +)
        let dayMonths = columns.map(\.dayMonths).reduce(0, +)
        if first > 0, second == 0 {
            proposal.form.dates.order = .dayMonthYear
            proposal.reasons["order"] = "in \(first) of \(dayMonths) dates the first number is above 12"
        } else if second > 0, first == 0 {
            proposal.form.dates.order = .monthDayYear
            proposal.reasons["order"] = "in \(second) of \(dayMonths) dates the second number is above 12"
        } else if first > 0 {
            proposal.remarks.append(
                "dates with the day first (\(first) certainly) and with the month first (\(second)) are mixed: no order can be declared")
        } else if dayMonths > 0 {
            proposal.remarks.append(
                "of \(dayMonths) dates none tells whether day or month comes first: ask the supplier and declare "
                    + "dates: { order: dayMonthYear } or monthDayYear; until then they cannot be read")
        }
        let times = columns.map(\.times).reduce(0, +)
        if times > 0, times == columns.map(\.midnights).reduce(0, +) {
            proposal.form.dates.midnightIsDay = true
            proposal.reasons["midnightIsDay"] = "all \(times) times are midnight: no times were noted"
        }
        if columns.contains(where: { $0.areSerials && !$0.areYears }) {
            proposal.form.dates.excelSerials = true
            proposal.reasons["excelSerials"] = "the numbers can be days of Excel"
        }
    }
}
