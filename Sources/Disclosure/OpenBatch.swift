import Columns

/// Records that may be published, as columns. Only `DisclosureGate` can make one: whoever holds an `OpenBatch`
/// need not ask whether its content is secret.
///
/// Order: unblurred records as in the store, then blurred ones by their identity, so that a blurred record's
/// neighbours say nothing about where it came from.
public struct OpenBatch: Sendable {
    public let rowCount: Int
    /// The URI the supplier gave; for blurred records `urn:sha256:` and the digest of that URI.
    public internal(set) var occurrenceID: PlainText
    /// WKT in RD New (EPSG:28992) of lines and polygons; absent for blurred records.
    public internal(set) var footprint: PlainText
    /// First and last moment, microseconds since 1970 in Dutch local time; whole years for blurred records.
    public internal(set) var periodStart: Column<Int64>
    public internal(set) var periodStop: Column<Int64>
    /// RD New (EPSG:28992), metres; the centre of the square for blurred records.
    public internal(set) var x: Column<Double>
    public internal(set) var y: Column<Double>
    /// ETRS89, degrees; the centre of the square for blurred records.
    public internal(set) var latitude: Column<Double>
    public internal(set) var longitude: Column<Double>
    /// Metres.
    public internal(set) var uncertainty: Column<Double>
    /// The square (lower left corner in km, XXXYYY) and its side in km: 1, or the blur level.
    public internal(set) var square: Column<Int32>
    public internal(set) var squareSide: Column<Int32>
    /// CBS code of the province, 20…31; absent for blurred records, whose square can lie in several.
    public internal(set) var province: Column<Int32>
    /// Vervagingsniveau: 0, 1, 5 or 10 km.
    public internal(set) var blurring: Column<Int32>
    public internal(set) var countMinimum: Column<Int64>
    public internal(set) var countMaximum: Column<Int64>
    var texts: [OpenText: CodedText]

    /// A batch without records: shows the columns and their kinds.
    public static let empty = OpenBatch(rowCount: 0)

    init(rowCount: Int) {
        self.rowCount = rowCount
        let nothing = [Bool](repeating: false, count: rowCount)
        let noDoubles = Column([Double](repeating: 0, count: rowCount), present: nothing)
        let noIntegers = Column([Int32](repeating: 0, count: rowCount), present: nothing)
        let noLongs = Column([Int64](repeating: 0, count: rowCount), present: nothing)
        let noText = PlainText(ends: [UInt32](repeating: 0, count: rowCount), present: nothing)
        (occurrenceID, footprint) = (noText, noText)
        (periodStart, periodStop, countMinimum, countMaximum) = (noLongs, noLongs, noLongs, noLongs)
        (x, y, latitude, longitude, uncertainty) = (noDoubles, noDoubles, noDoubles, noDoubles, noDoubles)
        (square, squareSide, province, blurring) = (noIntegers, noIntegers, noIntegers, noIntegers)
        texts = [:]
    }

    /// A coded text column; all rows absent when the export did not ask for it.
    public subscript(column: OpenText) -> CodedText {
        texts[column] ?? CodedText(codes: [UInt32](repeating: 0, count: rowCount))
    }

    /// All columns under the names of flat exports, in a fixed order and of fixed kinds.
    public var table: ColumnBatch {
        var names = ["occurrence_id"]
        var columns: [ColumnData] = [.plain(occurrenceID)]
        for column in OpenText.allCases {
            names.append(column.rawValue)
            columns.append(.coded(self[column]))
        }
        let others: [(String, ColumnData)] = [
            ("period_start", .timestamp(periodStart)), ("period_stop", .timestamp(periodStop)),
            ("x", .double(x)), ("y", .double(y)),
            ("decimal_latitude", .double(latitude)), ("decimal_longitude", .double(longitude)),
            ("coordinate_uncertainty_in_meters", .double(uncertainty)), ("footprint_wkt", .plain(footprint)),
            ("hok", .int32(square)), ("hok_km", .int32(squareSide)), ("province", .int32(province)),
            ("vervaging", .int32(blurring)),
            ("count_min", .int64(countMinimum)), ("count_max", .int64(countMaximum)),
        ]
        return ColumnBatch(
            names: names + others.map(\.0), columns: columns + others.map(\.1), rowCount: rowCount)
    }
}
