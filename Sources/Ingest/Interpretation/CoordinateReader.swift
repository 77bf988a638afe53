/// A place as two numbers, and what is wrong with it.
public struct CoordinateReading: Sendable, Equatable {
    /// Easting in metres or longitude in degrees; `nil` for an absent, unreadable or unusable place.
    public var x: Double?
    /// Northing in metres or latitude in degrees; `nil` for an absent, unreadable or unusable place.
    public var y: Double?
    /// EPSG code of the coordinate system; `nil` when it is not known.
    public var epsg: Int?
    /// No system was given: `epsg` follows from the size of the numbers.
    public var isAssumed: Bool
    /// For `PRESUMED_SWAPPED_COORDINATE` the proposal is to exchange x and y; they are given as delivered.
    public var issue: InterpretationIssue?
    /// What was probably meant, x and y, for `COORDINATE_SCALE`.
    public var proposal: (x: Double, y: Double)?
    /// Side in metres of the square that coordinates in kilometres have by their decimals: 1000 without any.
    public var cell: Double?

    public init(
        x: Double? = nil, y: Double? = nil, epsg: Int? = nil, isAssumed: Bool = false,
        issue: InterpretationIssue? = nil
    ) {
        self.x = x
        self.y = y
        self.epsg = epsg
        self.isAssumed = isAssumed
        self.issue = issue
    }

    public static func == (left: CoordinateReading, right: CoordinateReading) -> Bool {
        left.x == right.x && left.y == right.y && left.epsg == right.epsg && left.isAssumed == right.isAssumed
            && left.issue == right.issue && left.cell == right.cell && left.proposal?.x == right.proposal?.x
            && left.proposal?.y == right.proposal?.y
    }
}

/// In what coordinates in a plane are given.
public enum CoordinateUnit: String, CaseIterable, Sendable {
    case metres = "m"
    case kilometres = "km"
}

/// Reads pairs of coordinates.
public struct CoordinateReader: Sendable {
    let angles: AngleReader
    let unit: CoordinateUnit
    let judgement: CoordinateJudgement

    public init(
        decimalComma: Bool = false, unit: CoordinateUnit = .metres,
        homeArea: CoordinateJudgement.HomeArea = .lowCountries
    ) {
        angles = AngleReader(decimalComma: decimalComma)
        self.unit = unit
        judgement = CoordinateJudgement(homeArea: homeArea)
    }

    /// Reads easting and northing, or longitude and latitude where `epsg` is a system in degrees.
    ///
    /// Without a system the NDFF's rule holds: both numbers below 180 are degrees (EPSG:4326), both from 0 to 640,000
    /// are RD New (EPSG:28992), and anything else is `CRS_UNKNOWN`.
    public func pair(x: UnsafeRawBufferPointer, y: UnsafeRawBufferPointer, epsg: Int?) -> CoordinateReading {
        switch (AbsentText.isAbsent(x), AbsentText.isAbsent(y)) {
        case (true, true): return CoordinateReading(epsg: epsg)
        case (true, false), (false, true): return CoordinateReading(epsg: epsg, issue: .coordinateInvalid)
        case (false, false): break
        }
        let isInPlane = epsg.map { !CoordinateSystemLabel.isGeographic($0) } ?? (unit == .kilometres)
        return isInPlane ? plane(x: x, y: y, epsg: epsg) : degrees(x: x, y: y, epsg: epsg)
    }

    private func plane(x: UnsafeRawBufferPointer, y: UnsafeRawBufferPointer, epsg: Int?) -> CoordinateReading {
        guard let first = number(x), let second = number(y) else {
            return CoordinateReading(epsg: epsg, issue: .coordinateInvalid)
        }
        guard unit == .kilometres else { return judgement.judge(x: first, y: second, epsg: epsg) }
        var reading = judgement.judge(x: Self.metres(first), y: Self.metres(second), epsg: epsg)
        // Spreadsheets drop zeros at the end, so the longer of the two says how fine they are.
        var cell = 1000.0
        for _ in 0..<max(Self.decimals(x), Self.decimals(y)) { cell /= 10 }
        reading.cell = cell
        return reading
    }

    /// Kilometres in metres, to the millimetre, so that 155.3 km is 155,300 m.
    private static func metres(_ kilometres: Double) -> Double { (kilometres * 1_000_000).rounded() / 1000 }

    /// Digits behind the decimal mark, at most six.
    private static func decimals(_ text: UnsafeRawBufferPointer) -> Int {
        let text = text.trimmed
        guard let mark = text.lastIndex(where: { !$0.isDigit }) else { return 0 }
        return min(text.count - mark - 1, 6)
    }

    private func number(_ text: UnsafeRawBufferPointer) -> Double? {
        if let number = angles.numbers.double(text) { return number }
        guard TextRepair.needsLook(text.trimmed) else { return nil }
        return TextRepair.cleaned(text).withUnsafeBytes { angles.numbers.double($0) }
    }

    private func degrees(x: UnsafeRawBufferPointer, y: UnsafeRawBufferPointer, epsg: Int?) -> CoordinateReading {
        guard let first = angles.angle(x), let second = angles.angle(y) else {
            return CoordinateReading(epsg: epsg, issue: .coordinateInvalid)
        }
        guard first.axis != .latitude, second.axis != .longitude else {
            return CoordinateReading(
                x: first.degrees, y: second.degrees, epsg: epsg ?? CoordinateSystemLabel.wgs84,
                issue: .presumedSwapped)
        }
        var reading = judgement.judge(x: first.degrees, y: second.degrees, epsg: epsg)
        if reading.issue == nil, first.degrees == first.degrees.rounded(), second.degrees == second.degrees.rounded(),
            let system = reading.epsg, CoordinateSystemLabel.isGeographic(system), Self.isWhole(x), Self.isWhole(y)
        {
            reading.issue = .coordinateCoarse
        }
        return reading
    }

    /// Whether a text has a single run of digits: whole degrees, without decimals or minutes.
    private static func isWhole(_ text: UnsafeRawBufferPointer) -> Bool {
        var runs = 0
        var isInside = false
        for byte in text {
            if byte.isDigit, !isInside { runs += 1 }
            isInside = byte.isDigit
        }
        return runs == 1
    }
}
