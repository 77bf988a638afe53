import Formats

/// What a delivered record asks for.
public enum RecordOperation: String, CaseIterable, Sendable {
    /// To be stored, as a new observation or as the next version of a known one: which of the two is for the store to
    /// tell, so that a supplier who says "new" of what was sent before does no harm.
    case store
    /// The observation of this identity is to be withdrawn. Nothing but the identity of such a record is read.
    case withdraw

    /// Words understood without a mapping in the profile (`values: { operation: { … } }`), in lower case; case is
    /// disregarded. A profile maps its supplier's own words onto any of these.
    static let words: [(operation: RecordOperation, words: [StaticString])] = [
        (
            .store,
            [
                "insert", "inserted", "update", "updated", "upsert", "post", "put", "patch", "create", "created", "add",
                "new", "changed", "i", "u", "nieuw", "gewijzigd", "wijzigen", "wijziging", "toevoegen", "toegevoegd",
                "ongewijzigd", "store",
            ]
        ),
        (
            .withdraw,
            [
                "delete", "deleted", "d", "remove", "removed", "withdraw", "withdrawn", "verwijderd", "verwijderen",
                "verwijdering", "verwijder", "ingetrokken", "intrekken", "vervallen",
            ]
        ),
    ]

    /// The operation that a text stands for, `nil` for a word that nobody knows. No text: the record is to be stored.
    init?(_ text: UnsafeRawBufferPointer) {
        let text = text.trimmed
        if AbsentText.isAbsent(text) {
            self = .store
            return
        }
        for (operation, words) in Self.words where text.matches(anyOf: words) {
            self = operation
            return
        }
        return nil
    }
}
