/// Tests of terms that have a controlled vocabulary, and the amendments that bring them to it.
enum VocabularyTests {
    static let all: [BDQTest] =
        pair(
            "BASISOFRECORD", "42408a00-bf71-4892-a399-4325e2bc1fb8", "07c28ace-561a-476e-a9b9-3d5ad6e35933",
            "dwc:basisOfRecord", Vocabularies.basisOfRecord,
            ["Darwin Core basisOfRecord", "dwc.tdwg.org/terms", "rs.gbif.org/vocabulary/dwc/basis_of_record"])
        + pair(
            "DCTYPE", "cdaabb0d-a863-49d0-bc0f-738d771acba5", "bd385eeb-44a2-464b-a503-7abe407ef904", "dc:type",
            Vocabularies.dcmiType, ["DCMI", "dublincore.org", "purl.org/dc"])
        + pair(
            "DEGREEOFESTABLISHMENT", "060e7734-607d-4737-8b2c-bfa17788bf1a", "74ef1034-e289-4596-b5b0-cde73796697d",
            "dwc:degreeOfEstablishment", Vocabularies.degreeOfEstablishment,
            ["Degree of Establishment", "DegreeOfEstablishment", "dwc.tdwg.org/doe"])
        + pair(
            "ESTABLISHMENTMEANS", "4eb48fdf-7299-4d63-9d08-246902e2857f", "15d15927-7a22-43f8-88d6-298f5eb45c4c",
            "dwc:establishmentMeans", Vocabularies.establishmentMeans,
            ["Establishment Means", "EstablishmentMeans", "dwc.tdwg.org/em"])
        + pair(
            "PATHWAY", "5424e933-bee7-4125-839e-d8743ea69f93", "f9205977-f145-44f5-8cb9-e3e2e35ce908", "dwc:pathway",
            Vocabularies.pathway, ["Pathway", "dwc.tdwg.org/pw"])
        + pair(
            "SEX", "88d8598b-3318-483d-9475-a5acf9887404", "33c45ae1-e2db-462a-a59e-7169bb01c5d6", "dwc:sex",
            Vocabularies.sex, ["GBIF Sex", "vocabularies/Sex"])
        + pair(
            "TAXONRANK", "7bdb13a4-8a51-4ee5-be7f-20693fdb183e", "e39098df-ef46-464c-9aef-bcdeee2a88cb",
            "dwc:taxonRank",
            Vocabularies.taxonRank, ["GBIF TaxonRank", "vocabularies/TaxonRank"])
        + pair(
            "OCCURRENCESTATUS", "7af25f1e-a4e2-4ff4-b161-d1f25a5c3e47", "f8f3a093-042c-47a3-971a-a482aaaf3b75",
            "dwc:occurrenceStatus", Vocabularies.occurrenceStatus,
            ["present/absent", "present|absent", "OccurrenceStatus"])
        + [typeStatusStandard, typeStatusAmended, occurrenceStatusAssumed, licenceStandard, licenceAmended]

    private static let authority = [BDQTest.Parameter("bdqval:sourceAuthority", "")]

    private static func pair(
        _ subject: String, _ validation: String, _ amendment: String, _ term: String, _ vocabulary: Vocabulary,
        _ authorities: [String]
    ) -> [BDQTest] {
        [
            BDQTest("VALIDATION_\(subject)_STANDARD", validation, actedUpon: [term], parameters: authority) { input in
                if let refusal = input.unavailableAuthority(unless: authorities) { return refusal }
                if input.isEmpty(term) { return .internalPrerequisites("\(term) is empty") }
                let isTerm = vocabulary.contains(input[term])
                return .judged(isTerm, "\(term) is \(isTerm ? "a" : "no") term of its vocabulary")
            },
            BDQTest("AMENDMENT_\(subject)_STANDARDIZED", amendment, actedUpon: [term], parameters: authority) { input in
                if let refusal = input.unavailableAuthority(unless: authorities) { return refusal }
                let value = input[term]
                if value.isBDQEmpty { return .internalPrerequisites("\(term) is empty") }
                if vocabulary.contains(value) { return .notAmended("\(term) is a term of its vocabulary already") }
                guard let meant = vocabulary.interpretation(of: value) else {
                    return .notAmended("\(term) can mean no term of its vocabulary, or several")
                }
                return .amended([ProposedChange(term, meant)], "\(term) \"\(value)\" can mean one term only")
            },
        ]
    }

    // MARK: type status: the first word of each part

    private static let typeStatusAuthorities = ["GBIF TypeStatus", "vocabularies/TypeStatus"]

    private static let typeStatusStandard = BDQTest(
        "VALIDATION_TYPESTATUS_STANDARD", "4833a522-12eb-4fe0-b4cf-7f7a337a6048", actedUpon: ["dwc:typeStatus"],
        parameters: authority
    ) { input in
        if let refusal = input.unavailableAuthority(unless: typeStatusAuthorities) { return refusal }
        let value = input["dwc:typeStatus"]
        if value.isBDQEmpty { return .internalPrerequisites("dwc:typeStatus is empty") }
        let isStandard =
            value == value.withoutOuterBlanks
            && parts(of: value).allSatisfy { Vocabularies.typeStatus.contains(firstWord(of: $0)) }
        return .judged(isStandard, "dwc:typeStatus begins \(isStandard ? "" : "not ")with a term of its vocabulary")
    }

    private static let typeStatusAmended = BDQTest(
        "AMENDMENT_TYPESTATUS_STANDARDIZED", "b3471c65-b53e-453b-8282-abfa27bf1805", actedUpon: ["dwc:typeStatus"],
        parameters: authority
    ) { input in
        if let refusal = input.unavailableAuthority(unless: typeStatusAuthorities) { return refusal }
        let value = input["dwc:typeStatus"]
        if value.isBDQEmpty { return .internalPrerequisites("dwc:typeStatus is empty") }
        let amended = parts(of: value).map { part in
            let word = firstWord(of: part)
            guard let meant = Vocabularies.typeStatus.interpretation(of: word) else { return part.withoutOuterBlanks }
            return meant + part.withoutOuterBlanks.dropFirst(word.count)
        }.joined(separator: " | ")
        let isSame = amended == parts(of: value).map(\.withoutOuterBlanks).joined(separator: " | ")
        if isSame && value == value.withoutOuterBlanks {
            return .notAmended("dwc:typeStatus is in order, or can mean no term of its vocabulary, or several")
        }
        guard parts(of: amended).contains(where: { Vocabularies.typeStatus.contains(firstWord(of: $0)) }) else {
            return .notAmended("dwc:typeStatus can mean no term of its vocabulary, or several")
        }
        return .amended(
            [ProposedChange("dwc:typeStatus", amended)], "dwc:typeStatus \"\(value)\" can mean one term only")
    }

    private static func parts(of value: String) -> [String] {
        value.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    }

    private static func firstWord(of part: String) -> String {
        part.withoutOuterBlanks.split { $0 == " " || $0 == "\t" || $0 == ":" || $0 == ";" }.first.map(String.init) ?? ""
    }

    // MARK: occurrence status that is not there

    private static let occurrenceStatusAssumed = BDQTest(
        "AMENDMENT_OCCURRENCESTATUS_ASSUMEDDEFAULT", "96667a0a-ae59-446a-bbb0-b7f2b0ca6cf5",
        actedUpon: ["dwc:occurrenceStatus"], consulted: ["dwc:individualCount", "dwc:organismQuantity"],
        parameters: [BDQTest.Parameter("bdqval:defaultOccurrenceStatus", "present")]
    ) { input in
        // The expected response speaks of a prerequisite, its examples and the validation data of NOT_AMENDED.
        if !input.isEmpty("dwc:occurrenceStatus") { return .notAmended("dwc:occurrenceStatus has a value") }
        if input.record.hasAny(["dwc:individualCount", "dwc:organismQuantity"]) {
            return .notAmended("a count is given, so that the status is not for us to assume")
        }
        let assumed = input.parameter("bdqval:defaultOccurrenceStatus")
        return .filledIn([ProposedChange("dwc:occurrenceStatus", assumed)], "nothing is given; assumed \"\(assumed)\"")
    }

    // MARK: licences

    private static let creativeCommons = ["Creative Commons", "creativecommons.org"]

    private static let licenceStandard = BDQTest(
        "VALIDATION_LICENSE_STANDARD", "3136236e-04b6-49ea-8b34-a65f25e3aba1", actedUpon: ["dcterms:license"],
        parameters: authority
    ) { input in
        if let refusal = input.unavailableAuthority(unless: creativeCommons) { return refusal }
        let value = input["dcterms:license"]
        if value.isBDQEmpty { return .internalPrerequisites("dcterms:license is empty") }
        let isStandard = CreativeCommons.isLicence(value)
        return .judged(
            isStandard,
            "dcterms:license is \(isStandard ? "an" : "no") address of a Creative Commons 4.0 licence or CC0")
    }

    private static let licenceAmended = BDQTest(
        "AMENDMENT_LICENSE_STANDARDIZED", "dcbe5bd2-42a0-4aab-bb4d-8f148c6490f8", actedUpon: ["dcterms:license"],
        parameters: authority
    ) { input in
        if let refusal = input.unavailableAuthority(unless: creativeCommons) { return refusal }
        let value = input["dcterms:license"]
        if value.isBDQEmpty { return .notAmended("dcterms:license is empty") }
        if CreativeCommons.isLicence(value) { return .notAmended("dcterms:license is in order") }
        let bare = value.withoutOuterNonPrinting
        guard let licence = CreativeCommons.isLicence(bare) ? bare : CreativeCommons.interpretation(of: value) else {
            return .notAmended("dcterms:license can mean no Creative Commons licence, or several")
        }
        return .amended(
            [ProposedChange("dcterms:license", licence)], "dcterms:license \"\(value)\" can mean one licence only")
    }
}
