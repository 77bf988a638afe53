import Foundation
import Ingest
import Outside
import Testing

struct CodeInterpreterTests {
    static let mapping = ValueMapping(["M": "male", "v": "female", "0": "", "onbekend": ""])

    /// text | value or `-` | issue
    @Test(
        arguments: rows(
            """
            M | male |
            m | male |
            V | female |
            0 | undefined |
            onbekend | undefined |
            | undefined |
            ? | undefined |
            X | X | CODE_UNKNOWN
            http://ndff-ecogrid.nl/codes/domainvalues/observation/sexes/male | male |
            """))
    func mapped(_ row: [String]) {
        let interpreter = CodeInterpreter(mapping: Self.mapping, defaultValue: "undefined")
        let reading = row[0].bytes { interpreter.interpret($0) }
        #expect(reading.value ?? "-" == row[1])
        #expect(reading.issue?.rawValue ?? "" == row[2])
    }

    @Test func withoutMappingTheTextIsTheCode() {
        #expect(" adult ".bytes { CodeInterpreter().interpret($0) } == CodeReading("adult"))
        #expect("-".bytes { CodeInterpreter().interpret($0) } == CodeReading(nil))
    }

    @Test func starStandsForTheRest() {
        let mapping = ValueMapping(["*": "other", "a": "A"])
        #expect("a".bytes { mapping.value(for: $0) } == "A")
        #expect("b".bytes { mapping.value(for: $0) } == "other")
        #expect(String(repeating: "b", count: 5000).bytes { mapping.value(for: $0) } == "other")
    }

    @Test(arguments: [
        "", " ", "-", "?", "NULL", "null", "None", "NA", "N/A", "#N/A", "nan", "\\N", "\u{A0}", "\t", " - ",
    ])
    func absent(_ text: String) {
        #expect(text.bytes { AbsentText.isAbsent($0) })
    }

    @Test(arguments: ["0", "x", "--", "nul", "Nana", "false", "        x", "geen", "\u{A0}\u{A0}\u{A0}\u{A0}\u{A0}x"])
    func notAbsent(_ text: String) {
        #expect(!text.bytes { AbsentText.isAbsent($0) })
    }

    @Test func everyIssueAndReasonIsDescribed() {
        for issue in InterpretationIssue.allCases {
            #expect(issue.messageDutch.hasSuffix(".") && issue.messageEnglish.hasSuffix("."), "\(issue)")
            #expect(issue.messageDutch.contains("{value}") == issue.messageEnglish.contains("{value}"), "\(issue)")
        }
        #expect(Set(InterpretationIssue.allCases.map(\.messageEnglish)).count == InterpretationIssue.allCases.count)
        #expect(Set(QuarantineReason.allCases.map(\.messageEnglish)).count == QuarantineReason.allCases.count)
        #expect(Set(QuarantineReason.allCases.map(\.messageDutch)).count == QuarantineReason.allCases.count)
    }

    @Test(.enabled(if: Outside.shared("data/gbif_occurrence_issues.tsv") != nil, "GBIF's list is not here"))
    func issuesOfGBIFExist() throws {
        let file = try #require(Outside.shared("data/gbif_occurrence_issues.tsv"))
        let known = Set(
            try String(contentsOf: file, encoding: .utf8).split(separator: "\n").compactMap {
                $0.split(separator: "\t").first.map(String.init)
            })
        for issue in InterpretationIssue.allCases {
            if let name = issue.gbifIssue { #expect(known.contains(name), "\(name)") }
        }
    }
}
