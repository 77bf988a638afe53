import Columns
import Formats
import Foundation
import Observations

/// A finished file that the catalog does not know yet.
struct NewFile {
    var table: StoreTable
    /// Name within the table's folder.
    var name: String
    var summary: ParquetFileSummary
    /// XXH3 of the whole file, for `verify`.
    var checksum: UInt64
}

/// Writes row groups of one table to files, beginning a new file when one has grown large.
///
/// Tables that stand beside `observation` get groups of the same sizes and so break into files at the same rows.
final class TableWriter {
    /// Rows after which a new file begins: about 100 MB of observations.
    static let rowsPerFile = 2_000_000

    let table: StoreTable
    private let directory: String
    private let prefix: String
    private let fields: [ParquetField]
    private var writer: ParquetFileWriter?
    private var rowsInFile = 0
    private(set) var files: [NewFile] = []
    private var name: String { "\(prefix)-\(files.count + 1).parquet" }

    init(table: StoreTable, dataDirectory: String, prefix: String) {
        self.table = table
        directory = "\(dataDirectory)/main/\(table.rawValue)"
        self.prefix = prefix
        fields = StoreEncoding.fields(of: table)
    }

    func append(_ group: EncodedRowGroup) throws {
        guard group.rowCount > 0 else { return }
        let writer = try self.writer ?? makeWriter()
        self.writer = writer
        try writer.append(group)
        rowsInFile += group.rowCount
        if rowsInFile >= Self.rowsPerFile { try closeFile() }
    }

    private func makeWriter() throws -> ParquetFileWriter {
        let path = "\(directory)/\(name)"
        // Two transactions on one snapshot give their files the same names; the second must not empty the first one's.
        guard !FileManager.default.fileExists(atPath: path) else { throw StoreError.fileInTheWay(path: path) }
        return try ParquetFileWriter(path: path, fields: fields)
    }

    /// Ends the current file, so that the next group begins a new one.
    func closeFile() throws {
        guard let writer else { return }
        let summary = try writer.close(synchronize: true)
        let checksum = try FileChecksum.xxh3(ofFile: "\(directory)/\(name)")
        files.append(NewFile(table: table, name: name, summary: summary, checksum: checksum))
        self.writer = nil
        rowsInFile = 0
    }

    func abandon() {
        writer?.abandon()
        writer = nil
        for file in files { unlink("\(directory)/\(file.name)") }
        files.removeAll()
    }
}

/// The checksum by which `verify` tells a damaged file.
enum FileChecksum {
    static func xxh3(ofFile path: String) throws -> UInt64 {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw StoreError.inputOutput(path: path, operation: "open", errno: errno) }
        defer { close(descriptor) }
        var hash: UInt64 = 0
        let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
        defer { block.deallocate() }
        while true {
            // Blocks are filled before they are hashed: the value must not depend on how reads are cut.
            var filled = 0
            while filled < block.count {
                let got = read(descriptor, block.baseAddress.map { $0 + filled }, block.count - filled)
                if got < 0, errno == EINTR { continue }
                guard got >= 0 else { throw StoreError.inputOutput(path: path, operation: "read", errno: errno) }
                if got == 0 { break }
                filled += got
            }
            if filled == 0 { return hash }
            hash = Columns.xxh3(UnsafeRawBufferPointer(rebasing: block[..<filled]), seed: hash)
        }
    }
}
