import Columns
import Disclosure
import Foundation
import Observations
import Testing

/// What was seen together with a sensitive species.
struct CompanyTests {
    static func rows(_ change: (inout SampleObservation) -> Void = { _ in }) -> [SampleObservation] {
        var das = SampleObservation()
        das.taxon = .das
        das.identity = "https://bron.example/das"
        var huismus = SampleObservation()
        huismus.identity = "https://bron.example/huismus"
        huismus.x = 190_000
        change(&huismus)
        return [das, huismus]
    }

    static func decision(_ rows: [SampleObservation]) throws -> DisclosureDecision {
        let batch = SampleBatch(rows)
        let decisions = try SampleReference().gate(rows).decisions(batch.observations, assessments: batch.assessments)
        return decisions[1]
    }

    @Test func elsewhereIsNoCompany() throws {
        #expect(try Self.decision(Self.rows()) == .published)
    }

    @Test func sameVisit() throws {
        var rows = Self.rows { $0.visit = "v1" }
        #expect(try Self.decision(rows) == .published)
        rows[0].visit = "v1"
        #expect(try Self.decision(rows) == .blurred(.fiveKilometres, .company))
        rows[1].source = "andere bron"
        #expect(try Self.decision(rows) == .published)
    }

    @Test func sameSpotAndMinute() throws {
        #expect(try Self.decision(Self.rows { $0.x = 155_123 }) == .blurred(.fiveKilometres, .company))
        let later = Self.rows {
            $0.x = 155_123
            $0.start += 60_000_000
            $0.stop += 60_000_000
        }
        #expect(try Self.decision(later) == .published)
        let sameMinute = Self.rows {
            $0.x = 155_123
            $0.start += 20_000_000
        }
        #expect(try Self.decision(sameMinute) == .blurred(.fiveKilometres, .company))
    }

    @Test func sameSpotAndDay() throws {
        var rows = Self.rows { $0.x = 155_123 }
        for index in rows.indices { rows[index].setDay(2024, 5, 12) }
        #expect(try Self.decision(rows) == .blurred(.fiveKilometres, .company))
    }

    @Test func sameSquareAndYearIsNoVisit() throws {
        var rows = Self.rows { $0.x = 155_123 }
        for index in rows.indices {
            rows[index].start = SampleObservation.moment(2024, 1, 1)
            rows[index].stop = SampleObservation.moment(2025, 1, 1) - 1
            rows[index].precision = .year
        }
        #expect(try Self.decision(rows) == .published)
    }

    @Test func aPlaceAsCoarseAsTheSquareGivesNothingAway() throws {
        var rows = Self.rows { $0.x = 155_123 }
        rows[0].uncertainty = 3600
        #expect(try Self.decision(rows) == .published)
    }

    @Test func theStrongestLevelHolds() throws {
        var rows = Self.rows {
            $0.taxon = .adder
            $0.visit = "v1"
        }
        rows[0].visit = "v1"
        #expect(try Self.decision(rows) == .blurred(.fiveKilometres, .company))
        rows[0].taxon = .oehoe
        rows[0].activity = "broedend"
        #expect(try Self.decision(rows) == .blurred(.tenKilometres, .company))
        rows[1].taxon = .huismus
        rows[0].activity = nil
        #expect(try Self.decision(rows) == .published)
    }

    @Test(arguments: [
        (AssessmentStatus.toBeJudged, true), (.cannotBeJudged, true), (.rejected, false), (.formallyRefused, false),
    ])
    func sensitiveRecordsThatAreNotPublished(_ status: AssessmentStatus, counts: Bool) throws {
        var rows = Self.rows { $0.x = 155_123 }
        rows[0].status = status
        #expect(try Self.decision(rows) == (counts ? .blurred(.fiveKilometres, .company) : .published))
    }

    @Test func embargoedSensitiveRecordsCount() throws {
        var rows = Self.rows { $0.x = 155_123 }
        rows[0].embargoUntil = .max
        #expect(try Self.decision(rows) == .blurred(.fiveKilometres, .company))
    }

    @Test func surveysInPartsAreOneSurvey() throws {
        let reference = try SampleReference()
        let policy = reference.policy()
        // Enough spots for the table of keys to grow, with two levels.
        let rows = (0..<500).map { number in
            var row = SampleObservation()
            row.taxon = number % 2 == 0 ? .das : .adder
            row.x = 100_000 + Double(number)
            row.identity = "https://bron.example/\(number)"
            return row
        }
        var whole = DisclosureSurvey(policy: policy)
        try whole.note(SampleBatch(rows).observations, assessments: SampleBatch(rows).assessments)
        var parts = DisclosureSurvey(policy: policy)
        for start in stride(from: 400, through: 0, by: -100) {
            var part = DisclosureSurvey(policy: policy)
            let batch = SampleBatch(Array(rows[start..<start + 100]))
            try part.note(batch.observations, assessments: batch.assessments)
            parts.merge(part)
        }
        let company = SampleBatch(
            rows.map { row in
                var row = row
                row.taxon = .huismus
                return row
            })
        for survey in [whole, parts] {
            let gate = try DisclosureGate(policy: policy, survey: survey)
            let decisions = try gate.decisions(company.observations, assessments: company.assessments)
            #expect(
                decisions.enumerated().allSatisfy { number, decision in
                    decision == .blurred(number % 2 == 0 ? .fiveKilometres : .oneKilometre, .company)
                })
            let levels = try gate.blurLevels(company.observations)
            #expect(levels[0] == 5)
            #expect(levels[1] == 1)
        }
    }
}
