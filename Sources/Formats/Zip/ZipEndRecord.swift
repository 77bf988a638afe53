/// Where the central directory lies, out of the records at the end of a zip.
struct ZipEndRecord {
    static let signature: [UInt8] = [0x50, 0x4B, 0x05, 0x06]
    /// How far from the end of the file the record is looked for: a full comment, and 1 MiB of other data behind it.
    private static let searchSpan: UInt64 = (1 << 20) + 65_557
    /// A file made to mislead can hold many false records; only so many are tried.
    private static let mostCandidates = 64

    /// Offset in the file and length of the central directory.
    let directoryOffset: UInt64
    let directorySize: UInt64
    let entryCount: UInt64
    /// Bytes that stand before the archive, to be added to every offset in it.
    let prefix: UInt64

    /// The end records that the file may have, the last one first.
    static func candidates(in file: PositionedFile) throws -> [UInt64] {
        let span = min(file.size, searchSpan)
        let start = file.size - span
        let tail = try file.bytes(at: start, count: Int(span))
        var found: [UInt64] = []
        var place = tail.count - 22
        while place >= 0, found.count < mostCandidates {
            if tail[place] == 0x50, tail[place..<(place + 4)].elementsEqual(signature) {
                found.append(start + UInt64(place))
            }
            place -= 1
        }
        return found
    }

    init(in file: PositionedFile, at offset: UInt64) throws {
        func damaged(_ detail: String) -> ZipError { ZipError(.damaged(detail), path: file.path, offset: offset) }
        let record = try file.bytes(at: offset, count: 22)
        guard let disk = record.littleEndian16(4), let count = record.littleEndian16(10),
            let size = record.littleEndian32(12), let start = record.littleEndian32(16)
        else { throw damaged("short end record") }
        var directory = (offset: UInt64(start), size: UInt64(size), count: UInt64(count), end: offset)
        if let large = try Self.zip64(in: file, before: offset) {
            directory = large
        } else if disk != 0 && disk != 0xFFFF {
            throw ZipError(.multipleDisks, path: file.path, offset: offset)
        }
        // Bytes in front of the archive (a self-extractor, say) shift everything: the directory ends where the end record begins.
        let shift = directory.end.subtractingReportingOverflow(directory.size)
        guard !shift.overflow, shift.partialValue >= directory.offset else {
            throw damaged("directory beyond the end record")
        }
        guard directory.count <= directory.size / 46 else { throw damaged("more entries than the directory can hold") }
        prefix = shift.partialValue - directory.offset
        directoryOffset = shift.partialValue
        directorySize = directory.size
        entryCount = directory.count
    }

    /// The zip64 end record, when a locator for one stands before the plain end record.
    private static func zip64(
        in file: PositionedFile, before offset: UInt64
    ) throws -> (offset: UInt64, size: UInt64, count: UInt64, end: UInt64)? {
        guard offset >= 20 else { return nil }
        let locator = try file.bytes(at: offset - 20, count: 20)
        guard locator.littleEndian32(0) == 0x0706_4B50, let stated = locator.littleEndian64(8) else { return nil }
        // The stated place is wrong when bytes stand in front of the archive; then the record is just before its locator.
        for place in [stated, offset >= 76 ? offset - 76 : stated] where place < offset {
            let record = try file.bytes(at: place, count: 56)
            guard record.littleEndian32(0) == 0x0606_4B50, let disk = record.littleEndian32(16) else { continue }
            guard disk == 0 else { throw ZipError(.multipleDisks, path: file.path, offset: place) }
            guard let count = record.littleEndian64(32), let size = record.littleEndian64(40),
                let start = record.littleEndian64(48)
            else { continue }
            return (start, size, count, place)
        }
        throw ZipError(.damaged("zip64 end record is missing"), path: file.path, offset: offset - 20)
    }
}
