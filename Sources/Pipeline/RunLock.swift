import Foundation

/// Keeps two runs apart. The kernel lets go of the lock when its holder dies, however it dies.
final class RunLock: Sendable {
    private let descriptor: Int32

    /// - Throws: `PipelineError.locked` when another process holds it.
    init(path: String) throws {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw PipelineError.inputOutput(path: path, operation: "open", errno: errno) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            var holder = [UInt8](repeating: 0, count: 200)
            let got = read(descriptor, &holder, holder.count)
            close(descriptor)
            guard code == EWOULDBLOCK else {
                throw PipelineError.inputOutput(path: path, operation: "lock", errno: code)
            }
            throw PipelineError.locked(
                path: path, holder: String(decoding: holder.prefix(max(0, got)), as: UTF8.self))
        }
        let text = "process \(getpid())"
        ftruncate(descriptor, 0)
        _ = text.utf8CString.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, text.utf8.count, 0) }
    }

    deinit { close(descriptor) }
}
