/// The fields of a record that together say how many. A field that the source does not have is empty.
public struct AbundanceFields {
    public var value = UnsafeRawBufferPointer(start: nil, count: 0)
    public var scale = UnsafeRawBufferPointer(start: nil, count: 0)
    public var minimum = UnsafeRawBufferPointer(start: nil, count: 0)
    public var maximum = UnsafeRawBufferPointer(start: nil, count: 0)
    public var occurrenceStatus = UnsafeRawBufferPointer(start: nil, count: 0)
    public var basisOfRecord = UnsafeRawBufferPointer(start: nil, count: 0)

    public init() {}
}

/// How many, and what is wrong with how it was said.
public struct AbundanceReading: Sendable, Equatable {
    public var scale: AbundanceScale
    /// Lowest number of individuals; `nil` when nothing is known below, or the scale has no numbers.
    public var minimum: Int64?
    /// Highest number of individuals; `nil` when nothing is known above, or the scale has no numbers.
    public var maximum: Int64?
    public var status: OccurrenceStatus
    public var issue: InterpretationIssue?
    /// What is wrong with, or was inferred for, the occurrence status.
    public var statusIssue: InterpretationIssue?

    public init(
        _ scale: AbundanceScale, _ minimum: Int64? = nil, _ maximum: Int64? = nil, status: OccurrenceStatus = .present,
        issue: InterpretationIssue? = nil, statusIssue: InterpretationIssue? = nil
    ) {
        self.scale = scale
        self.minimum = minimum
        self.maximum = maximum
        self.status = status
        self.issue = issue
        self.statusIssue = statusIssue
    }
}

/// Reads abundances: numbers, ranges (`3-5`, `3 tot 5`, `>10`, `10+`, `ca. 10`), codes of a declared scale, presence.
///
/// A letter is a code only where the record or the profile names the scale: an `F` without a scale is no abundance.
public struct AbundanceInterpreter: Sendable {
    /// The scale of records that name none; `nil`: numbers, ranges and words for presence.
    public var defaultScale: AbundanceScale?
    let numbers: NumberReader

    public init(defaultScale: AbundanceScale? = nil, decimalComma: Bool = false) {
        self.defaultScale = defaultScale
        numbers = NumberReader(decimalComma: decimalComma)
    }

    /// Reads a value without further fields.
    public func interpret(_ value: UnsafeRawBufferPointer) -> AbundanceReading {
        var fields = AbundanceFields()
        fields.value = value
        return interpret(fields)
    }

    /// The abundance that several fields say together.
    ///
    /// Status and count are weighed as GBIF does (BasicInterpreter): 0 without status is absent, but present for a
    /// specimen; a stated status is kept and a count that contradicts it flagged.
    public func interpret(_ fields: AbundanceFields) -> AbundanceReading {
        var reading = value(fields)
        if !(AbsentText.isAbsent(fields.minimum) && AbsentText.isAbsent(fields.maximum)) {
            bound(&reading, fields)
        }
        weighStatus(&reading, fields)
        return reading
    }

    private func value(_ fields: AbundanceFields) -> AbundanceReading {
        var scale = defaultScale
        var scaleIssue: InterpretationIssue?
        if !AbsentText.isAbsent(fields.scale) {
            scale = AbundanceScale(fields.scale)
            if scale == nil { scaleIssue = .abundanceSchemaUnknown }
        }
        let text = fields.value.trimmed
        // `-` is a Tansley code, and absent everywhere else.
        if AbsentText.isAbsent(text), !(scale == .tansley && text.count == 1 && text[0] == UInt8(ascii: "-")) {
            return AbundanceReading(.presence, issue: scaleIssue)
        }
        if let scale, scale.isCoded {
            return AbundanceReading(scale, issue: scale.accepts(text) ? nil : .abundanceInvalid)
        }
        if scale == .area || scale == .cover {
            let isValid = numbers.double(text).map { $0 >= 0 && (scale == .area || $0 <= 100) } ?? false
            return AbundanceReading(scale ?? .area, issue: isValid ? nil : .abundanceInvalid)
        }
        var reading = count(text)
        // `1` on that scale is no count; `0` still says that nothing was there.
        if scale == .presence, reading.minimum == 1, reading.maximum == 1 { return AbundanceReading(.presence) }
        // Fifty-five of nobody knows what are not fifty-five individuals; the value is kept as delivered. None is none.
        if scaleIssue != nil, reading.maximum != 0 { reading = AbundanceReading(.presence, issue: reading.issue) }
        reading.issue = reading.issue ?? scaleIssue
        return reading
    }

    // MARK: counts

    private func count(_ text: UnsafeRawBufferPointer) -> AbundanceReading {
        if let number = numbers.integer(text) {
            return number < 0
                ? AbundanceReading(.presence, issue: .countInvalid) : AbundanceReading(.exactCount, number, number)
        }
        if text.matches(anyOf: Self.presenceWords) { return AbundanceReading(.presence) }
        return range(text) ?? AbundanceReading(.presence, issue: .countInvalid)
    }

    private static let presenceWords: [StaticString] = [
        "x", "present", "aanwezig", "presence", "ja", "yes", "+", "p", "vorhanden", "waargenomen",
    ]

    private func range(_ text: UnsafeRawBufferPointer) -> AbundanceReading? {
        for (words, kind) in Self.bounds {
            for word in words where text.begins(with: word) {
                guard let number = natural(text.part(word.utf8CodeUnitCount..<text.count)) else { return nil }
                return reading(kind, number)
            }
        }
        if text.last == UInt8(ascii: "+") {
            return natural(text.part(0..<text.count - 1)).flatMap { reading(.atLeast, $0) }
        }
        for separator in Self.separators {
            guard let gap = gap(separator, in: text) else { continue }
            guard let low = natural(text.part(0..<gap.lowerBound)),
                let high = natural(text.part(gap.upperBound..<text.count)), low <= high
            else { return nil }
            return AbundanceReading(low == high ? .exactCount : .range, low, high)
        }
        return nil
    }

    private enum Bound { case above, atLeast, below, atMost, about }

    private func reading(_ bound: Bound, _ number: Int64) -> AbundanceReading? {
        switch bound {
        case .above: number < Int64.max ? AbundanceReading(.range, number + 1, nil) : nil
        case .atLeast: AbundanceReading(.range, number, nil)
        case .below: number > 1 ? AbundanceReading(.range, 1, number - 1) : nil
        case .atMost: number > 0 ? AbundanceReading(.range, 1, number) : nil
        case .about: number > 0 ? AbundanceReading(.range, number, number) : nil
        }
    }

    /// Longer words stand before the words that they begin with.
    private static let bounds: [(words: [StaticString], bound: Bound)] = [
        ([">=", "≥", "minimaal", "minstens", "min.", "min ", "at least", "ten minste", "mindestens"], .atLeast),
        ([">", "meer dan", "more than", "mehr als"], .above),
        (["<=", "≤", "maximaal", "hoogstens", "max.", "max ", "at most", "höchstens"], .atMost),
        (["<", "minder dan", "less than", "weniger als"], .below),
        (["circa", "ca.", "ca ", "c.", "±", "~", "ongeveer", "about", "+/-", "+-"], .about),
    ]

    private static let separators: [StaticString] = [
        " tot en met ", " t/m ", " tot ", " to ", " bis ", " à ", " a ", " of ", "–", "-", "/",
    ]

    private func gap(_ separator: StaticString, in text: UnsafeRawBufferPointer) -> Range<Int>? {
        let length = separator.utf8CodeUnitCount
        guard text.count > length else { return nil }
        for index in 0..<(text.count - length) where text.part(index..<index + length).matches(separator) {
            return index..<index + length
        }
        return nil
    }

    private func natural(_ text: UnsafeRawBufferPointer) -> Int64? {
        numbers.integer(text).flatMap { $0 >= 0 ? $0 : nil }
    }

    // MARK: minimum and maximum, status

    /// Takes minimum and maximum from fields of their own; they win from a value without a number.
    private func bound(_ reading: inout AbundanceReading, _ fields: AbundanceFields) {
        let hasLow = !AbsentText.isAbsent(fields.minimum)
        let hasHigh = !AbsentText.isAbsent(fields.maximum)
        let low = hasLow ? natural(fields.minimum) : nil
        let high = hasHigh ? natural(fields.maximum) : nil
        guard (low != nil) == hasLow, (high != nil) == hasHigh, (low ?? 0) <= (high ?? Int64.max) else {
            reading.issue = reading.issue ?? .countInvalid
            return
        }
        if let known = reading.minimum ?? reading.maximum {
            if known < low ?? 0 || known > high ?? Int64.max { reading.issue = reading.issue ?? .abundanceConflict }
            return
        }
        // A code keeps its scale; the numbers say what the supplier made of it.
        if !reading.scale.isCoded, reading.scale == .presence {
            reading.scale = low != nil && low == high ? .exactCount : .range
            if reading.issue == .countInvalid { reading.issue = nil }
        }
        (reading.minimum, reading.maximum) = (low, high)
    }

    private func weighStatus(_ reading: inout AbundanceReading, _ fields: AbundanceFields) {
        var stated: OccurrenceStatus?
        if !AbsentText.isAbsent(fields.occurrenceStatus) {
            stated = OccurrenceStatus(fields.occurrenceStatus)
            if stated == nil { reading.statusIssue = .occurrenceStatusInvalid }
        }
        let isZero = reading.maximum == 0
        let isPositive = (reading.minimum ?? 0) > 0
        switch stated {
        case .present:
            if isZero { reading.statusIssue = .occurrenceStatusConflict }
        case .absent:
            reading.status = .absent
            if isPositive { reading.statusIssue = .occurrenceStatusConflict }
        case nil:
            guard isZero else { return }
            let isSpecimen = isSpecimen(fields.basisOfRecord.trimmed)
            reading.status = isSpecimen ? .present : .absent
            let inferred: InterpretationIssue =
                isSpecimen ? .occurrenceStatusInferredFromBasis : .occurrenceStatusInferredFromCount
            reading.statusIssue = reading.statusIssue ?? inferred
        }
    }

    private func isSpecimen(_ basis: UnsafeRawBufferPointer) -> Bool {
        basis.matches(anyOf: [
            "preservedspecimen", "preserved_specimen", "fossilspecimen", "fossil_specimen", "livingspecimen",
            "living_specimen", "materialsample", "material_sample", "materialentity", "material_entity",
        ])
    }
}
