/// Tests of dwc:country and dwc:countryCode. Names are those of ISO 3166-1 and in common use; the standard's default for
/// names, the Getty Thesaurus, is not held here.
enum CountryTests {
    static let all: [BDQTest] = [codeStandard, codeStandardised, countryFound, countryMatchesCode]

    private static let iso = ["ISO 3166", "iso.org", "iso-3166"]
    private static let getty = ["Getty", "TGN", "getty.edu", "ISO 3166"]
    private static let code = "dwc:countryCode"
    private static let country = "dwc:country"

    private static let codeStandard = BDQTest(
        "VALIDATION_COUNTRYCODE_STANDARD", "0493bcfb-652e-4d17-815b-b0cce0742fbe", actedUpon: [code]
    ) { input in
        if let refusal = input.unavailableAuthority(unless: iso) { return refusal }
        if input.isEmpty(code) { return .internalPrerequisites("\(code) is empty") }
        let isCode = Countries.codes.contains(input[code])
        return .judged(isCode, "\(code) is \(isCode ? "a" : "no") code of ISO 3166-1 alpha-2")
    }

    private static let codeStandardised = BDQTest(
        "AMENDMENT_COUNTRYCODE_STANDARDIZED", "fec5ffe6-3958-4312-82d9-ebcca0efb350", actedUpon: [code]
    ) { input in
        if let refusal = input.unavailableAuthority(unless: iso) { return refusal }
        let value = input[code]
        if value.isBDQEmpty { return .internalPrerequisites("\(code) is empty") }
        if Countries.codes.contains(value) { return .notAmended("\(code) is in order") }
        guard let meant = Countries.interpretation(of: value) else {
            return .notAmended("\(code) can mean no country, or several")
        }
        return .amended([ProposedChange(code, meant)], "\(code) \"\(value)\" can mean one country only")
    }

    private static let countryFound = BDQTest(
        "VALIDATION_COUNTRY_FOUND", "69b2efdc-6269-45a4-aecb-4cb99c2ae134", actedUpon: [country]
    ) { input in
        if let refusal = input.unavailableAuthority(unless: getty) { return refusal }
        if input.isEmpty(country) { return .internalPrerequisites("\(country) is empty") }
        let isNation = Countries.code(ofNation: input[country]) != nil
        return .judged(isNation, "\(country) is \(isNation ? "the" : "no") name of a nation")
    }

    private static let countryMatchesCode = BDQTest(
        "VALIDATION_COUNTRYCOUNTRYCODE_CONSISTENT", "b23110e7-1be7-444a-a677-cdee0cf4330c", actedUpon: [country, code]
    ) { input in
        if let refusal = input.unavailableAuthority(unless: getty) { return refusal }
        for term in [country, code] where input.isEmpty(term) { return .internalPrerequisites("\(term) is empty") }
        let matches = Countries.code(ofNation: input[country]) == input[code]
        return .judged(matches, "\(country) \(matches ? "has" : "has not") the code that \(code) gives")
    }
}
