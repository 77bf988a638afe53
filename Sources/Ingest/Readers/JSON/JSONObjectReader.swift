import Formats

/// Reads JSON objects of any make as records: nested objects become columns with dotted names (`species.name`), lists of
/// single values one text with bars between them, anything deeper its JSON text.
final class JSONObjectReader: RecordReader {
    /// The columns of a table of objects.
    struct Layout: Sendable {
        /// Names of values, dotted where they are nested.
        var columns: [String]
        /// Geometry in front, as Well-Known Text, with its system.
        var hasGeometry: Bool
        /// Values are in the member `properties` (features), beside `id`.
        var isFeature: Bool
        /// System of the geometry.
        var system: String
        /// The text has one value a line: a damaged line is one record that is set aside.
        var isLines: Bool

        /// Name of the last column: values that none of the first records had, as `name=value; …`.
        static let others = "other_fields"

        var columnNames: [String] { (hasGeometry ? ["geometry", "crs"] : []) + columns + [Self.others] }
    }

    /// How deep objects become columns.
    fileprivate static let deepest = 3
    /// The system of GeoJSON that names none (RFC 7946).
    fileprivate static let degrees = "EPSG:4326"

    private let walk: JSONRecordWalk
    private let layout: Layout
    private let tape = JSONTape()
    private let places: [[UInt8]: Int]
    private let names: [[UInt8]]
    /// Bytes made for the record at hand, and of every column where its value is.
    private var made: [UInt8] = []
    private enum Value {
        case none
        case part(Int)
        case made(Range<Int>)
    }
    private var values: [Value]
    private var expected = 0
    private var name: [UInt8] = []
    private var others: [UInt8] = []
    private var geometry: [UInt8] = []
    private var geometryPart: Int?

    init(_ walk: JSONRecordWalk, layout: Layout) {
        self.walk = walk
        self.layout = layout
        names = layout.columns.map { Array($0.utf8) }
        places = Dictionary(names.enumerated().map { ($0.element, $0.offset) }) { first, _ in first }
        values = [Value](repeating: .none, count: names.count)
    }

    func nextBlock(into block: RecordBlock, maximumRecords: Int) throws -> Bool {
        block.beginFilling()
        while !block.isFull(maximumRecords: maximumRecords) {
            do {
                guard try walk.next(into: tape) != nil else { break }
            } catch let error as JSONError {
                // The record began where the walk last was, wherever the damage shows.
                guard layout.isLines, let line = try walk.recoverLine() else { throw error }
                block.beginRecord(line: walk.line, offset: walk.offset)
                block.appendField(line)
                block.endRecord(flags: .malformed)
                continue
            }
            block.beginRecord(line: walk.line, offset: walk.offset)
            add(to: block)
            let isObject = tape[0].kind == .object
            block.endRecord(flags: !isObject ? .malformed : tape.isWellFormed ? [] : .invalidUTF8)
        }
        return block.recordCount > 0
    }

    private func add(to block: RecordBlock) {
        made.removeAll(keepingCapacity: true)
        others.removeAll(keepingCapacity: true)
        for place in values.indices { values[place] = .none }
        expected = 0
        geometryPart = nil
        name.removeAll(keepingCapacity: true)
        collect(0, depth: 0)
        if layout.hasGeometry { addGeometry(to: block) }
        for value in values {
            switch value {
            case .none: block.appendEmptyFields()
            case .part(let part): block.appendField(tape.bytes(part))
            case .made(let range): made.withUnsafeBytes { block.appendField(UnsafeRawBufferPointer(rebasing: $0[range])) }
            }
        }
        block.appendField(others)
    }

    private func collect(_ object: Int, depth: Int) {
        guard tape[object].kind == .object else {
            // A list of single values: there is nothing to call them by.
            if depth == 0 { others.append(contentsOf: tape.bytes(object)) }
            return
        }
        tape.forEachMember(of: object) { key, value in
            guard let key else { return }
            if layout.isFeature, depth == 0 {
                if tape.equals(key, "properties") {
                    collect(value, depth: 1)
                    return
                }
                if tape.equals(key, "type") || tape.equals(key, "bbox") { return }
            }
            if layout.hasGeometry, depth == 0, tape.equals(key, "geometry") {
                geometryPart = value
                return
            }
            let length = name.count
            if !name.isEmpty { name.append(UInt8(ascii: ".")) }
            JSONText.append(tape.bytes(key), to: &name)
            let level = layout.isFeature ? depth - 1 : depth
            if tape[value].kind == .object, level < Self.deepest, Int(tape[value].next) > value + 1, !tape.isGeometry(value) {
                collect(value, depth: max(depth, layout.isFeature ? 1 : 0) + 1)
            } else if tape[value].kind != .null {
                set(value)
            }
            name.removeSubrange(length...)
        }
    }

    /// Gives the value to the column that the name at hand is of.
    private func set(_ part: Int) {
        var place: Int?
        if expected < names.count, names[expected] == name {
            place = expected
        } else {
            place = places[name]
        }
        guard let place else {
            if !others.isEmpty { others.append(contentsOf: "; ".utf8) }
            others.append(contentsOf: name)
            others.append(UInt8(ascii: "="))
            append(part, to: &others)
            return
        }
        expected = place + 1
        if case .none = values[place] {} else {
            // A feature and its properties can both have an `id`: the first is the value, the other is kept beside it.
            if !others.isEmpty { others.append(contentsOf: "; ".utf8) }
            others.append(contentsOf: name)
            others.append(UInt8(ascii: "="))
            append(part, to: &others)
            return
        }
        switch tape[part].kind {
        case .string, .number, .true, .false: values[place] = .part(part)
        case .null: values[place] = .none
        case .escapedString, .array, .object:
            let start = made.count
            append(part, to: &made)
            values[place] = .made(start..<made.count)
        }
    }

    private func append(_ part: Int, to target: inout [UInt8]) {
        switch tape[part].kind {
        case .null: break
        case .escapedString: JSONText.append(tape.bytes(part), to: &target)
        case .object:
            // A geometry by another name (`point`); anything else as its text.
            if GeoJSONShape.append(tape, part, to: &target) == nil { target.append(contentsOf: tape.bytes(part)) }
        case .array:
            var isSimple = true
            tape.forEachMember(of: part) { _, item in
                if tape[item].kind == .object || tape[item].kind == .array { isSimple = false }
            }
            guard isSimple else {
                target.append(contentsOf: tape.bytes(part))
                return
            }
            var isFirst = true
            tape.forEachMember(of: part) { _, item in
                if !isFirst { target.append(contentsOf: " | ".utf8) }
                isFirst = false
                append(item, to: &target)
            }
        default: target.append(contentsOf: tape.bytes(part))
        }
    }

    private func addGeometry(to block: RecordBlock) {
        guard let part = geometryPart, tape[part].kind != .null else {
            block.appendEmptyFields(2)
            return
        }
        geometry.removeAll(keepingCapacity: true)
        guard let shape = GeoJSONShape.append(tape, part, to: &geometry) else {
            // As it stands: the interpretation says that it is none.
            block.appendField(tape.bytes(part))
            block.appendEmptyFields()
            return
        }
        block.appendField(geometry)
        // What cannot be degrees is in a system that only a profile can tell.
        block.appendField(shape.largest > 360 && layout.system == Self.degrees ? "" : layout.system)
    }
}

extension JSONObjectReader.Layout {
    /// Records that are looked at.
    private static let recordsLookedAt = 1000
    private static let mostColumns = 2000

    /// The names of values in the first records.
    init(_ walk: JSONRecordWalk, shape: JSONShape) throws {
        let isFeature = shape.kind == .features
        var columns: [String] = []
        var known = Set<String>()
        var hasGeometry = isFeature
        var records = 0
        let tape = JSONTape()
        func look(_ object: Int, _ prefix: String, _ depth: Int) {
            tape.forEachMember(of: object) { key, value in
                guard let key else { return }
                var bytes: [UInt8] = []
                JSONText.append(tape.bytes(key), to: &bytes)
                let name = String(decoding: bytes, as: UTF8.self)
                if isFeature, prefix.isEmpty, depth == 0 {
                    if name == "properties" { look(value, "", 1) }
                    if name == "geometry" || name == "properties" || name == "type" || name == "bbox" { return }
                }
                if prefix.isEmpty, name == "geometry", tape[value].kind == .object,
                    tape.member("coordinates", of: value) != nil || tape.member("geometries", of: value) != nil
                {
                    hasGeometry = true
                    return
                }
                let full = prefix.isEmpty ? name : "\(prefix).\(name)"
                let level = isFeature ? depth - 1 : depth
                if tape[value].kind == .object, level < JSONObjectReader.deepest, Int(tape[value].next) > value + 1,
                    !tape.isGeometry(value)
                {
                    look(value, full, max(depth, isFeature ? 1 : 0) + 1)
                } else if columns.count < Self.mostColumns, known.insert(full).inserted {
                    columns.append(full)
                }
            }
        }
        do {
            while records < Self.recordsLookedAt, try walk.next(into: tape) != nil {
                records += 1
                if tape[0].kind == .object { look(0, "", 0) }
            }
        } catch {
            // Records in front of the damage are read; the reader tells of it when it comes there.
            guard records > 0 else { throw error }
        }
        self.columns = columns
        self.hasGeometry = hasGeometry
        self.isFeature = isFeature
        system = shape.system ?? JSONObjectReader.degrees
        isLines = shape.path.isEmpty && walk.outermostCount > 1
    }
}

extension JSONTape {
    /// Whether an object is a geometry of GeoJSON.
    fileprivate func isGeometry(_ value: Int) -> Bool {
        member("type", of: value) != nil && member("coordinates", of: value) != nil
    }
}
