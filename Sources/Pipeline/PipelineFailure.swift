import Export
import Ingest
import ObservationStore
import Reference
import Reporting
import Validation

/// What an error is to whoever called: something to correct in the call, another run at work, or a failure.
public enum PipelineFailure: Sendable, Equatable {
    case usage, locked, failed
    /// Not an error of the pipeline.
    case other

    public static func kind(of error: any Error) -> PipelineFailure {
        switch error {
        case let error as PipelineError:
            switch error {
            case .locked: return .locked
            case .usage, .rulePackChanged: return .usage
            case .inputOutput, .accounting, .archiveDamaged: return .failed
            }
        case is ConfigurationError, is ProfileError, is ReferenceFileError, is RulePackError, is VRNError:
            return .usage
        case let error as ExportError:
            if case .unknownFormat = error { return .usage }
            return .failed
        case let error as StoreError:
            switch error {
            case .unknownSnapshot, .notFound: return .usage
            default: return .failed
            }
        case is DeliveryError: return .failed
        default: return String(reflecting: type(of: error)).hasPrefix("ArgumentParser.") ? .other : .failed
        }
    }
}
