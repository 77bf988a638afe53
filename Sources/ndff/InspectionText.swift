import Pipeline

/// What `ndff inspect` prints for people.
enum InspectionText {
    static func print(_ inspection: Inspection, savedAs: String?) {
        if inspection.format.isEmpty {
            for problem in inspection.problems { Swift.print("Niet te lezen: \(problem.code): \(problem.message)") }
            return
        }
        var form = [inspection.format]
        if inspection.format == "csv" || inspection.format == "dwca" {
            form += [inspection.encoding, "scheidingsteken \(name(inspection.delimiter))"]
        }
        form.append("\(inspection.records) records")
        if let crs = inspection.crs { form.append(crs) }
        Swift.print(form.joined(separator: ", "))
        if let title = inspection.title { Swift.print("Titel: \(title)") }
        printColumns(inspection.columns)
        printFields(inspection)
        if let trial = inspection.trial { printTrial(trial, of: inspection.records) }
        for note in inspection.notes { Swift.print("Opmerking: \(note)") }
        printProblems(inspection)
        if let proposal = inspection.proposal { printProposal(proposal, inspection, savedAs: savedAs) }
    }

    private static func name(_ delimiter: String) -> String {
        delimiter == "\t" ? "tab" : "'\(delimiter)'"
    }

    private static func printColumns(_ columns: [String]) {
        let shown = columns.prefix(60).map { $0.isEmpty ? "''" : $0 }.joined(separator: ", ")
        Swift.print("Kolommen (\(columns.count)): \(shown)\(columns.count > 60 ? " …" : "")")
    }

    private static func printFields(_ inspection: Inspection) {
        guard !inspection.profile.isEmpty else { return }
        switch inspection.profileFrom {
        case "profile": Swift.print("Wordt met het profiel gelezen als:")
        case "format": Swift.print("Wordt gelezen als (zo is het formaat):")
        case "column names": Swift.print("Wordt zonder profiel gelezen als (naar de kolomnamen):")
        case "proposal": Swift.print("Wordt zonder profiel geweigerd; met het voorgestelde profiel gelezen als:")
        default: Swift.print("Wordt geweigerd; wel herkend:")
        }
        for (field, source) in inspection.profile.sorted(by: { $0.key < $1.key }) { Swift.print("  \(field) ← \(source)") }
    }

    private static func printTrial(_ trial: Inspection.Trial, of records: Int) {
        var facts: [String] = []
        if let period = trial.period, period.count == 2 { facts.append("\(period[0]) tot en met \(period[1])") }
        if let box = trial.box, box.count == 4 {
            facts.append("\(box[0])–\(box[2])° OL, \(box[1])–\(box[3])° NB")
        }
        guard !facts.isEmpty else { return }
        let share = trial.records < records ? "eerste \(trial.records) records" : "alle records"
        Swift.print("Waargenomen (\(share)): \(facts.joined(separator: "; "))")
    }

    private static func printProblems(_ inspection: Inspection) {
        for (code, count) in inspection.problemCounts.sorted(by: { $0.key < $1.key }) {
            Swift.print(code == "EXCLUDED_BY_PROFILE" ? "Uitgesloten door het profiel: \(count) keer" : "Probleem \(code): \(count) keer")
            let shown = inspection.problems.filter { $0.code == code }
            for problem in shown {
                let column = problem.column.map { ", kolom \($0)" } ?? ""
                Swift.print("  regel \(problem.line)\(column): \(problem.message)")
            }
            if shown.count < count { Swift.print("  …") }
        }
        if inspection.trial?.knowsTaxa == false, inspection.profile["taxon"] != nil {
            Swift.print("Soortnamen zijn niet nagezocht: geef met -c een configuratie met een taxonregister.")
        }
    }

    private static func printProposal(_ proposal: Inspection.Proposal, _ inspection: Inspection, savedAs: String?) {
        for missing in proposal.missing { Swift.print("Ontbreekt: \(missing)") }
        for remark in proposal.remarks { Swift.print("Let op: \(remark)") }
        let doubtful = proposal.fields.filter { $0.certainty != "certain" }
        if !doubtful.isEmpty {
            Swift.print("Niet zeker in het voorgestelde profiel:")
            for item in doubtful {
                let certainty = item.certainty == "guess" ? "gok" : "waarschijnlijk"
                Swift.print("  \(item.field) ← \(item.source) (\(certainty): \(item.reason))")
            }
        }
        if inspection.profileFrom != "proposal", let counts = proposal.problemCounts {
            let told = counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
            let share = inspection.trial.map { $0.records < inspection.records ? "de eerste \($0.records) records" : "alle records" }
            Swift.print("Met het voorgestelde profiel, \(share ?? "alle records"): \(told.isEmpty ? "geen problemen" : told)")
        }
        if let savedAs {
            Swift.print("Voorgesteld profiel bewaard als \(savedAs)")
        } else if inspection.isRefused || !doubtful.isEmpty {
            Swift.print("Voorgesteld profiel: zie --propose-profile, of bewaar het met -o BESTAND")
        }
    }
}
