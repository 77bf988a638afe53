import Foundation

/// Goes through the rows of a dBASE table.
final class DBaseRows {
    private let table: DBaseTable
    private var buffer: [UInt8] = []
    private var firstBuffered = 0
    private var buffered = 0
    /// Number of the row that is read, from 1.
    private(set) var number = 0
    private var text: [UInt8] = []

    init(_ table: DBaseTable) {
        self.table = table
    }

    /// Moves to the next row; false behind the last.
    func next() throws -> Bool {
        guard number < table.rowCount else {
            guard table.rowCount == table.statedRowCount else {
                throw ShapefileError(
                    table.path,
                    "is cut short: it holds \(table.rowCount) rows, its header says \(table.statedRowCount)")
            }
            return false
        }
        if number == firstBuffered + buffered {
            firstBuffered = number
            buffered = min(max(1, (1 << 20) / table.recordLength), table.rowCount - number)
            buffer = try table.file.bytes(
                at: UInt64(table.headerLength + number * table.recordLength), count: buffered * table.recordLength)
            guard buffer.count == buffered * table.recordLength else {
                throw ShapefileError(table.path, record: number + 1, "the file became shorter while it was read")
            }
        }
        number += 1
        return true
    }

    private var start: Int { (number - 1 - firstBuffered) * table.recordLength }

    var isDeleted: Bool { buffer[start] == UInt8(ascii: "*") }

    /// Appends all fields of this row to the record begun.
    func append(to block: RecordBlock, flags: inout RecordFlags) {
        buffer.withUnsafeBytes { bytes in
            for field in table.fields {
                let begin = start + field.offset
                let value = UnsafeRawBufferPointer(rebasing: bytes[begin..<begin + field.length])
                append(value, field.type, to: block, flags: &flags)
            }
        }
    }

    private func append(
        _ value: UnsafeRawBufferPointer, _ type: UInt8, to block: RecordBlock, flags: inout RecordFlags
    ) {
        switch type {
        case UInt8(ascii: "C"), UInt8(ascii: "V"): appendText(value, to: block, flags: &flags)
        case UInt8(ascii: "N"), UInt8(ascii: "F"):
            let number = Self.trimmed(value)
            // Asterisks say that the number did not fit.
            if number.allSatisfy({ $0 == UInt8(ascii: "*") }) { return block.appendEmptyFields() }
            if number.contains(where: { $0 >= 0x80 || $0 < 0x20 }) { flags.insert(.invalidUTF8) }
            block.appendField(number)
        case UInt8(ascii: "D"): appendDate(Self.trimmed(value), to: block)
        case UInt8(ascii: "L"):
            switch value.first.map({ $0 | 0x20 }) {
            case UInt8(ascii: "t"), UInt8(ascii: "y"): block.appendField("true")
            case UInt8(ascii: "f"), UInt8(ascii: "n"): block.appendField("false")
            default: block.appendEmptyFields()
            }
        case UInt8(ascii: "I") where value.count == 4, UInt8(ascii: "+") where value.count == 4:
            block.appendNumber(Int64(Int32(bitPattern: Array(value).littleEndian32(0) ?? 0)))
        case UInt8(ascii: "B") where value.count == 8, UInt8(ascii: "O") where value.count == 8:
            block.appendNumber(Double(bitPattern: Array(value).littleEndian64(0) ?? 0))
        case UInt8(ascii: "T") where value.count == 8, UInt8(ascii: "@") where value.count == 8:
            appendMoment(value, to: block)
        default: block.appendEmptyFields()
        }
    }

    private func appendText(_ value: UnsafeRawBufferPointer, to block: RecordBlock, flags: inout RecordFlags) {
        let value = Self.trimmed(value)
        if value.contains(0) { flags.insert(.containsNUL) }
        guard table.characters.isUTF8 else {
            text.removeAll(keepingCapacity: true)
            table.characters.append(value, to: &text)
            return block.appendField(text)
        }
        let whole = DBaseTable.wholeCharacters(value)
        if !isWellFormedUTF8(whole) { flags.insert(.invalidUTF8) }
        block.appendField(whole)
    }

    /// `20210503` as ISO writes it; blanks and zeros are no date.
    private func appendDate(_ value: UnsafeRawBufferPointer, to block: RecordBlock) {
        guard value.count == 8 else { return block.appendField(value) }
        if value.allSatisfy({ $0 == UInt8(ascii: "0") }) { return block.appendEmptyFields() }
        text = [
            value[0], value[1], value[2], value[3], UInt8(ascii: "-"), value[4], value[5], UInt8(ascii: "-"), value[6],
            value[7],
        ]
        block.appendField(text)
    }

    /// FoxPro's moments: a Julian day and milliseconds.
    private func appendMoment(_ value: UnsafeRawBufferPointer, to block: RecordBlock) {
        let bytes = Array(value)
        let day = Int64(Int32(bitPattern: bytes.littleEndian32(0) ?? 0))
        let milliseconds = Int64(Int32(bitPattern: bytes.littleEndian32(4) ?? 0))
        guard (1_721_426...5_373_484).contains(day), (0..<86_400_000).contains(milliseconds) else {
            return block.appendEmptyFields()
        }
        text.removeAll(keepingCapacity: true)
        // 2 440 588 is the Julian day number of 1970-01-01.
        MomentText.append(microseconds: ((day - 2_440_588) * 86_400_000 + milliseconds) * 1000, isUTC: false, to: &text)
        block.appendField(text)
    }

    /// Without blanks and NULs around it.
    private static func trimmed(_ value: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        var begin = 0
        var end = value.count
        while end > begin, value[end - 1] == 0x20 || value[end - 1] == 0 { end -= 1 }
        while begin < end, value[begin] == 0x20 || value[begin] == 0 { begin += 1 }
        return UnsafeRawBufferPointer(rebasing: value[begin..<end])
    }
}
