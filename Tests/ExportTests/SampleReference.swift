import Disclosure
import Foundation
import Observations
import Reference

/// A register and a list of sensitive species in files of their own.
struct SampleReference {
    let register: TaxonRegister
    let sensitiveSpecies: SensitiveSpecies

    init() throws {
        let folder = try temporaryFolder()
        let rows = SampleTaxon.all.map { taxon in
            let species = taxon.rank == "subspecies" ? taxon.speciesID ?? "" : ""
            return "\(taxon.id),\(taxon.scientificName),\(taxon.rank),accepted,,\(taxon.dutchName),\(taxon.group),"
                + "\(taxon.policy ?? ""),\(species)"
        }
        let header = "taxon_id,scientific_name,rank,status,accepted_taxon_id,dutch_name,soortgroep,policy,species_id"
        let description = { (name: String) in
            #"{"name":"\#(name)","version":"1","authority":"test","licence":"CC0-1.0","example":true}"#
        }
        for (name, text) in [
            ("taxa.csv", ([header] + rows).joined(separator: "\n") + "\n"), ("taxa.json", description("taxa")),
            (
                "sensitive.csv",
                "taxon,blur_km,behaviours\nBubo bubo,10,nest\nMeles meles,5,\nVipera berus,1,\nHerminium monorchis,hidden,\n"
            ),
            ("sensitive.json", description("sensitive")),
            ("sensitive-behaviours.csv", "set,word\nnest,broedend\nnest,nest\n"),
        ] {
            try Data(text.utf8).write(to: folder.appendingPathComponent(name))
        }
        register = try TaxonRegister(url: folder.appendingPathComponent("taxa.csv"))
        sensitiveSpecies = try SensitiveSpecies(url: folder.appendingPathComponent("sensitive.csv"), register: register)
    }

    /// Published on 2025-01-15 unless told otherwise.
    func policy(
        day: Int32 = Int32(CivilDate.days(year: 2025, month: 1, day: 15)), includesAbsences: Bool = false,
        salt: [UInt8] = []
    ) -> DisclosurePolicy {
        DisclosurePolicy(
            sensitiveSpecies: sensitiveSpecies, register: register, publicationDay: day,
            includesAbsences: includesAbsences, identitySalt: salt)
    }

    /// A gate that has surveyed the given rows.
    func gate(_ rows: [SampleObservation], policy: DisclosurePolicy? = nil) throws -> DisclosureGate {
        let policy = policy ?? self.policy()
        var survey = DisclosureSurvey(policy: policy)
        let batch = SampleBatch(rows)
        try survey.note(batch.observations, assessments: batch.assessments)
        return try DisclosureGate(policy: policy, survey: survey)
    }

    /// Surveys and opens the rows.
    func open(
        _ rows: [SampleObservation], policy: DisclosurePolicy? = nil, live: [Bool]? = nil, canonical: [Bool]? = nil
    ) throws -> (batch: OpenBatch, tally: DisclosureTally) {
        let batch = SampleBatch(rows)
        return try gate(rows, policy: policy).open(
            batch.observations, assessments: batch.assessments, live: live, canonical: canonical)
    }
}

/// A new empty folder.
func temporaryFolder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ndff-test-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
}
