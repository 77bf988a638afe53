import Foundation
import Observations
import Outside
import Testing
import Validation

@Suite struct RuleCatalogueTests {
    /// Set NDFF_WRITE_CATALOGUE=1 to write the file anew.
    @Test func documentIsFresh() throws {
        let file = Outside.fixtures.appendingPathComponent("rules").appendingPathComponent("CATALOGUE.md")
        if ProcessInfo.processInfo.environment["NDFF_WRITE_CATALOGUE"] == "1" {
            try Data(RuleCatalogue.markdown().utf8).write(to: file)
        }
        let written = try String(contentsOf: file, encoding: .utf8)
        #expect(written == RuleCatalogue.markdown(), "stale: run this test with NDFF_WRITE_CATALOGUE=1")
    }

    /// The tables of the example, written anew in the same way.
    @Test func documentOfTheExampleIsFresh() throws {
        let folder = Outside.fixtures.appendingPathComponent("rules").appendingPathComponent("nl-demo")
        let file = folder.appendingPathComponent("RULES.md")
        let text = RulePackDocument.markdown(try RulePack.load(from: folder))
        if ProcessInfo.processInfo.environment["NDFF_WRITE_CATALOGUE"] == "1" { try Data(text.utf8).write(to: file) }
        let written = try String(contentsOf: file, encoding: .utf8)
        #expect(written == text, "stale: run this test with NDFF_WRITE_CATALOGUE=1")
    }

    @Test func definitionsAreComplete() {
        let rules = RuleCatalogue.rules
        #expect(Set(rules.map(\.id)).count == rules.count)
        #expect(rules.count <= 64)
        for rule in rules {
            #expect(!rule.title.dutch.isEmpty && !rule.title.english.isEmpty)
            #expect(!rule.explanation.dutch.isEmpty && !rule.explanation.english.isEmpty)
            #expect(!rule.terms.isEmpty)
            #expect(
                rule.id.utf8.allSatisfy {
                    $0 == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
                })
            #expect(Set(rule.columns).isSubset(of: Set(Validator.requiredColumns + Validator.contextColumns)), "\(rule.id)")
        }
    }

    @Test(
        .enabled(
            if: FileManager.default.fileExists(atPath: Outside.sharedFolder.appendingPathComponent("data/bdq").path),
            "the folder of shared data is not beside the repository"))
    func labelsExistInTheStandards() throws {
        let tests = try String(
            contentsOf: Outside.sharedFolder.appendingPathComponent("data/bdq/TG2_tests.csv"), encoding: .utf8)
        let issues = try String(
            contentsOf: Outside.sharedFolder.appendingPathComponent("data/gbif_occurrence_issues.tsv"), encoding: .utf8)
        for rule in RuleCatalogue.rules {
            for label in rule.bdqTests { #expect(tests.contains("\"\(label)\""), "\(label)") }
            for issue in rule.gbifIssues { #expect(issues.contains("\(issue)\t"), "\(issue)") }
        }
    }

    @Test func everyRuleHasASentence() {
        for rule in RuleCatalogue.rules {
            for language in [TextLanguage.dutch, .english] {
                let text = FindingText.message(rule: rule.id, verbatim: "X", detail: nil, language: language)
                #expect(text.hasSuffix(".") && text.count > 20, "\(rule.id): \(text)")
            }
        }
    }

    @Test func ruleOfAnotherVersionHasASentence() {
        #expect(
            FindingText.message(rule: "old_rule", verbatim: "v", detail: "a=b")
                == "Aandachtspunt van regel old_rule: v; a=b.")
    }
}
