import Columns
import Formats
import Foundation
import Observations
import Reference

/// Reads where, and brings every place into RD New and into degrees.
struct LocationAssembly {
    struct Fields {
        var latitude: FieldAccess?
        var longitude: FieldAccess?
        var x: FieldAccess?
        var y: FieldAccess?
        var geometry: FieldAccess?
        var coordinates: FieldAccess?
        var square: FieldAccess?
        var squareSize: FieldAccess?
        var crs: FieldAccess?
        var uncertainty: FieldAccess?
        var buffer: FieldAccess?
        var generalizations: FieldAccess?
    }

    /// The longest text kept of a geometry that cannot be read.
    private static let longestVerbatim = 400

    private let fields: Fields
    /// EPSG code of places that name no system themselves.
    private let declaredCRS: Int?
    private let defaultSquareSize: Int?
    private let defaultUncertainty: Double
    private let coordinates: CoordinateReader
    private let numbers: NumberReader
    private let province: InterpretationContext.ProvinceLookup
    private let transformations: Transformations

    // One entry a row; NaN where there is no value.
    private(set) var x: [Double] = []
    private(set) var y: [Double] = []
    private var latitude: [Double] = []
    private var longitude: [Double] = []
    private var uncertainty: [Double] = []
    private var epsg: [Int32] = []
    private var typeCodes: [UInt32] = []
    private var geometry = PlainText()
    private var geometryPresent: [Bool] = []
    private var hasGeometry = false
    /// The outline of the place that is being read, as WKT in RD.
    private var outline: [UInt8] = []
    private var verbatimCodes: [UInt32] = []
    private var verbatims = TextDictionary()
    private let types: TextDictionary
    /// EPSG codes by the text that named them.
    private var systems = TextDictionary()
    private var systemCodes: [Int?] = []
    private let systemMemo = TextMemo()

    init(
        fields: Fields, declaredCRS: Int?, defaultSquareSize: Int?, defaultUncertainty: Double?, decimalComma: Bool,
        unit: CoordinateUnit, context: InterpretationContext
    ) {
        self.fields = fields
        self.declaredCRS = declaredCRS
        self.defaultSquareSize = defaultSquareSize
        self.defaultUncertainty = defaultUncertainty ?? .nan
        coordinates = CoordinateReader(decimalComma: decimalComma, unit: unit)
        numbers = NumberReader(decimalComma: decimalComma)
        province = context.province
        transformations = Transformations(gridDirectory: context.gridDirectory)
        var types = TextDictionary()
        for type in [LocationType.point, .line, .polygon, .square] { _ = types.intern(type.rawValue) }
        self.types = types
    }

    mutating func begin(rows: Int) {
        for path in [\Self.x, \.y, \.latitude, \.longitude, \.uncertainty] {
            self[keyPath: path].removeAll(keepingCapacity: true)
            self[keyPath: path].reserveCapacity(rows)
        }
        epsg.removeAll(keepingCapacity: true)
        typeCodes.removeAll(keepingCapacity: true)
        verbatimCodes.removeAll(keepingCapacity: true)
        verbatims.removeAll()
        geometry = PlainText()
        geometryPresent.removeAll(keepingCapacity: true)
        hasGeometry = false
    }

    /// Adds the records of a block: what they say is read, but not yet brought into RD.
    /// - Parameter report: is told what is wrong with a row, with the text as delivered and a proposal.
    mutating func append(
        _ view: RecordBlock.View, _ records: [UInt32],
        report: (Int, InterpretationIssue, UnsafeRawBufferPointer, String?) -> Void
    ) {
        // Held on to once for all records, and not by every one.
        let fields = fields
        for row in records.indices {
            append(fields, view, Int(records[row])) { issue, text, proposal in report(row, issue, text, proposal) }
        }
    }

    @inline(__always)
    private mutating func append(
        _ fields: Fields, _ view: RecordBlock.View, _ record: Int,
        report: (InterpretationIssue, UnsafeRawBufferPointer, String?) -> Void
    ) {
        let system = if let field = fields.crs { self.system(field, view, record, report: report) } else { declaredCRS }
        var place = Place()
        if let field = fields.geometry, case let text = field.value(view, record), !AbsentText.isAbsent(text) {
            let side = fields.generalizations.flatMap { GeneralizationText.squareSide($0.value(view, record)) }
            place = self.shape(text, system, blurredTo: side, report: report)
        }
        if !place.isFound, let latitudes = fields.latitude, let longitudes = fields.longitude {
            let degrees = system.flatMap { CoordinateSystemLabel.isGeographic($0) ? $0 : nil }
            place = pair(
                longitudes.value(view, record), latitudes.value(view, record),
                epsg: degrees ?? CoordinateSystemLabel.wgs84, report: report)
        }
        if !place.isFound, let eastings = fields.x, let northings = fields.y {
            place = pair(eastings.value(view, record), northings.value(view, record), epsg: system, report: report)
        }
        if !place.isFound, let field = fields.coordinates, case let text = field.value(view, record),
            !AbsentText.isAbsent(text)
        {
            place = both(text, system, report: report)
        }
        if !place.isFound, let field = fields.square {
            place = self.square(field.value(view, record), view, record, report: report)
        }
        x.append(place.x)
        y.append(place.y)
        epsg.append(Int32(place.epsg))
        typeCodes.append(place.isFound ? place.type : 0)
        latitude.append(.nan)
        longitude.append(.nan)
        verbatimCodes.append(place.verbatim)
        geometryPresent.append(place.hasOutline)
        if place.hasOutline {
            geometry.bytes.append(contentsOf: outline)
            hasGeometry = true
        }
        geometry.ends.append(UInt32(geometry.bytes.count))
        uncertainty.append(radius(fields, view, record, ownRadius: place.radius, type: place.type, report: report))
        if !place.isFound, place.verbatim == 0 { report(.coordinateMissing, FieldAccess.empty, nil) }
    }

    /// What was read of one place.
    private struct Place {
        var x = Double.nan
        var y = Double.nan
        var epsg = 0
        var type: UInt32 = 1
        var radius = Double.nan
        /// Whether `outline` is that of this place.
        var hasOutline = false
        var verbatim: UInt32 = 0
        var isFound: Bool { x.isFinite && y.isFinite }
    }

    private mutating func system(
        _ field: FieldAccess, _ view: RecordBlock.View, _ record: Int,
        report: (InterpretationIssue, UnsafeRawBufferPointer, String?) -> Void
    ) -> Int? {
        let text = field.value(view, record)
        if text.isEmpty { return declaredCRS }
        let code = systemMemo.intern(text, in: &systems)
        if Int(code) > systemCodes.count {
            let unknown = CoordinateSystemLabel.unknown
            systemCodes.append(AbsentText.isAbsent(text) ? declaredCRS : CoordinateSystemLabel.epsg(text) ?? unknown)
        }
        let epsg = systemCodes[Int(code) - 1]
        if epsg == CoordinateSystemLabel.unknown {
            report(.crsUnknown, text, nil)
            return declaredCRS ?? epsg
        }
        return epsg
    }

    /// Whether a system was derived from the numbers in spite of another one being named: degrees are degrees, near
    /// enough, but metres of an unknown system lie anywhere.
    private static func isGuessed(_ reading: CoordinateReading, besides system: Int?) -> Bool {
        system == CoordinateSystemLabel.unknown
            && (reading.issue == .crsUnknown || reading.isAssumed && reading.epsg != CoordinateSystemLabel.wgs84)
    }

    private mutating func pair(
        _ eastings: UnsafeRawBufferPointer, _ northings: UnsafeRawBufferPointer, epsg: Int?,
        report: (InterpretationIssue, UnsafeRawBufferPointer, String?) -> Void
    ) -> Place {
        let named = epsg == CoordinateSystemLabel.unknown ? nil : epsg
        let reading = coordinates.pair(x: eastings, y: northings, epsg: named)
        if reading.issue != nil || Self.isGuessed(reading, besides: epsg) {
            var both = Array(eastings)
            both.append(UInt8(ascii: " "))
            both.append(contentsOf: northings)
            return both.withUnsafeBytes { bytes in
                let swapped = "\(String(decoding: northings, as: UTF8.self)) \(String(decoding: eastings, as: UTF8.self))"
                return place(of: reading, of: epsg, bytes, swapped: swapped, report: report)
            }
        }
        return place(of: reading, of: epsg, FieldAccess.empty, swapped: "", report: report)
    }

    /// Both coordinates from one text.
    private mutating func both(
        _ text: UnsafeRawBufferPointer, _ system: Int?,
        report: (InterpretationIssue, UnsafeRawBufferPointer, String?) -> Void
    ) -> Place {
        let named = system == CoordinateSystemLabel.unknown ? nil : system
        switch CoordinateText(reader: coordinates).read(text, epsg: named) {
        case .square(let square): return place(of: square)
        case .pair(let reading): return place(of: reading, of: system, text, swapped: nil, report: report)
        }
    }

    private mutating func place(
        of reading: CoordinateReading, of system: Int?, _ text: UnsafeRawBufferPointer, swapped: String?,
        report: (InterpretationIssue, UnsafeRawBufferPointer, String?) -> Void
    ) -> Place {
        var place = Place()
        if Self.isGuessed(reading, besides: system) {
            place.verbatim = verbatims.intern(text.shortened(to: Self.longestVerbatim))
            return place
        }
        if let issue = reading.issue {
            place.verbatim = verbatims.intern(text.shortened(to: Self.longestVerbatim))
            let proposal = reading.proposal.map { "\($0.x) \($0.y)" } ?? (issue == .presumedSwapped ? swapped : nil)
            report(issue, text, proposal)
        }
        guard let x = reading.x, let y = reading.y, let epsg = reading.epsg else { return place }
        if reading.isAssumed { report(.crsAssumed, FieldAccess.empty, "EPSG:\(epsg)") }
        place.x = x
        place.y = y
        place.epsg = epsg
        if let cell = reading.cell, cell > 1 {
            if cell == 1000 {
                // Whole kilometres name the square that begins there.
                let square = GridSquare(x: Int(x), y: Int(y), size: 1000, epsg: epsg)
                let named = self.place(of: square)
                (place.x, place.y, place.type, place.radius) = (named.x, named.y, named.type, named.radius)
            } else {
                // Nobody knows whether the digits that are missing were rounded or cut off.
                place.radius = (cell * 2.0.squareRoot()).rounded(.up)
            }
        }
        return place
    }

    private func place(of square: GridSquare) -> Place {
        var place = Place()
        place.x = Double(square.x) + Double(square.size) / 2
        place.y = Double(square.y) + Double(square.size) / 2
        place.epsg = square.epsg
        place.type = 4
        place.radius = square.radius
        return place
    }

    private mutating func square(
        _ text: UnsafeRawBufferPointer, _ view: RecordBlock.View, _ record: Int,
        report: (InterpretationIssue, UnsafeRawBufferPointer, String?) -> Void
    ) -> Place {
        var place = Place()
        if AbsentText.isAbsent(text) { return place }
        let stated = fields.squareSize.flatMap { GridSquareText.size($0.value(view, record)) }
        guard
            let square = GridSquareText.square(
                text, size: stated, assumed: defaultSquareSize, utmZone: declaredCRS.flatMap(Self.utmZone))
        else {
            place.verbatim = verbatims.intern(text.shortened(to: Self.longestVerbatim))
            report(.squareInvalid, text, nil)
            return place
        }
        return self.place(of: square)
    }

    private static func utmZone(_ epsg: Int) -> Int? {
        switch epsg {
        case 32601...32660: epsg - 32600
        case 25828...25838: epsg - 25800
        default: nil
        }
    }

    private mutating func shape(
        _ text: UnsafeRawBufferPointer, _ system: Int?, blurredTo side: Double?,
        report: (InterpretationIssue, UnsafeRawBufferPointer, String?) -> Void
    ) -> Place {
        var place = Place()
        guard let shape = GeometryText.read(text) else {
            place.verbatim = verbatims.intern(text.shortened(to: Self.longestVerbatim))
            report(.geometryInvalid, text, nil)
            return place
        }
        if let issue = shape.issue { report(issue, text, nil) }
        guard let firstX = shape.xs.first, let firstY = shape.ys.first else { return place }
        let stated = shape.epsg ?? system
        let judged = coordinates.judgement.judge(
            x: firstX, y: firstY, epsg: stated == CoordinateSystemLabel.unknown ? nil : stated)
        if Self.isGuessed(judged, besides: stated) {
            place.verbatim = verbatims.intern(text.shortened(to: Self.longestVerbatim))
            return place
        }
        if let issue = judged.issue {
            let meant = judged.proposal.map { "\($0.x) \($0.y)" }
            report(issue, text, meant ?? (issue == .presumedSwapped ? "\(firstY) \(firstX)" : nil))
            if judged.x == nil || issue == .presumedSwapped || judged.epsg == nil {
                place.verbatim = verbatims.intern(text.shortened(to: Self.longestVerbatim))
            }
            if judged.x == nil || judged.epsg == nil { return place }
        } else if judged.isAssumed, let epsg = judged.epsg {
            report(.crsAssumed, FieldAccess.empty, "EPSG:\(epsg)")
        }
        guard let epsg = judged.epsg, let inRD = transformations.toRD(shape, epsg: epsg), let middle = inRD.centroid else {
            place.verbatim = verbatims.intern(text.shortened(to: Self.longestVerbatim))
            report(.reprojectionFailed, text, nil)
            return place
        }
        switch shape.locationType {
        case .point, .square:
            // A point keeps the system in which it came: its degrees are then those delivered.
            place.x = firstX
            place.y = firstY
            place.epsg = epsg
        case .line, .polygon:
            if let circle = OctagonBuffer.circle(inRD) {
                place.x = circle.x
                place.y = circle.y
                place.epsg = CoordinateSystemLabel.rdNew
                place.radius = circle.radius
                return place
            }
            place.x = middle.x
            place.y = middle.y
            place.epsg = CoordinateSystemLabel.rdNew
            if let side, inRD.isSquare(side: side) {
                // What was blurred to a square lies somewhere in it.
                place.type = 4
                place.radius = (side / 2 * 2.0.squareRoot()).rounded(.up)
                return place
            }
            place.type = shape.locationType == .line ? 2 : 3
            outline.removeAll(keepingCapacity: true)
            inRD.appendText(to: &outline)
            place.hasOutline = true
        }
        return place
    }

    private func radius(
        _ fields: Fields, _ view: RecordBlock.View, _ record: Int, ownRadius: Double, type: UInt32,
        report: (InterpretationIssue, UnsafeRawBufferPointer, String?) -> Void
    ) -> Double {
        if let field = fields.uncertainty, let metres = metres(field.value(view, record), report: report) { return metres }
        if let field = fields.buffer, let metres = metres(field.value(view, record), report: report) { return metres }
        if let field = fields.generalizations, let side = GeneralizationText.squareSide(field.value(view, record)) {
            // From the middle of the square to its corner.
            let corner = (side / 2 * 2.0.squareRoot()).rounded(.up)
            // Another area than the square says its own extent: it has no buffer beside it.
            if type == 3 { return ownRadius.isFinite ? ownRadius : defaultUncertainty }
            return ownRadius.isFinite ? max(ownRadius, corner) : corner
        }
        return ownRadius.isFinite ? ownRadius : defaultUncertainty
    }

    /// A length that cannot be read is reported, and as good as none.
    @inline(__always)
    private func metres(
        _ text: UnsafeRawBufferPointer, report: (InterpretationIssue, UnsafeRawBufferPointer, String?) -> Void
    ) -> Double? {
        if text.isEmpty || AbsentText.isAbsent(text) { return nil }
        if let value = numbers.double(text), value >= 0 { return value }
        report(.uncertaintyInvalid, text, nil)
        return nil
    }

    /// Brings all rows into RD and into degrees.
    /// - Parameter report: is told of rows whose place could not be converted.
    mutating func finish(report: (Int, InterpretationIssue) -> Void) {
        var done = Set<Int32>()
        for code in epsg where code != 0 && done.insert(code).inserted {
            transformations.convert(
                epsg: code, of: epsg, x: &x, y: &y, latitude: &latitude, longitude: &longitude, report: report)
        }
    }

    // MARK: columns

    var xColumn: ColumnData { .double(Self.column(x)) }
    var yColumn: ColumnData { .double(Self.column(y)) }
    var latitudeColumn: ColumnData { .double(Self.column(latitude)) }
    var longitudeColumn: ColumnData { .double(Self.column(longitude)) }
    var uncertaintyColumn: ColumnData { .double(Self.column(uncertainty)) }
    var typeColumn: ColumnData { .coded(CodedText(codes: typeCodes, dictionary: types)) }
    var verbatimColumn: ColumnData { .coded(CodedText(codes: verbatimCodes, dictionary: verbatims)) }
    var geometryColumn: ColumnData {
        guard hasGeometry else { return .coded(CodedText(codes: [UInt32](repeating: 0, count: x.count))) }
        var column = geometry
        column.present = geometryPresent
        return .plain(column)
    }
    var systemColumn: ColumnData {
        var dictionary = TextDictionary()
        var codes: [Int32: UInt32] = [0: 0]
        return .coded(
            CodedText(
                codes: epsg.map { code in
                    if let known = codes[code] { return known }
                    let new = dictionary.intern("EPSG:\(code)")
                    codes[code] = new
                    return new
                }, dictionary: dictionary))
    }

    /// Squares and provinces of all rows.
    func areaColumns() -> (kmhok: ColumnData, uurhok: ColumnData, province: ColumnData, shared: ColumnData) {
        let count = x.count
        var kmhok = [Int32](repeating: 0, count: count)
        var uurhok = [Int32](repeating: 0, count: count)
        var isInGrid = [Bool](repeating: false, count: count)
        var provinces = [Int32](repeating: 0, count: count)
        var isInProvince = [Bool](repeating: false, count: count)
        var shared = [Bool](repeating: false, count: count)
        for row in 0..<count {
            guard x[row].isFinite, let code = RijksdriehoekGrid.kmhokCode(x: x[row], y: y[row]) else { continue }
            kmhok[row] = code
            uurhok[row] = RijksdriehoekGrid.uurhokCode(kmhok: code)
            isInGrid[row] = true
            if let found = province(x[row], y[row]) {
                provinces[row] = found.code
                shared[row] = found.shared
                isInProvince[row] = true
            }
        }
        let inGrid = isInGrid.contains(false) ? isInGrid : nil
        let inProvince = isInProvince.contains(false) ? isInProvince : nil
        return (
            .int32(Column(kmhok, present: inGrid)), .int32(Column(uurhok, present: inGrid)),
            .int32(Column(provinces, present: inProvince)), .boolean(Column(shared, present: inProvince))
        )
    }

    /// Mixes the places into hashes of the rows.
    func mix(into rows: inout [UInt64]) {
        for row in rows.indices {
            let place = ContentHash.mix(x[row].bitPattern, ContentHash.mix(y[row].bitPattern, uncertainty[row].bitPattern))
            rows[row] = ContentHash.mix(rows[row], place)
        }
        guard hasGeometry else { return }
        // Shapes around one centroid are different places.
        geometry.bytes.withUnsafeBytes { bytes in
            for row in rows.indices where geometryPresent[row] {
                rows[row] = ContentHash.mix(
                    rows[row], xxh3(UnsafeRawBufferPointer(rebasing: bytes[geometry.range(row)])))
            }
        }
    }

    private static func column(_ values: [Double]) -> Column<Double> {
        values.contains { $0.isNaN } ? Column(values, present: values.map { !$0.isNaN }) : Column(values)
    }
}
