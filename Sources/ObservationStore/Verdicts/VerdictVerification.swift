import Columns
import GRDB
import Observations

extension ObservationStore {
    /// Every verdict in force is the status of its version, no version has a person's status without one, and every
    /// row of every file of verdicts is accounted for.
    func verdictDefects(_ reader: SnapshotReader) throws -> [StoreDefect] {
        try statusDefects(reader) + registerDefects()
    }

    private func statusDefects(_ reader: SnapshotReader) throws -> [StoreDefect] {
        var defects: [StoreDefect] = []
        var wrong = 0
        let cursor = reader.cursor([.observationID], assessment: [.status])
        for address in try reader.addresses() {
            let group = try cursor.read(address)
            guard case .coded(let statuses)? = group.assessments[AssessmentColumn.status.rawValue] else { continue }
            let first = group.firstObservationID
            let verdicts = try verdictsInForce(in: first..<(first + Int64(address.rowCount)))
            let isPersonal = (0...statuses.dictionary.count).map { code in
                statuses.dictionary[UInt32(code)].flatMap(AssessmentStatus.init)?.isGivenByPeopleOnly ?? false
            }
            for row in 0..<address.rowCount {
                let id = first + Int64(row)
                let verdict = verdicts.isEmpty ? nil : verdicts[id]
                let message: String
                if let verdict {
                    guard statuses[row] != verdict.rawValue else { continue }
                    message = "the verdict in force is \(verdict.rawValue), the status \(statuses[row] ?? "none")"
                } else {
                    guard isPersonal[Int(statuses.codes[row])] else { continue }
                    message = "it has a person's status, \(statuses[row] ?? "none"), and no verdict is in force"
                }
                wrong += 1
                if wrong <= 20 {
                    defects.append(StoreDefect(kind: "verdict", subject: "observation \(id)", message: message))
                }
            }
        }
        if wrong > 20 {
            defects.append(StoreDefect(kind: "verdict", subject: "…", message: "\(wrong) observations in all"))
        }
        return defects
    }

    private func registerDefects() throws -> [StoreDefect] {
        try catalog.queue.read { database in
            let files = try Row.fetchAll(
                database,
                sql: """
                    SELECT f.*, count(v.verdict_id) AS stored, coalesce(sum(v.outcome = 'applied'), 0) AS stored_applied
                    FROM ndff_verdict_file f LEFT JOIN ndff_verdict v USING (file_id) GROUP BY f.file_id ORDER BY f.file_id
                    """)
            return files.compactMap { row in
                let file = VerdictFileEntry(row: row)
                let stored: Int = row["stored"]
                let applied: Int = row["stored_applied"]
                guard
                    file.rows != file.applied + file.notApplied + file.known + file.open || applied != file.applied
                        || stored != file.applied + file.notApplied
                else { return nil }
                return StoreDefect(
                    kind: "accounting", subject: "verdict file \(file.id) (\(file.fileName))",
                    message: "\(file.rows) rows ≠ applied \(file.applied) + not applied \(file.notApplied) + known "
                        + "\(file.known) + open \(file.open), or \(stored) verdicts stored of which \(applied) applied")
            }
        }
    }
}
