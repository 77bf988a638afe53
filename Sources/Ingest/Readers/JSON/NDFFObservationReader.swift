import Formats

/// Reads observations as the NDFF's interface takes and gives them (API v2), one record each.
///
/// Geometry comes out as Well-Known Text; where coordinates are below 180 they are degrees (EPSG:4326), else RD New: the
/// NDFF's own rule. That of a MultiPoint only the first point counts, as there, and that heights are left out, is found
/// when the text is interpreted.
final class NDFFObservationReader: RecordReader {
    /// The columns, by the names in JSON.
    static let columns = simple.map { "\($0.0)" } + [
        "operation", "buffer", "geometry", "crs", "protocol", "datasetDescription", "dwelling", "visit", "evidence",
        "observer", "involved", "extrainfo", "other_fields",
    ]

    /// Columns that a set of observations set aside before has besides.
    static let correctionColumns = [CorrectionColumns.delivery, CorrectionColumns.record]

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
    /// Values of the record at hand, by place of `simple`; -1: none.
    private var values = [Int](repeating: -1, count: NDFFObservationReader.simple.count)
    private var locationPart = -1
    private let isCorrection: Bool
    private var correctionParts = [-1, -1]
    private var text: [UInt8] = []
    private var geometry: [UInt8] = []
    private var other: [UInt8] = []
    private var extra = ExtraInfo()
    private var observers: [UInt8] = []
    private var involved: [UInt8] = []
    private var lastDataset: [UInt8] = []
    private var lastFound: (protocolCode: [UInt8], description: [UInt8]) = ([], [])

    /// Extra keys that have a column of their own, and the others as `key=value; …`.
    private struct ExtraInfo {
        var dwelling: [UInt8] = []
        var visit: [UInt8] = []
        var evidence: [UInt8] = []
        var others: [UInt8] = []
    }

    init(_ walk: JSONRecordWalk, relations: NDFFRelations, isCorrection: Bool = false) {
        self.walk = walk
        self.isCorrection = isCorrection
        self.relations = relations
    }

    func nextBlock(into block: RecordBlock, maximumRecords: Int) throws -> Bool {
        block.beginFilling()
        while !block.isFull(maximumRecords: maximumRecords), let kind = try walk.next(into: tape) {
            block.beginRecord(line: walk.line, offset: walk.offset)
            let operation = JSONShape.Operation(rawValue: kind) ?? .insert
            guard tape[0].kind == .object || (operation == .delete && tape[0].kind.isString) else {
                block.appendField(tape.bytes(0))
                block.endRecord(flags: .malformed)
                continue
            }
            add(operation, to: block)
            // A page may hold codes or folders as well: what names neither a taxon nor a place is no observation.
            let isObservation = operation == .delete || values[2] >= 0 || locationPart >= 0
            block.endRecord(flags: !isObservation ? .malformed : tape.isWellFormed ? [] : .invalidUTF8)
        }
        return block.recordCount > 0
    }

    private func add(_ operation: JSONShape.Operation, to block: RecordBlock) {
        collect()
        for part in values { append(part, to: block) }
        block.appendField(operation.word)
        addLocation(to: block)
        addDataset(to: block)
        block.appendField(extra.dwelling)
        block.appendField(extra.visit)
        block.appendField(extra.evidence)
        block.appendField(observers)
        block.appendField(involved)
        block.appendField(extra.others)
        block.appendField(other)
        if isCorrection { for part in correctionParts { append(part, to: block) } }
    }

    /// Sorts the members of the record out.
    private func collect() {
        for place in values.indices { values[place] = -1 }
        locationPart = -1
        correctionParts = [-1, -1]
        other.removeAll(keepingCapacity: true)
        observers.removeAll(keepingCapacity: true)
        involved.removeAll(keepingCapacity: true)
        extra.dwelling.removeAll(keepingCapacity: true)
        extra.visit.removeAll(keepingCapacity: true)
        extra.evidence.removeAll(keepingCapacity: true)
        extra.others.removeAll(keepingCapacity: true)
        guard tape[0].kind == .object else {
            // In a list of what is to be withdrawn an identity stands by itself.
            values[0] = 0
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
            } else if tape.equals(key, "extrainfo") || tape.equals(key, "extra_info") {
                addExtra(value)
            } else if tape.equals(key, "involved") {
                addInvolved(value)
            } else if tape.equals(key, "dwelling") {
                extra.dwelling.removeAll(keepingCapacity: true)
                append(value, to: &extra.dwelling)
            } else if isCorrection, CorrectionColumns.isOne(tape.bytes(key).text) {
                if let place = Self.correctionColumns.firstIndex(of: tape.bytes(key).text) { correctionParts[place] = value }
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
            let name = tape.bytes(key)
            if extra.dwelling.isEmpty, name.ends(with: "/dwellings") || name.ends(with: "/dwelling") {
                append(value, to: &extra.dwelling)
            } else if extra.visit.isEmpty, name.ends(with: "/original_visit_id") {
                append(value, to: &extra.visit)
            } else if extra.evidence.isEmpty, name.ends(with: "/observation/evidence") {
                append(value, to: &extra.evidence)
            } else if tape[value].kind != .null {
                if !extra.others.isEmpty { extra.others.append(contentsOf: "; ".utf8) }
                append(key, to: &extra.others)
                extra.others.append(UInt8(ascii: "="))
                append(value, to: &extra.others)
            }
        }
    }

    /// Whoever had a part in it; who made the observation is not among the kinds, so the owner stands for the observer.
    private func addInvolved(_ list: Int) {
        tape.forEachMember(of: list) { _, item in
            guard let person = tape.member("person", of: item) else { return }
            text.removeAll(keepingCapacity: true)
            append(person, to: &text)
            let name = relations.persons[text] ?? text
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
        guard locationPart >= 0, tape[locationPart].kind == .object else {
            block.appendEmptyFields()
            append(locationPart, to: block)
            block.appendEmptyFields()
            return
        }
        append(tape.member("buffer", of: locationPart) ?? -1, to: block)
        geometry.removeAll(keepingCapacity: true)
        guard let shape = tape.member("geometry", of: locationPart), tape[shape].kind != .null else {
            block.appendEmptyFields(2)
            return
        }
        guard let read = GeoJSONShape.append(tape, shape, to: &geometry) else {
            // As it stands: the interpretation says that it is none.
            append(shape, to: block)
            block.appendEmptyFields()
            return
        }
        block.appendField(geometry)
        block.appendField(read.largest < 180 ? "EPSG:4326" : "EPSG:28992" as StaticString)
    }

    private func addDataset(to block: RecordBlock) {
        guard relations.hasDatasets, values[1] >= 0 else {
            block.appendEmptyFields(2)
            return
        }
        text.removeAll(keepingCapacity: true)
        append(values[1], to: &text)
        // Observations of a folder mostly stand together.
        if lastDataset != text {
            lastDataset = text
            lastFound = relations.dataset(text)
        }
        block.appendField(lastFound.protocolCode)
        block.appendField(lastFound.description)
    }

    /// Adds the text of a value to the block; none for -1.
    private func append(_ part: Int, to block: RecordBlock) {
        guard part >= 0 else {
            block.appendEmptyFields()
            return
        }
        switch tape[part].kind {
        case .null: block.appendEmptyFields()
        case .escapedString:
            text.removeAll(keepingCapacity: true)
            JSONText.append(tape.bytes(part), to: &text)
            block.appendField(text)
        default: block.appendField(tape.bytes(part))
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
