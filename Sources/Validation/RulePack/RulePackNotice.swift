/// Something that whoever loads a pack has to know and that does not stand in the way of loading it.
public struct RulePackNotice: Sendable, Equatable, CustomStringConvertible {
    /// Name of the file within the pack.
    public var file: String
    /// Line of the first row concerned, from 1.
    public var line: Int?
    public var text: String

    public init(file: String, line: Int? = nil, text: String) {
        self.file = file
        self.line = line
        self.text = text
    }

    /// `tenkm.csv:2: 344 rows left out: …`
    public var description: String { "\(file)\(line.map { ":\($0)" } ?? ""): \(text)" }
}
