import Formats
import Foundation
import ObservationStore
import Observations
import Reference
import Validation

/// The work list as a web page that needs no network: `te-beoordelen.html` and beside it a folder of scripts that hold the
/// data, for a page on disk may load scripts but no other files. Records come in files of a thousand, the most urgent
/// first, and no more of them than the limit; what is known of a taxon is loaded when a record of it is shown.
///
/// In memory are one file's rows and the taxa of the list.
final class WebWorkList: WorkListFile {
    /// What the page is made from besides the records.
    struct Setting {
        var snapshot: Snapshot
        var selection: ReviewSelection
        var pack: RulePack
        var provinces: SquareProvinces
        /// Names of reference data that are examples.
        var examples: [String]
        /// Keeps what is in a browser's storage apart from that of other stores.
        var storageKey: String
        /// What is approved of species, by URI and the number they get.
        var approved: (_ numbers: [String: Int]) throws -> ApprovedOccurrences
    }

    private static let rowsPerFile = 1000
    private static let taxaPerFile = 50

    /// What the page calls the members of a record, in their order.
    private static let members =
        ["taxon", "identity", "version", "content_hash", "rule_pack", "priority", "failing_rules", "findings", "last_verdicts"]
        + WorkListRow.facts.map(\.rawValue)

    private let setting: Setting
    private let limit: Int
    private let page: AtomicReplacement
    private let folder: AtomicReplacement
    private let folderName: String
    private let parts: PriorityParts
    private var taxa: [WorkListTaxon: Int] = [:]
    private var records = 0

    init(path: String, setting: Setting) throws {
        self.setting = setting
        limit = setting.selection.limit ?? ReviewSelection.defaultLimit
        let base = path.hasSuffix(".html") ? String(path.dropLast(5)) : path + ".data"
        folderName = (base as NSString).lastPathComponent
        page = try AtomicReplacement(.file, of: path)
        folder = try AtomicReplacement(.directory, of: base)
        parts = try PriorityParts(beside: path)
        guard chmod(folder.temporaryPath, 0o700) == 0 else {
            throw PipelineError.inputOutput(path: base, operation: "restrict", errno: errno)
        }
    }

    func append(_ row: WorkListRow) throws {
        records += 1
        let number = taxa[row.taxon] ?? taxa.count
        taxa[row.taxon] = number
        var json = ScriptJSON()
        json.beginArray()
        json.value(number)
        json.value(row.identity)
        json.value(String(row.observationID))
        json.value(row.contentHash)
        json.value(row.rulePack)
        json.value(row.priority)
        json.list(row.failing)
        json.list(row.findings)
        json.list(row.verdicts)
        for fact in row.facts { json.value(fact) }
        json.endArray()
        try parts.append(json.bytes + [UInt8(ascii: "\n")], priority: row.priority)
    }

    func finish() throws {
        let (files, used) = try writeRecords()
        parts.discard()
        try writeTaxa(used)
        try writeStart(files: files)
        try OwnersFile.write(Data(try ReviewPage.text(folder: folderName).utf8), to: page.temporaryPath)
        try folder.commit()
        try page.commit()
    }

    func discard() {
        parts.discard()
        folder.discard()
        page.discard()
    }

    // MARK: the files

    private func write(_ call: String, _ content: [UInt8], to name: String) throws {
        var bytes = Array("ndffReview.\(call)(".utf8)
        bytes += content
        bytes += ");\n".utf8
        try OwnersFile.write(bytes, to: "\(folder.temporaryPath)/\(name)")
    }

    private func writeRecords() throws -> (files: [String], taxa: Set<Int>) {
        var files: [String] = []
        var used: Set<Int> = []
        var rows: [UInt8] = []
        var inFile = 0
        var taken = 0
        func flush() throws {
            guard inFile > 0 else { return }
            let name = "waarnemingen-\(files.count + 1).js"
            try write("add", Array("[".utf8) + rows + Array("]".utf8), to: name)
            files.append(name)
            rows.removeAll(keepingCapacity: true)
            inFile = 0
        }
        for path in try parts.finish() where taken < limit {
            try LineFile(path: path).forEach { line in
                guard taken < limit else { return false }
                taken += 1
                // The number of the taxon comes first.
                if let number = Int(String(decoding: line.dropFirst().prefix { $0 != UInt8(ascii: ",") }, as: UTF8.self)) {
                    used.insert(number)
                }
                if inFile > 0 { rows += ",\n".utf8 }
                rows += line
                inFile += 1
                if inFile == Self.rowsPerFile { try flush() }
                return true
            }
        }
        try flush()
        return (files, used)
    }

    private func writeTaxa(_ used: Set<Int>) throws {
        let taxa = taxa.filter { used.contains($0.value) }.sorted { $0.value < $1.value }
        var species: [String: Int] = [:]
        for (taxon, _) in taxa {
            if let uri = taxon.species, species[uri] == nil { species[uri] = species.count }
        }
        let approved = try setting.approved(species)
        let squares = approved.squaresBySpecies()
        var next = taxa.startIndex
        while next < taxa.endIndex {
            let file = taxa[next].value / Self.taxaPerFile
            var json = ScriptJSON()
            json.beginArray()
            while next < taxa.endIndex, taxa[next].value / Self.taxaPerFile == file {
                let (taxon, number) = taxa[next]
                let key = taxon.species.flatMap { species[$0] }
                json.beginArray()
                json.value(number)
                Self.add(
                    setting.pack.knowledge(
                        taxonID: taxon.taxonID, scientificName: taxon.scientificName, speciesID: taxon.speciesID,
                        soortgroep: taxon.soortgroep),
                    squares: key.flatMap { squares[$0] } ?? [], records: key.flatMap { approved.records[$0] } ?? 0,
                    seasons: (0..<ApprovedOccurrences.partsOfYear).map { part in
                        key.flatMap { approved.seasons[$0 * ApprovedOccurrences.partsOfYear + part] } ?? 0
                    }, to: &json)
                json.endArray()
                next += 1
            }
            json.endArray()
            try write("taxa", json.bytes, to: "soorten-\(file + 1).js")
        }
    }

    private static func add(
        _ knowledge: TaxonKnowledge, squares: [(uurhok: Int, records: Int)], records: Int, seasons: [Int],
        to json: inout ScriptJSON
    ) {
        json.beginObject()
        json.name("records")
        json.value(records)
        json.name("squares")
        json.list(squares.flatMap { [$0.uurhok, $0.records] })
        json.name("parts")
        json.list(seasons)
        json.name("seasons")
        json.beginArray()
        for staged in knowledge.seasons {
            json.beginArray()
            json.value(staged.stage)
            for number in [staged.season.startMonth, staged.season.startDay, staged.season.endMonth, staged.season.endDay] {
                json.value(number)
            }
            json.endArray()
        }
        json.endArray()
        json.name("known")
        json.beginArray()
        for known in knowledge.squares {
            json.beginArray()
            json.value(known.years.map { years in
                (years.lowerBound > 1 ? "vanaf \(years.lowerBound) " : "") + (years.upperBound < 9999 ? "t/m \(years.upperBound)" : "")
            } ?? "")
            json.value(known.size)
            json.list(known.codes.map(Int.init))
            json.endArray()
        }
        json.endArray()
        json.endObject()
    }

    /// What the page has to know before it shows anything.
    private func writeStart(files: [String]) throws {
        var json = ScriptJSON()
        json.beginObject()
        json.name("members")
        json.list(Self.members)
        json.name("files")
        json.list(files)
        json.name("taxaPerFile")
        json.value(Self.taxaPerFile)
        json.name("waiting")
        json.value(records)
        json.name("shown")
        json.value(min(records, limit))
        json.name("groups")
        json.list(setting.selection.groups)
        json.name("snapshot")
        json.value("\(setting.snapshot.id) (\(setting.snapshot.isoTime))")
        json.name("pack")
        json.value(setting.pack.identifier)
        json.name("tolerance")
        json.value(setting.pack.parameters.phenologyToleranceDays)
        json.name("examples")
        json.list(setting.examples)
        json.name("storageKey")
        json.value(setting.storageKey)
        json.name("priority")
        json.value(JudgingPriority.explanation)
        json.name("rules")
        json.beginArray()
        for rule in RuleCatalogue.rules { json.list([rule.id, rule.title.dutch]) }
        json.endArray()
        json.name("provinces")
        json.beginArray()
        for province in Province.allCases { json.list([String(province.code), province.name]) }
        json.endArray()
        json.name("verdicts")
        json.beginArray()
        for verdict in VerdictKeys.order {
            json.list([verdict.rawValue, VerdictKeys.key(verdict), VerdictKeys.label(verdict)])
        }
        json.endArray()
        json.name("verdictColumns")
        json.list(VerdictColumn.allCases.map(\.rawValue))
        let outline = ProvinceOutline(setting.provinces)
        json.name("land")
        json.value(outline.land)
        json.name("borders")
        json.value(outline.borders)
        json.endObject()
        try write("start", json.bytes, to: "gegevens.js")
    }
}
