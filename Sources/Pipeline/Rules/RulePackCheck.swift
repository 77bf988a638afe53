import Foundation
import Validation

/// What a rule pack holds, or why it is refused.
public struct RulePackReport: Encodable, Sendable {
    public struct Table: Encodable, Sendable {
        public var file: String
        public var rows: Int
    }

    /// The directory that was read.
    public var path: String
    /// `name@version`; `nil` for a pack that is refused.
    public var pack: String?
    public var authority: String?
    public var licence: String?
    public var example: Bool?
    /// Ids of the rules that are switched on.
    public var rules: [String] = []
    public var tables: [Table] = []
    /// What is left out of the tables.
    public var notices: [String] = []
    /// `file:line:column: reason`; empty for a pack that can be used.
    public var problems: [String] = []
    /// Whether the names of taxa were held against a register.
    public var taxaChecked = false

    public var isRefused: Bool { !problems.isEmpty }
}

/// Questions about rule packs, which need no store.
public enum RulePackCheck {
    /// Reads a pack and says what is in it or what is wrong with it.
    /// - Parameters:
    ///   - path: the directory of the pack; without it that of the configuration.
    ///   - configuration: its taxon register is what names are held against.
    public static func check(path: String?, configuration: PipelineConfiguration?) throws -> RulePackReport {
        let known = try configuration.map { KnownTaxa(try LoadedReference.register($0)) }
        let path = try directory(path, configuration)
        var report = RulePackReport(path: path, taxaChecked: known != nil)
        do {
            let pack = try RulePack.load(from: URL(fileURLWithPath: path, isDirectory: true), known: known)
            report.pack = pack.identifier
            (report.authority, report.licence, report.example) = (pack.authority, pack.licence, pack.isExample)
            report.rules = pack.rules.map(\.id)
            report.tables = pack.tables.map { RulePackReport.Table(file: $0.file, rows: $0.rows.count) }
            report.notices = pack.notices.map(\.description)
        } catch {
            report.problems = error.problems.map(\.description)
        }
        return report
    }

    /// The catalogue of rules, and a pack behind it when one is named, as Markdown.
    public static func catalogue(path: String?) throws -> String {
        guard let path else { return RuleCatalogue.markdown() }
        let pack = try RulePack.load(from: URL(fileURLWithPath: path, isDirectory: true))
        return RuleCatalogue.markdown() + "\n" + RulePackDocument.markdown(pack)
    }

    private static func directory(_ path: String?, _ configuration: PipelineConfiguration?) throws -> String {
        guard let directory = path ?? configuration?.rules else {
            throw PipelineError.usage("name a rule pack, or a configuration with -c")
        }
        return directory
    }
}
