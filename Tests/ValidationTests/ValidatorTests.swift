import Columns
import Observations
import Testing
import Validation

@Suite struct ValidatorTests {
    /// All cases of the rules, one record each.
    static let rows =
        FormalRuleTests.cases.map(\.row)
        + PhenologyTests.seasons.map { example in ObservationRow.with { $0.period = example.period } }

    static func texts(_ batch: ColumnBatch) -> [[String]] {
        (0..<batch.rowCount).map { row in
            batch.columns.map { column in
                if case .int64(let numbers) = column { return numbers[row].map(String.init) ?? "-" }
                return column.text(row) ?? "-"
            }
        }
    }

    @Test func requiredColumnsSuffice() throws {
        let full = ObservationRow.batch(Self.rows)
        let names = Validator.requiredColumns.map(\.rawValue)
        let reduced = ColumnBatch(names: names, columns: names.compactMap { full[$0] }, rowCount: full.rowCount)
        let validator = Validator(pack: try TemporaryPack.load())
        #expect(try Self.texts(validator.assess(reduced).assessment) == Self.texts(validator.assess(full).assessment))
    }

    @Test func batchesOfOneRowGiveTheSame() throws {
        let validator = Validator(pack: try TemporaryPack.load())
        let whole = try validator.assess(ObservationRow.batch(Self.rows))
        var assessments: [[String]] = []
        var findings: [[String]] = []
        var counts = AssessmentCounts()
        for (index, row) in Self.rows.enumerated() {
            let one = try validator.assess(ObservationRow.batch([row], firstID: Int64(index) + 1))
            assessments += Self.texts(one.assessment)
            findings += Self.texts(one.findings)
            counts += one.counts
        }
        #expect(assessments == Self.texts(whole.assessment))
        #expect(findings == Self.texts(whole.findings))
        #expect(counts == whole.counts)
        #expect(counts.records == Self.rows.count)
        for rule in counts.byRule { #expect(rule.pass + rule.fail + rule.notApplicable == counts.records) }
        #expect(counts.byRule.map(\.fail).reduce(0, +) == whole.findings.rowCount)
    }

    /// Ingest gives a column of geometries with a dictionary when no row has one.
    @Test func geometriesMayComeWithADictionary() throws {
        var batch = ObservationRow.batch([ObservationRow(), .with { $0.geometry = FormalRuleTests.square }])
        let place = try #require(batch.names.firstIndex(of: "geometry"))
        let validator = Validator(pack: try TemporaryPack.load())
        let plain = try validator.assess(batch)
        batch.columns[place] = .coded(CodedText([nil, FormalRuleTests.square]))
        #expect(try Self.texts(validator.assess(batch).assessment) == Self.texts(plain.assessment))
        batch.columns[place] = .coded(CodedText([nil, nil]))
        #expect(try validator.assess(batch).assessment.rowCount == 2)
    }

    @Test func emptyBatch() throws {
        let assessed = try Validator(pack: try TemporaryPack.load()).assess(ObservationRow.batch([]))
        #expect(assessed.assessment.rowCount == 0)
        #expect(assessed.findings.rowCount == 0)
    }

    @Test func resultsHaveTheColumnsOfTheStore() throws {
        let assessed = try Validator(pack: try TemporaryPack.load()).assess(ObservationRow.batch(Self.rows))
        for (batch, table) in [(assessed.assessment, StoreTable.assessment), (assessed.findings, .finding)] {
            #expect(batch.names == table.columns.map(\.name))
            for (column, stored) in zip(batch.columns, table.columns) {
                #expect(column.count == batch.rowCount)
                switch (column, stored.kind) {
                case (.int64, .int64), (.coded, .coded), (.plain, .plain): break
                default: Issue.record("\(stored.name) is not \(stored.kind)")
                }
            }
        }
    }

    static let statuses: [(note: String, row: ObservationRow, status: String)] = [
        ("sound", ObservationRow(), "goedgekeurd_automatisch"),
        ("info only", .with { $0.rank = "genus" }, "goedgekeurd_automatisch"),
        (
            "no rule applies to the species",
            .with {
                $0.taxonID = "urn:o"; $0.scientificName = "O o"
            }, "goedgekeurd_automatisch"
        ),
        ("out of season", .with { $0.period = "2024-01-10" }, "te_beoordelen"),
        ("many", .with { $0.minimum = 5_000_000 }, "te_beoordelen"),
        ("unknown taxon", .with { $0.taxonID = nil }, "formeel_afgewezen"),
        (
            "out of season and count 0",
            .with {
                $0.period = "2024-01-10"; $0.minimum = 0
            }, "formeel_afgewezen"
        ),
        (
            "absence",
            .with {
                $0.occurrenceStatus = "absent"; $0.minimum = nil; $0.value = nil
            }, "goedgekeurd_automatisch"
        ),
        (
            "approved by the supplier",
            .with {
                $0.period = "2024-01-10"; $0.supplierStatus = "approved on expert judgement"
            }, "te_beoordelen"
        ),
        (
            "goedgekeurd by the supplier",
            .with {
                $0.taxonID = nil; $0.supplierStatus = "goedgekeurd_deskundige"
            }, "formeel_afgewezen"
        ),
        ("refused by the supplier", .with { $0.supplierStatus = "afgekeurd" }, "goedgekeurd_automatisch"),
    ]

    @Test(arguments: statuses.indices) func status(_ index: Int) throws {
        let (note, row, expected) = Self.statuses[index]
        let assessed = try Validator(pack: try TemporaryPack.load()).assess(ObservationRow.batch([row]))
        #expect(assessed.assessment["status"]?.text(0) == expected, "\(note)")
        #expect(assessed.counts.byStatus.values.reduce(0, +) == 1)
    }

    @Test func findingCarriesWhatIsNeededToFindTheRecord() throws {
        let rows = [
            ObservationRow(),
            .with {
                $0.taxonID = nil; $0.verbatimName = "Vanesa atalanta"; $0.match = "fuzzy"
            },
        ]
        let findings = try Validator(pack: try TemporaryPack.load()).assess(ObservationRow.batch(rows)).findings
        #expect(
            Self.texts(findings) == [
                [
                    "2", "https://example.org/record/2", "7", "3", "taxon_known", "test@1.2", "error", "scientificName",
                    "Vanesa atalanta", "-", "match=fuzzy",
                ]
            ])
    }

    @Test func verbatimValues() throws {
        let validator = Validator(pack: try TemporaryPack.load())
        for (rule, verbatim, row) in [
            (
                "period_readable", "31-02-2024",
                .with {
                    $0.period = nil; $0.verbatimPeriod = "31-02-2024"
                }
            ),
            ("period_order", "2024-06-03/2024-06-01", .with { $0.period = "2024-06-03/2024-06-01" }),
            (
                "period_not_before", "1500/1500",
                .with {
                    $0.period = "1500/1500"; $0.precision = "interval"; $0.verbatimPeriod = "1500/1500"
                }
            ),
            (
                "period_not_before", "1500-03",
                .with {
                    $0.period = "1500-03-01"; $0.precision = "month"
                }
            ),
            (
                "period_not_before", "1500",
                .with {
                    $0.period = "1500"; $0.precision = "year"
                }
            ),
            (
                "period_not_before", "1500-03-01T00:00/1500-03-01T23:59",
                .with {
                    $0.period = "1500-03-01"; $0.precision = "minute"
                }
            ),
            (
                "location_in_area", "400000 463000.5",
                .with {
                    $0.x = 400_000; $0.y = 463_000.5
                }
            ),
            (
                "location_in_area", "40.5 5.25",
                .with {
                    $0.crs = "EPSG:4326"; $0.latitude = 40.5; $0.longitude = 5.25; $0.x = 0; $0.y = 1
                }
            ),
            (
                "location_readable", "N 52 ?",
                .with {
                    $0.nowhere(); $0.verbatimCoordinates = "N 52 ?"
                }
            ),
            ("uncertainty_plausible", "12345.68", .with { $0.uncertainty = 12_345.678 }),
            ("uncertainty_in_range", "inf", .with { $0.uncertainty = .infinity }),
            (
                "count_positive", "nul",
                .with {
                    $0.minimum = 0; $0.value = "nul"
                }
            ),
            (
                "count_positive", "-3--1",
                .with {
                    $0.minimum = -3; $0.maximum = -1; $0.value = nil
                }
            ),
        ] as [(String, String, ObservationRow)] {
            let findings = try validator.assess(ObservationRow.batch([row])).findings
            let row = (0..<findings.rowCount).first { findings["rule"]?.text($0) == rule }
            #expect(row.flatMap { findings["verbatim"]?.text($0) } == verbatim, "\(rule)")
        }
    }

    @Test func refusesBatchesOfAnotherShape() throws {
        let validator = Validator(pack: try TemporaryPack.load())
        var batch = ObservationRow.batch([ObservationRow()])
        func failure(_ change: (inout ColumnBatch) -> Void) -> BatchError? {
            var changed = batch
            change(&changed)
            return #expect(throws: BatchError.self) { try validator.assess(changed) }
        }
        let place = try #require(batch.names.firstIndex(of: "life_stage"))
        #expect(failure { $0.names[place] = "stage" } == .missingColumn("life_stage"))
        #expect(
            failure { $0.columns[place] = .plain(PlainText(["x"])) }
                == .wrongKind(column: "life_stage", expected: "coded"))
        #expect(
            failure { $0.columns[place] = .coded(CodedText([])) } == .wrongLength(column: "life_stage", expected: 1))
        #expect(
            failure { $0.columns[place] = .coded(CodedText(codes: [2], dictionary: CodedText(["x"]).dictionary)) }
                == .codeOutsideDictionary(column: "life_stage", row: 0))
        let identity = try #require(batch.names.firstIndex(of: "identity"))
        #expect(
            failure { $0.columns[identity] = .plain(PlainText(bytes: [65], ends: [9])) }
                == .wrongLength(column: "identity", expected: 1))
        batch.rowCount = 2
        #expect(failure { _ in } == .wrongLength(column: "observation_id", expected: 2))
    }
}
