/// Measures of a record that count the answers of the other tests about it.
enum RecordMeasures {
    static let all: [BDQTest] = [
        count("MEASURE_VALIDATIONTESTS_COMPLIANT", "45fb49eb-4a1b-4b49-876f-15d5034dfc73", .validation) {
            $0.result == .compliant
        },
        count("MEASURE_VALIDATIONTESTS_NOTCOMPLIANT", "453844ae-9df4-439f-8e24-c52498eca84a", .validation) {
            $0.result == .notCompliant
        },
        count("MEASURE_VALIDATIONTESTS_PREREQUISITESNOTMET", "49a94636-a562-4e6b-803c-665c80628a3d", .validation) {
            $0.status == .internalPrerequisitesNotMet || $0.status == .externalPrerequisitesNotMet
        },
        count("MEASURE_AMENDMENTS_PROPOSED", "03049fe5-a575-404f-b564-ae63f5a1cf8b", .amendment) {
            $0.status == .amended || $0.status == .filledIn
        },
    ]

    private static func count(
        _ label: String, _ guid: String, _ kind: BDQTest.Kind, where counts: @escaping @Sendable (Response) -> Bool
    ) -> BDQTest {
        BDQTest(label, guid, actedUpon: [], consulted: ["bdqval:All\(kind.rawValue)TestsRunOnSingleRecord"]) { input in
            let tests = BDQTests.ofTerms.filter { $0.kind == kind }
            let number = tests.count { counts($0.run(on: input.record, today: input.today)) }
            return Response(.runHasResult, .number(number), "of \(tests.count) tests that were run on the record")
        }
    }
}
