import Reference

/// Which figures of a sensitive species are withheld, by area (the provinces, `buiten`, NL).
struct SmallNumbers: Equatable {
    enum State: Equatable {
        case shown
        /// Shown as `<3`.
        case belowThree
        /// Nothing is shown.
        case withheld
    }

    let states: [State]

    /// - Parameter records: by area, the whole last.
    init(records: [Int], blur: SensitiveSpecies.Blur?) {
        guard let blur else {
            states = records.map { _ in .shown }
            return
        }
        if blur == .hidden {
            states = records.map { _ in .withheld }
            return
        }
        var states = records.map { (1..<3).contains($0) ? State.belowThree : .shown }
        // One gap can be filled in from the total: a second one is made, in the smallest of the others.
        let parts = records.indices.dropLast()
        if let whole = states.last, whole == .shown, parts.filter({ states[$0] == .belowThree }).count == 1,
            let smallest = parts.filter({ states[$0] == .shown && records[$0] > 0 }).min(by: {
                records[$0] < records[$1]
            })
        {
            states[smallest] = .withheld
        }
        self.states = states
    }
}
