import Foundation
import Logging
import ObservationStore
import Observations
import Validation

/// A pipeline ready to work: configuration, workspace and logger. Every command is a method of it.
public struct Pipeline: Sendable {
    public let configuration: PipelineConfiguration
    public let workspace: Workspace
    let logger: Logger
    let progress: ProgressReport

    public init(configuration: PipelineConfiguration, logger: Logger, progress: ProgressReport = .silent) {
        self.configuration = configuration
        workspace = Workspace(path: configuration.workspace)
        self.logger = logger
        self.progress = progress
    }

    /// Takes the lock, makes what is missing and puts in order what a killed run left; then does `work`.
    func exclusively<Result>(_ work: (ObservationStore) throws -> Result) throws -> Result {
        try FileManager.default.createDirectory(atPath: workspace.path, withIntermediateDirectories: true)
        let lock = try RunLock(path: workspace.lock)
        defer { withExtendedLifetime(lock) {} }
        try workspace.prepare()
        let store = try ObservationStore.open(directory: workspace.store, creating: true)
        try recover(store)
        return try work(store)
    }

    /// The store for those who only read; needs no lock, for snapshots do not change.
    func storeForReading() throws -> ObservationStore {
        try ObservationStore.open(directory: workspace.store)
    }

    func loadRules(_ reference: LoadedReference, directory: String? = nil) throws -> RulePack {
        try RulePack.load(
            from: URL(fileURLWithPath: directory ?? configuration.rules, isDirectory: true),
            known: KnownTaxa(reference.register))
    }

    /// By what the rules in force are known; their tables are read only to say what is wrong with them.
    func rulesInForce(_ reference: LoadedReference) throws -> RulePackSeal {
        let directory = URL(fileURLWithPath: configuration.rules, isDirectory: true)
        return try RulePack.seal(of: directory) ?? loadRules(reference).seal
    }

    /// Registers the pack in force; a changed pack must have a new version, or figures could not be traced.
    /// - Parameter directory: where the pack was read from, when that is not what the configuration names.
    func register(_ pack: RulePack, in store: ObservationStore, directory: String? = nil) throws {
        let known = try store.registerRulePack(
            identifier: pack.identifier, contentHash: pack.contentHash, isExample: pack.isExample)
        guard known == pack.contentHash else {
            throw PipelineError.rulePackChanged(
                identifier: pack.identifier, directory: directory ?? configuration.rules)
        }
    }

    /// Today in the Netherlands, as days since 1970-01-01.
    static func today(_ now: Date = Date()) -> Int {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: "Europe/Amsterdam") ?? .gmt
        let parts = calendar.dateComponents([.year, .month, .day], from: now)
        return CivilDate.days(year: parts.year ?? 1970, month: parts.month ?? 1, day: parts.day ?? 1)
    }
}

/// Tells a person how far the work is; silent when nobody looks.
public struct ProgressReport: Sendable {
    /// What is being done and how many records are behind it.
    public let tell: @Sendable (_ stage: String, _ done: Int, _ total: Int?) -> Void

    public init(tell: @escaping @Sendable (String, Int, Int?) -> Void) {
        self.tell = tell
    }

    public static let silent = ProgressReport { _, _, _ in }
}
