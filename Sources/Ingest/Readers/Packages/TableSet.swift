import Formats

/// Tables that were delivered together, and which of them refers to which.
struct TableSet {
    struct Member {
        var name: String
        var table: SourceTable
        var foreignKeys: [PackageDescriptor.ForeignKey] = []
    }

    /// The delivery, for messages.
    var path: String
    var members: [Member]

    /// The table of observations with what it can be joined with.
    /// - Throws: `DeliveryError` when none of the tables holds observations.
    func join(measurements: [String], _ notes: inout [String]) throws -> TableJoin {
        let observations = try members[observationTable()]
        notes += observations.table.notes
        var join = TableJoin(path: path, observations: observations.table, measurements: measurements)
        let others = members.filter { $0.name != observations.name }
        let parent = parent(of: observations, among: others)
        join.parent = parent?.parent
        for member in others where member.name != parent?.name {
            if let attachment = attachment(member, to: observations, parent: parent) {
                join.attachments.append(attachment)
            } else {
                notes.append("table not read: \(member.name), for nothing says how it belongs to the observations")
            }
        }
        return join
    }

    private func observationTable() throws -> Int {
        func rank(_ member: Member) -> Int? {
            let proposal = FieldNameMapping.propose(columns: member.table.columns)
            guard proposal.fields[.identity] != nil, proposal.fields[.taxon] != nil || proposal.fields[.taxonURI] != nil
            else { return nil }
            let name = FieldNames.folded(member.name)
            // A table of taxa has names too; the one that is called so has the observations.
            return 10 - proposal.problems.count + (name.contains("occurrence") || name.contains("observation") ? 20 : 0)
        }
        let ranks = members.indices.compactMap { index in rank(members[index]).map { (index, $0) } }
        guard let best = ranks.max(by: { $0.1 < $1.1 }) else {
            throw DeliveryError(
                .notObservations, path: path,
                message: "none of the tables (\(members.map(\.name).joined(separator: ", "))) has both an identity and a "
                    + "taxon; if one holds observations, name its columns occurrenceID and scientificName or write a profile")
        }
        return best.0
    }

    // MARK: what observations refer to

    private func parent(
        of observations: Member, among others: [Member]
    ) -> (name: String, parent: TableJoin.Parent)? {
        for key in observations.foreignKeys {
            guard let other = others.first(where: { $0.name == key.resource }),
                let reference = observations.table.column(key.field), let target = other.table.column(key.referredField),
                !Self.isMedia(other)
            else { continue }
            return (other.name, parent(other, key.referredField, reference, target, isRequired: key.isRequired))
        }
        // Without foreign keys by the names that Darwin Core and Camtrap DP have for them.
        for name in ["eventID", "deploymentID"] {
            guard let reference = observations.table.column(name) else { continue }
            for other in others where !Self.isMedia(other) && Self.isTable(other, of: name) {
                guard let target = other.table.column(name) else { continue }
                return (other.name, parent(other, name, reference, target))
            }
        }
        return nil
    }

    private func parent(
        _ member: Member, _ keyName: String, _ reference: Int, _ key: Int, isRequired: Bool = true
    ) -> TableJoin.Parent {
        let isEvent = FieldNames.folded(keyName) == "eventid"
        return TableJoin.Parent(
            table: member.table, what: isEvent ? "event" : member.name.hasSuffix("s") ? String(member.name.dropLast()) : member.name,
            keyName: keyName, reference: reference, key: key,
            parentReference: isEvent ? member.table.column("parentEventID") : nil, isRequired: isRequired)
    }

    /// Whether a table is called after the key: `event.csv` has the events, though others refer to them too.
    private static func isTable(_ member: Member, of key: String) -> Bool {
        FieldNames.folded(member.name).contains(FieldNames.folded(key).dropLast(2))
    }

    private static func isMedia(_ member: Member) -> Bool {
        let name = FieldNames.folded(member.name)
        return name.contains("media") || name.contains("image")
    }

    // MARK: what tells more about them

    private func attachment(
        _ member: Member, to observations: Member, parent: (name: String, parent: TableJoin.Parent)?
    ) -> TableJoin.Attachment? {
        var links: [TableJoin.Attachment.Link] = []
        for key in member.foreignKeys {
            guard let column = member.table.column(key.field) else { continue }
            if key.resource == observations.name, let target = observations.table.column(key.referredField) {
                links.append(.init(column: column, target: .observation(target)))
            }
        }
        for key in observations.foreignKeys where key.resource == member.name {
            if let column = member.table.column(key.referredField), let own = observations.table.column(key.field) {
                links.append(.init(column: column, target: .observation(own)))
            }
        }
        if links.isEmpty {
            for name in ["occurrenceID", "observationID"] + (Self.isMedia(member) ? ["mediaID"] : []) {
                if let column = member.table.column(name), let own = observations.table.column(name) {
                    links.append(.init(column: column, target: .observation(own)))
                    break
                }
            }
        }
        // Media of a deployment are all that its camera took, not those of an observation.
        if let parent, !Self.isMedia(member), let column = member.table.column(parent.parent.keyName) {
            links.append(.init(column: column, target: .parent))
        }
        guard !links.isEmpty else { return nil }
        let named = AttachedTableName(rowType: member.name)
        return TableJoin.Attachment(
            table: member.table, name: Self.isMedia(member) ? "multimedia" : named.name, links: links,
            isMedia: Self.isMedia(member))
    }
}

extension SourceTable {
    /// A delimited file with a header.
    /// - Parameter resource: what a descriptor says of it; what it does not say is detected.
    init(files: [DeliveryEntry], resource: PackageDescriptor.Resource?) throws {
        guard let first = files.first else {
            throw DeliveryError(.unreadable, path: "", message: "a table without a file")
        }
        let headBytes = OpenedDelivery.headBytes
        let head = try first.head(headBytes)
        let detection = EncodingDetection.detect(head, isWhole: head.count < headBytes)
        var notes: [String] = []
        var encoding = detection.encoding
        if detection.byteOrderMarkLength == 0, let label = resource?.encoding {
            if let declared = TextEncoding(label: label) {
                encoding = declared == .utf8 && detection.encoding != .utf8 ? detection.encoding : declared
            } else {
                notes.append("\(first.name): unknown encoding '\(label)', read as \(encoding.rawValue)")
            }
        }
        var dialect = DelimitedDialect.detect(try TranscodingSource(MemorySource(head), encoding: encoding).readAll())
        if let delimiter = resource?.delimiter { dialect.delimiter = delimiter }
        if let quote = resource?.quote { dialect.quote = quote }
        if let comment = resource?.comment { dialect.comment = comment }
        let byteOrderMark = encoding == .utf8 ? Int64(detection.byteOrderMarkLength) : 0
        let open = { [dialect] (file: DeliveryEntry, encoding: TextEncoding) throws -> DelimitedReader in
            DelimitedReader(
                source: TranscodingSource(try file.open(), encoding: encoding), dialect: dialect,
                offset: file.name == first.name ? byteOrderMark : 0)
        }
        var form = DeclaredForm(hasHeader: resource?.hasHeader ?? true)
        form.columns = resource?.fields ?? []
        let columns = try OpenedDelivery.headerColumns(first.path, reader: open(first, encoding), declared: form)
        let headers = form.hasHeader ? 1 : 0
        self.init(
            name: first.name, columns: columns, width: columns.count, encoding: encoding, dialect: dialect,
            missingValues: resource?.missingValues ?? [], notes: notes,
            parts: files.map { file in
                { encoding in try OpenedDelivery.skippingHeaders(headers, open(file, encoding)) }
            })
    }
}
