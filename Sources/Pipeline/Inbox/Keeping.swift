import Foundation

/// Takes a delivery into the archive's keeping on a thread of its own.
final class Keeping: @unchecked Sendable {
    // Unchecked: `result` is written before the group is left and read after it was waited for.
    private let group = DispatchGroup()
    private var result: Result<Archive.Taken, any Error>?

    init(_ work: @escaping @Sendable () throws -> Archive.Taken) {
        group.enter()
        Thread.detachNewThread {
            self.result = Result { try work() }
            self.group.leave()
        }
    }

    func wait() throws -> Archive.Taken {
        group.wait()
        guard let result else { throw PipelineError.usage("the archive did not answer") }
        return try result.get()
    }
}
