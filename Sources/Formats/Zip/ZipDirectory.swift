/// The central directory: bytes to entries.
enum ZipDirectory {
    /// A directory is read as a whole; one of millions of entries still fits in this.
    private static let mostBytes: UInt64 = 512 << 20

    static func entries(in file: PositionedFile, _ end: ZipEndRecord) throws -> [ZipEntry] {
        guard end.directorySize <= mostBytes else {
            throw ZipError(
                .damaged("directory of \(end.directorySize) bytes"), path: file.path, offset: end.directoryOffset)
        }
        let bytes = try file.bytes(at: end.directoryOffset, count: Int(end.directorySize))
        var entries: [ZipEntry] = []
        entries.reserveCapacity(Int(clamping: end.entryCount))
        var position = 0
        while position < bytes.count, UInt64(entries.count) < end.entryCount {
            func damaged(_ detail: String) -> ZipError {
                ZipError(.damaged(detail), path: file.path, offset: end.directoryOffset + UInt64(position))
            }
            let record = bytes[position...]
            guard record.littleEndian32(0) == 0x0201_4B50, let nameLength = record.littleEndian16(28),
                let extraLength = record.littleEndian16(30), let commentLength = record.littleEndian16(32)
            else { throw damaged("no directory record") }
            let length = 46 + Int(nameLength) + Int(extraLength) + Int(commentLength)
            guard length <= record.count else { throw damaged("directory record cut off") }
            let extraStart = position + 46 + Int(nameLength)
            guard
                let entry = entry(
                    record, name: bytes[(position + 46)..<extraStart],
                    extra: bytes[extraStart..<(extraStart + Int(extraLength))], prefix: end.prefix)
            else { throw damaged("sizes or offset of a directory record") }
            entries.append(entry)
            position += length
        }
        guard UInt64(entries.count) == end.entryCount else {
            throw ZipError(
                .damaged("\(entries.count) directory records where the end record says \(end.entryCount)"),
                path: file.path, offset: end.directoryOffset)
        }
        return entries
    }

    private static func entry(
        _ record: ArraySlice<UInt8>, name: ArraySlice<UInt8>, extra: ArraySlice<UInt8>, prefix: UInt64
    ) -> ZipEntry? {
        guard let host = record.littleEndian16(4), let flags = record.littleEndian16(8),
            let method = record.littleEndian16(10), let crc = record.littleEndian32(16),
            let packed32 = record.littleEndian32(20), let unpacked32 = record.littleEndian32(24),
            let offset32 = record.littleEndian32(42)
        else { return nil }
        var packed = UInt64(packed32)
        var unpacked = UInt64(unpacked32)
        var offset = UInt64(offset32)
        if let large = field(0x0001, in: extra) {
            // Only the fields that did not fit their 32 bits are there, in this order.
            var place = 0
            func next() -> UInt64? {
                defer { place += 8 }
                return large.littleEndian64(place)
            }
            if unpacked32 == .max {
                guard let value = next() else { return nil }
                unpacked = value
            }
            if packed32 == .max {
                guard let value = next() else { return nil }
                packed = value
            }
            if offset32 == .max {
                guard let value = next() else { return nil }
                offset = value
            }
        }
        let place = offset.addingReportingOverflow(prefix)
        guard !place.overflow else { return nil }
        return ZipEntry(
            name: decodedName(name, extra: extra, isUTF8: flags & 0x800 != 0, host: host >> 8), compressedSize: packed,
            uncompressedSize: unpacked, crc: crc, method: method, isEncrypted: flags & 0x2041 != 0,
            localHeaderOffset: place.partialValue)
    }

    /// Unix and macOS archivers (hosts 3 and 19) write UTF-8 without saying so.
    private static func decodedName(
        _ name: ArraySlice<UInt8>, extra: ArraySlice<UInt8>, isUTF8: Bool, host: UInt16
    ) -> String {
        if isUTF8 { return String(decoding: name, as: UTF8.self) }
        // Info-ZIP's Unicode path field, valid only while the plain name is the one it was made for.
        if let unicode = field(0x7075, in: extra), unicode.first == 1, let crc = unicode.littleEndian32(1),
            Array(name).withUnsafeBytes({ checksum($0, startingFrom: 0) }) == crc,
            let text = String(validating: unicode.dropFirst(5), as: UTF8.self)
        {
            return text
        }
        if host == 3 || host == 19, let text = String(validating: name, as: UTF8.self) { return text }
        return CodePage437.decode(name)
    }

    /// The content of the first extra field with that identifier.
    private static func field(_ identifier: UInt16, in extra: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        var rest = extra
        while let found = rest.littleEndian16(0), let length = rest.littleEndian16(2), Int(length) <= rest.count - 4 {
            let content = rest.dropFirst(4).prefix(Int(length))
            if found == identifier { return content }
            rest = rest.dropFirst(4 + Int(length))
        }
        return nil
    }
}
