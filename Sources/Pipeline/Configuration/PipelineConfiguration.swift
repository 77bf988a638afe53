import Foundation
import Observations

/// Everything a run needs to know, from one YAML file. Paths in it are relative to the file.
public struct PipelineConfiguration: Sendable {
    /// A supplier and how its deliveries are read.
    public struct Source: Sendable, Equatable {
        /// Stored with every observation.
        public var name: String
        /// Profile file; without one the columns are recognised by their names.
        public var profile: String?
        /// Folder in which deliveries arrive.
        public var inbox: String?
        /// Number of the gegevensleveringsovereenkomst.
        public var agreement: String?
        /// Share of records, 0…1, that may be set aside before the whole delivery is refused.
        public var maximumQuarantine: Double
        public var delivers = Extent.changes
        /// Share of what the source had, 0…1, that a delivery of everything may leave out before it is refused.
        public var maximumWithdrawn = 0.05
    }

    /// What a delivery of a source holds.
    public enum Extent: String, Sendable, CaseIterable {
        /// New and changed records, and requests to withdraw some; what it does not hold stays.
        case changes
        /// All that the source has: what it does not hold is withdrawn.
        case everything
    }

    /// Where observations may lie.
    public enum Area: Sendable, Equatable {
        /// The Netherlands with its territorial sea.
        case netherlands
        case world
        /// Degrees WGS84: west, south, east, north.
        case box(west: Double, south: Double, east: Double, north: Double)
        /// Polygons in GeoJSON or GeoPackage.
        case polygons(path: String)
    }

    /// Versioned data that the pipeline looks things up in.
    public struct Reference: Sendable, Equatable {
        public var taxa: String
        /// Table of km squares and provinces.
        public var provinces: String
        /// Polygons that replace the table: GeoJSON or GeoPackage, in EPSG:28992 as a rule.
        public var provincePolygons: String?
        /// Which taxa are blurred or hidden.
        public var sensitive: String
        /// Folder with `rdtrans2018.gsb`; without it RD is off by up to 25 cm.
        public var rdGrid: String?
        /// Register of agreements with suppliers; without it deliveries need none.
        public var agreements: String?
        public var area: Area
    }

    /// What the metadata of exports say.
    public struct Publication: Sendable, Equatable {
        public var title: String
        public var publisher: String
        public var licence: String
        public var contact: String?
        public var description: String?
        /// File with secret bytes that go into the published identities of blurred records; without it those are the
        /// plain SHA-256 of the identity, as the NDFF publishes, which can be guessed where identities count up.
        public var identitySalt: String?
    }

    /// An export that every run renews.
    public struct Export: Sendable, Equatable {
        public var format: String
        public var path: String
    }

    /// The configuration file, absolute.
    public var path: String
    public var workspace: String
    public var threads: Int
    /// Seconds that a file in an inbox must have been left unchanged before a run takes it in.
    public var settle: Double
    public var sources: [Source]
    public var reference: Reference
    public var rules: String
    public var publication: Publication
    public var exports: [Export]

    /// Reads and checks a configuration.
    /// - Throws: `ConfigurationError` with file, line and key.
    public static func load(path: String) throws -> PipelineConfiguration {
        let url = URL(fileURLWithPath: path).standardizedFileURL
        let text: String
        do {
            text = try String(contentsOf: url, encoding: .utf8)
        } catch {
            throw ConfigurationError(path: path, message: "cannot be read; give the configuration with -c FILE")
        }
        return try PipelineConfiguration(root: ConfigurationNode(file: path, text: text), url: url)
    }

    private init(root: ConfigurationNode, url: URL) throws {
        try root.allow(["workspace", "threads", "settle", "sources", "reference", "rules", "publication", "exports"])
        let folder = url.deletingLastPathComponent()
        func resolve(_ path: String) -> String {
            URL(fileURLWithPath: path, relativeTo: folder).standardizedFileURL.path
        }
        func existing(_ node: ConfigurationNode, _ key: String, _ value: String) throws -> String {
            let path = resolve(value)
            guard FileManager.default.fileExists(atPath: path) else {
                throw node.error("there is no \(value) beside the configuration", key: key)
            }
            return path
        }
        path = url.path
        workspace = resolve(try root.required("workspace"))
        threads = try root.integer("threads", in: 1...64) ?? max(1, min(8, ProcessInfo.processInfo.activeProcessorCount))
        settle = try Self.seconds(root, "settle") ?? 0.5
        sources = try root.mappings("sources").map { node in
            try node.allow(["name", "profile", "inbox", "agreement", "maxQuarantine", "delivers", "maxWithdrawn"])
            return Source(
                name: try node.required("name"),
                profile: try node.string("profile").map { try existing(node, "profile", $0) },
                inbox: try node.string("inbox"), agreement: try node.string("agreement"),
                maximumQuarantine: try Self.share(node, "maxQuarantine") ?? 0.05, delivers: try Self.extent(node),
                maximumWithdrawn: try Self.share(node, "maxWithdrawn") ?? 0.05)
        }
        let names = sources.map(\.name)
        if let double = names.first(where: { name in names.filter { $0 == name }.count > 1 }) {
            throw root.error("the name \(double) is used twice", key: "sources")
        }
        guard let node = try root.mapping("reference") else { throw root.error("is missing", key: "reference") }
        try node.allow(["taxa", "provinces", "provincePolygons", "sensitive", "rdGrid", "agreements", "workingArea"])
        reference = Reference(
            taxa: try existing(node, "taxa", node.required("taxa")),
            provinces: try existing(node, "provinces", node.required("provinces")),
            provincePolygons: try node.string("provincePolygons").map { try existing(node, "provincePolygons", $0) },
            sensitive: try existing(node, "sensitive", node.required("sensitive")),
            rdGrid: try node.string("rdGrid").map { try existing(node, "rdGrid", $0) },
            agreements: try node.string("agreements").map { try existing(node, "agreements", $0) },
            area: try Self.area(node) { try existing(node, "workingArea", $0) })
        rules = try existing(root, "rules", root.required("rules"))
        let publishing = try root.mapping("publication")
        try publishing?.allow(["title", "publisher", "licence", "contact", "description", "identitySalt"])
        publication = Publication(
            title: try publishing?.string("title") ?? "Observations of flora and fauna",
            publisher: try publishing?.string("publisher") ?? "unnamed publisher",
            licence: try publishing?.string("licence") ?? "licence not stated",
            contact: try publishing?.string("contact"), description: try publishing?.string("description"),
            identitySalt: try publishing.flatMap { node in
                try node.string("identitySalt").map { try existing(node, "identitySalt", $0) }
            })
        exports = try root.mappings("exports").map { node in
            try node.allow(["format", "path"])
            return Export(format: try node.required("format"), path: try node.required("path"))
        }
        // Paths of exports and inboxes are within the workspace unless they are absolute.
        let workspace = workspace
        func within(_ path: String) -> String {
            URL(fileURLWithPath: path, relativeTo: URL(fileURLWithPath: workspace, isDirectory: true))
                .standardizedFileURL.path
        }
        exports = exports.map { Export(format: $0.format, path: within($0.path)) }
        sources = sources.map { source in
            var source = source
            source.inbox = source.inbox.map(within)
            return source
        }
    }

    /// `5%` or `0.05`.
    private static func share(_ node: ConfigurationNode, _ key: String) throws -> Double? {
        guard let text = try node.string(key) else { return nil }
        let isPercentage = text.hasSuffix("%")
        guard let number = Double(isPercentage ? String(text.dropLast()).trimmingCharacters(in: .whitespaces) : text),
            case let share = isPercentage ? number / 100 : number, (0...1).contains(share)
        else { throw node.error("expected a share such as 5%", key: key) }
        return share
    }

    private static func extent(_ node: ConfigurationNode) throws -> Extent {
        guard let text = try node.string("delivers") else { return .changes }
        guard let extent = Extent(rawValue: text) else {
            throw node.error(
                "expected \(Extent.allCases.map(\.rawValue).joined(separator: " or "))", key: "delivers")
        }
        return extent
    }

    /// `10s`, `500ms` or `0.5`.
    private static func seconds(_ node: ConfigurationNode, _ key: String) throws -> Double? {
        guard let text = try node.string(key) else { return nil }
        let isMilliseconds = text.hasSuffix("ms")
        let digits = text.dropLast(isMilliseconds ? 2 : text.hasSuffix("s") ? 1 : 0)
        guard let number = Double(digits.trimmingCharacters(in: .whitespaces)),
            case let seconds = isMilliseconds ? number / 1000 : number, (0...3600).contains(seconds)
        else { throw node.error("expected a time such as 10s, an hour at most", key: key) }
        return seconds
    }

    private static func area(_ node: ConfigurationNode, existing: (String) throws -> String) throws -> Area {
        if node.isText("workingArea") {
            switch try node.required("workingArea") {
            case "netherlands": return .netherlands
            case "world": return .world
            default: throw node.error("expected netherlands, world, { box: … } or { polygons: … }", key: "workingArea")
            }
        }
        guard let area = try node.mapping("workingArea") else { return .netherlands }
        try area.allow(["box", "polygons"])
        if let box = try area.numbers("box") {
            guard box.count == 4, box[0] < box[2], box[1] < box[3] else {
                throw area.error("expected [west, south, east, north] in degrees", key: "box")
            }
            return .box(west: box[0], south: box[1], east: box[2], north: box[3])
        }
        return .polygons(path: try existing(try area.required("polygons")))
    }
}
