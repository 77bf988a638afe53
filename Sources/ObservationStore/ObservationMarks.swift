/// A set of observation numbers: a bit a number, in pieces that exist only where a number was put in. Memory does not
/// grow with the store but with the stretches that are touched, by an eighth of a byte a number.
struct ObservationMarks {
    private static let wordsPerPiece = 1024
    private static let numbersPerPiece = Int64(wordsPerPiece * 64)

    private var pieces: [[UInt64]] = []
    private(set) var count = 0

    var isEmpty: Bool { count == 0 }

    /// Puts a number (0 or more) in the set.
    @inline(__always)
    mutating func insert(_ number: Int64) {
        let piece = Int(number / Self.numbersPerPiece)
        if piece >= pieces.count || pieces[piece].isEmpty { makeRoom(piece) }
        let within = Int(number % Self.numbersPerPiece)
        let bit: UInt64 = 1 << UInt64(within & 63)
        if pieces[piece][within >> 6] & bit == 0 {
            pieces[piece][within >> 6] |= bit
            count += 1
        }
    }

    func contains(_ number: Int64) -> Bool {
        let piece = Int(number / Self.numbersPerPiece)
        guard number >= 0, piece < pieces.count, !pieces[piece].isEmpty else { return false }
        let within = Int(number % Self.numbersPerPiece)
        return pieces[piece][within >> 6] & (1 << UInt64(within & 63)) != 0
    }

    /// How many numbers of a range are in the set.
    func count(in range: Range<Int64>) -> Int {
        var found = 0
        forEachWord(in: range) { word, _ in found += word.nonzeroBitCount }
        return found
    }

    /// The numbers of a range that are in the set, in order.
    func forEach(in range: Range<Int64>, _ body: (Int64) -> Void) {
        forEachWord(in: range) { word, first in
            var rest = word
            while rest != 0 {
                body(first + Int64(rest.trailingZeroBitCount))
                rest &= rest - 1
            }
        }
    }

    private func forEachWord(in range: Range<Int64>, _ body: (UInt64, Int64) -> Void) {
        var number = max(0, range.lowerBound)
        while number < range.upperBound {
            let piece = Int(number / Self.numbersPerPiece)
            guard piece < pieces.count else { return }
            guard !pieces[piece].isEmpty else {
                number = Int64(piece + 1) * Self.numbersPerPiece
                continue
            }
            let first = number & ~63
            var word = pieces[piece][Int(first % Self.numbersPerPiece) >> 6]
            if first < range.lowerBound { word &= ~0 << UInt64(range.lowerBound - first) }
            if first + 64 > range.upperBound { word &= ~(~0 << UInt64(range.upperBound - first)) }
            if word != 0 { body(word, first) }
            number = first + 64
        }
    }

    private mutating func makeRoom(_ piece: Int) {
        while pieces.count <= piece { pieces.append([]) }
        pieces[piece] = [UInt64](repeating: 0, count: Self.wordsPerPiece)
    }
}
