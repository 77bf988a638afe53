extension ArchiveDescriptor {
    /// The descriptor as a meta.xml that the schema of the Darwin Core text guide accepts.
    public func xmlBytes() -> [UInt8] {
        var writer = XMLTextWriter()
        var attributes: [XMLTextWriter.Attribute] = [("xmlns", Self.namespace)]
        if let metadata { attributes.append(("metadata", metadata)) }
        writer.element("archive", attributes) { writer in
            Self.write(core, element: "core", id: "id", to: &writer)
            for table in extensions { Self.write(table, element: "extension", id: "coreid", to: &writer) }
        }
        return writer.bytes
    }

    private static func write(_ table: Table, element: String, id: String, to writer: inout XMLTextWriter) {
        let attributes: [XMLTextWriter.Attribute] = [
            ("encoding", table.encoding), ("fieldsTerminatedBy", escaped(table.fieldsTerminatedBy)),
            ("linesTerminatedBy", escaped(table.linesTerminatedBy)),
            ("fieldsEnclosedBy", escaped(table.fieldsEnclosedBy)),
            ("ignoreHeaderLines", String(table.ignoreHeaderLines)), ("dateFormat", table.dateFormat),
            ("rowType", table.rowType),
        ]
        writer.element(element, attributes) { writer in
            writer.element("files") { writer in
                for location in table.locations { writer.element("location", text: location) }
            }
            if let index = table.idIndex { writer.element(id, [("index", String(index))]) }
            for field in table.fields { writer.element("field", Self.attributes(of: field)) }
        }
    }

    private static func attributes(of field: Field) -> [XMLTextWriter.Attribute] {
        var attributes: [XMLTextWriter.Attribute] = []
        if let index = field.index { attributes.append(("index", String(index))) }
        attributes.append(("term", field.term))
        if let value = field.defaultValue { attributes.append(("default", value)) }
        if let uri = field.vocabulary { attributes.append(("vocabulary", uri)) }
        if let separator = field.delimitedBy { attributes.append(("delimitedBy", escaped(separator))) }
        return attributes
    }

    /// Control characters by their usual escapes, which every reader of archives understands.
    private static func escaped(_ separator: String) -> String {
        var result = ""
        for scalar in separator.unicodeScalars {
            switch scalar {
            case "\t": result += "\\t"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
