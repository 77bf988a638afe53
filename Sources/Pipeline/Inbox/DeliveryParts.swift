import Formats
import Foundation

/// The files that make up a delivery: one, those below a folder, or those of a shapefile that lie loose beside each other.
struct DeliveryParts {
    /// Where the names begin.
    let folder: String
    /// Names below `folder`, sorted; the `.shp` of loose ones last.
    let names: [String]
    let kind: Kind

    enum Kind {
        case file, folder, looseShapefile
    }

    var paths: [String] { names.map { "\(folder)/\($0)" } }

    /// What programs write beside a `.shp`, under its name.
    private static let shapefileEndings: Set<String> = [
        "shp", "shx", "dbf", "prj", "cpg", "cst", "sbn", "sbx", "qix", "qmd", "qpj", "idx", "xml",
    ]

    /// - Parameter path: a file or a folder.
    init(path: String) throws {
        if DirectoryContainer.isDirectory(path) {
            folder = path
            names = try DirectoryContainer(path: path).entryNames.sorted()
            kind = .folder
            return
        }
        let parent = (path as NSString).deletingLastPathComponent
        let name = (path as NSString).lastPathComponent
        folder = parent.isEmpty ? "." : parent
        // Only a part of a shapefile has others beside it; an inbox may be large.
        let others = Self.stem(name) == nil ? [] : try FileManager.default.contentsOfDirectory(atPath: folder)
        let shapefile = Self.shapefile(name, among: others)
        names = shapefile ?? [name]
        kind = shapefile == nil ? .file : .looseShapefile
    }

    /// The files of the shapefile that a file is part of; `nil` for what is whole by itself.
    private static func shapefile(_ name: String, among all: [String]) -> [String]? {
        guard let stem = stem(name), all.contains(where: { $0.lowercased() == stem + ".shp" }) else { return nil }
        let parts = all.filter { Self.stem($0) == stem }
        // Without its table a `.shp` holds no observations; it is refused by itself.
        guard parts.contains(where: { $0.lowercased() == stem + ".dbf" }) else { return nil }
        return parts.sorted { (isShape($0) ? 1 : 0, $0) < (isShape($1) ? 1 : 0, $1) }
    }

    /// The name without the ending of a part of a shapefile, in lower case; `nil` when it has no such ending.
    private static func stem(_ name: String) -> String? {
        let name = name.lowercased()
        guard shapefileEndings.contains((name as NSString).pathExtension) else { return nil }
        let stem = (name as NSString).deletingPathExtension
        // `name.shp.xml` holds metadata.
        if name.hasSuffix(".xml") { return stem.hasSuffix(".shp") ? String(stem.dropLast(4)) : nil }
        return stem
    }

    private static func isShape(_ name: String) -> Bool { name.lowercased().hasSuffix(".shp") }

    /// Whether a file of a folder is delivered by another one's name: the `.dbf` beside a `.shp`.
    static func isBesideShape(_ name: String, among all: [String]) -> Bool {
        !isShape(name) && shapefile(name, among: all) != nil
    }

    /// Removes the files, a loose `.shp` last: what is left by a kill in between is then no table by itself.
    func remove() throws {
        for path in kind == .folder ? [folder] : paths { try FileManager.default.removeItem(atPath: path) }
    }
}
