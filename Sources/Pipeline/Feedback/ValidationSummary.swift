import Formats
import Foundation
import Validation

/// What other rules change, as a page or a table for people.
struct ValidationSummary {
    /// Rows of the page; the CSV has all.
    static let rowsShown = 2000

    private let report: ValidationReport

    init(_ report: ValidationReport) {
        self.report = report
    }

    /// A page when the name ends in `.html`, else CSV.
    func write(to path: String) throws {
        let path = URL(fileURLWithPath: path).standardizedFileURL.path
        let isPage = path.lowercased().hasSuffix(".html") || path.lowercased().hasSuffix(".htm")
        try AtomicReplacement.write(isPage ? Array(html().utf8) : csv(), to: path)
    }

    private var rows: [SpeciesChange] { report.bySpecies ?? [] }

    private func csv() -> [UInt8] {
        let writer = DelimitedWriter(capacity: 1 << 14)
        func row(_ fields: [String]) {
            for field in fields { writer.append(field) }
            writer.endRecord()
        }
        row(["regel", "soort", "nederlandse_naam", "status_oud", "status_nieuw", "aantal", "voorbeelden"])
        for change in rows {
            row([
                change.rule, change.species, change.dutchName ?? "", change.from, change.to, String(change.records),
                change.examples.joined(separator: " "),
            ])
        }
        return writer.take()
    }

    private func html() -> String {
        var page = HTMLPage(title: "Gevolgen van regelpakket \(report.rulePack)")
        page.heading("Gevolgen van regelpakket \(report.rulePack)", level: 1)
        page.paragraph(
            report.dryRun
                ? "Een proef: er is niets opgeslagen. De statussen zijn vergeleken met die van snapshot \(report.snapshot)."
                : "Opgeslagen als snapshot \(report.snapshot).")
        page.table(
            headings: [],
            rows: [
                ["Waarnemingen", String(report.records)], ["Andere status", String(report.changed)],
                ["Zelfde status, andere uitslag van een regel", String(report.otherOutcomesOnly)],
            ])
        page.paragraph("Het oordeel van een mens gaat altijd voor: waarnemingen met een oordeel houden hun status.")
        page.heading("Statussen met deze regels", level: 2)
        page.table(
            headings: ["status", "waarnemingen"],
            rows: report.byStatus.sorted { $0.key < $1.key }.map { [$0.key, String($0.value)] })
        guard !report.changes.isEmpty else {
            page.paragraph("Geen enkele waarneming krijgt een andere status.")
            return page.text
        }
        page.heading("Wat verandert, per regel", level: 2)
        page.table(
            headings: ["regel", "wat de regel zegt", "status oud", "status nieuw", "waarnemingen"],
            rows: report.changes.map { [$0.rule, Self.title($0.rule), $0.from, $0.to, String($0.records)] })
        page.heading("Wat verandert, per regel en soort", level: 2)
        page.table(
            headings: ["regel", "soort", "Nederlandse naam", "status oud", "status nieuw", "waarnemingen", "voorbeelden"],
            rows: rows.prefix(Self.rowsShown).map {
                [$0.rule, $0.species, $0.dutchName ?? "", $0.from, $0.to, String($0.records), $0.examples.joined(separator: "\n")]
            })
        if rows.count > Self.rowsShown {
            page.paragraph("En nog \(rows.count - Self.rowsShown) rijen; de CSV heeft ze alle.")
        }
        page.paragraph(
            "Een waarneming die door meer dan één regel verandert, telt bij elk van die regels mee; de regel ‘-’ staat voor "
                + "veranderingen die geen regel verklaart.")
        return page.text
    }

    private static func title(_ rule: String) -> String {
        RuleCatalogue.rules.first { $0.id == rule }?.title.dutch ?? ""
    }
}
