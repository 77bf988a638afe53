/// One thing wrong in a rule pack.
public struct RulePackProblem: Sendable, Equatable, CustomStringConvertible {
    /// Name of the file within the pack.
    public var file: String
    /// From 1; `nil` where the file as a whole is concerned.
    public var line: Int?
    /// In characters from 1.
    public var column: Int?
    public var reason: String

    public init(file: String, line: Int? = nil, column: Int? = nil, reason: String) {
        self.file = file
        self.line = line
        self.column = column
        self.reason = reason
    }

    /// `phenology.csv:12:7: day 31 does not exist in month 4`
    public var description: String {
        ([file] + [line, column].compactMap { $0.map(String.init) }).joined(separator: ":") + ": " + reason
    }
}

/// A rule pack was refused as a whole; everything found wrong in it, in the order of the files.
public struct RulePackError: Error, Sendable, Equatable, CustomStringConvertible {
    public var pack: String
    public var problems: [RulePackProblem]

    public init(pack: String, problems: [RulePackProblem]) {
        self.pack = pack
        self.problems = problems
    }

    public var description: String {
        "rule pack \(pack) refused; mend this and load it again:\n"
            + problems.map { "  \($0)" }.joined(separator: "\n")
    }
}
