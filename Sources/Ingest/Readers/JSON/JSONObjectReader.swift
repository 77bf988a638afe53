import Formats

/// Reads JSON objects of any make as records: nested objects become columns with dotted names (`species.name`), a
/// geometry Well-Known Text, a list of single values one text with bars between them, anything deeper its JSON text. Of a
/// member that is there twice the last counts.
final class JSONObjectReader: RecordReader {
    private let walk: JSONRecordWalk
    private let layout: JSONObjectLayout
    private let tape = JSONTape()
    /// Places of the columns by their names; not of the feature's own `id`, which may be called like a property.
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

    init(_ walk: JSONRecordWalk, layout: JSONObjectLayout) {
        self.walk = walk
        self.layout = layout
        names = layout.columns.map { Array($0.utf8) }
        let named = names.enumerated().dropFirst(layout.hasFeatureID ? 1 : 0)
        places = Dictionary(named.map { ($0.element, $0.offset) }) { first, _ in first }
        values = [Value](repeating: .none, count: names.count)
    }

    func nextBlock(into block: RecordBlock, maximumRecords: Int) throws -> Bool {
        block.beginFilling()
        while !block.isFull(maximumRecords: maximumRecords) {
            do {
                guard try walk.next(into: tape) != nil else { break }
            } catch let error as JSONError {
                guard layout.isLines else { throw error }
                let line = try walk.recoverLine()
                block.beginRecord(line: walk.line, offset: walk.offset)
                block.appendField(line)
                block.endRecord(flags: .malformed)
                continue
            }
            block.beginRecord(line: walk.line, offset: walk.offset)
            guard tape[0].kind == .object else {
                block.appendField(tape.bytes(0))
                block.endRecord(flags: .malformed)
                continue
            }
            add(to: block)
            block.endRecord(flags: tape.isWellFormed ? [] : .invalidUTF8)
        }
        return block.recordCount > 0
    }

    private func add(to block: RecordBlock) {
        made.removeAll(keepingCapacity: true)
        others.removeAll(keepingCapacity: true)
        name.removeAll(keepingCapacity: true)
        for place in values.indices { values[place] = .none }
        expected = 0
        geometryPart = nil
        if layout.isFeature { collectFeature() } else { collect(0, level: 0) }
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

    private func collectFeature() {
        tape.forEachMember(of: 0) { key, value in
            guard let key else { return }
            if tape.equals(key, "properties") {
                collect(value, level: 0)
            } else if tape.equals(key, "geometry") {
                geometryPart = value
            } else if layout.hasFeatureID, tape.equals(key, "id") {
                put(value, at: 0)
                expected = 1
            } else if !JSONObjectLayout.isFormal(tape, key) {
                name.append(contentsOf: JSONObjectLayout.featurePrefix.utf8)
                collect(key, value, level: 1)
                name.removeAll(keepingCapacity: true)
            }
        }
    }

    private func collect(_ object: Int, level: Int) {
        tape.forEachMember(of: object) { key, value in
            guard let key else { return }
            if level == 0, layout.hasGeometry, !layout.isFeature, tape.equals(key, "geometry") {
                geometryPart = value
            } else {
                collect(key, value, level: level)
            }
        }
    }

    private func collect(_ key: Int, _ value: Int, level: Int) {
        let length = name.count
        if !name.isEmpty { name.append(UInt8(ascii: ".")) }
        JSONText.append(tape.bytes(key), to: &name)
        if JSONObjectLayout.isNested(tape, value, level: level) {
            collect(value, level: level + 1)
        } else if tape[value].kind != .null {
            set(value)
        }
        name.removeSubrange(length...)
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
        put(part, at: place)
    }

    private func put(_ part: Int, at place: Int) {
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
            guard Int(tape[part].next) > part + 1 else { return }
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

    /// Geometry and its system: the one that the collection names; without one degrees, as RFC 7946 has it, if the
    /// coordinates can be degrees, and otherwise what the profile says.
    private func addGeometry(to block: RecordBlock) {
        guard let part = geometryPart, tape[part].kind != .null else {
            block.appendEmptyFields(2)
            return
        }
        geometry.removeAll(keepingCapacity: true)
        let shape = GeoJSONShape.append(tape, part, to: &geometry)
        // As it stands, if it is none: the interpretation says so.
        if shape == nil { append(part, to: &geometry) }
        block.appendField(geometry)
        if let system = layout.system {
            block.appendField(system)
        } else if let shape, shape.largest <= 180 {
            block.appendField("EPSG:4326" as StaticString)
        } else {
            block.appendEmptyFields()
        }
    }
}
