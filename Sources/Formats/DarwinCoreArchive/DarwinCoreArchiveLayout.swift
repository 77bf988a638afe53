/// Where in a container the parts of a Darwin Core Archive lie.
public struct DarwinCoreArchiveLayout: Sendable, Equatable {
    /// Entry name of meta.xml; `nil` when there is none and `dataFiles` are to be read as plain tables.
    public let descriptor: String?
    /// Without a descriptor: the entries that look like tables, sorted. Empty with one.
    public let dataFiles: [String]
    /// Normalised folder of the descriptor, empty or ending in "/".
    private let folder: String
    /// Entry names by normalised name.
    private let entries: [String: String]

    private static let tableSuffixes = [".csv", ".tsv", ".txt", ".tab"]

    /// Finds meta.xml at the top or in the shallowest folder that has one; else the tables. Names that operating
    /// systems and version control leave behind (`__MACOSX/`, `.DS_Store`, `.svn/`, `Thumbs.db`) do not count.
    /// - Throws: `ContainerError` when two folders have a descriptor each, or there is nothing to read.
    public static func locate(entryNames: [String], path: String) throws -> DarwinCoreArchiveLayout {
        var entries: [String: String] = [:]
        for name in entryNames {
            guard let normal = normalised(name), !isLeftBehind(normal) else { continue }
            entries[normal] = name
        }
        let found = entries.keys.filter { baseName($0).lowercased() == "meta.xml" }
        let depth = found.map(depth(of:)).min()
        let shallowest = found.filter { Self.depth(of: $0) == depth }.sorted()
        // Names that differ by case only in one folder: the one spelt as the guide spells it is meant.
        let exact = shallowest.filter { baseName($0) == "meta.xml" }
        let candidates = exact.isEmpty ? shallowest : exact
        guard candidates.count <= 1 else {
            throw ContainerError(reason: .severalDescriptors(candidates.compactMap { entries[$0] }), path: path)
        }
        if let descriptor = candidates.first {
            return DarwinCoreArchiveLayout(
                descriptor: entries[descriptor], dataFiles: [],
                folder: String(descriptor.dropLast(baseName(descriptor).count)), entries: entries)
        }
        let names = entries.keys.sorted()
        var tables = names.filter { name in
            let name = name.lowercased()
            return tableSuffixes.contains { name.hasSuffix($0) || name.hasSuffix("\($0).gz") }
        }
        if tables.isEmpty, names.count == 1 { tables = names }
        guard !tables.isEmpty else { throw ContainerError(reason: .noData, path: path) }
        return DarwinCoreArchiveLayout(
            descriptor: nil, dataFiles: tables.compactMap { entries[$0] }, folder: "", entries: entries)
    }

    /// The entry that a location of the descriptor means: relative to the descriptor, else at the top; a difference in
    /// case only is overlooked when it leaves one choice. `nil` when there is no such entry.
    public func entry(forLocation location: String) -> String? {
        guard let normal = Self.normalised(location) else { return nil }
        for name in [folder + normal, normal] {
            if let entry = entries[name] { return entry }
            let similar = entries.keys.filter { $0.lowercased() == name.lowercased() }
            if similar.count == 1, let key = similar.first { return entries[key] }
        }
        return nil
    }

    /// A name with "/" between its parts and no "." parts; a leading separator is dropped, since nothing is unpacked.
    /// `nil` for a name that climbs out with "..", an address or a drive, or that has no part.
    static func normalised(_ name: String) -> String? {
        if name.contains("://") || name.unicodeScalars.contains("\0") { return nil }
        let parts = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).filter { $0 != "." }
        guard let first = parts.first, !parts.contains(".."), !(parts.count > 1 && first.hasSuffix(":")) else {
            return nil
        }
        return parts.joined(separator: "/")
    }

    private static func isLeftBehind(_ name: String) -> Bool {
        let parts = name.split(separator: "/")
        return parts.contains { $0.hasPrefix(".") || $0 == "__MACOSX" }
            || ["thumbs.db", "desktop.ini"].contains(baseName(name).lowercased())
    }

    private static func baseName(_ name: String) -> Substring {
        name.split(separator: "/").last ?? Substring(name)
    }

    private static func depth(of name: String) -> Int {
        name.split(separator: "/").count
    }
}

extension DarwinCoreArchiveLayout {
    /// The layout of a container's files.
    public static func locate(in container: some FileContainer) throws -> DarwinCoreArchiveLayout {
        try locate(entryNames: container.entryNames, path: container.path)
    }
}
