extension RecordBlock {
    /// Adds records that another block was filled with, as far as there is room.
    /// - Parameters:
    ///   - first: the first of them that is wanted.
    ///   - maximumRecords: how many this block may hold in all.
    /// - Returns: the number of the first that was not taken.
    func appendRecords(of other: RecordBlock, from first: Int, maximumRecords: Int) -> Int {
        let count = min(other.recordCount - first, max(0, maximumRecords - recordCount))
        guard count > 0 else { return first }
        let records = other.records + first
        let firstField = Int(records[0].firstField)
        let fieldCount = Int(records[count - 1].firstField + records[count - 1].fieldCount) - firstField
        let firstByte = Int(records[0].start)
        let byteCount = Int(records[count - 1].end) - firstByte

        reserveSlab(slabUsed + byteCount, used: slabUsed)
        (slab + slabUsed).update(from: other.slab + firstByte, count: byteCount)
        let bytesMoved = slabUsed - firstByte
        slabUsed += byteCount

        reserveFields(used: fieldTotal, room: fieldCount)
        for field in 0..<fieldCount {
            fields[fieldTotal + field] = other.fields[firstField + field].moved(by: bytesMoved)
        }
        let fieldsMoved = fieldTotal - firstField
        fieldTotal += fieldCount

        reserveRecords(room: count)
        for record in 0..<count {
            var bounds = records[record]
            bounds.firstField = UInt32(truncatingIfNeeded: Int(bounds.firstField) + fieldsMoved)
            bounds.start = UInt32(truncatingIfNeeded: Int(bounds.start) + bytesMoved)
            bounds.end = UInt32(truncatingIfNeeded: Int(bounds.end) + bytesMoved)
            append(bounds)
        }
        givenOffsets.append(contentsOf: other.givenOffsets[first..<first + count])
        oversizedLength = max(oversizedLength, other.oversizedLength)
        return first + count
    }
}

extension FieldBounds {
    func moved(by distance: Int) -> FieldBounds {
        FieldBounds(
            start: Int(start) + distance, end: Int(end) + distance,
            flags: endAndFlags & (FieldBounds.escaped | FieldBounds.quoted))
    }
}
