import Columns
import Observations

/// Texts that a program may have cut off: in a column the greatest length is a usual limit of a field, many different
/// values have exactly that length, and the lengths just below it are rare.
///
/// Lengths are counted in characters (Unicode scalars) and, where those show nothing, in bytes of UTF-8. Told when the
/// greatest length is one of `limits`, at least `leastValues` different values have it, and they are at least five times
/// as many as the ten lengths below it hold on average. Lengths above `longest` are counted as one. Remarks and names
/// are looked at as well; no text is kept, only lengths and hashes.
struct TruncatedCells: Sendable {
    /// Limits of fields in usual programs: dBase 254, Excel and Access 255, databases with powers of two and round numbers.
    private static let limits: Set<Int> = [
        50, 60, 64, 80, 100, 120, 127, 128, 150, 200, 250, 254, 255, 256, 500, 511, 512, 1000, 1023, 1024, 2000, 2047,
        2048, 4000, 4095, 4096, 8000, 8191, 8192,
    ]
    private static let longest = 8193
    private static let leastValues = 5

    private struct Lengths: Sendable {
        var records: [Int: Int] = [:]
        /// Hashes of values that have a length of `limits`, `leastValues` of each.
        var values: [Int: Set<UInt64>] = [:]
        var examples: [Int: DataSetExamples] = [:]

        mutating func take(_ length: Int, times: Int, hash: () -> UInt64, example: (inout DataSetExamples) -> Void) {
            records[min(length, longest), default: 0] += times
            guard limits.contains(length) else { return }
            if values[length, default: []].count < leastValues { values[length, default: []].insert(hash()) }
            example(&examples[length, default: DataSetExamples()])
        }

        /// The greatest length when it seems to be a limit.
        var limit: Int? {
            guard let greatest = records.keys.max(), limits.contains(greatest), let count = records[greatest],
                values[greatest, default: []].count >= leastValues
            else { return nil }
            let below = (greatest - 10..<greatest).reduce(0) { $0 + (records[$1] ?? 0) }
            return count * 2 >= below ? greatest : nil
        }
    }

    private struct Field: Sendable {
        var term: String
        var dutch: String
        var english: String
        var column: @Sendable (DataSetFacts) -> ColumnData?
    }

    private static let fields: [Field] = [
        Field(term: "scientificName", dutch: "de soortnaam", english: "the taxon name") { $0.column(.verbatimName) },
        Field(term: "behavior", dutch: "activiteit", english: "activity") { $0.column(.activity) },
        Field(term: "habitat", dutch: "biotoop", english: "biotope") { $0.column(.biotope) },
        Field(term: "identificationRemarks", dutch: "determinatiemethode", english: "method of determination") {
            $0.column(.determinationMethod)
        },
        Field(term: "samplingProtocol", dutch: "zoek- of vangmethode", english: "survey method") { $0.column(.surveyMethod) },
        Field(term: "datasetName", dutch: "dataset", english: "dataset") { $0.column(.dataset) },
        Field(term: "dataGeneralizations", dutch: "de toelichting op vervaging", english: "data generalisations") {
            $0.column(.dataGeneralizations)
        },
        Field(term: "recordedBy", dutch: "waarnemer", english: "observer") { $0.column(.observer) },
        Field(term: "identifiedBy", dutch: "determinator", english: "identified by") { $0.column(.identifiedBy) },
        Field(term: "occurrenceRemarks", dutch: "opmerkingen", english: "remarks") { $0.column(.remarks) },
        Field(term: "locality", dutch: "plaatsnaam", english: "locality") { $0.column(.locality) },
    ]

    private var filled = [Int](repeating: 0, count: fields.count)
    private var characters = [Lengths](repeating: Lengths(), count: fields.count)
    private var bytes = [Lengths](repeating: Lengths(), count: fields.count)

    mutating func take(_ facts: DataSetFacts, _ rows: [Int]) {
        for (place, field) in Self.fields.enumerated() {
            switch field.column(facts) {
            case .coded(let text)?: takeCoded(place, text, facts, rows)
            case .plain(let text)?: takePlain(place, text, facts, rows)
            default: break
            }
        }
    }

    /// Measures each different value once.
    private mutating func takeCoded(_ place: Int, _ text: CodedText, _ facts: DataSetFacts, _ rows: [Int]) {
        var times = [Int](repeating: 0, count: text.dictionary.count + 1)
        var firstRow = [Int](repeating: 0, count: text.dictionary.count + 1)
        for row in rows {
            let code = Int(text.codes[row])
            guard code < times.count else { continue }
            if times[code] == 0 { firstRow[code] = row }
            times[code] += 1
        }
        for code in times.indices.dropFirst() where times[code] > 0 {
            text.dictionary.withBytes(UInt32(code)) { take(place, $0, times: times[code], facts, firstRow[code]) }
        }
    }

    private mutating func takePlain(_ place: Int, _ text: PlainText, _ facts: DataSetFacts, _ rows: [Int]) {
        text.bytes.withUnsafeBytes { slab in
            for row in rows where text.isPresent(row) {
                take(place, UnsafeRawBufferPointer(rebasing: slab[text.range(row)]), times: 1, facts, row)
            }
        }
    }

    private mutating func take(
        _ place: Int, _ value: UnsafeRawBufferPointer, times: Int, _ facts: DataSetFacts, _ row: Int
    ) {
        guard !value.isEmpty else { return }
        filled[place] += times
        // Bytes that continue a character begin with the bits 10.
        let length = value.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
        characters[place].take(length, times: times) { xxh3(value) } example: { $0.add(facts, row) }
        bytes[place].take(value.count, times: times) { xxh3(value) } example: { $0.add(facts, row) }
    }

    func findings() -> [DataSetFinding] {
        Self.fields.enumerated().compactMap { place, field in
            let inCharacters = characters[place].limit
            guard let limit = inCharacters ?? bytes[place].limit else { return nil }
            let lengths = inCharacters == nil ? bytes[place] : characters[place]
            let count = lengths.records[limit] ?? 0
            return DataSetFinding(
                .cellsTruncated, .warning, term: field.term, records: count, of: filled[place],
                examples: lengths.examples[limit]?.list ?? [],
                dutch: "\(count) records (\(ShareText.dutch(count, of: filled[place])) van de gevulde) hebben voor \(field.dutch) "
                    + "precies \(limit) \(inCharacters == nil ? "bytes" : "tekens"), langer is er geen en net iets korter zijn er "
                    + "weinig: de tekst is waarschijnlijk afgekapt.",
                english: "\(count) records (\(ShareText.english(count, of: filled[place])) of those filled) have exactly \(limit) "
                    + "\(inCharacters == nil ? "bytes" : "characters") in \(field.english), none is longer and few are just shorter: "
                    + "the text was probably cut off.")
        }
    }
}
