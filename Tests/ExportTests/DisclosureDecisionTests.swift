import Columns
import Disclosure
import Foundation
import Observations
import Testing

struct DisclosureDecisionTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var change: @Sendable (inout SampleObservation) -> Void
        var expected: DisclosureDecision

        init(
            _ name: String, _ expected: DisclosureDecision,
            _ change: @escaping @Sendable (inout SampleObservation) -> Void
        ) {
            testDescription = name
            self.change = change
            self.expected = expected
        }
    }

    static let publicationDay = Int32(CivilDate.days(year: 2025, month: 1, day: 15))

    static let cases = [
        Case("an ordinary record", .published) { _ in },
        Case("approved by an expert", .published) { $0.status = .approvedByExpert },
        Case("approved on evidence", .published) { $0.status = .approvedOnEvidence },
        Case("still to be judged", .withheld(.status)) { $0.status = .toBeJudged },
        Case("rejected", .withheld(.status)) { $0.status = .rejected },
        Case("cannot be judged", .withheld(.status)) { $0.status = .cannotBeJudged },
        Case("formally refused", .withheld(.status)) { $0.status = .formallyRefused },
        Case("no status", .withheld(.status)) { $0.status = nil },
        Case("embargo until later", .withheld(.embargo)) { $0.embargoUntil = publicationDay + 1 },
        Case("embargo until today", .withheld(.embargo)) { $0.embargoUntil = publicationDay },
        Case("embargo until yesterday", .published) { $0.embargoUntil = publicationDay - 1 },
        Case("absence", .withheld(.absent)) { $0.occurrence = "absent" },
        Case("hidden species", .withheld(.hidden)) { $0.taxon = .orchis },
        Case("sensitive, 5 km", .blurred(.fiveKilometres, .species)) { $0.taxon = .das },
        Case("sensitive, 1 km", .blurred(.oneKilometre, .species)) { $0.taxon = .adder },
        Case("subspecies of a sensitive species", .blurred(.oneKilometre, .species)) { $0.taxon = .adderBerus },
        Case("bird without behaviour", .published) { $0.taxon = .oehoe },
        Case("bird flying over", .published) {
            $0.taxon = .oehoe
            $0.activity = "overvliegend"
        },
        Case("bird breeding", .blurred(.tenKilometres, .species)) {
            $0.taxon = .oehoe
            $0.activity = "broedend"
        },
        Case("bird breeding, as URI", .blurred(.tenKilometres, .species)) {
            $0.taxon = .oehoe
            $0.activity = "http://ndff-ecogrid.nl/codes/activities/Broedend"
        },
        Case("bird with a nest as dwelling", .blurred(.tenKilometres, .species)) {
            $0.taxon = .oehoe
            $0.dwelling = "nest"
        },
        Case("taxon that is not in the register", .withheld(.unknownTaxon)) {
            $0.taxon = SampleTaxon("Lutra lutra", "Otter", "Zoogdieren (overig)")
        },
        Case("no taxon", .withheld(.unknownTaxon)) { $0.taxon = nil },
        Case("hidden and under embargo", .withheld(.embargo)) {
            $0.taxon = .orchis
            $0.embargoUntil = publicationDay
        },
    ]

    @Test(arguments: cases) func decision(_ example: Case) throws {
        let reference = try SampleReference()
        var row = SampleObservation()
        example.change(&row)
        let batch = SampleBatch([row])
        let decisions = try reference.gate([row]).decisions(batch.observations, assessments: batch.assessments)
        #expect(decisions == [example.expected])
        let opened = try reference.open([row])
        #expect(opened.batch.rowCount == (example.expected.isPublished ? 1 : 0))
        try opened.tally.check(live: 1, written: opened.batch.rowCount)
        #expect(!example.expected.explanation.isEmpty)
    }

    @Test func duplicatesAndSupersededRowsStayInside() throws {
        let rows = (1...3).map { number in
            var row = SampleObservation()
            row.identity = "https://bron.example/\(number)"
            return row
        }
        let opened = try SampleReference().open(rows, live: [true, false, true], canonical: [true, true, false])
        #expect(opened.batch.occurrenceID[0] == "https://bron.example/1")
        #expect(opened.batch.rowCount == 1)
        #expect(opened.tally.considered == 2)
        #expect(opened.tally.withheld == [.notCanonical: 1])
        try opened.tally.check(live: 2, written: 1)
        #expect(throws: DisclosureError.self) { try opened.tally.check(live: 3, written: 1) }
        #expect(throws: DisclosureError.self) { try opened.tally.check(live: 2, written: 2) }
    }

    @Test func absencesOnRequest() throws {
        let reference = try SampleReference()
        var row = SampleObservation()
        row.occurrence = "absent"
        let opened = try reference.open([row], policy: reference.policy(includesAbsences: true))
        #expect(opened.batch[.occurrenceStatus][0] == "absent")
    }

    @Test(arguments: DisclosureGate.decisionColumns) func aColumnThatDecidesMayNotBeMissing(_ column: ObservationColumn)
        throws
    {
        let reference = try SampleReference()
        var das = SampleObservation()
        das.taxon = .das
        das.visit = "bezoek"
        let gate = try reference.gate([das])
        var batch = SampleBatch([das]).observations
        let index = try #require(batch.names.firstIndex(of: column.rawValue))
        batch.names.remove(at: index)
        batch.columns.remove(at: index)
        #expect(throws: DisclosureError.missingColumn(column.rawValue)) {
            try gate.open(batch, assessments: SampleBatch([das]).assessments)
        }
    }

    @Test func misalignedInputIsRefused() throws {
        let reference = try SampleReference()
        let one = SampleBatch([SampleObservation()])
        let two = SampleBatch([SampleObservation(), SampleObservation()])
        let gate = try reference.gate([])
        #expect(throws: DisclosureError.self) { try gate.open(one.observations, assessments: two.assessments) }
        #expect(throws: DisclosureError.self) {
            try gate.open(one.observations, assessments: one.assessments, live: [true, true])
        }
        #expect(throws: DisclosureError.self) {
            try gate.open(one.observations, assessments: one.assessments, canonical: [])
        }
    }
}
