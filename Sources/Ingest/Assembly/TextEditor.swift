import Columns
import Formats

/// Edits texts as a profile says, each distinct text once; for one thread.
final class TextEditor {
    private let edit: TextEdit
    private var delivered = TextDictionary()
    private var edited: [String] = []
    private let buffer = ByteBuffer()

    /// Texts that are longer are no values of a field; what a regular expression would cost on them nobody knows.
    private static let longestText = 16_384
    private static let maximumDistinct = 1 << 16
    private static let maximumBytes = 8 << 20

    init(_ edit: TextEdit) {
        self.edit = edit
    }

    /// The edited text, empty when nothing is left; valid until the next call.
    func edit(_ text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        let text = text.trimmed
        guard text.count <= Self.longestText else { return text }
        if delivered.count > Self.maximumDistinct || delivered.byteCount > Self.maximumBytes {
            delivered.removeAll()
            edited.removeAll()
        }
        let code = Int(delivered.intern(text))
        if code > edited.count { edited.append(edit.apply(text.text) ?? "") }
        buffer.clear()
        buffer.append(edited[code - 1].utf8)
        return buffer.bytes
    }
}

/// A condition of a profile, held against records; for one thread.
final class ConditionAccess {
    private enum Test {
        case among(Set<String>, isWanted: Bool)
        case matches(TextPattern)
        case empty(Bool)
    }

    let access: FieldAccess
    private let test: Test
    /// What a distinct text led to.
    private var texts = TextDictionary()
    private var outcomes: [Bool] = []
    private let memo = TextMemo()

    init(_ place: FieldAccess.Place, _ test: RecordCondition.Test) {
        access = FieldAccess(columns: [place])
        self.test =
            switch test {
            case .equals(let values): .among(Set(values), isWanted: true)
            case .not(let values): .among(Set(values), isWanted: false)
            case .matches(let pattern): .matches(pattern)
            case .empty(let isEmpty): .empty(isEmpty)
            }
    }

    func holds(_ view: RecordBlock.View, _ record: Int) -> Bool {
        let text = access.delivered(view, record).trimmed
        if case .empty(let isWanted) = test { return AbsentText.isAbsent(text) == isWanted }
        if texts.count > 1 << 16 || texts.byteCount > 8 << 20 {
            texts.removeAll()
            outcomes.removeAll()
            memo.removeAll()
        }
        let code = Int(memo.intern(text, in: &texts))
        if code > outcomes.count { outcomes.append(judge(text.text)) }
        return outcomes[code - 1]
    }

    private func judge(_ text: String) -> Bool {
        switch test {
        case .among(let values, let isWanted): values.contains(text) == isWanted
        case .matches(let pattern): pattern.isFound(in: text)
        case .empty(let isWanted): text.isEmpty == isWanted
        }
    }
}
