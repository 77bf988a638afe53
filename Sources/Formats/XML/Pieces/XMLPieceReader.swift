import Foundation

/// What reading a piece came to.
enum XMLPieceOutcome: Sendable {
    /// All records of it were read. `mark` is what reading on behind it needs to know.
    case read(mark: Int)
    /// So were they, and there are no records behind it.
    case ended
    /// It was not what had been foreseen: to be read again, with all behind it, from front to back.
    case unforeseen
}

/// Reads the pieces of a document side by side, ahead of who takes the records, and hands the records out in their order.
///
/// Where a piece is not what was foreseen, the document is read on from its beginning by one reader from front to back: what
/// comes out, errors included, is the same whether it is read in pieces or not.
final class XMLPieceReader: RecordReader {
    typealias Parse = @Sendable (XMLPiece, RecordBlock) -> XMLPieceOutcome
    /// Makes the reader of the document from a place on; the last argument is the mark of the piece in front of it.
    typealias Fallback = (any ByteSource, XMLPlace, Int) -> any RecordReader

    private let line: PieceLine
    private let splitter: XMLPieceSplitter
    private let open: [[UInt8]]
    private let fallback: Fallback
    private var mark: Int
    private var serial: (any RecordReader)?
    private var isDone = false
    /// The piece of which records are handed out, and the next of them.
    private var current: PieceLine.Parsed?
    private var nextRecord = 0

    init(
        _ splitter: XMLPieceSplitter, open: [[UInt8]], mark: Int, threads: Int, parse: @escaping Parse,
        fallback: @escaping Fallback
    ) {
        self.splitter = splitter
        self.open = open
        self.mark = mark
        self.fallback = fallback
        line = PieceLine(splitter, threads: threads, parse: parse)
    }

    deinit { line.stop() }

    func nextBlock(into block: RecordBlock, maximumRecords: Int) throws -> Bool {
        if let serial { return try serial.nextBlock(into: block, maximumRecords: maximumRecords) }
        block.beginFilling()
        while !block.isFull(maximumRecords: maximumRecords) {
            if let parsed = current {
                nextRecord = block.appendRecords(of: parsed.block, from: nextRecord, maximumRecords: maximumRecords)
                guard nextRecord == parsed.block.recordCount else { break }
                line.giveBack(parsed.block)
                current = nil
            }
            if isDone { break }
            guard let parsed = line.next() else {
                isDone = true
                break
            }
            switch parsed.outcome {
            case .read(let mark): self.mark = mark
            case .ended: isDone = true
            case .unforeseen:
                readOn(from: parsed)
                if block.recordCount > 0 { return true }
                return try nextBlock(into: block, maximumRecords: maximumRecords)
            }
            current = parsed
            nextRecord = 0
        }
        if isDone { line.stop() }
        return block.recordCount > 0
    }

    private func readOn(from parsed: PieceLine.Parsed) {
        let pieces = [parsed.piece] + line.stopAndDrain()
        let source = ChainedSource(pieces.map { MemorySource($0.bytes) } + [splitter.rest])
        let place = XMLPlace(open: open, line: parsed.piece.line, offset: parsed.piece.offset)
        serial = fallback(source, place, mark)
    }
}

/// Threads that take pieces and read them, a few ahead of who takes the results.
///
/// Every access to mutable state is under `condition`; the splitter is used under `splitting`.
private final class PieceLine: @unchecked Sendable {
    struct Parsed {
        var piece: XMLPiece
        var block: RecordBlock
        var outcome: XMLPieceOutcome
    }

    private let splitter: XMLPieceSplitter
    private let parse: XMLPieceReader.Parse
    private let threads: Int
    private let condition = NSCondition()
    private let splitting = NSLock()
    private let working = DispatchGroup()
    private var ready: [Int: Parsed] = [:]
    private var free: [RecordBlock] = []
    private var isStarted = false
    private var isEnded = false
    private var isStopped = false
    /// Pieces handed out to threads, and results taken.
    private var begun = 0
    private var taken = 0

    /// Pieces that may be ahead for each thread.
    private static let ahead = 4

    init(_ splitter: XMLPieceSplitter, threads: Int, parse: @escaping XMLPieceReader.Parse) {
        self.splitter = splitter
        self.threads = threads
        self.parse = parse
    }

    /// The next result; `nil` behind the last.
    func next() -> Parsed? {
        condition.lock()
        defer { condition.unlock() }
        if !isStarted { start() }
        while true {
            if let parsed = ready.removeValue(forKey: taken) {
                taken += 1
                condition.broadcast()
                return parsed
            }
            if isStopped || (isEnded && taken == begun) { return nil }
            condition.wait()
        }
    }

    func giveBack(_ block: RecordBlock) { condition.withLock { free.append(block) } }

    func stop() {
        condition.withLock {
            isStopped = true
            condition.broadcast()
        }
    }

    /// Ends the work and gives the pieces that were taken for it, in order.
    func stopAndDrain() -> [XMLPiece] {
        stop()
        working.wait()
        return condition.withLock {
            let pieces = ready.sorted { $0.key < $1.key }.map(\.value.piece)
            ready = [:]
            return pieces
        }
    }

    private func start() {
        isStarted = true
        for _ in 0..<threads {
            working.enter()
            let thread = Thread { [self] in
                while work() {}
                working.leave()
            }
            thread.stackSize = 4 << 20
            thread.start()
        }
    }

    private func work() -> Bool {
        splitting.lock()
        guard waitForRoom(), let piece = splitter.next() else {
            condition.withLock {
                isEnded = true
                condition.broadcast()
            }
            splitting.unlock()
            return false
        }
        let (ticket, block) = condition.withLock {
            begun += 1
            return (begun - 1, free.popLast() ?? RecordBlock())
        }
        splitting.unlock()
        block.beginFilling()
        let outcome = parse(piece, block)
        condition.withLock {
            ready[ticket] = Parsed(piece: piece, block: block, outcome: outcome)
            condition.broadcast()
        }
        return true
    }

    /// False when nothing more is wanted.
    private func waitForRoom() -> Bool {
        condition.withLock {
            while !isStopped, begun - taken >= Self.ahead * threads { condition.wait() }
            return !isStopped
        }
    }
}
