import Formats
import Foundation
import ObservationStore
import Observations

extension Pipeline {
    /// Where the feedback on a delivery is, without the ending.
    private func feedbackPath(_ delivery: DeliveryRecord) -> String {
        "\(workspace.feedback)/\(Self.deliveryName(delivery.id, delivery.fileName))"
    }

    func hasFeedback(_ delivery: DeliveryRecord) -> Bool {
        delivery.status == .known || FileManager.default.fileExists(atPath: feedbackPath(delivery) + ".html")
    }

    /// Writes the report to the supplier about a delivery, as a page and as a table. What happened to the delivery is
    /// settled by then: a report that cannot be written is an error to tell of, and no reason to stop.
    func giveFeedback(_ delivery: DeliveryRecord, store: ObservationStore) {
        guard delivery.status != .known else { return }
        do {
            let registered = try store.delivery(delivery.id) ?? delivery
            let feedback = try DeliveryFeedback(registered, store: store)
            let path = feedbackPath(registered)
            try AtomicReplacement.write(feedback.csv(), to: path + ".csv")
            // The page last: where it is, both are.
            try AtomicReplacement.write(Array(feedback.html().utf8), to: path + ".html")
        } catch {
            logger.error("no feedback on \(delivery.fileName): \(error)")
        }
    }
}

extension DeliveryFeedback {
    /// One row a count, name, and example.
    func csv() -> [UInt8] {
        let writer = DelimitedWriter(capacity: 1 << 14)
        func row(_ fields: [String]) {
            for field in fields { writer.append(field) }
            writer.endRecord()
        }
        row(["onderdeel", "code", "ernst", "aantal", "regel", "kolom", "waarde", "voorstel", "toelichting"])
        row(["levering", delivery.status.rawValue, "", "", "", "", delivery.fileName, "", reason ?? statusText])
        for count in counts { row(["telling", count.name, "", String(count.count), "", "", "", "", ""]) }
        for (part, problems) in [("apart gezet", setAside), ("bevinding", problems)] {
            for problem in problems {
                let severity = Self.severityText(problem.severity)
                row([part, problem.code, severity, String(problem.count), "", "", "", "", problem.meaning])
                for example in problem.examples {
                    row([
                        part, problem.code, severity, "", String(example.line), example.column, example.value,
                        example.proposal, "",
                    ])
                }
            }
        }
        for name in unknownNames {
            row([
                "soortnaam", "", "", String(name.records), String(name.firstLine), "", name.name, name.suggestion, "",
            ])
        }
        for request in requests { row(["verzoek", "", "", "", "", "", "", "", request]) }
        return writer.take()
    }

    /// A page that needs nothing but itself.
    func html() -> String {
        var page = HTMLPage(title: "Terugmelding levering \(delivery.id)")
        page.heading("Terugmelding over uw levering", level: 1)
        page.table(
            headings: [],
            rows: [
                ["Bestand", delivery.fileName], ["Bron", delivery.source], ["Overeenkomst", delivery.agreement ?? "–"],
                ["Ontvangen (UTC)", String(delivery.receivedAt.prefix(19))], ["Leveringsnummer", String(delivery.id)],
                ["SHA-256", delivery.sha256], ["Formaat", delivery.format ?? "–"], ["Resultaat", statusText],
            ])
        if let reason {
            page.heading("Waarom", level: 2)
            page.paragraph(reason)
        }
        page.heading("Wat wij u vragen", level: 2)
        page.list(requests)
        if delivery.status == .accepted {
            page.heading("Aantallen", level: 2)
            page.table(headings: ["records", "aantal"], rows: counts.map { [$0.name, String($0.count)] })
        }
        section("Apart gezette records", setAside, &page)
        if !unknownNames.isEmpty {
            page.heading("Soortnamen die niet zijn herkend", level: 2)
            page.table(
                headings: ["naam", "records", "bedoelt u", "eerste regel"],
                rows: unknownNames.map { [$0.name, String($0.records), $0.suggestion, String($0.firstLine)] })
            if unlistedNames > 0 { page.paragraph("En nog \(unlistedNames) andere namen.") }
        }
        section("Bevindingen in de records", problems, &page)
        return page.text
    }

    private func section(_ title: String, _ problems: [Problem], _ page: inout HTMLPage) {
        guard !problems.isEmpty else { return }
        page.heading(title, level: 2)
        for problem in problems {
            page.heading("\(problem.code): \(problem.count) × (\(Self.severityText(problem.severity)))", level: 3)
            page.paragraph(problem.meaning)
            page.table(
                headings: ["regel", "kolom", "waarde", "voorstel"],
                rows: problem.examples.map { [String($0.line), $0.column, $0.value, $0.proposal] })
            if problem.count > problem.examples.count {
                page.paragraph("En nog \(problem.count - problem.examples.count) keer.")
            }
        }
    }
}
