import Columns
import Disclosure
import Formats

/// Open records as tab-separated Darwin Core text, without header: everything that is worked out for a batch as a whole,
/// ready to be written a stretch of rows at a time.
struct OccurrenceLines: Sendable {
    /// Room for everything of a row but the identity, the coded cells and the footprint.
    /// Counted generously: a date, eleven whole numbers of 20 digits, two coordinates, tabs and fixed texts.
    private static let computedRoom = EventDateText.maximumBytes + 11 * 20 + 2 * 16 + 32

    /// Rows that are written at a time: a few hundred kilobytes, which are still in the nearest caches when the digest or
    /// the compression looks at them.
    private static let rowsAPiece = 512

    private let batch: OpenBatch
    private let cells: CodedCells
    private let precisions: [EventDateText.Precision]

    init(_ batch: OpenBatch) {
        self.batch = batch
        cells = CodedCells(batch)
        let precision = batch[.periodPrecision].dictionary
        precisions = [.interval] + (0..<UInt32(precision.count)).map { .init(precision[$0 + 1]) }
    }

    /// The rows in stretches to be written one after the other.
    var pieces: [Range<Int>] {
        stride(from: 0, to: batch.rowCount, by: Self.rowsAPiece).map { $0..<min($0 + Self.rowsAPiece, batch.rowCount) }
    }

    /// Bytes that `write` may touch for some rows; what it leaves is less.
    func room(for rows: Range<Int>) -> Int {
        guard let first = rows.first, let last = rows.last else { return 0 }
        let plain = [batch.occurrenceID, batch.footprint].reduce(0) {
            $0 + $1.range(last).upperBound - $1.range(first).lowerBound
        }
        return plain + cells.size(ofRows: rows) + rows.count * Self.computedRoom + CodedCells.slack
            + DecimalText.maximumBytes
    }

    /// Writes some rows to memory with `room(for:)`, and gives the number of bytes.
    func write(_ rows: Range<Int>, to start: UnsafeMutablePointer<UInt8>) -> Int {
        guard let firstRow = rows.first, let lastRow = rows.last else { return 0 }
        let identity = batch.occurrenceID
        return identity.bytes.withUnsafeBufferPointer { identityBytes in
            cells.cells.withUnsafeBufferPointer { numbers in
                cells.offsets.withUnsafeBufferPointer { offsets in
                    cells.bytes.withUnsafeBytes { cellBytes in
                        var writer = RowWriter(batch, precisions, at: start)
                        // Identities with control characters are rare enough to look for all at once.
                        let all = identity.range(firstRow).lowerBound..<identity.range(lastRow).upperBound
                        let isPlain = !identityBytes[all].contains { $0 < 0x20 }
                        for row in rows {
                            writer.append(identityBytes, identity.range(row), isPlain: isPlain)
                            writer.append(
                                cells: numbers, from: row * cells.width, count: cells.width, offsets, cellBytes)
                            writer.appendComputed(row)
                            writer.endRow()
                        }
                        return writer.target - start
                    }
                }
            }
        }
    }
}

/// Appends to memory that is known to be large enough.
private struct RowWriter {
    var target: UnsafeMutablePointer<UInt8>
    private let batch: OpenBatch
    private let precisions: [EventDateText.Precision]
    private let precisionCodes: [UInt32]
    private let abundance: CodedText

    init(
        _ batch: OpenBatch, _ precisions: [EventDateText.Precision], at target: UnsafeMutablePointer<UInt8>
    ) {
        self.batch = batch
        self.target = target
        self.precisions = precisions
        precisionCodes = batch[.periodPrecision].codes
        abundance = batch[.abundanceCode]
    }

    @inline(__always) mutating func append(_ source: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, isPlain: Bool = false) {
        if isPlain, let base = source.baseAddress {
            let block = 64
            if range.count <= block, range.lowerBound + block <= source.count {
                // A block of a size that the compiler knows; what is too much is written over.
                UnsafeMutableRawPointer(target).copyMemory(from: base + range.lowerBound, byteCount: block)
            } else {
                UnsafeMutableRawPointer(target).copyMemory(from: base + range.lowerBound, byteCount: range.count)
            }
            target += range.count
            return
        }
        for index in range {
            let byte = source[index]
            target.pointee = byte < 0x20 ? UInt8(ascii: " ") : byte
            target += 1
        }
    }

    @inline(__always) mutating func append(
        cells: UnsafeBufferPointer<UInt32>, from first: Int, count: Int, _ offsets: UnsafeBufferPointer<UInt32>,
        _ bytes: UnsafeRawBufferPointer
    ) {
        guard let source = bytes.baseAddress else { return }
        for index in first..<(first + count) {
            let cell = Int(cells[index])
            let offset = Int(offsets[cell])
            let length = Int(offsets[cell + 1]) - offset
            // Most values are short: one block copy, of which what is too much is written over by the next cell.
            UnsafeMutableRawPointer(target).copyMemory(from: source + offset, byteCount: CodedCells.slack)
            if length > CodedCells.slack {
                UnsafeMutableRawPointer(target).copyMemory(from: source + offset, byteCount: length)
            }
            target += length
        }
    }

    mutating func appendComputed(_ row: Int) {
        appendPeriod(row)
        tab()
        append(degrees: batch.latitude[row])
        tab()
        append(degrees: batch.longitude[row])
        tab()
        // Zero is no uncertainty that Darwin Core knows: for a point a metre is the least, and of an outline that came
        // without a buffer the footprint says it better than a radius of nothing.
        let hasFootprint = batch.footprint.isPresent(row)
        if let uncertainty = batch.uncertainty[row], let metres = Int64(exactly: uncertainty.rounded(.up)),
            metres > 0 || !hasFootprint
        {
            append(max(1, metres))
        }
        appendAbundance(row)
        tab()
        if let square = batch.square[row], let side = batch.squareSide[row] {
            append("rd")
            append(Int64(side))
            append("km:")
            append(Int64(square / 1000))
            append("-")
            append(Int64(square % 1000))
        }
        tab()
        if hasFootprint {
            batch.footprint.bytes.withUnsafeBufferPointer { append($0, batch.footprint.range(row)) }
        }
    }

    /// eventDate, year, month and day, the latter as far as the whole period shares them.
    private mutating func appendPeriod(_ row: Int) {
        guard let first = batch.periodStart[row], let last = batch.periodStop[row] else {
            for _ in 0..<4 { tab() }
            return
        }
        let (start, stop) = LocalMoment.ends(start: first, stop: last)
        tab()
        let written = target
        target += EventDateText.write(start, stop, precisions[Int(precisionCodes[row])], to: target)
        let sameYear = start.year == stop.year
        let sameMonth = sameYear && start.month == stop.month
        tab()
        if sameYear {
            if (1000...9999).contains(start.year) {
                // It begins with the year.
                target.update(from: written, count: 4)
                target += 4
            } else {
                append(Int64(start.year))
            }
        }
        tab()
        if sameMonth { append(Int64(start.month)) }
        tab()
        if sameMonth && start.day == stop.day { append(Int64(start.day)) }
    }

    /// individualCount for one exact number; organismQuantity for that, a range, or the code on a scale.
    private mutating func appendAbundance(_ row: Int) {
        let least = batch.countMinimum[row]
        let most = batch.countMaximum[row]
        tab()
        if let least, least == most { append(least) }
        tab()
        let code = abundance.codes[row]
        if code != 0 {
            abundance.dictionary.withBytes(code) { bytes in append(bytes.bindMemory(to: UInt8.self), 0..<bytes.count) }
        } else if let least {
            append(least)
            if let most, most != least {
                append("-")
                append(most)
            }
        }
    }

    @inline(__always) private mutating func tab() {
        target.pointee = UInt8(ascii: "\t")
        target += 1
    }

    @inline(__always) mutating func endRow() {
        target.pointee = UInt8(ascii: "\n")
        target += 1
    }

    /// Six decimals, a decimetre. What is no angle is left out: the room is reckoned for angles.
    @inline(__always) private mutating func append(degrees: Double?) {
        if let degrees, degrees.magnitude <= 360 { target += DecimalText.write(degrees, decimals: 6, to: target) }
    }

    @inline(__always) private mutating func append(_ number: Int64) {
        target += DecimalText.write(number, to: target)
    }

    @inline(__always) private mutating func append(_ text: StaticString) {
        target.update(from: text.utf8Start, count: text.utf8CodeUnitCount)
        target += text.utf8CodeUnitCount
    }
}
