import Foundation
import Testing
import Workers

@Suite struct OrderedWorkTests {
    struct Stop: Error, Equatable { var at: Int }

    /// The squares of 0..<count in order, whoever made them.
    @Test(arguments: [1, 2, 3, 8], [0, 1, 2, 7, 500])
    func orderIsKept(_ threads: Int, _ count: Int) throws {
        var next = 0
        var results: [Int] = []
        try orderedWork(
            threads: threads, state: { 0 },
            next: { () -> Int? in
                guard next < count else { return nil }
                defer { next += 1 }
                return next
            },
            transform: { (done: inout Int, block: Int) -> Int in
                done += 1
                // The first ones take longest.
                if block % 5 == 0 { Thread.sleep(forTimeInterval: 0.0005) }
                return block * block
            },
            consume: { results.append($0) })
        #expect(results == (0..<count).map { $0 * $0 })
    }

    enum Step: CaseIterable { case next, transform, consume }

    @Test(arguments: Step.allCases, [1, 2, 4])
    func anErrorLeavesAnUnbrokenBeginning(_ step: Step, _ threads: Int) throws {
        for at in [0, 1, 17, 99] {
            var next = 0
            var consumed: [Int] = []
            var thrown: Stop?
            do {
                try orderedWork(
                    threads: threads, state: { () },
                    next: { () throws -> Int? in
                        guard next < 100 else { return nil }
                        if step == .next, next == at { throw Stop(at: at) }
                        defer { next += 1 }
                        return next
                    },
                    transform: { (_: inout Void, block: Int) throws -> Int in
                        if block % 3 == 0 { Thread.sleep(forTimeInterval: 0.0002) }
                        if step == .transform, block == at { throw Stop(at: at) }
                        return block
                    },
                    consume: { block in
                        if step == .consume, block == at { throw Stop(at: at) }
                        consumed.append(block)
                    })
            } catch let stop as Stop { thrown = stop }
            #expect(thrown == Stop(at: at))
            #expect(consumed == Array(0..<at))
        }
    }

    /// Of several errors the first in the order of the blocks counts.
    @Test func theEarliestErrorIsThrown() throws {
        for _ in 0..<20 {
            var next = 0
            #expect(throws: Stop(at: 3)) {
                try orderedWork(
                    threads: 4, state: { () },
                    next: { () -> Int? in
                        defer { next += 1 }
                        return next
                    },
                    transform: { (_: inout Void, block: Int) throws -> Int in
                        if block == 3 { Thread.sleep(forTimeInterval: 0.002) }
                        if block >= 3 { throw Stop(at: block) }
                        return block
                    }, consume: { _ in })
            }
        }
    }

    @Test func anErrorOfAStateStopsBeforeTheFirstBlock() {
        var asked = 0
        #expect(throws: Stop(at: -1)) {
            try orderedWork(
                threads: 3, state: { () throws -> Int in throw Stop(at: -1) },
                next: { () -> Int? in
                    asked += 1
                    return nil
                }, transform: { (_: inout Int, block: Int) in block }, consume: { (_: Int) in })
        }
        #expect(asked == 0)
    }

    /// Handed out and not yet consumed: at most two blocks a thread, however slow the last step.
    @Test(arguments: [1, 2, 5])
    func noMoreThanTwoBlocksAThread(_ threads: Int) throws {
        let lock = NSLock()
        var alive = 0
        var most = 0
        var next = 0
        try orderedWork(
            threads: threads, state: { () },
            next: { () -> Int? in
                guard next < 60 else { return nil }
                next += 1
                lock.withLock {
                    alive += 1
                    most = max(most, alive)
                }
                return next
            },
            transform: { (_: inout Void, block: Int) -> Int in block },
            consume: { _ in
                Thread.sleep(forTimeInterval: 0.0005)
                lock.withLock { alive -= 1 }
            })
        #expect(alive == 0 && most <= (threads == 1 ? 1 : 2 * threads))
    }

    /// A slow block does not keep the other threads from the blocks behind it.
    @Test func aSlowBlockHoldsUpNobody() throws {
        let lock = NSLock()
        var begun = 0
        var begunWhileWaiting = 0
        var next = 0
        try orderedWork(
            threads: 2, state: { () },
            next: { () -> Int? in
                guard next < 8 else { return nil }
                defer { next += 1 }
                return next
            },
            transform: { (_: inout Void, block: Int) -> Int in
                lock.withLock { begun += 1 }
                guard block == 0 else { return block }
                // Ends when the other thread has gone on past the block behind this one, or never could.
                for _ in 0..<2000 where lock.withLock({ begun }) < 3 { Thread.sleep(forTimeInterval: 0.001) }
                begunWhileWaiting = lock.withLock { begun }
                return block
            }, consume: { _ in })
        #expect(begunWhileWaiting >= 3)
    }

    /// Every thread has a state of its own, and keeps it.
    @Test func statesAreNotShared() throws {
        final class Own { var busy = false; var blocks = 0 }
        let lock = NSLock()
        var states: [Own] = []
        var next = 0
        var shared = 0
        try orderedWork(
            threads: 4,
            state: { () -> Own in
                let own = Own()
                lock.withLock { states.append(own) }
                return own
            },
            next: { () -> Int? in
                next += 1
                return next <= 200 ? next : nil
            },
            transform: { (own: inout Own, block: Int) -> Int in
                if own.busy { lock.withLock { shared += 1 } }
                own.busy = true
                Thread.sleep(forTimeInterval: 0.0001)
                own.blocks += 1
                own.busy = false
                return block
            }, consume: { _ in })
        #expect(states.count == 4 && shared == 0)
        #expect(states.reduce(0) { $0 + $1.blocks } == 200)
    }
}
