import Columns
import Observations
import Testing
import Validation

/// The checks of deliveries where a program run cannot bring them: values that the intake does not let through, and
/// tables that are full.
struct DataSetSurveyTests {
    private static func batch(_ rows: [ObservationRow], firstID: Int64 = 1, square: Int32 = 155_463) -> ColumnBatch {
        var batch = ObservationRow.batch(rows, firstID: firstID)
        func add(_ column: ObservationColumn, _ data: ColumnData) {
            batch.names.append(column.rawValue)
            batch.columns.append(data)
        }
        let nothing = ColumnData.coded(CodedText(rows.map { _ in nil }))
        add(.kmhok, .int32(Column(rows.map { _ in square })))
        add(.dataset, nothing)
        add(.dataGeneralizations, nothing)
        add(.license, .coded(CodedText(rows.map { _ in "CC0-1.0" })))
        add(.embargoUntil, .date(Column(rows.map { _ in nil }, filler: 0)))
        return batch
    }

    private static let noColumns = ColumnBatch(names: [], columns: [], rowCount: 0)

    private static func survey(_ batches: [ColumnBatch], by survey: DataSetSurvey = DataSetSurvey()) throws -> [DataSetFinding] {
        var survey = survey
        for batch in batches {
            let facts = try DataSetFacts(observations: batch, restricted: noColumns)
            survey.take(facts, rows: Array(0..<batch.rowCount))
        }
        return survey.findings()
    }

    private static func rows(_ count: Int, from first: Int = 0) -> [ObservationRow] {
        (first..<first + count).map { number in
            .with {
                $0.x = 155_003 + Double(number % 990)
                $0.y = 463_007 + Double(number / 990)
            }
        }
    }

    @Test func nothingToSay() throws {
        #expect(try Self.survey([Self.batch(Self.rows(500))]).map(\.code) == [])
        #expect(DataSetSurvey().findings().isEmpty)
    }

    @Test func squareOfAnotherPlace() throws {
        let findings = try Self.survey([Self.batch(Self.rows(30)), Self.batch(Self.rows(5, from: 30), firstID: 31, square: 155_464)])
        #expect(findings.map(\.code) == ["SQUARE_CONTRADICTS_PLACE"])
        #expect(findings.first?.records == 5)
        #expect(findings.first?.examples.first?.line == 32)
    }

    @Test func yearOfThePeriodAsDelivered() throws {
        var rows = Self.rows(4)
        rows[1].verbatimPeriod = "15 juni 2023"
        rows[2].verbatimPeriod = "2023/2024"
        rows[3].verbatimPeriod = "zomer, hok 20230"
        let findings = try Self.survey([Self.batch(rows)])
        #expect(findings.map(\.code) == ["YEAR_CONTRADICTS_VERBATIM"])
        #expect(findings.first?.examples.map(\.line) == [3])
    }

    @Test func specimenOfWhatWasNotThere() throws {
        var rows = Self.rows(4)
        rows[2].basisOfRecord = "PreservedSpecimen"
        rows[2].occurrenceStatus = "absent"
        #expect(try Self.survey([Self.batch(rows)]).map(\.code) == ["SPECIMEN_OF_ABSENCE"])
    }

    /// Times apart are two observations, squares are no places to the metre.
    @Test func whatIsNoPseudoDuplicate() throws {
        var rows = Self.rows(1) + Self.rows(1) + Self.rows(1)
        rows[1].sex = "male"
        rows[2].period = "2024-06-16"
        #expect(try Self.survey([Self.batch(rows)]).isEmpty)
        let same = Self.rows(1) + Self.rows(1)
        #expect(try Self.survey([Self.batch(same)]).map(\.code) == ["PSEUDO_DUPLICATES"])
        #expect(try Self.survey([Self.batch(same.map { row in row.inSquare })]).isEmpty)
    }

    /// With a full table the number is estimated, and said to be.
    @Test func fullTable() throws {
        let first = Self.rows(20_000)
        let again = Self.batch(Array(first.prefix(5_000)), firstID: 20_001)
        let exact = try #require(try Self.survey([Self.batch(first), again]).first)
        #expect(exact.records == 5_000)
        #expect(!exact.dutch.contains("schatting"))
        let estimate = try #require(
            try Self.survey([Self.batch(first), again], by: DataSetSurvey(duplicateKeys: 4_096)).first)
        #expect(estimate.dutch.contains("Naar schatting"))
        #expect((4_000...6_000).contains(estimate.records))
    }

    @Test func batchWithoutAColumn() throws {
        #expect(throws: BatchError.missingColumn("kmhok")) {
            _ = try DataSetFacts(observations: ObservationRow.batch([ObservationRow()]), restricted: Self.noColumns)
        }
    }
}

extension ObservationRow {
    fileprivate var inSquare: Self {
        var row = self
        row.locationType = "hok"
        return row
    }
}
