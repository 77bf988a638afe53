import CZlib
import Foundation

/// Writes a zip whose bytes depend on nothing but what is put in: no clock, no user, no machine. Sizes and CRC stand in
/// the local headers (patched after each entry), because readers of streams refuse descriptors behind zip64 data.
///
/// One thread writes. To use more, let others make `DeflatedBlock`s and append them here in order.
public final class ZipWriter {
    /// One entry written: what the central directory says of it.
    private struct Written {
        let name: [UInt8]
        let offset: UInt64
        let isLarge: Bool
        var method: UInt16 = 8
        var crc: UInt32 = 0
        var packed: UInt64 = 0
        var unpacked: UInt64 = 0
    }

    private enum State {
        case idle
        case entry(Written, Content)
        case closed
    }

    private enum Content {
        case undecided(level: Int)
        case streamed(Deflater)
        case blocks(isClosed: Bool)
    }

    public let path: String
    private let file: PositionedFileWriter
    private let forcesZip64: Bool
    private var state = State.idle
    private var entries: [Written] = []
    private var names = Set<[UInt8]>()

    private static let largest32 = UInt64(UInt32.max)
    /// An empty last deflate block.
    private static let emptyLastBlock: [UInt8] = [0x03, 0x00]

    /// Creates or empties the file at `path`.
    /// - Parameter forcesZip64: writes every record in its zip64 form, whatever the sizes.
    public init(path: String, forcesZip64: Bool = false) throws {
        self.path = path
        self.forcesZip64 = forcesZip64
        file = try PositionedFileWriter(path: path)
    }

    private func misuse(_ detail: String, entry: String? = nil) -> ZipError {
        ZipError(.writing(detail), path: path, entry: entry)
    }

    /// Begins an entry; write its content with `write` or `append(_:)`, not both.
    /// - Parameters:
    ///   - name: relative, parts joined by "/", not used before.
    ///   - level: deflate level for `write`, 1 (fast) to 9 (small), 0 stores within deflate.
    ///   - mayExceed4GiB: reserves room for sizes over 4 GiB; without it a larger entry is an error.
    public func beginEntry(_ name: String, level: Int = 6, mayExceed4GiB: Bool = false) throws {
        guard case .idle = state else {
            throw misuse("an entry begins while the writer is busy or closed", entry: name)
        }
        let bytes = Array(name.utf8)
        guard isSafeEntryName(name), !name.contains("\\"), bytes.count <= 0xFFFF else {
            throw misuse("not a relative entry name", entry: name)
        }
        guard names.insert(bytes).inserted else { throw misuse("a name is used twice", entry: name) }
        let entry = Written(name: bytes, offset: file.position, isLarge: mayExceed4GiB || forcesZip64)
        try file.write(localHeader(entry))
        state = .entry(entry, .undecided(level: level))
    }

    /// Adds bytes to the entry, deflated on this thread.
    public func write(_ bytes: UnsafeRawBufferPointer) throws {
        guard case .entry(var entry, let content) = state else { throw misuse("write outside an entry") }
        let deflater: Deflater
        switch content {
        case .undecided(let level): deflater = try Deflater(format: .raw, level: level)
        case .streamed(let current): deflater = current
        case .blocks: throw misuse("write after a block", entry: String(decoding: entry.name, as: UTF8.self))
        }
        entry.crc = checksum(bytes, startingFrom: entry.crc)
        entry.unpacked += UInt64(bytes.count)
        if bytes.count > 0 { try deflater.deflate(bytes, .none) { try put($0, &entry) } }
        state = .entry(entry, .streamed(deflater))
        try checkSize(entry)
    }

    /// Adds text as UTF-8.
    public func write(_ text: String) throws {
        var text = text
        try text.withUTF8 { try write(UnsafeRawBufferPointer($0)) }
    }

    /// Adds bytes that were deflated elsewhere; blocks must come in order.
    public func append(_ block: DeflatedBlock) throws {
        guard case .entry(var entry, let content) = state else { throw misuse("block outside an entry") }
        switch content {
        case .undecided, .blocks(isClosed: false): break
        default: throw misuse("block after the last one", entry: String(decoding: entry.name, as: UTF8.self))
        }
        entry.crc = UInt32(truncatingIfNeeded: crc32_combine(UInt(entry.crc), UInt(block.crc), block.length))
        entry.unpacked += UInt64(block.length)
        try block.compressed.withUnsafeBytes { try put($0, &entry) }
        state = .entry(entry, .blocks(isClosed: block.isLast))
        try checkSize(entry)
    }

    /// Ends the entry and writes its sizes and CRC into its local header.
    public func endEntry() throws {
        guard case .entry(var entry, let content) = state else { throw misuse("end outside an entry") }
        switch content {
        case .streamed(let deflater):
            try deflater.deflate(UnsafeRawBufferPointer(start: nil, count: 0), .finish) { try put($0, &entry) }
        case .blocks(isClosed: false):
            try Self.emptyLastBlock.withUnsafeBytes { try put($0, &entry) }
        case .undecided: entry.method = 0
        case .blocks(isClosed: true): break
        }
        try checkSize(entry)
        try file.overwrite(localHeader(entry), at: entry.offset)
        entries.append(entry)
        state = .idle
    }

    /// Writes the central directory and closes the file; it is not synced to disk here.
    /// - Returns: the size of the zip in bytes.
    @discardableResult
    public func close() throws -> UInt64 {
        guard case .idle = state else { throw misuse("close within an entry or twice") }
        let start = file.position
        for entry in entries { try file.write(directoryRecord(entry)) }
        try file.write(endRecords(directoryOffset: start, directorySize: file.position - start))
        try file.close()
        state = .closed
        return file.position
    }

    /// Gives up: closes and removes the file.
    public func abandon() {
        state = .closed
        file.abandon()
    }

    private func put(_ bytes: UnsafeRawBufferPointer, _ entry: inout Written) throws {
        try file.write(bytes)
        entry.packed += UInt64(bytes.count)
    }

    private func checkSize(_ entry: Written) throws {
        guard entry.isLarge || (entry.packed < Self.largest32 && entry.unpacked < Self.largest32) else {
            throw misuse(
                "larger than 4 GiB; begin it with mayExceed4GiB", entry: String(decoding: entry.name, as: UTF8.self))
        }
    }

    /// Flags, method, and the date 1980-01-01, the earliest a zip can hold.
    private func commonFields(_ entry: Written) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.appendLittleEndian(UInt16(entry.name.contains { $0 > 127 } ? 0x800 : 0))
        bytes.appendLittleEndian(entry.method)
        bytes.appendLittleEndian(UInt32(0x0021_0000))
        bytes.appendLittleEndian(entry.crc)
        return bytes
    }

    private func localHeader(_ entry: Written) -> [UInt8] {
        var bytes: [UInt8] = [0x50, 0x4B, 0x03, 0x04]
        bytes.appendLittleEndian(UInt16(entry.isLarge ? 45 : 20))
        bytes += commonFields(entry)
        bytes.appendLittleEndian(entry.isLarge ? UInt32.max : UInt32(clamping: entry.packed))
        bytes.appendLittleEndian(entry.isLarge ? UInt32.max : UInt32(clamping: entry.unpacked))
        bytes.appendLittleEndian(UInt16(clamping: entry.name.count))
        bytes.appendLittleEndian(UInt16(entry.isLarge ? 20 : 0))
        bytes += entry.name
        if entry.isLarge { bytes += zip64Field([entry.unpacked, entry.packed]) }
        return bytes
    }

    private func zip64Field(_ values: [UInt64]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.appendLittleEndian(UInt16(1))
        bytes.appendLittleEndian(UInt16(values.count * 8))
        for value in values { bytes.appendLittleEndian(value) }
        return bytes
    }

    private func directoryRecord(_ entry: Written) -> [UInt8] {
        func isLarge(_ value: UInt64) -> Bool { forcesZip64 || value >= Self.largest32 }
        func field32(_ value: UInt64) -> UInt32 { isLarge(value) ? .max : UInt32(clamping: value) }
        let large = [entry.unpacked, entry.packed, entry.offset].filter(isLarge)
        let extra = large.isEmpty ? [] : zip64Field(large)
        let version: UInt16 = entry.isLarge || !large.isEmpty ? 45 : 20
        var bytes: [UInt8] = [0x50, 0x4B, 0x01, 0x02]
        bytes.appendLittleEndian(3 << 8 | version)  // made on Unix, so that the file mode below counts
        bytes.appendLittleEndian(version)
        bytes += commonFields(entry)
        bytes.appendLittleEndian(field32(entry.packed))
        bytes.appendLittleEndian(field32(entry.unpacked))
        bytes.appendLittleEndian(UInt16(clamping: entry.name.count))
        bytes.appendLittleEndian(UInt16(clamping: extra.count))
        bytes += [0, 0, 0, 0, 0, 0]  // no comment, disk 0, binary
        bytes.appendLittleEndian(UInt32(0o100644) << 16)
        bytes.appendLittleEndian(field32(entry.offset))
        return bytes + entry.name + extra
    }

    private func endRecords(directoryOffset: UInt64, directorySize: UInt64) -> [UInt8] {
        var bytes: [UInt8] = []
        let count = UInt64(entries.count)
        if forcesZip64 || count >= 0xFFFF || directoryOffset >= Self.largest32 || directorySize >= Self.largest32 {
            bytes += [0x50, 0x4B, 0x06, 0x06]
            bytes.appendLittleEndian(UInt64(44))
            bytes.appendLittleEndian(UInt16(3 << 8 | 45))
            bytes.appendLittleEndian(UInt16(45))
            bytes.appendLittleEndian(UInt64(0))  // this disk and the directory's: 0
            for value in [count, count, directorySize, directoryOffset] { bytes.appendLittleEndian(value) }
            bytes += [0x50, 0x4B, 0x06, 0x07]
            bytes.appendLittleEndian(UInt32(0))
            bytes.appendLittleEndian(directoryOffset + directorySize)
            bytes.appendLittleEndian(UInt32(1))
        }
        let usesLarge = !bytes.isEmpty && forcesZip64
        bytes += ZipEndRecord.signature
        bytes.appendLittleEndian(UInt32(0))
        for _ in 0..<2 { bytes.appendLittleEndian(usesLarge ? UInt16.max : UInt16(clamping: count)) }
        bytes.appendLittleEndian(usesLarge ? UInt32.max : UInt32(clamping: directorySize))
        bytes.appendLittleEndian(usesLarge ? UInt32.max : UInt32(clamping: directoryOffset))
        bytes.appendLittleEndian(UInt16(0))
        return bytes
    }
}
