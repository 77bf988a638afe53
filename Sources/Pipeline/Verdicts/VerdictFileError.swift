/// One thing wrong in a file of verdicts.
public struct VerdictProblem: Sendable, Codable, Equatable, CustomStringConvertible {
    /// Name of the file.
    public var file: String
    /// From 1.
    public var line: Int
    /// In characters from 1.
    public var column: Int
    /// What is wrong and what to do.
    public var reason: String

    /// `verdicts.csv:12:40: …`
    public var description: String { "\(file):\(line):\(column): \(reason)" }
}

/// A file of verdicts was refused as a whole; everything found wrong in it, in the order of the file.
public struct VerdictFileError: Error, Sendable, Equatable, CustomStringConvertible {
    public var problems: [VerdictProblem]
    /// Problems told; of the rest only the number is.
    static let told = 100

    public var description: String {
        let rest = problems.count - Self.told
        return (["nothing of the file was taken in; mend this and hand it in again:"]
            + problems.prefix(Self.told).map { "  \($0)" } + (rest > 0 ? ["  … and \(rest) more"] : []))
            .joined(separator: "\n")
    }
}
