import Columns
import Formats
import Observations
import Reference

/// Recognises the delivered names; each distinct name once.
struct TaxonAssembly {
    /// What a name led to.
    private struct Known {
        var taxon: Int32
        var kindCode: UInt32
        var issue: InterpretationIssue?
        var proposed: String?
    }

    private let register: TaxonRegister
    /// Fields to try, the first that says something first; Dutch names as such.
    private let names: [(access: FieldAccess, kind: NameKind)]
    /// The first of them holds identifiers.
    private let beginsWithIdentifier: Bool
    private let author: FieldAccess?
    /// What the profile reads for names that the supplier writes in a way of their own.
    private let mapping: ValueMapping?
    private var texts = TextDictionary()
    /// What each text led to as a scientific and as a Dutch name: some texts are both, for different taxa.
    private var knownScientific: [Known?] = []
    private var knownDutch: [Known?] = []
    /// What is wrong with the texts themselves, by code. Few have anything wrong.
    private var textProblems: [UInt32: [InterpretationIssue]] = [:]
    private var kinds = TextDictionary()
    private var composed: [UInt8] = []
    private let memo = TextMemo()

    var taxa: [Int32] = []
    private var verbatimCodes: [UInt32] = []
    private var kindCodes: [UInt32] = []

    init(
        register: TaxonRegister, names: [(access: FieldAccess, kind: NameKind)], beginsWithIdentifier: Bool,
        author: FieldAccess?, mapping: ValueMapping?
    ) {
        self.beginsWithIdentifier = beginsWithIdentifier
        self.register = register
        self.names = names
        self.author = author
        self.mapping = mapping
    }

    mutating func begin(rows: Int) {
        taxa.removeAll(keepingCapacity: true)
        verbatimCodes.removeAll(keepingCapacity: true)
        kindCodes.removeAll(keepingCapacity: true)
        taxa.reserveCapacity(rows)
        if texts.count > 1 << 17 {
            texts.removeAll()
            knownScientific.removeAll()
            knownDutch.removeAll()
            textProblems.removeAll()
            memo.removeAll()
        }
    }

    /// Adds the records of a block.
    /// - Parameter report: is told what is wrong with the name of a row, with the name and a proposal.
    mutating func append(
        _ view: RecordBlock.View, _ records: [UInt32],
        report: (Int, InterpretationIssue, UnsafeRawBufferPointer, String?) -> Void
    ) {
        for row in records.indices {
            if let found = append(view, Int(records[row])) { report(row, found.issue, found.verbatim, found.proposed) }
            if !textProblems.isEmpty, let code = verbatimCodes.last, let issues = textProblems[code] {
                texts.withBytes(code) { text in for issue in issues { report(row, issue, text, nil) } }
            }
        }
    }

    @inline(__always)
    private mutating func append(
        _ view: RecordBlock.View, _ record: Int
    ) -> (issue: InterpretationIssue, verbatim: UnsafeRawBufferPointer, proposed: String?)? {
        var first: (code: UInt32, verbatim: UnsafeRawBufferPointer)?
        var chosen: Known?
        // An identifier that leads nowhere is somebody else's: then the names say what was seen.
        var isForeign = false
        for (place, (access, kind)) in names.enumerated() {
            let name = access.value(view, record).trimmed
            if name.isEmpty || AbsentText.isAbsent(name) { continue }
            let (code, meaning) = meaning(name, kind)
            if first == nil || isForeign {
                first = (code, name)
                chosen = nil
            }
            if meaning.taxon >= 0 {
                chosen = meaning
                break
            }
            if chosen == nil { chosen = meaning }
            isForeign = beginsWithIdentifier && place == 0
        }
        guard let first, var meaning = chosen else {
            taxa.append(-1)
            verbatimCodes.append(0)
            kindCodes.append(0)
            return (.taxonMissing, FieldAccess.empty, nil)
        }
        if meaning.taxon < 0, meaning.issue == .taxonAmbiguous, let author {
            meaning = withAuthor(first.verbatim, author.value(view, record).trimmed) ?? meaning
        }
        taxa.append(meaning.taxon)
        verbatimCodes.append(first.code)
        kindCodes.append(meaning.kindCode)
        return meaning.issue.map { ($0, first.verbatim, meaning.proposed) }
    }

    private mutating func meaning(_ name: UnsafeRawBufferPointer, _ kind: NameKind) -> (code: UInt32, known: Known) {
        let code = memo.intern(name, in: &texts)
        let place = Int(code) - 1
        while knownScientific.count <= place {
            knownScientific.append(nil)
            knownDutch.append(nil)
        }
        if let known = kind == .dutch ? knownDutch[place] : knownScientific[place] { return (code, known) }
        let known: Known
        if TextRepair.needsLook(name) {
            let repaired = TextRepair.read(name)
            if !repaired.issues.isEmpty { textProblems[code] = repaired.issues }
            known = interpret(repaired.bytes.withUnsafeBytes { match($0, kind) })
        } else {
            known = interpret(match(name, kind))
        }
        if kind == .dutch { knownDutch[place] = known } else { knownScientific[place] = known }
        return (code, known)
    }

    private func match(_ name: UnsafeRawBufferPointer, _ kind: NameKind) -> TaxonMatch {
        mapping?.value(for: name).map { register.match($0, as: kind) } ?? register.match(name, as: kind)
    }

    /// Homonyms are told apart by their author.
    private mutating func withAuthor(_ name: UnsafeRawBufferPointer, _ author: UnsafeRawBufferPointer) -> Known? {
        guard !author.isEmpty else { return nil }
        composed.removeAll(keepingCapacity: true)
        composed.append(contentsOf: name)
        composed.append(UInt8(ascii: " "))
        composed.append(contentsOf: author)
        let match = composed.withUnsafeBytes { register.match($0) }
        return match.taxon == nil ? nil : interpret(match)
    }

    private mutating func interpret(_ match: TaxonMatch) -> Known {
        let kind = kinds.intern("\(match.kind)")
        let proposed = match.suggestions.compactMap { register[$0]?.scientificName }.joined(separator: "|")
        let issue: InterpretationIssue? =
            switch match.kind {
            case .none: .taxonUnknown
            case .ambiguous: .taxonAmbiguous
            default: nil
            }
        return Known(
            taxon: match.taxon ?? -1, kindCode: kind, issue: issue, proposed: proposed.isEmpty ? nil : proposed)
    }

    var verbatimColumn: ColumnData { .coded(CodedText(codes: verbatimCodes, dictionary: texts)) }
    var kindColumn: ColumnData { .coded(CodedText(codes: kindCodes, dictionary: kinds)) }

    /// Mixes what the records say of the taxon into hashes of the rows: the taxon, or the name where it is not known.
    func mix(into rows: inout [UInt64], _ columns: TaxonColumns) {
        let names = (0..<texts.count).map { code in texts.withBytes(UInt32(code + 1)) { xxh3($0, seed: 1) } }
        for row in rows.indices {
            let code = verbatimCodes[row]
            let value = taxa[row] >= 0 ? columns.hashes[Int(taxa[row])] : code == 0 ? 0 : names[Int(code) - 1]
            rows[row] = ContentHash.mix(rows[row], value)
        }
    }
}
