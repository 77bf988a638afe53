import Formats

extension OpenedDelivery {
    static func openArchive(
        _ path: String, descriptor name: String, layout: DarwinCoreArchiveLayout, in container: any FileContainer,
        _ declared: DeclaredForm
    ) throws -> OpenedDelivery {
        let bytes = try container.open(name).readAll(limit: 4 << 20, name: name)
        let descriptor = try ArchiveDescriptor.read(bytes, path: "\(path)/\(name)")
        var notes = descriptor.warnings.map { "\(name): \($0)" }
        let title = descriptor.metadata.flatMap { layout.entry(forLocation: $0) }.flatMap { entry in
            // Metadata that cannot be read say nothing about the records.
            try? EMLSummary.read(container.open(entry).readAll(limit: 16 << 20, name: entry), path: entry).title
        }
        let archive = ArchiveTables(
            descriptor: descriptor, name: name, path: path, layout: layout, container: container)
        let join = try archive.join(measurements: declared.measurements, &notes)
        notes += join.observations.notes
        if join.parent == nil, join.attachments.isEmpty {
            let table = join.observations
            let delivery = OpenedDelivery(
                path: path, format: .darwinCoreArchive, columns: table.columns, defaults: table.defaults,
                fileColumnCount: table.width, encoding: table.encoding, dialect: table.dialect, notes: notes,
                title: title,
                parts: table.parts.map { part in { try part(table.encoding) } })
            delivery.keyColumn = archive.keyColumn(of: table)
            return delivery
        }
        let delivery = try joined(join, format: .darwinCoreArchive, notes: notes, title: title)
        if join.parent == nil { delivery.keyColumn = archive.keyColumn(of: join.observations) }
        return delivery
    }

    /// A delivery of observations with what they are joined with.
    static func joined(
        _ join: TableJoin, format: DeliveryFormat, knownProfile: SupplierProfile? = nil, notes: [String],
        title: String? = nil
    ) throws -> OpenedDelivery {
        let tables = try JoinedTables(join)
        let delivery = OpenedDelivery(
            path: join.path, format: format, columns: tables.layout.columns,
            fileColumnCount: tables.layout.columns.count, encoding: join.observations.encoding,
            knownProfile: knownProfile, notes: notes + tables.notes(afterReading: false), title: title,
            parts: [{ try tables.reader() }])
        delivery.tellAfterReading { tables.notes(afterReading: true) }
        return delivery
    }
}

/// Which tables of a Darwin Core Archive hold what.
struct ArchiveTables {
    let descriptor: ArchiveDescriptor
    /// Name of the meta.xml.
    let name: String
    let path: String
    let layout: DarwinCoreArchiveLayout
    let container: any FileContainer

    /// How the tables belong together.
    /// - Throws: `DeliveryError` for an archive that holds no observations.
    func join(measurements: [String], _ notes: inout [String]) throws -> TableJoin {
        let core = descriptor.core
        let occurrences = descriptor.extensions.filter { Self.kind($0.rowType) == "occurrence" }
        let others = descriptor.extensions.filter { Self.kind($0.rowType) != "occurrence" }
        switch try coreKind() {
        case .occurrence:
            if !occurrences.isEmpty {
                notes.append("extensions not read: \(list(occurrences)), for the core has the observations")
            }
            var join = TableJoin(path: path, observations: try table(core), measurements: measurements)
            let id = core.idIndex ?? join.observations.column("occurrenceID")
            join.attachments = attachments(others, observationKey: id, parentKey: false, &notes)
            return join
        case .parent(let what, let keyTerm):
            guard let occurrence = occurrences.first else {
                throw refusal(.notObservations, "the core holds rows of another kind than occurrences")
            }
            if occurrences.count > 1 {
                notes.append("extensions not read: \(list(Array(occurrences.dropFirst()))), for there is another one")
            }
            return try join(occurrence, others, what, keyTerm, measurements, &notes)
        }
    }

    /// The column that meta.xml names as the id of the core.
    func keyColumn(of table: SourceTable) -> String? {
        descriptor.core.idIndex.flatMap { table.columns.indices.contains($0) ? table.columns[$0] : nil }
    }

    private func join(
        _ occurrence: ArchiveDescriptor.Table, _ others: [ArchiveDescriptor.Table], _ what: String, _ keyTerm: String,
        _ measurements: [String], _ notes: inout [String]
    ) throws -> TableJoin {
        func hasTerm(_ table: ArchiveDescriptor.Table) -> Bool {
            table.fields.contains { Self.kind($0.term) == keyTerm.lowercased() }
        }
        guard let key = descriptor.core.idIndex else {
            throw refusal(
                .unreadable, "the core (\(what)s) has no id that the occurrences refer to: add <id index=\"…\"/> to \(name)")
        }
        guard let reference = occurrence.idIndex else {
            throw refusal(
                .unreadable, "the occurrences do not say to which \(what) they belong: add <coreid index=\"…\"/> to \(name)")
        }
        var observations = try table(occurrence, idName: hasTerm(occurrence) ? "coreid" : keyTerm)
        let parent = try table(descriptor.core, idName: hasTerm(descriptor.core) ? "id" : keyTerm)
        notes += parent.notes
        var join = TableJoin(path: path, observations: observations, measurements: measurements)
        // What the observations refer to is in the column of its term already.
        if observations.columns[reference] == "coreid" { join.omittedColumns.insert(reference) }
        observations.notes = []
        join.parent = TableJoin.Parent(
            table: parent, what: what, keyName: keyTerm, reference: reference, key: key,
            parentReference: what == "event" ? parent.column("parentEventID") : nil)
        join.attachments = attachments(
            others, observationKey: nil, parentKey: what == "event", &notes,
            occurrenceID: join.observations.column("occurrenceID"))
        return join
    }

    /// The extensions with more about observations or events.
    private func attachments(
        _ extensions: [ArchiveDescriptor.Table], observationKey: Int?, parentKey: Bool, _ notes: inout [String],
        occurrenceID: Int? = nil
    ) -> [TableJoin.Attachment] {
        extensions.compactMap { description in
            do {
                let table = try table(description, idName: "coreid")
                notes += table.notes
                var links: [TableJoin.Attachment.Link] = []
                if let occurrenceID, let column = table.column("occurrenceID") {
                    links.append(.init(column: column, target: .observation(occurrenceID)))
                }
                if let id = description.idIndex {
                    if let observationKey { links.append(.init(column: id, target: .observation(observationKey))) }
                    if parentKey { links.append(.init(column: id, target: .parent)) }
                }
                guard !links.isEmpty else {
                    notes.append("extension not read: \(list([description])), for it says nothing about observations")
                    return nil
                }
                let attached = AttachedTableName(rowType: description.rowType)
                return TableJoin.Attachment(table: table, name: attached.name, links: links, isMedia: attached.isMedia)
            } catch {
                // The observations stand without it.
                notes.append("extension not read: \(list([description])): \(error)")
                return nil
            }
        }
    }

    private func table(_ table: ArchiveDescriptor.Table, idName: String = "id") throws -> SourceTable {
        try SourceTable(
            table, idName: idName, descriptor: name, path: path, layout: layout, in: container)
    }

    private func list(_ tables: [ArchiveDescriptor.Table]) -> String {
        tables.map { "\($0.rowType) (\($0.locations.joined(separator: ", ")))" }.joined(separator: ", ")
    }

    // MARK: what the core holds

    private enum CoreKind {
        case occurrence
        /// Rows that the occurrences refer to, and the term of their key.
        case parent(String, key: String)
    }

    private static func kind(_ term: String) -> String {
        (term.split(whereSeparator: { $0 == "/" || $0 == "#" }).last.map(String.init) ?? term).lowercased()
    }

    private func refusal(_ code: DeliveryError.Code, _ message: String) -> DeliveryError {
        DeliveryError(code, path: path, message: message)
    }

    private func coreKind() throws -> CoreKind {
        let core = descriptor.core
        let inExtension = descriptor.extensions.contains { Self.kind($0.rowType) == "occurrence" }
        switch Self.kind(core.rowType) {
        case "occurrence", "simpledarwinrecord": return .occurrence
        // The old name of any record; what it holds shows by its terms.
        case "darwinrecord", "darwincore", "":
            let terms = Set(core.fields.map { Self.kind($0.term) })
            if terms.contains("occurrenceid") || terms.contains("basisofrecord") { return .occurrence }
            throw refusal(
                .notObservations,
                "the core (rowType '\(core.rowType)') has neither occurrenceID nor basisOfRecord: it holds no observations")
        case "event" where inExtension: return .parent("event", key: "eventID")
        case "event":
            throw refusal(
                .notObservations,
                "the core holds sampling events and no extension holds occurrences: nothing says what was seen. Deliver the "
                    + "observations as an extension of type Occurrence")
        case "taxon" where inExtension: return .parent("taxon", key: "taxonID")
        case "taxon": throw refusal(.notObservations, "the core holds taxa: this is a checklist, not observations")
        default: throw refusal(.notObservations, "the core holds rows of type '\(core.rowType)', not occurrences")
        }
    }
}

/// What the rows of an extension are called where they are kept.
struct AttachedTableName {
    let name: String
    let isMedia: Bool

    /// - Parameter rowType: URI or name of the class of the rows.
    init(rowType: String) {
        let last = rowType.split(whereSeparator: { $0 == "/" || $0 == "#" }).last.map(String.init) ?? ""
        switch FieldNames.folded(last) {
        case "measurementorfact", "extendedmeasurementorfact", "measurementorfacts", "extendedmeasurementorfacts", "mof", "emof":
            name = "measurementOrFact"
        case "multimedia", "image", "simplemultimedia", "audubonmediadescription", "media": name = "multimedia"
        case "": name = "extension"
        default: name = last.prefix(1).lowercased() + last.dropFirst()
        }
        isMedia = name == "multimedia"
    }
}
