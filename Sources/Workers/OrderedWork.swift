import Foundation

/// Runs a chain of three steps over a sequence of blocks on several threads: `next` hands out blocks one at a time,
/// `transform` works on them side by side, `consume` gets the results one at a time in the order of `next`.
///
/// A result whose turn has not come is set down for whoever is consuming, and its thread takes the next block. At most
/// two blocks a thread have been handed out and not yet consumed, so memory does not depend on the length of the
/// sequence. The first error of any step stops the work and is thrown; `consume` has then seen an unbroken beginning of
/// the sequence.
///
/// - Parameters:
///   - threads: how many threads work; 1 runs everything on the caller's thread.
///   - state: makes what one thread keeps for itself from block to block (caches, scratch buffers).
///   - next: the next block, `nil` at the end. Never called by two threads at once.
///   - transform: the work on one block.
///   - consume: takes a result. Never called by two threads at once.
public func orderedWork<State, Block, Result>(
    threads: Int,
    state: () throws -> State,
    next: () throws -> Block?,
    transform: (inout State, Block) throws -> Result,
    consume: (Result) throws -> Void
) throws {
    if threads <= 1 {
        var own = try state()
        while let block = try next() { try consume(try transform(&own, block)) }
        return
    }
    try withoutActuallyEscaping(next) { next in
        try withoutActuallyEscaping(transform) { transform in
            try withoutActuallyEscaping(consume) { consume in
                let line = Line(threads: threads, next: next, transform: transform, consume: consume)
                let states = try (0..<threads).map { _ in Box(try state()) }
                let group = DispatchGroup()
                for own in states.dropFirst() {
                    group.enter()
                    let thread = Thread {
                        line.run(own)
                        group.leave()
                    }
                    thread.stackSize = 8 << 20
                    thread.start()
                }
                line.run(states[0])
                group.wait()
                // A thread that has left the group may still hold the line: with the steps in it these closures would
                // outlive the call, which ends the program.
                line.letGo()
                if let error = line.error { throw error }
            }
        }
    }
}

/// What one thread owns; only that thread touches it.
private final class Box<State>: @unchecked Sendable {
    var state: State
    init(_ state: State) { self.state = state }
}

/// The steps and the turn; every access to mutable state is under `entrance` or `turnstile`.
private final class Line<State, Block, Result>: @unchecked Sendable {
    private struct Steps {
        let next: () throws -> Block?
        let transform: (inout State, Block) throws -> Result
        let consume: (Result) throws -> Void
    }

    /// `nil` once all threads are done.
    private var steps: Steps?

    private let entrance = NSLock()
    private var tickets = 0
    private var ended = false

    private let turnstile = NSCondition()
    /// The ticket whose result is to be consumed next.
    private var turn = 0
    /// Results that wait for their turn, by ticket.
    private var waiting: [Int: Swift.Result<Result, any Error>] = [:]
    private var isConsuming = false
    private var firstError: (any Error)?
    /// How far ahead of its turn a result may be set down.
    private let reach: Int

    init(
        threads: Int, next: @escaping () throws -> Block?, transform: @escaping (inout State, Block) throws -> Result,
        consume: @escaping (Result) throws -> Void
    ) {
        steps = Steps(next: next, transform: transform, consume: consume)
        // One thread consumes and the others hold a result each that is too far ahead: twice as many as threads in all.
        reach = threads + 1
    }

    /// Drops the steps; to be called when no thread works any more.
    func letGo() {
        steps = nil
    }

    var error: (any Error)? {
        turnstile.withLock { firstError }
    }

    @inline(never)
    func run(_ own: Box<State>) {
        guard let steps else { return }
        while let (ticket, block) = enter(steps) {
            let result = Swift.Result { try steps.transform(&own.state, block) }
            leave(ticket, result, steps)
            if case .failure = result { return }
        }
    }

    private func enter(_ steps: Steps) -> (Int, Block)? {
        entrance.lock()
        defer { entrance.unlock() }
        if ended || error != nil { return nil }
        do {
            guard let block = try steps.next() else {
                ended = true
                return nil
            }
            let ticket = tickets
            tickets += 1
            return (ticket, block)
        } catch {
            ended = true
            // Earlier blocks are still consumed: the error takes the turn behind them.
            let ticket = tickets
            tickets += 1
            leave(ticket, .failure(error), steps)
            return nil
        }
    }

    /// Sets a result down, and consumes what is in turn unless another thread is doing that.
    private func leave(_ ticket: Int, _ result: Swift.Result<Result, any Error>, _ steps: Steps) {
        turnstile.lock()
        defer { turnstile.unlock() }
        while ticket >= turn + reach { turnstile.wait() }
        waiting[ticket] = result
        guard !isConsuming else { return }
        isConsuming = true
        defer { isConsuming = false }
        while let result = waiting.removeValue(forKey: turn) {
            if firstError == nil {
                turnstile.unlock()
                var thrown: (any Error)?
                do { try steps.consume(try result.get()) } catch { thrown = error }
                turnstile.lock()
                firstError = thrown
            }
            turn += 1
            turnstile.broadcast()
        }
    }
}
