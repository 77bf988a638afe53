import Foundation

/// A regular expression (ICU's, as NSRegularExpression has it) of a profile.
public struct TextPattern: Sendable, Equatable {
    public let text: String
    private let expression: NSRegularExpression

    /// `nil` when the text is no regular expression.
    public init?(_ text: String) {
        guard !text.isEmpty, let expression = try? NSRegularExpression(pattern: text) else { return nil }
        self.text = text
        self.expression = expression
    }

    public static func == (left: TextPattern, right: TextPattern) -> Bool { left.text == right.text }

    func isFound(in value: String) -> Bool {
        expression.firstMatch(in: value, range: Self.all(value)) != nil
    }

    /// What the first group that took part matched; of a pattern without groups, all that it matched.
    func part(of value: String) -> String? {
        guard let match = expression.firstMatch(in: value, range: Self.all(value)) else { return nil }
        let groups = match.numberOfRanges > 1 ? Array(1..<match.numberOfRanges) : [0]
        for group in groups {
            if let range = Range(match.range(at: group), in: value) { return String(value[range]) }
        }
        return nil
    }

    /// - Parameter template: may name groups: `$1`.
    func replaced(in value: String, with template: String) -> String {
        expression.stringByReplacingMatches(in: value, range: Self.all(value), withTemplate: template)
    }

    private static func all(_ value: String) -> NSRange { NSRange(value.startIndex..., in: value) }
}

/// What is done to a text before it is read, in this order.
public struct TextEdit: Sendable, Equatable {
    public struct Replacement: Sendable, Equatable {
        public var pattern: TextPattern
        /// May name groups of the pattern: `$1`.
        public var text: String

        public init(pattern: TextPattern, text: String) {
            self.pattern = pattern
            self.text = text
        }
    }

    public enum LetterCase: String, CaseIterable, Sendable {
        case lower
        case upper
        /// The first letter a capital, the others small: `PRUNUS SEROTINA` becomes `Prunus serotina`.
        case sentence
    }

    /// Only this part is kept; a text that does not match is no value.
    public var match: TextPattern?
    public var replacements: [Replacement]
    public var letterCase: LetterCase?

    public init(match: TextPattern? = nil, replacements: [Replacement] = [], letterCase: LetterCase? = nil) {
        self.match = match
        self.replacements = replacements
        self.letterCase = letterCase
    }

    /// The edited text; `nil` when there is none.
    func apply(_ value: String) -> String? {
        var text = value
        if let match {
            guard let part = match.part(of: text) else { return nil }
            text = part
        }
        for replacement in replacements { text = replacement.pattern.replaced(in: text, with: replacement.text) }
        switch letterCase {
        case nil: break
        case .lower: text = text.lowercased()
        case .upper: text = text.uppercased()
        case .sentence: text = text.prefix(1).uppercased() + text.dropFirst().lowercased()
        }
        return text
    }
}
