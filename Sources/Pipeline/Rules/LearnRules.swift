import Foundation
import Formats
import ObservationStore
import Observations
import Reference
import Validation

/// What a rule pack was derived from and what it holds; printed as JSON.
public struct LearnReport: Sendable, Codable, Equatable {
    public var path: String
    /// `name@version`.
    public var pack: String
    /// The pack of which the other rules and tables were taken over.
    public var base: String
    public var snapshot: Int64
    /// Approved records of a species that were looked at.
    public var records: Int
    /// Only records that a person approved.
    public var judgedByPeople: Bool
    public var example: Bool
    /// Species that have rows, and those with too few records for any.
    public var species: Int
    public var speciesLeftOut: Int
    /// Rows by table.
    public var rows: [String: Int]
}

/// What is asked of `rules learn`.
public struct LearnRequest: Sendable {
    public var directory: String
    public var name: String
    /// Without one: `snapshot-N`.
    public var version: String?
    public var settings = LearningSettings()
    public var judgedByPeople = false

    public init(directory: String, name: String = "geleerd") {
        self.directory = directory
        self.name = name
    }
}

extension Pipeline {
    /// Derives seasons, squares and numbers from the approved records of the store and writes them as a rule pack, with
    /// all other rules and tables of the pack in force. The same snapshot and pack give the same bytes.
    /// - Throws: `PipelineError.usage` for settings that cannot be or a store without approved records, and what reading
    ///   and writing throw; the folder is then as it was.
    public func learnRules(_ request: LearnRequest) throws -> LearnReport {
        let settings = request.settings
        guard settings.minimumRecords > 0, settings.minimumPerSquare > 0 else {
            throw PipelineError.usage("the least number of records is 1 or more")
        }
        guard settings.seasonShare > 0, settings.seasonShare <= 1, settings.countQuantile > 0, settings.countQuantile <= 1
        else { throw PipelineError.usage("shares and quantiles are above 0, and 1 at most") }
        let directory = URL(fileURLWithPath: request.directory).standardizedFileURL.path
        guard URL(fileURLWithPath: directory).resolvingSymlinksInPath().path
            != URL(fileURLWithPath: configuration.rules).resolvingSymlinksInPath().path
        else { throw PipelineError.usage("\(directory) holds the rule pack in force: name another folder") }
        // What is there is replaced: only a rule pack may be.
        let found = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        guard found.isEmpty || found.contains("rules.yaml") else {
            throw PipelineError.usage("\(directory) is not empty and holds no rule pack: name another folder")
        }
        let reference = try LoadedReference.register(configuration)
        let base = try RulePack.load(
            from: URL(fileURLWithPath: configuration.rules, isDirectory: true), known: KnownTaxa(reference))
        let store = try storeForReading()
        let reader = try store.read()
        let envelopes = try envelopes(reader, base, judgedByPeople: request.judgedByPeople)
        guard envelopes.recordCount > 0 else {
            throw PipelineError.usage(
                request.judgedByPeople
                    ? "no record of a species was approved by a person: there is nothing to learn from"
                    : "the store has no approved record of a species: there is nothing to learn from")
        }
        var names: [String: String] = [:]
        for taxon in reference.taxa where taxon.isAccepted { names[taxon.id] = taxon.scientificName }
        let tables = LearnedTables(envelopes, settings) { names[$0] }
        let isExample = base.isExample || reference.description.isExample
        let version = request.version ?? "snapshot-\(reader.snapshot.id)"
        let title = LearnedPack.Title(
            name: request.name, version: version,
            authority: "afgeleid uit snapshot \(reader.snapshot.id) van \(reader.snapshot.isoTime), door niemand nagezien",
            about: Self.about(settings, envelopes.recordCount, base.identifier, judgedByPeople: request.judgedByPeople))
        let replacement = try AtomicReplacement(.directory, of: directory)
        let written: RulePack
        do {
            let folder = URL(fileURLWithPath: replacement.temporaryPath, isDirectory: true)
            try LearnedPack.write(
                tables, title, base: URL(fileURLWithPath: configuration.rules, isDirectory: true), isExample: isExample,
                to: folder)
            // What is written is what `rules check` and `validate` take.
            // Squares of vulnerable species are in it, unblurred.
            try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder.path)
            written = try RulePack.load(from: folder, known: KnownTaxa(reference))
            try replacement.commit()
        } catch {
            replacement.discard()
            throw error
        }
        return LearnReport(
            path: directory, pack: written.identifier, base: base.identifier, snapshot: reader.snapshot.id,
            records: envelopes.recordCount, judgedByPeople: request.judgedByPeople, example: isExample,
            species: tables.species, speciesLeftOut: tables.speciesLeftOut, rows: tables.rows)
    }

    /// Gathers the approved records; only numbers by species, stage and square are kept.
    private func envelopes(
        _ reader: SnapshotReader, _ pack: RulePack, judgedByPeople: Bool
    ) throws -> SpeciesEnvelopes {
        let empty = SpeciesEnvelopes(stagesOf: pack)
        var all = empty
        let wanted = AssessmentStatus.allCases.filter {
            $0.isPublished && (!judgedByPeople || $0.isGivenByPeopleOnly)
        }.map(\.rawValue)
        try SnapshotScan(
            reader: reader, threads: configuration.threads, columns: SpeciesEnvelopes.columns,
            stage: "learning from approved records", progress: progress
        ).run { group in
            var rows = group.live
            guard case .coded(let statuses)? = group.assessments[AssessmentColumn.status.rawValue] else { return empty }
            let isApproved = (0...statuses.dictionary.count).map { code in
                statuses.dictionary[UInt32(code)].map(wanted.contains) ?? false
            }
            for row in rows.indices where rows[row] { rows[row] = isApproved[Int(statuses.codes[row])] }
            var part = empty
            try part.add(group.observations, rows: rows)
            return part
        } consume: { part in
            all.merge(part)
        }
        return all
    }

    private static func about(_ settings: LearningSettings, _ records: Int, _ base: String, judgedByPeople: Bool) -> String {
        """
        Afgeleid uit \(records) goedgekeurde waarnemingen\(judgedByPeople ? " (alleen door mensen beoordeelde)" : ""). \
        Seizoen: het kortste deel van het jaar met \(settings.seasonShare) van de gedateerde waarnemingen (periode tot \
        \(SpeciesEnvelopes.longestPeriodDays) dagen). Verspreiding: uurhokken met ten minste \(settings.minimumPerSquare) \
        waarneming(en) met een onnauwkeurigheid tot \(Int(SpeciesEnvelopes.largestUncertainty)) m. Aantal: kwantiel \
        \(settings.countQuantile). Rijen alleen bij \(settings.minimumRecords) of meer waarnemingen. Alle andere regels, \
        tabellen en parameters zijn die van \(base).
        """
    }
}
