/// The order in which people number files: stretches of digits count as numbers, so that `2.csv` comes before `10.csv`.
package enum NaturalOrder {
    package static func precedes(_ a: String, _ b: String) -> Bool {
        let (left, right) = (Array(a.utf8), Array(b.utf8))
        var (i, j) = (0, 0)
        while i < left.count, j < right.count {
            if isDigit(left[i]), isDigit(right[j]) {
                let (first, second) = (digits(left, &i), digits(right, &j))
                if first.count != second.count { return first.count < second.count }
                for place in 0..<first.count where left[first.startIndex + place] != right[second.startIndex + place] {
                    return left[first.startIndex + place] < right[second.startIndex + place]
                }
            } else {
                if left[i] != right[j] { return left[i] < right[j] }
                i += 1
                j += 1
            }
        }
        if (i < left.count) != (j < right.count) { return j < right.count }
        // Alike but for leading zeros.
        return a < b
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }

    /// The stretch of digits that begins at `place`, without leading zeros; moves `place` behind it.
    private static func digits(_ bytes: [UInt8], _ place: inout Int) -> Range<Int> {
        while place + 1 < bytes.count, bytes[place] == 48, isDigit(bytes[place + 1]) { place += 1 }
        let start = place
        while place < bytes.count, isDigit(bytes[place]) { place += 1 }
        return start..<place
    }
}
