import Formats
import Foundation

extension DataSetReport {
    private static let columns = [
        "delivery_id", "file", "source", "delivery_records", "code", "severity", "term", "records", "share", "message",
        "message_en", "examples",
    ]

    /// Writes the report to `path`: `.html` or `.htm` makes it a page, anything else CSV.
    func write() throws {
        guard let path else { return }
        let replacement = try AtomicReplacement(.file, of: path)
        do {
            switch (path as NSString).pathExtension.lowercased() {
            case "html", "htm": try Data(page.utf8).write(to: URL(fileURLWithPath: replacement.temporaryPath))
            default: try writeTable(to: replacement.temporaryPath)
            }
            try replacement.commit()
        } catch {
            replacement.discard()
            throw error
        }
    }

    private func writeTable(to path: String) throws {
        let sink = try DelimitedFindings(path: path, columns: Self.columns)
        for delivery in deliveries {
            try sink.append(
                delivery.findings.map { finding in
                    [
                        String(delivery.id), delivery.file, delivery.source, String(delivery.records), finding.code,
                        finding.severity, finding.term, String(finding.records), String(finding.share), finding.dutch,
                        finding.english, finding.examples.map(\.dutch).joined(separator: " | "),
                    ]
                })
        }
        try sink.close()
    }

    private var page: String {
        var page = HTMLPage(title: "Bevindingen over leveringen")
        page.heading("Bevindingen over leveringen", level: 1)
        page.paragraph(
            "Wat een levering als geheel laat zien en één record niet. Een bevinding vraagt aandacht en is geen oordeel; de "
                + "status van records hangt er niet van af. Voor intern gebruik en voor wie de levering deed.")
        for delivery in deliveries {
            page.heading("Levering \(delivery.id), \(delivery.source): \(delivery.file)", level: 2)
            page.paragraph("\(delivery.records) records in de databank.")
            if delivery.findings.isEmpty {
                page.paragraph("Geen bevindingen.")
                continue
            }
            page.table(
                headings: ["ernst", "bevinding", "veld", "records", "voorbeelden"],
                rows: delivery.findings.map { finding in
                    [
                        finding.severityDutch, "\(finding.dutch) (\(finding.code))", finding.term, String(finding.records),
                        finding.examples.map(\.dutch).joined(separator: "; "),
                    ]
                })
        }
        return page.text
    }
}
