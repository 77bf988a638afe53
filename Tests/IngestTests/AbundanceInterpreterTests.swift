import Ingest
import Testing

struct AbundanceInterpreterTests {
    /// value | scale | expected scale | minimum | maximum | issue
    static let table = """
        3               |   | exact_count | 3  | 3  |
        3.0             |   | exact_count | 3  | 3  |
        1000000         |   | exact_count | 1000000 | 1000000 |
        3.5             |   | presence    | -  | -  | COUNT_INVALID
        -3              |   | presence    | -  | -  | COUNT_INVALID
        10.000          |   | exact_count | 10 | 10 |
        99999999999999999999 | | presence | -  | -  | COUNT_INVALID
        3-5             |   | range       | 3  | 5  |
        3 - 5           |   | range       | 3  | 5  |
        3–5             |   | range       | 3  | 5  |
        3 tot 5         |   | range       | 3  | 5  |
        7 à 8           |   | range       | 7  | 8  |
        20 a 25         |   | range       | 20 | 25 |
        2 of 3          |   | range       | 2  | 3  |
        3 of 2          |   | presence    | -  | -  | COUNT_INVALID
        3 t/m 5         |   | range       | 3  | 5  |
        3/5             |   | range       | 3  | 5  |
        3-3             |   | exact_count | 3  | 3  |
        5-3             |   | presence    | -  | -  | COUNT_INVALID
        3-              |   | presence    | -  | -  | COUNT_INVALID
        >10             |   | range       | 11 | -  |
        > 10            |   | range       | 11 | -  |
        >=10            |   | range       | 10 | -  |
        ≥10             |   | range       | 10 | -  |
        10+             |   | range       | 10 | -  |
        minimaal 10     |   | range       | 10 | -  |
        meer dan 10     |   | range       | 11 | -  |
        <10             |   | range       | 1  | 9  |
        <1              |   | presence    | -  | -  | COUNT_INVALID
        <=10            |   | range       | 1  | 10 |
        ca. 10          |   | range       | 10 | 10 |
        circa 10        |   | range       | 10 | 10 |
        ±10             |   | range       | 10 | 10 |
        ~10             |   | range       | 10 | 10 |
        x               |   | presence    | -  | -  |
        X               |   | presence    | -  | -  |
        aanwezig        |   | presence    | -  | -  |
        present         |   | presence    | -  | -  |
                        |   | presence    | -  | -  |
        -               |   | presence    | -  | -  |
        NULL            |   | presence    | -  | -  |
        F               |   | presence    | -  | -  | COUNT_INVALID
        veel            |   | presence    | -  | -  | COUNT_INVALID
        > 9223372036854775807 | | presence | - | -  | COUNT_INVALID
        # scales
        3               | http://ndff-ecogrid.nl/codes/scales/exact_count | exact_count | 3 | 3 |
        F               | tansley | tansley | - | - |
        lf              | http://ndff-ecogrid.nl/codes/scales/tansley | tansley | - | - |
        -               | tansley | tansley | - | - |
        +               | Tansley | tansley | - | - |
        http://ndff-ecogrid.nl/codes/abundance/cover/tansley/s | tansley | tansley | - | - |
        12              | tansley | tansley | - | - | ABUNDANCE_INVALID
        10              | londo_complete | londo_complete | - | - |
        .4              | londo | londo_complete | - | - |
        p1              | londo | londo_complete | - | - |
        1+              | londo | londo_complete | - | - |
        11              | londo | londo_complete | - | - | ABUNDANCE_INVALID
        2m              | braun-blanquet_x | braun_blanquet | - | - |
        9               | Braun Blanquet | braun_blanquet | - | - | ABUNDANCE_INVALID
        12.5            | http://ndff-ecogrid.nl/codes/scales/area/count/m2 | area_m2 | - | - |
        12.5            | m² | area_m2 | - | - |
        -1              | m² | area_m2 | - | - | ABUNDANCE_INVALID
        101             | %  | cover_percentage | - | - | ABUNDANCE_INVALID
        3               | Individuals | exact_count | 3 | 3 |
        1               | aanwezigheid | presence | - | - |
        3               | aanwezigheid | exact_count | 3 | 3 |
        3               | snurf | presence    | - | - | ABUNDANCE_SCHEMA_UNKNOWN
        3-5             | nests | presence    | - | - | ABUNDANCE_SCHEMA_UNKNOWN
        0               | nests | exact_count | 0 | 0 | ABUNDANCE_SCHEMA_UNKNOWN
        """

    @Test(arguments: rows(table))
    func value(_ row: [String]) {
        let reading = read(value: row[0], scale: row[1])
        #expect(reading.scale.rawValue == row[2])
        #expect(reading.minimum.map(String.init) ?? "-" == row[3])
        #expect(reading.maximum.map(String.init) ?? "-" == row[4])
        #expect(reading.issue?.rawValue ?? "" == row[5])
    }

    func read(
        value: String, scale: String = "", minimum: String = "", maximum: String = "", status: String = "",
        basis: String = ""
    ) -> AbundanceReading {
        value.bytes { value in
            scale.bytes { scale in
                minimum.bytes { minimum in
                    maximum.bytes { maximum in
                        status.bytes { status in
                            basis.bytes { basis in
                                var fields = AbundanceFields()
                                (fields.value, fields.scale) = (value, scale)
                                (fields.minimum, fields.maximum) = (minimum, maximum)
                                (fields.occurrenceStatus, fields.basisOfRecord) = (status, basis)
                                return AbundanceInterpreter().interpret(fields)
                            }
                        }
                    }
                }
            }
        }
    }

    /// GBIF's matrix: count | status | basis | expected status | issue
    @Test(
        arguments: rows(
            """
                  |          |                   | present |
            x     |          |                   | present |
            5     |          |                   | present |
            0     |          |                   | absent  | OCCURRENCE_STATUS_INFERRED_FROM_INDIVIDUAL_COUNT
            0     |          | PreservedSpecimen | present | OCCURRENCE_STATUS_INFERRED_FROM_BASIS_OF_RECORD
                  | present  |                   | present |
            5     | aanwezig |                   | present |
            0     | present  |                   | present | INDIVIDUAL_COUNT_CONFLICTS_WITH_OCCURRENCE_STATUS
                  | absent   |                   | absent  |
            0     | Absent   |                   | absent  |
            5     | afwezig  |                   | absent  | INDIVIDUAL_COUNT_CONFLICTS_WITH_OCCURRENCE_STATUS
            5     | misschien |                  | present | OCCURRENCE_STATUS_UNPARSABLE
            0     | misschien |                  | absent  | OCCURRENCE_STATUS_UNPARSABLE
            veel  | absent   |                   | absent  |
            """))
    func status(_ row: [String]) {
        let reading = read(value: row[0], status: row[1], basis: row[2])
        #expect(reading.status.rawValue == row[3])
        #expect(reading.statusIssue?.rawValue ?? "" == row[4])
    }

    /// value | minimum | maximum | expected scale | minimum | maximum | issue
    @Test(
        arguments: rows(
            """
                 | 3 | 5 | range       | 3 | 5 |
                 | 3 | 3 | exact_count | 3 | 3 |
                 | 3 |   | range       | 3 | - |
                 |   | 5 | range       | - | 5 |
            F    | 2 | 9 | range       | 2 | 9 |
            4    | 3 | 5 | exact_count | 4 | 4 |
            7    | 3 | 5 | exact_count | 7 | 7 | ABUNDANCE_CONFLICT
                 | 5 | 3 | presence    | - | - | COUNT_INVALID
                 | x | 3 | presence    | - | - | COUNT_INVALID
            """))
    func bounds(_ row: [String]) {
        let reading = read(value: row[0], minimum: row[1], maximum: row[2])
        #expect(reading.scale.rawValue == row[3])
        #expect(reading.minimum.map(String.init) ?? "-" == row[4])
        #expect(reading.maximum.map(String.init) ?? "-" == row[5])
        #expect(reading.issue?.rawValue ?? "" == row[6])
    }

    @Test func decimalCommaAndDefaultScale() {
        let dutch = AbundanceInterpreter(defaultScale: .area, decimalComma: true)
        #expect("12,5".bytes { dutch.interpret($0) } == AbundanceReading(.area))
        #expect("10.000".bytes { dutch.interpret($0) }.issue == .abundanceInvalid)
        #expect("10.000".bytes { AbundanceInterpreter(decimalComma: true).interpret($0) }.issue == .countInvalid)
    }
}
