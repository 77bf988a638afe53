/// All tests of BDQ Core that there are here.
public enum BDQTests {
    /// Those that look at the terms of a record, as against those that count answers.
    static let ofTerms: [BDQTest] =
        EmptinessTests.all + VocabularyTests.all + RangeTests.all + DateTests.all + DateAmendments.all
        + VerbatimTests.all + DatumTests.all + CountryTests.all + PlaceTests.all + NameTests.all
        + TaxonRegisterTests.all
        + AnnotationTests.all

    public static let all: [BDQTest] = ofTerms + RecordMeasures.all

    private static let byGUID = Dictionary(all.map { ($0.guid, $0) }, uniquingKeysWith: { first, _ in first })

    /// The test with an identifier; blanks around it and capitals in it do not matter.
    public static func test(guid: String) -> BDQTest? { byGUID[guid.withoutOuterBlanks.lowercased()] }
}
