/// Whether a species was found, or looked for and not found.
public enum OccurrenceStatus: String, CaseIterable, Sendable {
    case present, absent

    /// The status that a text says; `nil` for an unknown one.
    public init?(_ text: UnsafeRawBufferPointer) {
        let text = text.trimmed
        if text.matches(anyOf: Self.presentWords) {
            self = .present
        } else if text.matches(anyOf: Self.absentWords) {
            self = .absent
        } else {
            return nil
        }
    }

    private static let presentWords: [StaticString] = [
        "present", "presence", "aanwezig", "yes", "ja", "y", "j", "true", "1", "x", "common", "rare", "waargenomen",
        "gefunden", "vorhanden",
    ]
    private static let absentWords: [StaticString] = [
        "absent", "absence", "afwezig", "no", "nee", "n", "false", "0", "not present", "not found", "niet aanwezig",
        "niet waargenomen", "niet gevonden", "fehlend",
    ]
}
