/// Makes a smaller shapefile with some rows of another, and texts of its own behind their fields; memory does not grow
/// with the size of the source.
///
/// Rows and shapes are copied byte for byte, in the code page that they are in. What lies in other files (memos, indexes)
/// is not taken along.
public struct ShapefileExcerpt: Sendable {
    /// A field of text (type C) that rows get. A field of that name which the source has, whatever the case of its
    /// letters, gets the values instead, and is made wider, and text, where it has to be.
    public struct AddedField: Sendable, Equatable {
        /// 1 to 10 ASCII characters.
        public var name: String
        /// Bytes that a value may have, 1 to 254; what is longer is cut.
        public var width: Int

        public init(name: String, width: Int) {
            self.name = name
            self.width = width
        }
    }

    /// A row of the source that is taken.
    public struct Row: Sendable, Equatable {
        /// From 1, rows marked as deleted counted: the line that `ShapefileReader` gives the record, less its `firstRow`.
        public var number: Int
        /// The texts of the added fields, in their order. ASCII: other characters become `?`.
        public var values: [String]

        public init(number: Int, values: [String]) {
            self.number = number
            self.values = values
        }
    }

    private let table: DBaseTable
    private let rows: DBaseExcerpt
    private let shapes: String?
    private let definition: String?
    private let codePage: String?

    /// - Parameters:
    ///   - table: the source's rows.
    ///   - shapes: path of the source's `.shp`; `nil` for a table without geometry.
    ///   - definition: content of the `.prj`; `nil` for none.
    ///   - codePage: content of the `.cpg`; `nil` for none.
    /// - Throws: `ShapefileError` for added fields that a dBASE table cannot have.
    public init(
        of table: DBaseTable, shapes: String?, definition: String? = nil, codePage: String? = nil,
        addedFields: [AddedField]
    ) throws {
        self.table = table
        rows = try DBaseExcerpt(table, addedFields)
        self.shapes = shapes
        self.definition = definition
        self.codePage = codePage
    }

    /// Writes the files of the shapefile, `stem.dbf` and so on, as entries of a zip.
    ///
    /// After an error the zip may hold a part of them, and can only be abandoned; damage of the `.shp` is found before
    /// anything is written.
    /// - Parameters:
    ///   - rows: in ascending order of their numbers.
    ///   - stem: name of the files without their endings, where they are to lie in the zip.
    /// - Throws: `ShapefileError` for rows that are not there or out of order, and for a source that is damaged;
    ///   `FileAccessError` and `ZipError`.
    public func write(_ rows: [Row], stem: String, into zip: ZipWriter) throws {
        try check(rows)
        let chosen = try shapes.map { try ChosenShapes(path: $0, rows: rows) }
        try self.rows.write(rows, to: "\(stem).dbf", in: zip)
        if let chosen {
            try chosen.writeShapes(to: "\(stem).shp", in: zip)
            try chosen.writeIndex(to: "\(stem).shx", in: zip)
        }
        for (text, ending) in [(definition, "prj"), (codePage, "cpg")] {
            guard let text else { continue }
            try zip.beginEntry("\(stem).\(ending)")
            try zip.write(text)
            try zip.endEntry()
        }
    }

    private func check(_ rows: [Row]) throws {
        var last = 0
        for row in rows {
            guard row.number > last else {
                throw ShapefileError(table.path, record: row.number, "is asked for behind record \(last)")
            }
            guard row.number <= table.rowCount else {
                throw ShapefileError(table.path, record: row.number, "is not there: the table has \(table.rowCount) rows")
            }
            guard row.values.count == self.rows.addedCount else {
                throw ShapefileError(
                    table.path, record: row.number, "\(row.values.count) values for \(self.rows.addedCount) added fields")
            }
            last = row.number
        }
    }
}

/// The shapes of some rows: where they lie in their file. Sixteen bytes each are held.
private struct ChosenShapes {
    private let path: String
    private let header: [UInt8]
    private var places: [Range<UInt64>] = []
    private var bytes: UInt64 = 0

    /// Lengths in the format count words of two bytes, in 31 bits.
    private static let mostBytes = UInt64(Int32.max) * 2

    /// Goes through the shapes up to the last that is asked for.
    init(path: String, rows: [ShapefileExcerpt.Row]) throws {
        self.path = path
        let records = try ShapeRecords(path: path)
        header = records.header
        places.reserveCapacity(rows.count)
        for row in rows {
            var place: Range<UInt64>?
            while records.number < row.number {
                place = try records.nextPlace()
                guard place != nil else {
                    throw ShapefileError(
                        path, record: row.number, "has no shape: the .shp holds \(records.number)")
                }
            }
            guard let place else { continue }
            places.append(place)
            bytes += 8 + (place.upperBound - place.lowerBound)
        }
        guard bytes + 100 <= Self.mostBytes else { throw ShapefileError(path, "the shapes are too large for one file") }
    }

    /// The source's header, with its type and extent, for a file of another length.
    private func header(fileBytes: UInt64) -> [UInt8] {
        var result = header
        var words: [UInt8] = []
        words.appendBigEndian(UInt32(clamping: fileBytes / 2))
        result.replaceSubrange(24..<28, with: words)
        return result
    }

    /// Copies the shapes, with the numbers that they have here.
    func writeShapes(to name: String, in zip: ZipWriter) throws {
        let records = try ShapeRecords(path: path)
        try zip.beginEntry(name, mayExceed4GiB: 100 + bytes >= DBaseExcerpt.largeEntry)
        var pending = header(fileBytes: 100 + bytes)
        for (index, place) in places.enumerated() {
            pending.appendBigEndian(UInt32(clamping: index + 1))
            pending.appendBigEndian(UInt32(clamping: (place.upperBound - place.lowerBound) / 2))
            pending.append(contentsOf: try records.content(at: place))
            if pending.count >= 1 << 18 {
                try pending.withUnsafeBytes { try zip.write($0) }
                pending.removeAll(keepingCapacity: true)
            }
        }
        try pending.withUnsafeBytes { try zip.write($0) }
        try zip.endEntry()
    }

    /// Writes where the shapes lie in the file that `writeShapes` makes.
    func writeIndex(to name: String, in zip: ZipWriter) throws {
        var index = header(fileBytes: 100 + 8 * UInt64(places.count))
        var offset: UInt64 = 100
        for place in places {
            let length = place.upperBound - place.lowerBound
            index.appendBigEndian(UInt32(clamping: offset / 2))
            index.appendBigEndian(UInt32(clamping: length / 2))
            offset += 8 + length
        }
        try zip.beginEntry(name)
        try index.withUnsafeBytes { try zip.write($0) }
        try zip.endEntry()
    }
}

extension [UInt8] {
    fileprivate mutating func appendBigEndian(_ value: UInt32) {
        for shift in [24, 16, 8, 0] as [UInt32] { append(UInt8(truncatingIfNeeded: value >> shift)) }
    }
}
