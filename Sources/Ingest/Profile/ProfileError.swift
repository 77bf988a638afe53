/// What is wrong with a supplier profile, where, and what would be right.
public struct ProfileError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Problem: Sendable, Equatable {
        /// The file is no UTF-8 or cannot be opened.
        case unreadable(String)
        /// The file is no YAML.
        case syntax(String)
        case unknownKey
        case missingKey
        /// What the value should be.
        case wrongType(expected: String)
        case unknownValue(String)
        /// A template with a brace too many or too few.
        case template(String)
        /// A text that is no regular expression.
        case pattern(String)
        /// A column that is mapped and ignored.
        case mappedAndIgnored(String)
        /// The delivery has none of these columns.
        case columnMissing([String])
        /// The delivery has the column more than once.
        case columnRepeated(String)
    }

    /// Name of the profile's file.
    public var file: String
    /// Place in the file: `fields.sex`, `exclude[2].column`.
    public var keyPath: String
    /// Line in the file, from 1, where it is known.
    public var line: Int?
    public var problem: Problem
    /// What may stand there.
    public var allowed: [String]
    /// What was probably meant.
    public var suggestion: String?

    public init(
        file: String, keyPath: String, line: Int? = nil, problem: Problem, allowed: [String] = [],
        suggestion: String? = nil
    ) {
        self.file = file
        self.keyPath = keyPath
        self.line = line
        self.problem = problem
        self.allowed = allowed
        self.suggestion = suggestion
    }

    public var description: String {
        var text = file
        if let line { text += ":\(line)" }
        if !keyPath.isEmpty { text += ": \(keyPath)" }
        text += ": \(message)"
        if let suggestion { text += "; did you mean \"\(suggestion)\"?" }
        if !allowed.isEmpty { text += " Allowed: \(allowed.joined(separator: ", "))." }
        return text
    }

    private var message: String {
        switch problem {
        case .unreadable(let reason): "the file cannot be read: \(reason)"
        case .syntax(let reason): "the file is no valid YAML: \(reason)"
        case .unknownKey: "unknown key"
        case .missingKey: "this key is required"
        case .wrongType(let expected): "expected \(expected)"
        case .unknownValue(let value): "unknown value \"\(value)\""
        case .template(let reason): "faulty template: \(reason)"
        case .pattern(let text): "\"\(text)\" is no regular expression"
        case .mappedAndIgnored(let column): "the column \"\(column)\" is mapped in fields and listed in ignore"
        case .columnMissing(let columns):
            "the delivery has no column \(columns.map { "\"\($0)\"" }.joined(separator: " or "))"
        case .columnRepeated(let column): "the delivery has more than one column \"\(column)\""
        }
    }
}
