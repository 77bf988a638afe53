import Formats
import Foundation
import Validation

/// The figures of a backtest as a page or a table for people.
struct BacktestFiles {
    private let report: BacktestReport

    init(_ report: BacktestReport) { self.report = report }

    /// A page when the name ends in `.html`, else CSV.
    func write(to path: String) throws {
        let path = URL(fileURLWithPath: path).standardizedFileURL.path
        let isPage = path.lowercased().hasSuffix(".html") || path.lowercased().hasSuffix(".htm")
        try AtomicReplacement.write(isPage ? Array(html().utf8) : csv(), to: path)
    }

    private func csv() -> [UInt8] {
        let writer = DelimitedWriter()
        func row(_ fields: [String]) {
            for field in fields { writer.append(field) }
            writer.endRecord()
        }
        row([
            "regelpakket", "voorbeeld", "snapshot", "soortgroep", "regel", "van_toepassing", "valt_op", "aandeel",
            "goedgekeurd", "afgekeurd", "onbeslist", "goedgekeurd_valt_op", "afgekeurd_valt_op", "precisie",
            "precisie_laag", "precisie_hoog", "vangst", "vangst_laag", "vangst_hoog",
        ])
        for line in report.rules + report.groups {
            let figures = line.figures
            row(
                [report.pack, report.example ? "ja" : "nee", String(report.snapshot), line.soortgroep ?? "*", line.rule]
                    + [figures.applicable, figures.flagged].map { String($0) } + [Self.plain(figures.share)]
                    + [
                        figures.approved, figures.rejected, figures.undecided, figures.approvedFlagged,
                        figures.rejectedFlagged,
                    ].map { String($0) }
                    + [
                        figures.precision, figures.precisionInterval?.low, figures.precisionInterval?.high, figures.recall,
                        figures.recallInterval?.low, figures.recallInterval?.high,
                    ].map(Self.plain))
        }
        return writer.take()
    }

    private func html() -> String {
        var page = HTMLPage(title: "Regelpakket \(report.pack) beproefd")
        page.heading("Regelpakket \(report.pack) beproefd", level: 1)
        if report.example { page.paragraph("Voorbeeld: dit zijn geen officiële regels.") }
        page.paragraph(
            "\(report.records) waarnemingen van snapshot \(report.snapshot), waarvan \(report.judged) door mensen goedgekeurd of "
                + "afgekeurd. Er is niets opgeslagen.")
        for text in Self.notes { page.paragraph(text) }
        page.heading("Per regel", level: 2)
        page.table(
            headings: Self.headings, rows: report.rules.map { [Self.title($0.rule)] + Self.cells($0.figures) })
        page.heading("Per soortgroep", level: 2)
        for (group, rows) in Dictionary(grouping: report.groups, by: { $0.soortgroep ?? "" }).sorted(by: { $0.key < $1.key }) {
            page.heading(group.isEmpty ? "zonder soortgroep" : group, level: 3)
            page.table(headings: Self.headings, rows: rows.map { [Self.title($0.rule)] + Self.cells($0.figures) })
        }
        return page.text
    }

    static let notes = [
        "Een regel trekt de aandacht en velt geen oordeel. Precisie: welk deel van wat opvalt en beoordeeld is, door mensen is "
            + "afgekeurd. Vangst: welk deel van wat mensen afkeurden, opvalt. Tussen haakjes het 95%-interval van Wilson.",
        "Mensen beoordelen vooral wat eerder opviel: de cijfers zeggen weinig over wat nooit iemand heeft bekeken, en de vangst "
            + "valt daardoor te hoog uit.",
    ]

    private static let headings = [
        "regel", "van toepassing", "valt op", "aandeel", "goedgekeurd", "afgekeurd", "precisie", "vangst",
    ]

    private static func title(_ rule: String) -> String {
        guard rule != BacktestReport.allRules else { return "alle regels samen: niet vanzelf goedgekeurd" }
        let title = RuleCatalogue.rules.first { $0.id == rule }?.title.dutch
        return title.map { "\(rule): \($0)" } ?? rule
    }

    private static func cells(_ figures: BacktestReport.Figures) -> [String] {
        [
            String(figures.applicable), String(figures.flagged), percentage(figures.share), String(figures.approved),
            String(figures.rejected), percentage(figures.precision, figures.precisionInterval),
            percentage(figures.recall, figures.recallInterval),
        ]
    }

    /// `–` where there is nothing to take a share of.
    static func percentage(_ share: Double?, _ interval: WilsonInterval? = nil) -> String {
        guard let share else { return "–" }
        func text(_ value: Double) -> String {
            let tenths = Int((value * 1000).rounded())
            return "\(tenths / 10),\(tenths % 10)"
        }
        return text(share) + "%" + (interval.map { " (\(text($0.low))–\(text($0.high)))" } ?? "")
    }

    private static func plain(_ value: Double?) -> String {
        value.map { String((($0 * 1e6).rounded()) / 1e6) } ?? ""
    }
}

extension BacktestReport {
    /// What people should know before they use the figures.
    public static var notes: [String] { BacktestFiles.notes }

    /// The figures by rule as lines of text, rules that apply to nothing left out.
    public func lines() -> [String] {
        rules.filter { $0.figures.applicable > 0 }.map { row in
            let figures = row.figures
            return "\(row.rule == Self.allRules ? "alle regels samen" : row.rule): valt op "
                + "\(figures.flagged) van \(figures.applicable) (\(BacktestFiles.percentage(figures.share))); precisie "
                + "\(BacktestFiles.percentage(figures.precision, figures.precisionInterval)), vangst "
                + BacktestFiles.percentage(figures.recall, figures.recallInterval)
        }
    }
}
