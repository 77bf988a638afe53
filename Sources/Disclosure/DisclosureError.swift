/// Why records cannot pass the gate. Each of these stops the export: nothing is published by default.
public enum DisclosureError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The batch lacks a column on which the decision to publish rests.
    case missingColumn(String)
    /// A column is not of the kind the store's schema says.
    case wrongKind(column: String)
    /// Observations, assessments and row masks are not of the same number of rows.
    case misaligned(what: String, rows: Int, expected: Int)
    /// RD coordinates could not be converted for the centre of a square.
    case noCoordinates(String)
    case digestFailed(String)
    /// Records in are not records out plus records withheld.
    case doesNotAddUp(live: Int, tally: DisclosureTally, written: Int)

    public var description: String {
        switch self {
        case .missingColumn(let name):
            "cannot decide what may be published: column '\(name)' was not read; read all of DisclosureGate.decisionColumns"
        case .wrongKind(let name):
            "column '\(name)' is not of the kind that the store's schema gives it"
        case .misaligned(let what, let rows, let expected):
            "\(what) has \(rows) rows where the observations have \(expected)"
        case .noCoordinates(let reason):
            "cannot give the centre of a square in degrees: \(reason)"
        case .digestFailed(let reason):
            "cannot make the identity of a blurred record: \(reason)"
        case .doesNotAddUp(let live, let tally, let written):
            "disclosure does not add up: \(live) live records, \(tally.considered) considered, "
                + "\(tally.published) published, \(tally.withheldTotal) withheld, \(written) written"
        }
    }
}
