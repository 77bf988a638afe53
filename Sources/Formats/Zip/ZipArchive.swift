/// A zip file, zip64 included, read in place: nothing is unpacked to disk. Bytes before and after the archive are
/// tolerated. Sendable: entries can be opened and read on several threads at once, one source a thread.
public struct ZipArchive: Sendable {
    public let path: String
    /// All entries in the order of the central directory.
    public let entries: [ZipEntry]
    private let file: PositionedFile
    private let limits: InflationLimits

    /// Reads the central directory.
    /// - Parameter limits: when an entry is refused as a bomb.
    /// - Throws: `FileAccessError`, or `ZipError` with the offset of what is wrong.
    public init(path: String, limits: InflationLimits = InflationLimits()) throws {
        let file = try PositionedFile(path: path)
        let candidates = try ZipEndRecord.candidates(in: file)
        guard !candidates.isEmpty else { throw ZipError(.notAZip, path: path) }
        var firstError: (any Error)?
        var found: [ZipEntry]?
        // A comment or trailing data may hold the signature by accident: take the last record that leads to a directory.
        for candidate in candidates where found == nil {
            do {
                found = try ZipDirectory.entries(in: file, ZipEndRecord(in: file, at: candidate))
            } catch {
                firstError = firstError ?? error
            }
        }
        guard let found else { throw firstError ?? ZipError(.notAZip, path: path) }
        self.path = path
        self.file = file
        self.limits = limits
        entries = found
    }

    /// The entry of that exact name; of several with one name the last, as other readers do.
    public func entry(named name: String) -> ZipEntry? {
        entries.last { $0.name == name }
    }

    /// The unpacked bytes of an entry. Size and CRC-32 are checked when the end is reached: the last `read` throws
    /// when they differ from the directory.
    public func open(_ entry: ZipEntry) throws -> any ByteSource {
        func failure(_ reason: ZipError.Reason) -> ZipError {
            ZipError(reason, path: path, entry: entry.name, offset: entry.localHeaderOffset)
        }
        guard !entry.isEncrypted else { throw failure(.encrypted) }
        guard entry.method == 0 || entry.method == 8 else { throw failure(.unsupportedMethod(entry.method)) }
        let header = try file.bytes(at: entry.localHeaderOffset, count: 30)
        guard header.littleEndian32(0) == 0x0403_4B50, let nameLength = header.littleEndian16(26),
            let extraLength = header.littleEndian16(28)
        else { throw failure(.damaged("no local header")) }
        let start = entry.localHeaderOffset.addingReportingOverflow(30 + UInt64(nameLength) + UInt64(extraLength))
        let end = start.partialValue.addingReportingOverflow(entry.compressedSize)
        guard !start.overflow, !end.overflow, end.partialValue <= file.size else {
            throw failure(.damaged("data run past the end of the file"))
        }
        let packed = FileRangeSource(file, from: start.partialValue, to: end.partialValue)
        return try ZipEntrySource(packed, entry: entry, path: path, limits: limits)
    }
}
