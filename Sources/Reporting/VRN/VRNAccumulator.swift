import Columns
import Observations

/// Reads a snapshot batch by batch and keeps what the VRN tables need: numbers, and sets of integer keys.
///
/// Memory: about eight bytes for every distinct visit, species and kmhok of the window, nothing for other records.
public struct VRNAccumulator: Sendable {
    /// The observation columns to read.
    public static let columns = VRNColumns.read

    /// Numbers of records.
    struct Counts: Sendable, Equatable {
        var records = 0
        var incidental = 0
        var underProtocol = 0
        var possibleDoubles = 0
        var tooCoarse = 0
        var blurred = 0
        var aboveSpecies = 0

        static func += (a: inout Counts, b: Counts) {
            a.records += b.records
            a.incidental += b.incidental
            a.underProtocol += b.underProtocol
            a.possibleDoubles += b.possibleDoubles
            a.tooCoarse += b.tooCoarse
            a.blurred += b.blurred
            a.aboveSpecies += b.aboveSpecies
        }
    }

    /// What is kept of one year.
    struct Year: Sendable {
        /// By area and group.
        var counts = [Counts](repeating: Counts(), count: VRNArea.count * VRNGroup.count)
        /// Group, area, species.
        var taxa = DistinctKeys()
        /// Group, square, area.
        var squares = DistinctKeys()
        /// Group, day of the year, square, area, species.
        var visits = DistinctKeys()
    }

    /// What is kept of a species in an area over the window.
    struct SpeciesCounts: Sendable, Equatable {
        var records = 0
        var firstYear = Int.max
        var lastYear = Int.min
    }

    public let parameters: VRNParameters
    /// Canonical approved presences, of whatever year.
    public private(set) var approvedRecords = 0
    /// Of these, with a period of more than a year.
    public private(set) var recordsWithTooLongPeriod = 0
    /// Of these, without a period.
    public private(set) var recordsWithoutPeriod = 0
    /// Of these, within the window.
    public private(set) var recordsInWindow = 0

    var years: [Year]
    /// Texts of species URIs; codes from 1.
    var species = TextDictionary()
    /// Groups by species code.
    var speciesGroups: [UInt32] = [0]
    /// By area and species.
    var speciesCounts: [UInt64: SpeciesCounts] = [:]
    /// Species, cell, area.
    var speciesSquares = DistinctKeys()
    var speciesLargeSquares = DistinctKeys()
    var speciesEEACells = DistinctKeys()
    var supply: [Int64: SupplyCounts] = [:]

    public init(parameters: VRNParameters) {
        self.parameters = parameters
        years = parameters.window.map { _ in Year() }
    }

    /// Adds a batch.
    /// - Parameters:
    ///   - live: rows of the snapshot; `nil` for all.
    ///   - canonical: false for rows that another record stands for; `nil` when there are none.
    ///   - blurLevels: by row, 0 for none, otherwise the level in km, negative for hidden; what disclosure would do.
    public mutating func add(
        _ observations: ColumnBatch, assessments: ColumnBatch, live: [Bool]? = nil, canonical: [Bool]? = nil,
        blurLevels: Column<Int32>
    ) throws(VRNError) {
        let columns = try VRNColumns(observations, assessments: assessments)
        let rows = columns.rowCount
        for (what, count) in [
            ("mask of live rows", live?.count ?? rows), ("mask of canonical rows", canonical?.count ?? rows),
            ("blur levels", blurLevels.count),
        ] where count != rows {
            throw .misaligned(what: what, rows: count, expected: rows)
        }
        let statuses = Self.map(columns.status) { $0.flatMap(AssessmentStatus.init(rawValue:)) }
        let isPresence = Self.map(columns.occurrenceStatus) { $0 == nil || $0 == "present" }
        let groups = Self.map(columns.soortgroep, VRNGroup.mask)
        let isIncidental = Self.map(columns.protocolCode) { $0.map(IncidentalProtocols.codes.contains) ?? true }
        let locationTypes = Self.map(columns.locationType) { $0.flatMap(LocationType.init(rawValue:)) }
        var speciesCodes = [UInt32?](repeating: nil, count: columns.speciesID.dictionary.count + 1)

        for row in 0..<rows where live?[row] ?? true {
            let status = statuses[Int(columns.status.codes[row])]
            let isCanonical = canonical?[row] ?? true
            let isBlurred = (blurLevels[row] ?? 0) != 0
            supply[columns.deliveryID.values[row], default: SupplyCounts()].add(
                status: status, isCanonical: isCanonical, isSensitive: isBlurred,
                isTooCoarse: (columns.uncertainty[row] ?? 0) > 707.2)
            guard status?.isPublished ?? false, isPresence[Int(columns.occurrenceStatus.codes[row])] else { continue }

            let time = VRNYear(start: columns.periodStart[row], stop: columns.periodStop[row])
            if isCanonical { noteApproved(time) }
            guard case .year(let year) = time, parameters.window.contains(year) else { continue }
            let area = VRNArea.slot(province: columns.province[row])
            let mask = groups[Int(columns.soortgroep.codes[row])]
            let index = year - parameters.window.lowerBound
            guard isCanonical else {
                var double = Counts()
                double.possibleDoubles = 1
                count(double, year: index, area: area, groups: mask)
                continue
            }
            recordsInWindow += 1
            let extent = Self.extent(columns, row, locationTypes[Int(columns.locationType.codes[row])])
            let square = extent?.square(side: 1000)
            let species = speciesCode(columns.speciesID, columns.speciesID.codes[row], &speciesCodes)

            var counts = Counts()
            counts.records = 1
            if isIncidental[Int(columns.protocolCode.codes[row])] {
                counts.incidental = 1
            } else {
                counts.underProtocol = 1
            }
            counts.tooCoarse = square == nil ? 1 : 0
            counts.blurred = isBlurred ? 1 : 0
            counts.aboveSpecies = species == 0 ? 1 : 0
            count(counts, year: index, area: area, groups: mask)

            let day = Self.dayOfYear(columns.periodStart[row], columns.periodStop[row], year: year)
            noteDistinct(year: index, area: area, groups: mask, species: species, square: square, day: day)
            if species != 0 {
                speciesGroups[Int(species)] |= mask
                noteSpecies(species, area: area, year: year, square: square, extent: extent, columns, row)
            }
        }
    }

    private mutating func noteApproved(_ time: VRNYear) {
        approvedRecords += 1
        switch time {
        case .tooLong: recordsWithTooLongPeriod += 1
        case .unknown: recordsWithoutPeriod += 1
        case .year: break
        }
    }

    private mutating func count(_ counts: Counts, year: Int, area: Int, groups: UInt32) {
        for place in [area, VRNArea.whole] {
            let base = place * VRNGroup.count
            years[year].counts[base + VRNGroup.all] += counts
            VRNGroup.forEach(groups) { years[year].counts[base + $0] += counts }
        }
    }

    private mutating func noteDistinct(
        year: Int, area: Int, groups: UInt32, species: UInt32, square: Int32?, day: Int?
    ) {
        let area = UInt64(area)
        let species = UInt64(species)
        VRNGroup.forEach(groups) { group in
            let group = UInt64(group)
            if species != 0 { years[year].taxa.insert(group << 24 | area << 20 | species) }
            guard let square else { return }
            let cell = UInt64(square)
            years[year].squares.insert(group << 24 | cell << 4 | area)
            guard let day else { return }
            years[year].visits.insert(((group << 9 | UInt64(day)) << 20 | cell) << 24 | area << 20 | species)
        }
    }

    private mutating func noteSpecies(
        _ species: UInt32, area: Int, year: Int, square: Int32?, extent: PlaceExtent?, _ columns: VRNColumns, _ row: Int
    ) {
        for place in [area, VRNArea.whole] {
            var counts = speciesCounts[Self.speciesKey(species, area: place)] ?? SpeciesCounts()
            counts.records += 1
            counts.firstYear = min(counts.firstYear, year)
            counts.lastYear = max(counts.lastYear, year)
            speciesCounts[Self.speciesKey(species, area: place)] = counts
        }
        let key = { (cell: Int32) in (UInt64(species) << 20 | UInt64(cell)) << 4 | UInt64(area) }
        if let square { speciesSquares.insert(key(square)) }
        guard let extent else { return }
        if let square = extent.square(side: 5000) { speciesLargeSquares.insert(key(square)) }
        if let latitude = columns.latitude[row], let longitude = columns.longitude[row],
            let cell = EEAGrid.cell(latitude: latitude, longitude: longitude, radius: extent.radius)
        {
            speciesEEACells.insert(key(cell))
        }
    }

    static func speciesKey(_ species: UInt32, area: Int) -> UInt64 { UInt64(species) << 4 | UInt64(area) }

    private mutating func speciesCode(_ column: CodedText, _ code: UInt32, _ known: inout [UInt32?]) -> UInt32 {
        if code == 0 { return 0 }
        if let own = known[Int(code)] { return own }
        let own = column.dictionary.withBytes(code) { species.intern($0) }
        // The keys have room for a million species; there are some tens of thousands.
        guard own < 1 << 20 else { return 0 }
        if Int(own) == speciesGroups.count { speciesGroups.append(0) }
        known[Int(code)] = own
        return own
    }

    private static func extent(_ columns: VRNColumns, _ row: Int, _ type: LocationType?) -> PlaceExtent? {
        guard let x = columns.x[row], let y = columns.y[row] else { return nil }
        let box = columns.geometry.isPresent(row) ? WKTBox(columns.geometry.bytes[columns.geometry.range(row)]) : nil
        return PlaceExtent(x: x, y: y, type: type, uncertainty: columns.uncertainty[row], box: box)
    }

    /// Days from the first of January when the period lies within one day.
    private static func dayOfYear(_ start: Int64?, _ stop: Int64?, year: Int) -> Int? {
        guard let start, let stop else { return nil }
        let day = CivilDate.split(start).day
        guard day == CivilDate.split(stop).day else { return nil }
        return day - CivilDate.days(year: year, month: 1, day: 1)
    }

    /// One value for every code of a column's dictionary, 0 (absent) included.
    private static func map<Value>(_ column: CodedText, _ transform: (String?) -> Value) -> [Value] {
        (0...UInt32(column.dictionary.count)).map { transform(column.dictionary[$0]) }
    }
}
