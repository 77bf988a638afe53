import Columns

/// The rows of a row group that are wanted, in ascending order; goes along with the pages of a chunk.
struct PickedRows {
    private let rows: [Int]
    private var next = 0

    init(_ rows: [Int]) {
        self.rows = rows
    }

    var count: Int { rows.count }

    /// For every wanted row of a page, whose first row is the group's `row`: its place among the present values; -1 where
    /// it has none. Pages are asked for in their order.
    mutating func places(in page: Page, from row: Int) -> [Int] {
        var places: [Int] = []
        var before = 0
        var passed = row
        while next < rows.count, rows[next] < row + page.count {
            let wanted = rows[next]
            if let flags = page.presence.flags {
                before += RowPresence.sum(flags, passed - row..<wanted - row)
                passed = wanted
                places.append(flags[wanted - row] != 0 ? before : -1)
            } else {
                places.append(wanted - row)
            }
            next += 1
        }
        return places
    }
}

extension NumberColumnDecoder {
    /// Decodes some rows of a column of fixed-size values.
    func decode<Number: StoredNumber>(
        _ pages: inout PageReader, picking rows: [Int], as _: Number.Type
    ) throws(ParquetError) -> Column<Number> {
        var picked = PickedRows(rows)
        var dictionary: [Number] = []
        var values: [Number] = []
        values.reserveCapacity(rows.count)
        var isPresent: [Bool] = []
        isPresent.reserveCapacity(rows.count)
        var row = 0
        while let page = try pages.page() {
            if page.isDictionary {
                dictionary = try self.dictionary(page)
                continue
            }
            let places = picked.places(in: page, from: row)
            if !places.isEmpty { try append(page, places, dictionary, to: &values) }
            for place in places { isPresent.append(place >= 0) }
            row += page.count
        }
        return Column(values, present: isPresent.contains(false) ? isPresent : nil)
    }

    private func append<Number: StoredNumber>(
        _ page: Page, _ places: [Int], _ dictionary: [Number], to values: inout [Number]
    ) throws(ParquetError) {
        if page.encoding == .plain {
            guard page.presence.count <= page.values.count / Number.width else {
                throw .corrupt("a page ends before its last value")
            }
            for place in places {
                values.append(place < 0 ? .filler : Number.load(page.values, at: place * Number.width))
            }
            return
        }
        var all = [Number](repeating: .filler, count: page.presence.count)
        try all.withUnsafeMutableBufferPointer { (all) throws(ParquetError) in
            if let target = all.baseAddress { try decode(page, dictionary, into: target) }
        }
        for place in places { values.append(place < 0 ? .filler : all[place]) }
    }
}

/// Decodes some rows of a column of text or bytes, value by value: few rows are worth no dictionary.
struct PickedTextDecoder {
    private var picked: PickedRows
    private let indices: ParquetBuffer
    private var text = PlainText()
    private var isPresent: [Bool] = []
    /// The page with the dictionary, and where in it the values lie.
    private var dictionary: [UInt8] = []
    private var values: [Range<Int>] = []

    /// - Returns: the rows; `nil` when the column has an encoding that cannot be read in parts.
    static func decode(_ pages: inout PageReader, picking rows: [Int]) throws(ParquetError) -> PlainText? {
        var decoder = try PickedTextDecoder(rows)
        var row = 0
        while let page = try pages.page() {
            guard try decoder.take(page, from: row) else { return nil }
            if !page.isDictionary { row += page.count }
        }
        decoder.text.present = decoder.isPresent.contains(false) ? decoder.isPresent : nil
        return decoder.text
    }

    private init(_ rows: [Int]) throws(ParquetError) {
        picked = PickedRows(rows)
        indices = try ParquetBuffer()
        text.ends.reserveCapacity(rows.count)
    }

    /// Takes what is wanted of a page; false when it is in an encoding that cannot be read in parts.
    private mutating func take(_ page: Page, from row: Int) throws(ParquetError) -> Bool {
        if page.isDictionary {
            try readDictionary(page)
            return true
        }
        switch page.encoding {
        case .plainDictionary, .runLengthDictionary:
            let places = picked.places(in: page, from: row)
            if places.isEmpty { return true }
            let index = try indices.decode(page, below: values.count)
            for place in places {
                if place < 0 { appendAbsent() } else { try append(dictionary[values[Int(index[place])]]) }
            }
        case .plain:
            var (passed, position) = (0, 0)
            for place in picked.places(in: page, from: row) {
                guard place >= 0 else {
                    appendAbsent()
                    continue
                }
                while passed < place {
                    _ = try byteArray(page.values, &position)
                    passed += 1
                }
                try append(try byteArray(page.values, &position))
                passed += 1
            }
        default: return false
        }
        return true
    }

    private mutating func readDictionary(_ page: Page) throws(ParquetError) {
        guard values.isEmpty else { throw .corrupt("a column has two dictionaries") }
        guard page.encoding == .plain || page.encoding == .plainDictionary, page.count <= page.values.count / 4 else {
            throw .corrupt("a dictionary is shorter than it says")
        }
        dictionary = Array(page.values)
        values.reserveCapacity(page.count)
        var position = 0
        for _ in 0..<page.count {
            let size = try byteArray(page.values, &position).count
            values.append(position - size..<position)
        }
    }

    private mutating func append(_ value: some Collection<UInt8>) throws(ParquetError) {
        text.bytes.append(contentsOf: value)
        guard let end = UInt32(exactly: text.bytes.count) else {
            throw ParquetError(.unsupported, "the text of one row group exceeds 4 GiB")
        }
        text.ends.append(end)
        isPresent.append(true)
    }

    private mutating func appendAbsent() {
        text.ends.append(UInt32(truncatingIfNeeded: text.bytes.count))
        isPresent.append(false)
    }
}
