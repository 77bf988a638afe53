/// The known word that a misspelt one was probably meant to be.
enum Suggestion {
    /// `; did you mean 'x'?`, or nothing when no known word is near.
    static func text(for word: String, among known: some Sequence<String>) -> String {
        let given = Array(word.lowercased())
        let best = known.map { (word: $0, distance: distance(given, Array($0.lowercased()))) }
            .min { ($0.distance, $0.word) < ($1.distance, $1.word) }
        guard let best, best.distance <= max(2, given.count / 3) else { return "" }
        return "; did you mean '\(best.word)'?"
    }

    /// Edit distance of Levenshtein: insertions, deletions and replacements.
    private static func distance(_ a: [Character], _ b: [Character]) -> Int {
        var previous = Array(0...b.count)
        for (i, left) in a.enumerated() {
            var current = [i + 1]
            for (j, right) in b.enumerated() {
                current.append(min(previous[j + 1] + 1, current[j] + 1, previous[j] + (left == right ? 0 : 1)))
            }
            previous = current
        }
        return previous[b.count]
    }
}
