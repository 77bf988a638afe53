import Foundation
import Testing
import Workers

@Suite struct SideBySideTests {
    struct Stop: Error, Equatable { var at: Int }

    @Test(arguments: [1, 2]) func givesBoth(_ threads: Int) throws {
        for round in 0..<200 {
            let (text, number) = try sideBySide(threads: threads) { "\(round)" } _: { round + 1 }
            #expect(text == "\(round)" && number == round + 1)
        }
    }

    @Test func bothAreAtWorkAtOnce() throws {
        let (here, there) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        // Each waits for the other.
        let (first, second) = try sideBySide(threads: 2) {
            here.signal()
            return there.wait(timeout: .now() + 60)
        } _: {
            there.signal()
            return here.wait(timeout: .now() + 60)
        }
        #expect(first == .success && second == .success)
    }

    @Test(arguments: [1, 2]) func errorsComeThrough(_ threads: Int) {
        #expect(throws: Stop(at: 1)) { try sideBySide(threads: threads) { throw Stop(at: 1) } _: { 2 } }
        #expect(throws: Stop(at: 2)) { try sideBySide(threads: threads) { 1 } _: { throw Stop(at: 2) } }
        #expect(throws: Stop(at: 1)) {
            try sideBySide(threads: threads) { throw Stop(at: 1) } _: { throw Stop(at: 2) }
        }
    }
}
