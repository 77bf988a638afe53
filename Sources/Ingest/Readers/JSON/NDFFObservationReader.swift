import Formats

/// Reads observations as the NDFF's interface takes and gives them (API v2), one record each.
///
/// Geometry comes out as Well-Known Text; where coordinates are below 180 they are degrees (EPSG:4326), else RD New: the
/// NDFF's own rule. Of a MultiPoint the first point counts, as there; heights are left out.
final class NDFFObservationReader: RecordReader {
    /// The columns, by the names in JSON.
    static let columns = simple.map { "\($0.0)" } + [
        "operation", "buffer", "geometry", "crs", "protocol", "datasetDescription", "dwelling", "observer", "involved",
        "extrainfo", "other_fields",
    ]

    private static let simple: [(StaticString, StaticString)] = [
        ("identity", "identity"), ("dataset", "dataset"), ("taxon", "taxon"), ("abundanceSchema", "abundance_schema"),
        ("abundanceValue", "abundance_value"), ("activity", "activity"), ("biotope", "biotope"),
        ("determinationMethod", "determination_method"), ("lifestage", "lifestage"), ("sex", "sex"),
        ("subjectType", "subject_type"), ("surveyMethod", "survey_method"), ("periodStart", "period_start"),
        ("periodStop", "period_stop"), ("observationStatus", "observation_status"),
    ]

    private let walk: JSONRecordWalk
    private let relations: NDFFRelations
    private let tape = JSONTape()
    /// Values of the record at hand, by place of `simple`.
    private var values = [Int?](repeating: nil, count: NDFFObservationReader.simple.count)
    private var text: [UInt8] = []
    /// Where an unescaped value can be pointed at.
    private let unescaped = ByteBuffer()
    private var geometry: [UInt8] = []
    private var other: [UInt8] = []
    private var extra: [UInt8] = []
    private var dwelling: [UInt8] = []
    private var observers: [UInt8] = []
    private var involved: [UInt8] = []
    private var lastDataset: (identity: [UInt8], found: (protocolCode: [UInt8], description: [UInt8]))?

    init(_ walk: JSONRecordWalk, relations: NDFFRelations) {
        self.walk = walk
        self.relations = relations
    }

    func nextBlock(into block: RecordBlock, maximumRecords: Int) throws -> Bool {
        block.beginFilling()
        while !block.isFull(maximumRecords: maximumRecords), let kind = try walk.next(into: tape) {
            block.beginRecord(line: walk.line, offset: walk.offset)
            let operation = JSONShape.Operation(rawValue: kind) ?? .insert
            add(operation, to: block)
            // A page may hold codes or folders as well: what names neither a taxon nor a place is no observation.
            let isObservation = operation == .delete || values[2] != nil || locationPart != nil
            block.endRecord(flags: !isObservation ? .malformed : tape.isWellFormed ? [] : .invalidUTF8)
        }
        return block.recordCount > 0
    }

    private func add(_ operation: JSONShape.Operation, to block: RecordBlock) {
        collect()
        for place in values.indices { block.appendField(value(values[place])) }
        block.appendField(operation.word)
        addLocation(to: block)
        addDataset(to: block)
        block.appendField(dwelling)
        block.appendField(observers)
        block.appendField(involved)
        block.appendField(extra)
        block.appendField(other)
    }

    private var locationPart: Int?

    /// Sorts the members of the record out.
    private func collect() {
        for place in values.indices { values[place] = nil }
        locationPart = nil
        for path in [\NDFFObservationReader.other, \.extra, \.dwelling, \.observers, \.involved] {
            self[keyPath: path].removeAll(keepingCapacity: true)
        }
        guard tape[0].kind == .object else {
            // In a list of what is to be withdrawn an identity stands by itself.
            if tape[0].kind.isString { values[0] = 0 }
            return
        }
        var expected = 0
        tape.forEachMember(of: 0) { key, value in
            guard let key else { return }
            // Mostly the members come in one order.
            if expected < Self.simple.count, tape.equals(key, Self.simple[expected].0) {
                values[expected] = value
                expected += 1
            } else if let place = Self.simple.firstIndex(where: { tape.equals(key, $0.0) || tape.equals(key, $0.1) }) {
                values[place] = value
                expected = place + 1
            } else if tape.equals(key, "location") {
                locationPart = value
            } else if tape.equals(key, "extrainfo") {
                addExtra(value)
            } else if tape.equals(key, "involved") {
                addInvolved(value)
            } else if tape.equals(key, "dwelling") {
                append(value, to: &dwelling)
            } else if !tape.equals(key, "_links"), tape[value].kind != .null {
                addOther(key, value)
            }
        }
    }

    private func addOther(_ key: Int, _ value: Int) {
        if !other.isEmpty { other.append(contentsOf: "; ".utf8) }
        append(key, to: &other)
        other.append(UInt8(ascii: "="))
        append(value, to: &other)
    }

    private func addExtra(_ list: Int) {
        tape.forEachMember(of: list) { _, item in
            guard let key = tape.member("key", of: item), let value = tape.member("value", of: item) else { return }
            let isDwelling = tape.bytes(key).ends(with: "/dwellings") || tape.bytes(key).ends(with: "/dwelling")
            if isDwelling, dwelling.isEmpty {
                append(value, to: &dwelling)
                return
            }
            if !extra.isEmpty { extra.append(contentsOf: "; ".utf8) }
            append(key, to: &extra)
            extra.append(UInt8(ascii: "="))
            append(value, to: &extra)
        }
    }

    /// Whoever had a part in it; who made the observation is not among the kinds, so the owner stands for the observer.
    private func addInvolved(_ list: Int) {
        tape.forEachMember(of: list) { _, item in
            guard let person = tape.member("person", of: item) else { return }
            var uri: [UInt8] = []
            append(person, to: &uri)
            let name = relations.persons[uri] ?? uri
            let kind = tape.member("involvementType", of: item) ?? tape.member("involvement_type", of: item)
            if let kind, tape.bytes(kind).ends(with: "data_owner") {
                if !observers.isEmpty { observers.append(contentsOf: " | ".utf8) }
                observers.append(contentsOf: name)
                return
            }
            if !involved.isEmpty { involved.append(contentsOf: "; ".utf8) }
            if let kind {
                append(kind, to: &involved)
                involved.append(UInt8(ascii: "="))
            }
            involved.append(contentsOf: name)
        }
    }

    private func addLocation(to block: RecordBlock) {
        guard let location = locationPart, tape[location].kind == .object else {
            block.appendEmptyFields(3)
            return
        }
        block.appendField(value(tape.member("buffer", of: location)))
        geometry.removeAll(keepingCapacity: true)
        guard let shape = tape.member("geometry", of: location), tape[shape].kind != .null else {
            block.appendEmptyFields(2)
            return
        }
        guard let read = GeoJSONShape.append(tape, shape, to: &geometry, firstPointOnly: true) else {
            // As it stands: the interpretation says that it is none.
            block.appendField(tape.bytes(shape))
            block.appendEmptyFields()
            return
        }
        block.appendField(geometry)
        block.appendField(read.largest < 180 ? "EPSG:4326" : "EPSG:28992")
    }

    private func addDataset(to block: RecordBlock) {
        guard !relations.isEmpty, let part = values[1] else {
            block.appendEmptyFields(2)
            return
        }
        let identity = Array(value(part))
        if lastDataset?.identity != identity { lastDataset = (identity, relations.dataset(identity)) }
        block.appendField(lastDataset?.found.protocolCode ?? [])
        block.appendField(lastDataset?.found.description ?? [])
    }

    /// The text of a value; valid until the next one is asked for.
    private func value(_ part: Int?) -> UnsafeRawBufferPointer {
        guard let part else { return FieldAccess.empty }
        switch tape[part].kind {
        case .null: return FieldAccess.empty
        case .escapedString:
            text.removeAll(keepingCapacity: true)
            JSONText.append(tape.bytes(part), to: &text)
            unescaped.clear()
            unescaped.append(text)
            return unescaped.bytes
        default: return tape.bytes(part)
        }
    }

    private func append(_ part: Int, to target: inout [UInt8]) {
        switch tape[part].kind {
        case .null: break
        case .escapedString: JSONText.append(tape.bytes(part), to: &target)
        default: target.append(contentsOf: tape.bytes(part))
        }
    }
}

extension UnsafeRawBufferPointer {
    fileprivate func ends(with text: StaticString) -> Bool {
        let length = text.utf8CodeUnitCount
        guard count >= length else { return false }
        for index in 0..<length where self[count - length + index] != text.utf8Start[index] { return false }
        return true
    }
}
