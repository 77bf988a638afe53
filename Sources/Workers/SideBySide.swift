import Foundation

/// Does two things at the same time and gives what both made.
/// - Parameter threads: with 1 they are done one after the other.
/// - Throws: what the first throws, or else what the second does; both have then ended.
public func sideBySide<First, Second>(
    threads: Int, _ first: () throws -> First, _ second: () throws -> Second
) throws -> (First, Second) {
    guard threads > 1 else { return (try first(), try second()) }
    return try withoutActuallyEscaping(second) { second in
        let work = Work(second)
        let thread = Thread { work.run() }
        thread.stackSize = 8 << 20
        thread.start()
        let made = Swift.Result { try first() }
        let other = work.wait()
        return (try made.get(), try other.get())
    }
}

/// What another thread does, and what came of it.
private final class Work<Made>: @unchecked Sendable {
    // Unchecked: `step` is run, and `made` written, by the thread alone; the caller looks at it after `done`.
    private var step: (() throws -> Made)?
    private var made: Swift.Result<Made, any Error>?
    private let done = DispatchSemaphore(value: 0)

    init(_ step: @escaping () throws -> Made) { self.step = step }

    func run() {
        made = step.map { step in Swift.Result { try step() } }
        // A thread that has not ended yet still holds this object: with the step in it, it would outlive the call.
        step = nil
        done.signal()
    }

    func wait() -> Swift.Result<Made, any Error> {
        done.wait()
        return made ?? .failure(CancellationError())
    }
}
