import Columns
import Foundation
import Observations

/// A versioned set of rules: a directory with `rules.yaml` and the tables of the knowledge rules. The schema is
/// documented in `Fixtures/rules/README.md`.
public struct RulePack: Sendable {
    /// A rule that is switched on, with the severity the pack gives it.
    public struct EnabledRule: Sendable, Equatable {
        public var id: String
        public var severity: FindingSeverity
    }

    public var name: String { manifest.name }
    public var version: String { manifest.version }
    /// Who answers for the rules.
    public var authority: String { manifest.authority }
    public var licence: String { manifest.licence }
    /// True for a pack that only shows how packs work.
    public var isExample: Bool { manifest.example }
    public var about: String { manifest.about }
    public var parameters: RulePackParameters { manifest.parameters }
    /// The rules in the order in which outcomes are listed.
    public var rules: [EnabledRule] { manifest.rules }
    /// Number of seasons in the pack.
    public var seasonCount: Int { contents.phenology.rowCount }
    /// The tables as they stand in their files.
    public var tables: [RulePackTableContents] { contents.contents }
    /// What of the tables is left out, and why.
    public var notices: [RulePackNotice] { contents.notices }

    /// `name@version`, as stored with assessments and findings.
    public var identifier: String { "\(name)@\(version)" }
    /// XXH3 over names and bytes of the pack's files, 16 hexadecimal digits: tells whether a pack changed while its
    /// version did not.
    public let contentHash: String

    private let manifest: RulePackManifest
    let stages: StageVocabulary
    let contents: RulePackTables

    /// Reads a pack. It is refused as a whole when anything in it is wrong.
    /// - Parameter known: the taxon register that names are held against; without it names are not checked.
    /// - Throws: `RulePackError` with everything that is wrong.
    public static func load(from directory: URL, known: KnownTaxa? = nil) throws(RulePackError) -> RulePack {
        var problems: [RulePackProblem] = []
        let pack = RulePack(directory, known, &problems)
        guard let pack, problems.isEmpty else {
            throw RulePackError(pack: directory.lastPathComponent, problems: problems)
        }
        return pack
    }

    private init?(_ directory: URL, _ known: KnownTaxa?, _ problems: inout [RulePackProblem]) {
        guard let files = Self.files(in: directory, &problems) else { return nil }
        manifest = RulePackManifest(bytes: files[RulePackManifest.file] ?? [], problems: &problems)
        var stages = StageVocabulary()
        if let bytes = files[StageVocabulary.file] {
            stages.add(
                RuleTable(
                    bytes: bytes, file: StageVocabulary.file, columns: StageVocabulary.columns, problems: &problems),
                &problems)
        }
        self.stages = stages
        contents = RulePackTables(files, manifest, stages, known: known, &problems)
        contentHash = Self.hash(files)
    }

    /// By what it is known.
    public var seal: RulePackSeal { RulePackSeal(manifest, contentHash: contentHash) }

    /// The seal of a pack, without reading its tables; `nil` when it cannot be read as far as that.
    public static func seal(of directory: URL) -> RulePackSeal? {
        var problems: [RulePackProblem] = []
        guard let files = files(in: directory, &problems) else { return nil }
        let manifest = RulePackManifest(bytes: files[RulePackManifest.file] ?? [], problems: &problems)
        guard problems.isEmpty else { return nil }
        return RulePackSeal(manifest, contentHash: hash(files))
    }

    private static let fileNames = [RulePackManifest.file, StageVocabulary.file] + TableFile.allCases.map(\.rawValue)

    /// The files that make up a pack; `nil` when there is no pack.
    private static func files(in directory: URL, _ problems: inout [RulePackProblem]) -> [String: [UInt8]]? {
        var files: [String: [UInt8]] = [:]
        do {
            for name in try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted() {
                if fileNames.contains(name) {
                    files[name] = [UInt8](try Data(contentsOf: directory.appendingPathComponent(name)))
                } else if !TableFile.ignored.contains(name),
                    [".csv", ".yaml", ".yml"].contains(where: name.lowercased().hasSuffix)
                {
                    // A table under another name would be silently left out.
                    let hint = Suggestion.text(for: name, among: fileNames)
                    problems.append(RulePackProblem(file: name, reason: "no file of a rule pack\(hint)"))
                }
            }
        } catch {
            problems.append(RulePackProblem(file: directory.lastPathComponent, reason: "cannot be read: \(error)"))
            return nil
        }
        guard files[RulePackManifest.file] != nil else {
            problems.append(RulePackProblem(file: RulePackManifest.file, reason: "missing"))
            return nil
        }
        return files
    }

    private static func hash(_ files: [String: [UInt8]]) -> String {
        var all: [UInt8] = []
        for name in fileNames {
            guard let bytes = files[name] else { continue }
            all += "\(name) \(bytes.count)\n".utf8
            all += bytes
        }
        let digits = String(all.withUnsafeBytes { xxh3($0) }, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

/// By what a pack is known in a store.
public struct RulePackSeal: Sendable, Equatable {
    public let name: String
    public let version: String
    /// See `RulePack.isExample`.
    public let isExample: Bool
    /// See `RulePack.contentHash`.
    public let contentHash: String
    /// Whether a rule that is switched on holds records against those of the store.
    public let readsContext: Bool

    /// `name@version`.
    public var identifier: String { "\(name)@\(version)" }

    init(_ manifest: RulePackManifest, contentHash: String) {
        name = manifest.name
        version = manifest.version
        isExample = manifest.example
        self.contentHash = contentHash
        readsContext = RulePack.readsContext(manifest.rules)
    }
}
