import Formats

/// What the values of a column look like in the first records of a delivery.
struct ColumnEvidence {
    let name: String
    let place: Int
    private(set) var filled = 0
    private(set) var integers = 0
    private(set) var numbers = 0
    private(set) var commaNumbers = 0
    private(set) var minimum = Double.infinity
    private(set) var maximum = -Double.infinity
    private(set) var dates = 0
    /// Dates that begin with two small numbers; those of which the first, and the second, is above 12.
    private(set) var dayMonths = 0
    private(set) var firstAbove12 = 0
    private(set) var secondAbove12 = 0
    private(set) var times = 0
    private(set) var midnights = 0
    private(set) var angles = 0
    private(set) var binomials = 0
    private(set) var binomialsBehindBar = 0
    private(set) var genera = 0
    private(set) var epithets = 0
    private(set) var geometries = 0
    private(set) var squares = 0
    private(set) var identifiers = 0
    private(set) var names = 0
    private(set) var longest = 0
    /// How often each value occurs; empty when there are too many different ones.
    private(set) var counts: [String: Int] = [:]
    private(set) var isManifold = false
    /// No value occurs twice.
    private(set) var isUnique = true
    private var seen: Set<String> = []
    private var shapes: [String: ValueShape] = [:]

    private static let maximumCounts = 40

    init(name: String, place: Int) {
        self.name = name
        self.place = place
    }

    mutating func add(_ text: String) {
        filled += 1
        longest = max(longest, text.count)
        if isUnique, !seen.insert(text).inserted { isUnique = false }
        if !isManifold {
            counts[text, default: 0] += 1
            if counts.count > Self.maximumCounts {
                isManifold = true
                counts = [:]
            }
        }
        let shape = shapes[text] ?? ValueShape(text)
        if shapes.count < 4096 { shapes[text] = shape }
        add(shape)
    }

    private mutating func add(_ shape: ValueShape) {
        if let number = shape.number ?? shape.commaNumber {
            minimum = min(minimum, number)
            maximum = max(maximum, number)
            if shape.number != nil { numbers += 1 } else { commaNumbers += 1 }
            if shape.isInteger { integers += 1 }
        }
        if shape.isDate { dates += 1 }
        if let (first, second) = shape.dayMonth {
            dayMonths += 1
            if first > 12 { firstAbove12 += 1 }
            if second > 12 { secondAbove12 += 1 }
        }
        if shape.time.isThere { times += 1 }
        if shape.time.isMidnight { midnights += 1 }
        if shape.isAngle { angles += 1 }
        if shape.isBinomial { binomials += 1 }
        if shape.hasBinomialBehindBar { binomialsBehindBar += 1 }
        if shape.isGenus { genera += 1 }
        if shape.isEpithet { epithets += 1 }
        if shape.isGeometry { geometries += 1 }
        if shape.isSquare { squares += 1 }
        if shape.isIdentifier { identifiers += 1 }
        if shape.isName { names += 1 }
    }

    // MARK: what it seems to be

    /// Whether at least a share of the values that are there has a property.
    func mostly(_ path: KeyPath<ColumnEvidence, Int>, _ share: Double = 0.9) -> Bool {
        filled > 0 && Double(self[keyPath: path]) >= share * Double(filled)
    }

    var areNumbers: Bool { filled > 0 && Double(numbers + commaNumbers) >= 0.95 * Double(filled) }
    var areIntegers: Bool { mostly(\.integers, 0.98) }
    func areWhole(within range: ClosedRange<Double>) -> Bool {
        areIntegers && range.contains(minimum) && range.contains(maximum)
    }
    /// A year in which somebody may have seen something.
    var areYears: Bool { areIntegers && minimum >= 1700 && maximum <= 2100 }
    /// Days of Excel between 1955 and 2064.
    var areSerials: Bool { areNumbers && minimum >= 20_000 && maximum <= 60_000 }
    var areDates: Bool { mostly(\.dates, 0.8) && !areNumbers }
    /// `yyyymmdd`, which is a number too.
    var areCompactDates: Bool { mostly(\.dates, 0.95) && areIntegers && minimum >= 17_000_101 && maximum <= 21_001_231 }

    /// In a few words, for the comments of a profile.
    var description: String {
        if filled == 0 { return "empty" }
        if areCompactDates || areDates { return "dates" }
        if mostly(\.geometries) { return "geometries" }
        if mostly(\.squares) { return "codes of grid squares" }
        if mostly(\.identifiers) { return "identifiers" }
        if areNumbers {
            let range = minimum == maximum ? "\(Self.text(minimum))" : "\(Self.text(minimum)) to \(Self.text(maximum))"
            return areIntegers ? "whole numbers, \(range)" : "numbers, \(range)"
        }
        if mostly(\.angles) { return "degrees, minutes, seconds" }
        if isManifold, mostly(\.binomials, 0.7) { return "scientific names" }
        if !isManifold {
            let values = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            let shown = values.prefix(8).map { $0.key.count > 30 ? "\($0.key.prefix(29))…" : $0.key }
            return (values.count == 1 ? "always " : "\(values.count) values: ") + shown.joined(separator: ", ")
                + (values.count > 8 ? " …" : "")
        }
        return longest > 60 ? "text" : "short texts"
    }

    private static func text(_ number: Double) -> String {
        number == number.rounded() && abs(number) < 1e15 ? "\(Int64(number))" : "\(number)"
    }
}

/// The first records of a delivery, for judging its columns.
struct DeliverySample {
    var columns: [ColumnEvidence]
    /// Values by record and column; absent ones are empty.
    private(set) var records: [[String]] = []
    /// Records without any value.
    private(set) var emptyRecords = 0

    /// Enough for evidence, few enough not to be waited for.
    static let maximumRecords = 3000
    private static let maximumCells = 600_000
    private static let longestText = 200

    /// Reads the beginning of a delivery, which must be freshly opened.
    init(_ delivery: OpenedDelivery) throws {
        columns = delivery.columns.enumerated().map { ColumnEvidence(name: $1, place: $0) }
        let block = RecordBlock()
        let scratch = FieldScratch()
        let limit = min(Self.maximumRecords, max(50, Self.maximumCells / max(1, columns.count)))
        while records.count < limit {
            let wanted = limit - records.count
            guard try delivery.nextBlock(into: block, maximumRecords: wanted) else { break }
            block.withView { view in
                for record in 0..<min(view.recordCount, wanted) {
                    add(view, record, delivery.defaults, scratch)
                }
            }
        }
    }

    private mutating func add(
        _ view: RecordBlock.View, _ record: Int, _ defaults: [Int: String], _ scratch: FieldScratch
    ) {
        var values: [String] = []
        for place in columns.indices {
            var text = ""
            if let bytes = view.value(record: record, column: place, scratch: scratch)?.trimmed, !AbsentText.isAbsent(bytes) {
                text = bytes.shortened(to: Self.longestText).text
            } else if let value = defaults[place] {
                text = value
            }
            values.append(text)
        }
        // Rows without any value are what spreadsheets leave at the end of a table.
        guard values.contains(where: { !$0.isEmpty }) else {
            emptyRecords += 1
            return
        }
        for place in columns.indices where !values[place].isEmpty { columns[place].add(values[place]) }
        records.append(values)
    }

    /// How many different combinations of values these columns have.
    func distinctCount(_ places: [Int]) -> Int {
        var seen = Set<String>()
        for record in records { seen.insert(places.map { record[$0] }.joined(separator: "\u{1F}")) }
        return seen.count
    }

    /// Whether all records have a value in these columns, and no two the same ones.
    func areDistinct(_ places: [Int]) -> Bool {
        var seen = Set<String>()
        for record in records {
            let parts = places.map { record[$0] }
            if parts.contains("") { return false }
            if !seen.insert(parts.joined(separator: "\u{1F}")).inserted { return false }
        }
        return !records.isEmpty
    }
}
