import Testing
import Validation

/// One line a case: rule, what is changed in a sound record, outcome.
struct RuleCase: Sendable, CustomTestStringConvertible {
    var rule: String
    var expected: String
    var row: ObservationRow
    var testDescription: String

    init(_ rule: String, _ expected: String, _ note: String, _ change: (inout ObservationRow) -> Void) {
        self.rule = rule
        self.expected = expected
        row = .with(change)
        testDescription = "\(rule) \(expected): \(note)"
    }
}

@Suite struct FormalRuleTests {
    static let square = "POLYGON ((155000 463000, 155000 464000, 156000 464000, 156000 463000, 155000 463000))"

    static let cases: [RuleCase] = [
        RuleCase("taxon_known", "pass", "matched") { _ in },
        RuleCase("taxon_known", "fail", "not matched") { $0.taxonID = nil },

        RuleCase("taxon_rank_usable", "pass", "species") { _ in },
        RuleCase("taxon_rank_usable", "pass", "subspecies") { $0.rank = "subspecies" },
        RuleCase("taxon_rank_usable", "fail", "genus") { $0.rank = "Genus" },
        RuleCase("taxon_rank_usable", "fail", "Dutch word") { $0.rank = "familie" },
        RuleCase("taxon_rank_usable", "fail", "subfamily") { $0.rank = "subfamily" },
        RuleCase("taxon_rank_usable", "n/a", "no rank") { $0.rank = nil },

        RuleCase("period_readable", "pass", "day") { _ in },
        RuleCase("period_readable", "fail", "nothing delivered") { $0.period = nil },
        RuleCase("period_readable", "fail", "unreadable") {
            $0.period = nil; $0.verbatimPeriod = "31-02-2024"
        },

        RuleCase("period_order", "pass", "one day") { _ in },
        RuleCase("period_order", "pass", "upwards") { $0.period = "2024-06-01/2024-06-02" },
        RuleCase("period_order", "fail", "downwards") { $0.period = "2024-06-03/2024-06-01" },
        RuleCase("period_order", "n/a", "no period") { $0.period = nil },

        RuleCase("period_not_future", "pass", "today") { $0.period = "2024-07-01" },
        RuleCase("period_not_future", "fail", "tomorrow") { $0.period = "2024-07-02" },
        RuleCase("period_not_future", "fail", "interval into tomorrow") {
            $0.period = "2024-06-01/2024-07-02"; $0.precision = "interval"
        },
        RuleCase("period_not_future", "pass", "this year") {
            $0.period = "2024-01-01/2024-12-31"; $0.precision = "year"
        },
        RuleCase("period_not_future", "pass", "this month") {
            $0.period = "2024-07-01/2024-07-31"; $0.precision = "month"
        },
        RuleCase("period_not_future", "fail", "next month") {
            $0.period = "2024-08-01/2024-08-31"; $0.precision = "month"
        },
        RuleCase("period_not_future", "n/a", "no period") { $0.period = nil },

        RuleCase("period_not_before", "pass", "first day") { $0.period = "1600-01-01" },
        RuleCase("period_not_before", "fail", "day before") { $0.period = "1599-12-31" },
        RuleCase("period_not_before", "n/a", "no period") { $0.period = nil },

        RuleCase("location_present", "pass", "RD") { _ in },
        RuleCase("location_present", "pass", "degrees only") {
            $0.x = nil; $0.y = nil
        },
        RuleCase("location_present", "pass", "unreadable") {
            $0.nowhere(); $0.verbatimCoordinates = "N 52 ?"
        },
        RuleCase("location_present", "fail", "nothing") { $0.nowhere() },

        RuleCase("location_readable", "pass", "RD") { _ in },
        RuleCase("location_readable", "fail", "unreadable") {
            $0.nowhere(); $0.verbatimCoordinates = "N 52 ?"
        },
        RuleCase("location_readable", "fail", "infinite") {
            $0.nowhere(); $0.x = .infinity; $0.y = 1; $0.verbatimCoordinates = "1e999"
        },
        RuleCase("location_readable", "n/a", "nothing") { $0.nowhere() },

        RuleCase("location_in_area", "pass", "Amersfoort") { _ in },
        RuleCase("location_in_area", "fail", "Kassel") { $0.x = 400_000 },
        RuleCase("location_in_area", "pass", "degrees only") {
            $0.x = nil; $0.y = nil
        },
        RuleCase("location_in_area", "n/a", "nothing") { $0.nowhere() },

        RuleCase("crs_plausible", "pass", "RD") { _ in },
        RuleCase("crs_plausible", "pass", "at sea") {
            $0.x = -6_000; $0.y = 400_000
        },
        RuleCase("crs_plausible", "fail", "degrees as RD") {
            $0.x = 5.38; $0.y = 52.15
        },
        RuleCase("crs_plausible", "fail", "x and y swapped") {
            $0.x = 463_000; $0.y = 155_000
        },
        RuleCase("crs_plausible", "fail", "RD above its range") { $0.y = 640_000 },
        RuleCase("crs_plausible", "fail", "RD 0,0") {
            $0.x = 0; $0.y = 0
        },
        RuleCase("crs_plausible", "pass", "degrees") { $0.crs = "EPSG:4326" },
        RuleCase("crs_plausible", "fail", "0,0") {
            $0.crs = "EPSG:4326"; $0.latitude = 0; $0.longitude = 0
        },
        RuleCase("crs_plausible", "fail", "swapped") {
            $0.crs = "EPSG:4258"; $0.latitude = 5.4; $0.longitude = 52.2
        },
        RuleCase("crs_plausible", "fail", "latitude 155000") {
            $0.crs = "EPSG:4326"; $0.latitude = 155_000
        },
        RuleCase("crs_plausible", "pass", "UTM") { $0.crs = "EPSG:32631" },
        RuleCase("crs_plausible", "fail", "UTM to nowhere") {
            $0.crs = "EPSG:32631"; $0.longitude = 181
        },
        RuleCase("crs_plausible", "n/a", "no system") { $0.crs = nil },
        RuleCase("crs_plausible", "n/a", "no place") { $0.nowhere() },

        RuleCase("buffer_rule", "pass", "point with buffer") { _ in },
        RuleCase("buffer_rule", "fail", "point with zero") { $0.uncertainty = 0 },
        RuleCase("buffer_rule", "n/a", "point without") { $0.uncertainty = nil },
        RuleCase("buffer_rule", "pass", "line") { $0.locationType = "line" },
        RuleCase("buffer_rule", "fail", "line with zero") {
            $0.locationType = "line"; $0.uncertainty = 0
        },
        RuleCase("buffer_rule", "pass", "polygon with zero") {
            $0.locationType = "polygon"; $0.uncertainty = 0
        },
        RuleCase("buffer_rule", "fail", "polygon with buffer") { $0.locationType = "polygon" },
        RuleCase("buffer_rule", "n/a", "polygon without") {
            $0.locationType = "polygon"; $0.uncertainty = nil
        },
        RuleCase("buffer_rule", "pass", "square") {
            $0.locationType = "hok"; $0.uncertainty = 707
        },
        RuleCase("buffer_rule", "pass", "square with zero") {
            $0.locationType = "hok"; $0.uncertainty = 0
        },
        RuleCase("buffer_rule", "fail", "no type, zero") {
            $0.locationType = nil; $0.uncertainty = 0
        },

        RuleCase("uncertainty_in_range", "pass", "10 m") { _ in },
        RuleCase("uncertainty_in_range", "pass", "just below") { $0.uncertainty = 20_037_508 },
        RuleCase("uncertainty_in_range", "fail", "too far") { $0.uncertainty = 20_037_509 },
        RuleCase("uncertainty_in_range", "fail", "negative") { $0.uncertainty = -1 },
        RuleCase("uncertainty_in_range", "fail", "infinite") { $0.uncertainty = .infinity },
        RuleCase("uncertainty_in_range", "n/a", "none") { $0.uncertainty = nil },

        RuleCase("uncertainty_plausible", "pass", "at the limit") { $0.uncertainty = 10_000 },
        RuleCase("uncertainty_plausible", "fail", "above") { $0.uncertainty = 10_001 },
        RuleCase("uncertainty_plausible", "n/a", "none") { $0.uncertainty = nil },

        RuleCase("count_readable", "pass", "number") { _ in },
        RuleCase("count_readable", "pass", "range") { $0.maximum = 5 },
        RuleCase("count_readable", "fail", "downward range") {
            $0.minimum = 5; $0.maximum = 2
        },
        RuleCase("count_readable", "fail", "word on the exact scale") {
            $0.minimum = nil; $0.value = "veel"
        },
        RuleCase("count_readable", "fail", "word without a scale") {
            $0.minimum = nil; $0.schema = nil
        },
        RuleCase("count_readable", "pass", "Tansley") {
            $0.minimum = nil; $0.schema = "tansley"; $0.value = "f"
        },
        RuleCase("count_readable", "n/a", "no count") {
            $0.minimum = nil; $0.value = nil; $0.schema = nil
        },

        RuleCase("count_positive", "pass", "two") { _ in },
        RuleCase("count_positive", "fail", "zero") { $0.minimum = 0 },
        RuleCase("count_positive", "fail", "negative") {
            $0.minimum = -1; $0.maximum = 3
        },
        RuleCase("count_positive", "pass", "0-5") {
            $0.minimum = 0; $0.maximum = 5
        },
        RuleCase("count_positive", "pass", "at most 5") {
            $0.minimum = nil; $0.maximum = 5
        },
        RuleCase("count_positive", "n/a", "absence of zero") {
            $0.occurrenceStatus = "absent"; $0.minimum = 0
        },
        RuleCase("count_positive", "n/a", "no count") { $0.minimum = nil },

        RuleCase("count_plausible", "pass", "at the limit") { $0.minimum = 1_000_000 },
        RuleCase("count_plausible", "fail", "above") { $0.minimum = 1_000_001 },
        RuleCase("count_plausible", "fail", "maximum above") { $0.maximum = 2_000_000 },
        RuleCase("count_plausible", "n/a", "no count") { $0.minimum = nil },
        RuleCase("count_plausible", "n/a", "absence") { $0.occurrenceStatus = "absent" },

        RuleCase("occurrence_status_consistent", "n/a", "present") { _ in },
        RuleCase("occurrence_status_consistent", "pass", "absent, 0") {
            $0.occurrenceStatus = "absent"; $0.minimum = 0
        },
        RuleCase("occurrence_status_consistent", "pass", "absent, no count") {
            $0.occurrenceStatus = "absent"; $0.minimum = nil
        },
        RuleCase("occurrence_status_consistent", "fail", "absent, 2") { $0.occurrenceStatus = "absent" },
        RuleCase("identity_form", "pass", "https") { _ in },
        RuleCase("identity_form", "pass", "http, port and path") { $0.identity = "http://waarneming.nl:80/waarneming/view/" },
        RuleCase("identity_form", "fail", "URN") { $0.identity = "urn:record:" },
        RuleCase("identity_form", "fail", "number") { $0.identity = "" },
        RuleCase("identity_form", "fail", "scheme in capitals") { $0.identity = "HTTP://waarneming.nl/" },
        RuleCase("identity_form", "fail", "host without a dot") { $0.identity = "http://localhost/" },
        RuleCase("identity_form", "fail", "dot only in the path") { $0.identity = "http://localhost/a.b/" },
        RuleCase("identity_form", "fail", "blank") { $0.identity = "http://waarneming.nl/a b" },
        RuleCase("identity_form", "fail", "line break") { $0.identity = "http://waarneming.nl/a\n" },

        RuleCase("required_fields", "pass", "all") { _ in },
        RuleCase("required_fields", "pass", "unknown is a value") { $0.sex = "unknown" },
        RuleCase("required_fields", "fail", "no sex") { $0.sex = nil },
        RuleCase("required_fields", "fail", "no bronhouder") { $0.bronhouder = nil },
        RuleCase("required_fields", "fail", "no count") {
            $0.value = nil; $0.minimum = nil
        },

        RuleCase("code_of_field", "n/a", "words") { _ in },
        RuleCase("code_of_field", "pass", "life stage") {
            $0.stage = "http://ndff-ecogrid.nl/codes/domainvalues/observation/lifestages/509"
        },
        RuleCase("code_of_field", "fail", "activity as a life stage") {
            $0.stage = "http://ndff-ecogrid.nl/codes/domainvalues/observation/activities/calling"
        },
        RuleCase("code_of_field", "fail", "one right, one wrong") {
            $0.stage = "http://ndff-ecogrid.nl/codes/domainvalues/observation/lifestages/509"
            $0.sex = "http://ndff-ecogrid.nl/codes/domainvalues/observation/lifestages/509"
        },
        RuleCase("code_of_field", "fail", "no code behind the path") {
            $0.sex = "http://ndff-ecogrid.nl/codes/domainvalues/observation/sexes/"
        },
        RuleCase("code_of_field", "n/a", "URI of somebody else") { $0.sex = "http://example.org/sexes/1" },

        RuleCase("geometry_kind", "n/a", "none") { _ in },
        RuleCase("geometry_kind", "pass", "polygon") {
            $0.locationType = "polygon"; $0.geometry = square
        },
        RuleCase("geometry_kind", "pass", "square as a polygon") {
            $0.locationType = "hok"; $0.geometry = square
        },
        RuleCase("geometry_kind", "pass", "lines") {
            $0.locationType = "line"; $0.geometry = "MULTILINESTRING((0 0,1 1),(2 2,3 3))"
        },
        RuleCase("geometry_kind", "fail", "polygon as a line") {
            $0.locationType = "line"; $0.geometry = square
        },
        RuleCase("geometry_kind", "fail", "points") { $0.geometry = "MULTIPOINT((0 0),(1 1))" },
        RuleCase("geometry_kind", "fail", "collection") { $0.geometry = "GEOMETRYCOLLECTION(POINT(0 0))" },
        RuleCase("geometry_kind", "fail", "with heights") {
            $0.locationType = "polygon"; $0.geometry = "POLYGON Z ((0 0 1,0 1 1,1 1 1,0 0 1))"
        },

        RuleCase("geometry_simple", "n/a", "none") { _ in },
        RuleCase("geometry_simple", "n/a", "line that crosses itself") {
            $0.locationType = "line"; $0.geometry = "LINESTRING(0 0,1 1,1 0,0 1)"
        },
        RuleCase("geometry_simple", "pass", "square") { $0.geometry = square },
        RuleCase("geometry_simple", "pass", "with a hole") {
            $0.geometry = "POLYGON ((0 0,0 9,9 9,9 0,0 0),(3 3,3 6,6 6,6 3,3 3))"
        },
        RuleCase("geometry_simple", "pass", "point twice, hollow") {
            $0.geometry = "POLYGON ((0 0,0 9,0 9,4 2,9 9,9 0,0 0))"
        },
        RuleCase("geometry_simple", "fail", "bow tie") { $0.geometry = "POLYGON ((0 0,10 10,10 0,0 10,0 0))" },
        RuleCase("geometry_simple", "fail", "bow tie in the second polygon") {
            $0.geometry =
                "MULTIPOLYGON (((0 0,0 9,9 9,9 0,0 0)),((100.5 100.5,110.5 110.5,110.5 100.5,100.5 110.5,100.5 100.5)))"
        },

        RuleCase("phenology", "n/a", "absence in winter") {
            $0.occurrenceStatus = "absent"; $0.period = "2024-01-01"; $0.minimum = 0
        },
    ]

    @Test(arguments: cases) func outcome(_ example: RuleCase) throws {
        let validator = Validator(pack: try TemporaryPack.load())
        #expect(try validator.outcomes(example.row)[example.rule] == example.expected)
    }

    @Test func everyRuleIsTestedForPassAndFail() {
        // Rules that go by a table have tests of their own, and so have those that go by the store.
        let tabled = [
            "phenology", "code_listed", "taxon_period", "distribution", "abundance_expected", "identification_difficulty",
            "combination_plausible", "additional_attention",
        ]
        for rule in RuleCatalogue.rules.filter({ $0.kind != .context }).map(\.id) where !tabled.contains(rule) {
            for outcome in ["pass", "fail"] {
                #expect(Self.cases.contains { $0.rule == rule && $0.expected == outcome }, "\(rule) \(outcome)")
            }
        }
    }

    @Test func countLimitIsThatOfTheGroup() throws {
        let manifest =
            TemporaryPack.manifest + """

                parameters:
                  maximumCount: { default: 100, Dagvlinders: 10, Vogels: 1000 }
                """
        let validator = Validator(pack: try TemporaryPack.load(manifest: manifest))
        for (group, count, expected) in [
            ("Dagvlinders", 10, "pass"), ("Dagvlinders", 11, "fail"), ("Mossen", 100, "pass"), ("Mossen", 101, "fail"),
            ("Dagvlinders|Vogels", 1000, "pass"), ("Dagvlinders|Mossen", 101, "fail"), (nil, 101, "fail"),
        ] as [(String?, Int64, String)] {
            let row = ObservationRow.with {
                $0.soortgroep = group; $0.minimum = count
            }
            #expect(try validator.outcomes(row)["count_plausible"] == expected, "\(group ?? "-") \(count)")
        }
    }
}

extension ObservationRow {
    mutating func nowhere() {
        x = nil
        y = nil
        latitude = nil
        longitude = nil
    }
}
