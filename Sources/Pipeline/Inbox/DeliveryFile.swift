import Foundation
import ObservationStore

/// A file to be taken in.
public struct DeliveryFile: Sendable, Equatable {
    public var path: String
    public var source: PipelineConfiguration.Source
    /// Whether it is removed once it is in the store and the archive.
    public var isInInbox: Bool
    /// What is registered of it, when it waited for an agreement.
    var held: DeliveryRecord?

    init(path: String, source: PipelineConfiguration.Source, isInInbox: Bool, held: DeliveryRecord? = nil) {
        self.path = path
        self.source = source
        self.isInInbox = isInInbox
        self.held = held
    }
}

extension Pipeline {
    /// - Parameter name: a source of the configuration; without it the one whose inbox holds the file, else one without
    ///   a profile.
    func deliveryFile(_ path: String, source name: String?) throws -> DeliveryFile {
        if let name {
            guard let source = configuration.sources.first(where: { $0.name == name }) else {
                throw PipelineError.usage(
                    "there is no source \(name) in \(configuration.path); it has \(configuration.sources.map(\.name).joined(separator: ", "))")
            }
            return DeliveryFile(path: path, source: source, isInInbox: false)
        }
        let folder = (path as NSString).deletingLastPathComponent
        if let source = configuration.sources.first(where: { $0.inbox == folder }) {
            return DeliveryFile(path: path, source: source, isInInbox: true)
        }
        let own = configuration.sources.count == 1 ? configuration.sources.first : nil
        return DeliveryFile(
            path: path,
            source: own ?? configuration.sources.first { $0.profile == nil }
                ?? PipelineConfiguration.Source(
                    name: "unnamed", profile: nil, inbox: nil, agreement: nil, maximumQuarantine: 0.05),
            isInInbox: false)
    }
}
