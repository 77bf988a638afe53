import Formats
import Foundation

extension OpenedDelivery {
    /// Opens the shapefiles of a zip or folder that hold observations.
    static func openShapefiles(
        _ names: [String], path: String, _ container: any FileContainer, _ declared: DeclaredForm
    ) throws -> OpenedDelivery {
        let sets = try names.sorted().map { name in
            try ShapefileSet(stem: String(name.dropLast(4)), path: path, container)
        }
        return try open(sets, path: path, declared)
    }

    /// Opens a single `.shp` or `.dbf`, with the files of the same name beside it.
    static func openShapefile(_ entry: DeliveryEntry, _ declared: DeclaredForm) throws -> OpenedDelivery {
        let ending = (entry.name as NSString).pathExtension.lowercased()
        if entry.container is SingleFileContainer {
            let folder = (entry.path as NSString).deletingLastPathComponent
            let stem = ((entry.path as NSString).lastPathComponent as NSString).deletingPathExtension
            let beside = try DirectoryContainer(folder: folder.isEmpty ? "." : folder, stem: stem)
            if beside.entryNames.contains(where: { ($0 as NSString).pathExtension.lowercased() == "dbf" }) {
                return try open([try ShapefileSet(stem: stem, path: entry.path, beside)], path: entry.path, declared)
            }
        }
        guard ending != "shp" else {
            throw DeliveryError(
                .unreadable, path: entry.path,
                message: "a .shp holds shapes only; deliver it with its .dbf (and .prj and .cpg) in one zip")
        }
        // A table without the ending of one.
        let file = try entry.localFile()
        return try open([try ShapefileSet(table: file, name: entry.name)], path: entry.path, declared)
    }

    private static func open(
        _ sets: [ShapefileSet], path: String, _ declared: DeclaredForm
    ) throws -> OpenedDelivery {
        let wanted: [ShapefileSet]
        if declared.table.layers.isEmpty {
            let meant = sets.filter { declared.isMeant(columns: $0.table.fields.map(\.name) + ["geometry"]) }
            // One that is alone is meant, whatever its columns: what it lacks is said when they are read.
            wanted = meant.isEmpty && sets.count == 1 ? sets : meant
            guard !wanted.isEmpty else {
                throw DeliveryError(
                    .notObservations, path: path,
                    message: "no shapefile has columns for a taxon and a date, so none holds observations. If one does, "
                        + "name it in a profile (table.layers) and its columns (fields); there are "
                        + sets.map(\.name).joined(separator: ", "))
            }
        } else {
            wanted = try declared.table.layers.map { name in
                guard let set = sets.first(where: { $0.name.lowercased() == name.lowercased() }) else {
                    throw DeliveryError(
                        .profileMismatch, path: path,
                        message: "there is no shapefile '\(name)', which the profile names; there are "
                            + sets.map(\.name).joined(separator: ", "))
                }
                return set
            }
        }
        var notes: [String] = []
        let left = sets.filter { set in !wanted.contains { $0.name == set.name } }.map(\.name)
        if !left.isEmpty { notes.append("shapefiles not read: " + left.joined(separator: ", ")) }
        for set in wanted { notes += set.notes.map { wanted.count == 1 ? $0 : "\(set.name): \($0)" } }

        guard let first = wanted.first else { throw DeliveryError(.empty, path: path, message: "there is no table") }
        var columns = first.table.fields.map(\.name)
        for set in wanted where set.table.fields.map(\.name) != columns || (set.shapes == nil) != (first.shapes == nil) {
            throw DeliveryError(
                .unreadable, path: path,
                message: "the shapefiles \(first.name) and \(set.name) have different columns; deliver them one by one")
        }
        var geometry: String?
        if first.shapes != nil {
            let name = freeName("geometry", among: columns)
            columns += [name, freeName("crs", among: columns)]
            geometry = name
        }
        var firstRow = 0
        var parts: [() throws -> any RecordReader] = []
        var excerpts: [ShapefileCorrection.Part] = []
        for set in wanted {
            let before = firstRow
            excerpts.append(
                ShapefileCorrection.Part(
                    stem: set.name, table: set.table, shapes: set.shapes?.path, definition: set.definition,
                    codePage: set.codePage, rowsBefore: before))
            parts.append {
                try ShapefileReader(table: set.table, shapes: set.shapes?.path, system: set.system, firstRow: before)
            }
            firstRow += set.table.rowCount
        }
        let opened = OpenedDelivery(
            path: path, format: .shapefile, columns: columns, fileColumnCount: columns.count,
            knownProfile: NDFFProfiles.known(columns: columns, geometry: geometry), notes: notes,
            title: wanted.count == 1 ? first.name : nil, parts: parts)
        for file in wanted.flatMap(\.files) { _ = opened.keeping(file) }
        return opened.correcting(as: ShapefileCorrection(parts: excerpts))
    }
}

/// The files that make up one shapefile.
private struct ShapefileSet {
    let name: String
    let table: DBaseTable
    /// The `.shp`; `nil` for a table by itself.
    let shapes: LocalFile?
    let files: [LocalFile]
    /// `EPSG:28992`, or what the .prj calls a system that is not known; `nil` where nothing is said of it.
    let system: String?
    let notes: [String]
    /// The texts of the .prj and the .cpg.
    let definition: String?
    let codePage: String?

    init(stem: String, path: String, _ container: any FileContainer) throws {
        func file(_ ending: String) -> DeliveryEntry? {
            container.entryNames.first { $0.lowercased() == "\(stem).\(ending)".lowercased() }
                .map { DeliveryEntry(path: path, name: $0, container: container) }
        }
        func text(_ ending: String) throws -> String? {
            guard let entry = file(ending) else { return nil }
            let text = String(decoding: try entry.head(1 << 16), as: UTF8.self)
            return text.trimmingCharacters(in: .whitespacesAndNewlines)
        }
        let name = stem.split(separator: "/").last.map(String.init) ?? stem
        guard let dbf = file("dbf") else {
            throw DeliveryError(
                .unreadable, path: path,
                message: "'\(name).shp' has no .dbf with its attributes beside it; deliver .shp, .dbf, .prj and .cpg in one zip")
        }
        codePage = try text("cpg") ?? text("cst")
        let attributes = try dbf.localFile()
        shapes = try file("shp").map { try $0.localFile() }
        definition = try text("prj")
        self.name = name
        files = [attributes] + [shapes].compactMap { $0 }
        table = try Self.opened(attributes, codePage, path)
        let epsg = definition.flatMap(CoordinateSystemDefinition.epsg)
        system = epsg.map { "EPSG:\($0)" } ?? definition.map { "\(Self.name(ofSystem: $0))" }
        var notes = try Self.notes(table)
        if shapes != nil, epsg == nil {
            notes.append(
                definition == nil
                    ? "there is no .prj that says in which system the coordinates are"
                    : "the .prj names a system that is not known, so that there are no places: \(system ?? "")")
        }
        self.notes = notes
    }

    /// The first name in a definition.
    private static func name(ofSystem definition: String) -> String {
        let parts = definition.split(separator: "\"", maxSplits: 2, omittingEmptySubsequences: false)
        return String((parts.count == 3 ? parts[1] : definition[...]).prefix(80))
    }

    /// A table by itself.
    init(table file: LocalFile, name: String) throws {
        self.name = name
        shapes = nil
        files = [file]
        table = try Self.opened(file, nil, name)
        system = nil
        definition = nil
        codePage = nil
        notes = try Self.notes(table)
    }

    private static func opened(_ file: LocalFile, _ codePage: String?, _ path: String) throws -> DBaseTable {
        do {
            return try DBaseTable(path: file.path, codePage: codePage)
        } catch let error as ShapefileError {
            throw DeliveryError(.unreadable, path: path, message: error.reason)
        }
    }

    private static func notes(_ table: DBaseTable) throws -> [String] {
        let deleted = try table.deletedCount()
        return table.notes + (deleted > 0 ? ["\(deleted) rows that are marked as deleted are skipped"] : [])
    }
}
