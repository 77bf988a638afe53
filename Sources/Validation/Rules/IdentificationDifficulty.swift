import Observations

/// The record has the evidence that the identification of its taxon needs.
struct IdentificationDifficulty: Rule {
    static let definition = RuleDefinition(
        id: "identification_difficulty", kind: .knowledge, severity: .warning,
        terms: ["associatedMedia", "identificationRemarks", "basisOfRecord"],
        columns: [
            .taxonID, .scientificName, .speciesID, .soortgroep, .verbatimName, .occurrenceStatus, .lifeStage, .evidence,
            .basisOfRecord, .determinationMethod,
        ],
        bdqTests: [], gbifIssues: [],
        title: BilingualText("Bewijs bij moeilijke soorten.", "Evidence for difficult species."),
        explanation: BilingualText(
            "De waarneming heeft een van de bewijzen die bij de determinatie van het taxon nodig zijn (`difficulty.csv` of "
                + "`id_difficulty.csv`, en `difficultyEvidence`); zij worden gezocht in het bewijs, de basis van het record en "
                + "de determinatiemethode. Zonder regel voor het taxon, als niet gezegd is wat nodig is, en bij gemelde "
                + "afwezigheid niet van toepassing.",
            "The observation has one of the kinds of evidence that identifying the taxon needs (`difficulty.csv` or "
                + "`id_difficulty.csv`, and `difficultyEvidence`); they are looked for in the evidence, the basis of record "
                + "and the determination method. Not applicable without a rule for the taxon, where it is not said what is "
                + "needed, and for records of absence."))

    private let table: DifficultyTable

    init(_ setting: RuleSetting) {
        table = setting.pack.contents.difficulty
    }

    func judge(_ facts: ObservationFacts, _ marks: UnsafeMutableBufferPointer<RuleMark>) {
        guard table.rowCount > 0 else { return }
        let entries = table.taxa.entries(facts.taxa)
        var kept = CodeMemo<EvidenceKinds>(facts.evidence)
        var basis = CodeMemo<EvidenceKinds>(facts.basisOfRecord)
        var method = CodeMemo<EvidenceKinds>(facts.determinationMethod)
        for row in marks.indices where !facts.isAbsence[row] {
            let entry = entries[Int(facts.taxa.numbers[row])]
            guard entry >= 0 else { continue }
            guard let needed = table.difficulty(entry: entry, stage: facts.stage(row))?.evidence else { continue }
            if needed.isEmpty {
                marks[row] = .pass
                continue
            }
            let (keptCode, basisCode) = (facts.evidence.codes[row], facts.basisOfRecord.codes[row])
            let methodCode = facts.determinationMethod.codes[row]
            let found = kept.value(of: keptCode) { EvidenceKinds(delivered: facts.evidence.dictionary[keptCode]) }
                .union(basis.value(of: basisCode) { EvidenceKinds(delivered: facts.basisOfRecord.dictionary[basisCode]) })
                .union(
                    method.value(of: methodCode) {
                        EvidenceKinds(delivered: facts.determinationMethod.dictionary[methodCode])
                    })
            marks[row] = RuleMark(passing: !found.isDisjoint(with: needed))
        }
    }

    func evidence(_ facts: ObservationFacts, _ row: Int) -> Evidence {
        let entry = table.taxa.entry(facts.taxa.trail(row))
        guard entry >= 0, let difficulty = table.difficulty(entry: entry, stage: facts.stage(row))
        else { return Evidence() }
        return Evidence(
            verbatim: VerbatimText.name(facts, row),
            detail: FindingDetail.text([
                "code": difficulty.code, "evidence": difficulty.evidence?.text ?? "?",
                "text": table.codes.text(difficulty.code) ?? "?",
            ]))
    }

    static func message(_ verbatim: String, _ detail: FindingDetail) -> BilingualText {
        let kinds = detail["evidence"].split(separator: ",").map(String.init)
        let dutch = kinds.map { dutchWords[$0] ?? $0 }.joined(separator: ", ")
        return BilingualText(
            "\(verbatim) is moeilijk te determineren (\(detail["code"])); bewijs is gewenst: \(dutch). Toelichting: "
                + sentence(detail["text"]),
            "\(verbatim) is hard to identify (\(detail["code"])); evidence is asked for: "
                + "\(kinds.joined(separator: ", ")). Explanation: " + sentence(detail["text"]))
    }

    private static let dutchWords = [
        "photo": "foto", "sound": "geluid", "video": "video", "specimen": "collectie-exemplaar", "dna": "DNA",
        "microscope": "microscopie",
    ]

    private static func sentence(_ text: String) -> String { text.hasSuffix(".") ? text : text + "." }
}
