/// What stops a step of the pipeline.
public enum PipelineError: Error, Sendable, CustomStringConvertible {
    /// Another run is at work (exit code 75).
    case locked(path: String, holder: String)
    case inputOutput(path: String, operation: String, errno: Int32)
    /// Something was asked for that does not exist (exit code 2).
    case usage(String)
    /// The books do not balance: a record went astray.
    case accounting(String)
    /// A file in the archive is not what its name says.
    case archiveDamaged(path: String)
    /// A rule pack was changed without a new version.
    case rulePackChanged(identifier: String, directory: String)

    public var description: String {
        switch self {
        case .locked(let path, let holder): "another run holds \(path) (\(holder)); try again when it has ended"
        case .inputOutput(let path, let operation, let code): "cannot \(operation) \(path): error \(code)"
        case .usage(let message): message
        case .accounting(let message): "the books do not balance: \(message)"
        case .archiveDamaged(let path): "\(path) is not the file that was archived under this name"
        case .rulePackChanged(let identifier, let directory):
            "the rule pack in \(directory) was changed but is still called \(identifier); give it a new version in rules.yaml"
        }
    }
}
