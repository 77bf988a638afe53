#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Writes one Parquet file from encoded row groups, front to back; for one thread at a time.
///
/// The file is whole only after `close`; a writer that goes away before removes it.
public final class ParquetFileWriter {
    private let path: String
    private let fields: [ParquetField]
    private let keyValueMetadata: [(String, String)]
    private let createdBy: String
    /// `nil` once closed or abandoned.
    private var descriptor: Int32?
    private var offset: Int64 = 0
    private var groups: [RowGroup] = []
    private var failed = false

    /// Creates the file, or empties it when it is there.
    public init(
        path: String, fields: [ParquetField], keyValueMetadata: [(String, String)] = [],
        createdBy: String = "ndff version 1.0.0"
    ) throws(ParquetError) {
        for field in fields {
            if case .unsupported(let what) = field.type {
                throw ParquetError(.mismatch, "a field cannot be \(what)", file: path, column: field.name)
            }
        }
        self.path = path
        self.fields = fields
        self.keyValueMetadata = keyValueMetadata
        self.createdBy = createdBy
        let opened = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard opened >= 0 else { throw systemError("cannot be created", path) }
        descriptor = opened
        try write(Array("PAR1".utf8))
    }

    deinit { abandon() }

    /// Appends a row group made by an encoder of the same fields. A group without rows leaves no trace.
    public func append(_ group: EncodedRowGroup) throws(ParquetError) {
        guard group.fields == fields else {
            throw ParquetError(.mismatch, "the row group was encoded with other fields than the file's", file: path)
        }
        guard group.rowCount > 0 else { return }
        let start = offset
        try write(group.bytes)
        groups.append(
            RowGroup(
                rowCount: Int64(group.rowCount),
                columns: group.chunks.map {
                    var chunk = $0
                    chunk.dataPageOffset += start
                    chunk.dictionaryPageOffset = chunk.dictionaryPageOffset.map { $0 + start }
                    return chunk
                }))
    }

    /// Writes the footer and closes the file.
    /// - Parameter synchronize: whether to wait until the content is on the disk. The directory's entry is not waited
    ///   for: whoever renames the file into place synchronises the directory.
    public func close(synchronize: Bool = true) throws(ParquetError) -> ParquetFileSummary {
        guard !failed else {
            throw ParquetError(.inputOutput, "cannot be finished after a failed write; write it again", file: path)
        }
        let footer = FooterWriter.bytes(
            fields: fields, groups: groups, keyValueMetadata: keyValueMetadata, createdBy: createdBy)
        guard let footerSize = UInt32(exactly: footer.count) else {
            throw ParquetError(.mismatch, "the footer exceeds 4 GiB; write fewer row groups", file: path)
        }
        try write(footer + (0..<4).map { UInt8(truncatingIfNeeded: footerSize >> (8 * $0)) } + Array("PAR1".utf8))
        if let descriptor {
            if synchronize, fsync(descriptor) != 0 { throw failure("cannot be synchronised with the disk") }
            self.descriptor = nil
            guard sysClose(descriptor) == 0 else { throw failure("cannot be closed") }
        }
        return ParquetFileSummary(
            recordCount: groups.reduce(0) { $0 + $1.rowCount }, fileSizeBytes: offset, footerSize: Int64(footerSize),
            columns: fields.indices.map { index in
                ParquetColumnSummary(field: fields[index], chunks: groups.map { $0.columns[index] })
            })
    }

    /// Removes the unfinished file; does nothing after `close`.
    public func abandon() {
        guard let descriptor else { return }
        self.descriptor = nil
        _ = sysClose(descriptor)
        unlink(path)
    }

    private func write(_ bytes: [UInt8]) throws(ParquetError) {
        guard let descriptor, !failed else {
            throw ParquetError(.inputOutput, "is closed, or a write failed before", file: path)
        }
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                buffer.baseAddress.map { sysWrite(descriptor, $0 + written, buffer.count - written) } ?? 0
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure("cannot be written") }
            written += count
        }
        offset += Int64(bytes.count)
    }

    private func failure(_ what: String) -> ParquetError {
        failed = true
        return systemError(what, path)
    }
}

/// The error of the system call that just failed.
func systemError(_ what: String, _ path: String) -> ParquetError {
    ParquetError(.inputOutput, what + ": " + String(cString: strerror(errno)), file: path)
}

private func sysClose(_ descriptor: Int32) -> Int32 { close(descriptor) }

private func sysWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
    write(descriptor, bytes, count)
}
