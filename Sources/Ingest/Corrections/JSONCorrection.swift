import Formats

/// Features of GeoJSON, or objects in a list or one a line, that go back to their supplier.
struct JSONCorrection: CorrectionForm {
    let shape: JSONShape
    let isLines: Bool
    let cursor: () throws -> JSONCursor

    private var isFeatures: Bool { shape.kind == .features }
    var ending: String { isFeatures && !isLines ? "geojson" : isLines ? "jsonl" : "json" }
    var isByPlace: Bool { true }

    func write(_ rows: QuarantinedRows, to path: String) throws {
        let output = try CorrectionOutput(path: path)
        if !isLines { output.append(head) }
        let originals = JSONOriginals(try cursor())
        var isFirst = true
        try rows.forEach { row in
            if !isFirst { output.append(isLines ? "\n" : ",\n") }
            isFirst = false
            try output.append(try originals.record(of: row, isFeature: isFeatures))
        }
        output.append(isLines ? "\n" : isFeatures ? "\n]}\n" : "\n]\n")
        try output.close()
    }

    private var head: String {
        guard isFeatures else { return "[\n" }
        let system = shape.system.map {
            "\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\(JSONString.quoted($0))}},"
        }
        return "{\"type\":\"FeatureCollection\",\(system ?? "")\"features\":[\n"
    }
}

/// Observations of the NDFF's interface that go back to their supplier: a bulk set of their own, with the folders and
/// persons of the one that they came in.
struct NDFFCorrection: CorrectionForm {
    let shape: JSONShape
    let cursor: () throws -> JSONCursor

    var ending: String { "json" }
    var isByPlace: Bool { true }

    /// The first member of such a set, by which it is told from others.
    static let mark = "ndff_herstel"

    func write(_ rows: QuarantinedRows, to path: String) throws {
        let output = try CorrectionOutput(path: path)
        output.append("{\"\(Self.mark)\":true")
        let operationColumn = rows.columns.firstIndex(of: "operation")
        for (verb, operation) in [("POST", JSONShape.Operation.insert), ("PUT", .update), ("DELETE", .delete)] {
            let originals = JSONOriginals(try cursor())
            let word = "\(operation.word)"
            var count = 0
            try rows.forEach { row in
                let asked = operationColumn.map { row.value($0).text } ?? ""
                // One that could not be read asks for nothing.
                guard asked == word || asked.isEmpty && operation == .insert else { return }
                output.append(count == 0 ? ",\n\"\(verb)\":{\"observations\":[\n" : ",\n")
                count += 1
                try output.append(try originals.record(of: row, isFeature: false))
            }
            if count > 0 { output.append("\n]}") }
        }
        try addRelations(to: output)
        output.append("}\n")
        try output.close()
    }

    /// What the observations refer to. They stand behind the observations: where does not matter to who reads them.
    private func addRelations(to output: CorrectionOutput) throws {
        guard shape.isBulk else { return }
        for (kind, name) in NDFFRelations.kinds {
            let walk = NDFFRelations.walk(try cursor())
            let tape = JSONTape()
            var count = 0
            while let found = try walk.next(into: tape) {
                guard found == kind else { continue }
                output.append(count == 0 ? ",\n\"\(name)\":[\n" : ",\n")
                count += 1
                try output.append(tape.source(0))
            }
            if count > 0 { output.append("\n]") }
        }
    }
}

/// Records of a JSON text, found again by where they begin.
private final class JSONOriginals {
    private let cursor: JSONCursor
    private let tape = JSONTape()
    private var text: [UInt8] = []

    init(_ cursor: JSONCursor) {
        self.cursor = cursor
    }

    /// A record with what is told of it among its own members (of a feature, among its properties). What is no object
    /// is the text of one that holds nothing else.
    func record(of row: QuarantinedRows.Row, isFeature: Bool) throws -> [UInt8] {
        text.removeAll(keepingCapacity: true)
        try cursor.move(to: row.note.record.byteOffset)
        let isWhole: Bool
        do {
            try cursor.take(into: tape)
            isWhole = true
        } catch is JSONError {
            isWhole = false
        }
        if isWhole, tape[0].kind == .object {
            if isFeature { appendFeature(row.note) } else { append(object: 0, row.note) }
        } else if isWhole, tape[0].kind.isString {
            // An identity by itself, in a list of what is to be withdrawn.
            text.append(contentsOf: "{\"identity\":".utf8)
            text.append(contentsOf: tape.source(0))
            append(row.note, isFirst: false)
            text.append(UInt8(ascii: "}"))
        } else {
            // A line that is none: its text is the first field of the record, or what is left of it.
            let line = row.rest.isEmpty ? row.value(0).text : row.rest.text
            let rest = "\"\(CorrectionColumns.rest)\":\(JSONString.quoted(line))"
            text.append(contentsOf: (isFeature ? "{\"type\":\"Feature\",\"properties\":{" : "{").utf8)
            text.append(contentsOf: rest.utf8)
            append(row.note, isFirst: false)
            text.append(contentsOf: (isFeature ? "}}" : "}").utf8)
        }
        return text
    }

    private func append(object: Int, _ note: CorrectionNote) {
        text.append(UInt8(ascii: "{"))
        var isFirst = true
        if tape[object].kind == .object {
            tape.forEachMember(of: object) { key, value in
                // What was told of it the last time.
                guard let key, !CorrectionColumns.isOne(tape.bytes(key).text) else { return }
                append(key, value, isFirst: &isFirst)
            }
        }
        append(note, isFirst: isFirst)
        text.append(UInt8(ascii: "}"))
    }

    private func appendFeature(_ note: CorrectionNote) {
        text.append(UInt8(ascii: "{"))
        var isFirst = true
        var hasProperties = false
        tape.forEachMember(of: 0) { key, value in
            guard let key else { return }
            guard tape.equals(key, "properties"), !hasProperties else { return append(key, value, isFirst: &isFirst) }
            hasProperties = true
            if !isFirst { text.append(UInt8(ascii: ",")) }
            isFirst = false
            text.append(contentsOf: "\"properties\":".utf8)
            append(object: value, note)
        }
        if !hasProperties {
            text.append(contentsOf: (isFirst ? "" : ",").utf8)
            text.append(contentsOf: "\"properties\":{".utf8)
            append(note, isFirst: true)
            text.append(UInt8(ascii: "}"))
        }
        text.append(UInt8(ascii: "}"))
    }

    private func append(_ key: Int, _ value: Int, isFirst: inout Bool) {
        if !isFirst { text.append(UInt8(ascii: ",")) }
        isFirst = false
        text.append(contentsOf: tape.source(key))
        text.append(UInt8(ascii: ":"))
        text.append(contentsOf: tape.source(value))
    }

    private func append(_ note: CorrectionNote, isFirst: Bool) {
        let members = note.fields.map { name, value in
            "\"\(name)\":\(CorrectionColumns.isNumber(name) ? value : JSONString.quoted(value))"
        }
        text.append(contentsOf: ((isFirst ? "" : ",") + members.joined(separator: ",")).utf8)
    }
}

extension JSONTape {
    /// A part as JSON: a string with its quotes.
    fileprivate func source(_ part: Int) -> [UInt8] {
        let quote = self[part].kind.isString ? [UInt8(ascii: "\"")] : []
        return quote + Array(bytes(part)) + quote
    }
}
