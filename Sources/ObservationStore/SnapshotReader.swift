import Columns
import Formats
import Foundation
import Observations

/// One row group of the observations with what stands beside it.
public struct ObservationGroup: Sendable {
    public var file: DataFile
    /// Number of the row group in its file.
    public var group: Int
    /// `observation_id` of the first row.
    public var firstObservationID: Int64
    public var observations: ColumnBatch
    /// Columns of `assessment`, row for row; without columns when none were asked for.
    public var assessments: ColumnBatch
    /// Columns of `observation_restricted`, row for row; without columns when none were asked for.
    public var restricted: ColumnBatch
    /// True for rows that this snapshot sees.
    public var live: [Bool]
}

/// Some rows of a row group.
public struct ObservationRows: Sendable {
    public var observations: ColumnBatch
    /// Columns of `assessment`, row for row; without columns when none were asked for.
    public var assessments: ColumnBatch
}

/// A place to read: one row group.
public struct ObservationGroupAddress: Sendable {
    public var fileIndex: Int
    public var group: Int
    /// Position of the group's first row in its file.
    public var firstRow: Int64
    public var rowCount: Int
}

/// Reads one snapshot. A value of files known by then: later commits do not change what it sees.
public struct SnapshotReader: Sendable {
    public let snapshot: Snapshot
    public let observationFiles: [DataFile]
    private let assessmentFiles: [Int64: DataFile]
    private let restrictedFiles: [Int64: DataFile]
    let store: ObservationStore

    init(store: ObservationStore, snapshot: Snapshot) throws {
        self.store = store
        self.snapshot = snapshot
        observationFiles = try store.catalog.files(of: .observation, at: snapshot.id)
        func beside(_ table: StoreTable) throws -> [Int64: DataFile] {
            var files: [Int64: DataFile] = [:]
            for file in try store.catalog.files(of: table, at: snapshot.id) {
                if let observationFile = file.observationFileID { files[observationFile] = file }
            }
            return files
        }
        assessmentFiles = try beside(.assessment)
        restrictedFiles = try beside(.observationRestricted)
    }

    /// The number of live observations.
    public var liveCount: Int64 { observationFiles.reduce(0) { $0 + $1.liveCount } }

    /// The live files of a table that does not stand beside `observation`.
    public func files(of table: StoreTable) throws -> [DataFile] {
        try store.catalog.files(of: table, at: snapshot.id)
    }

    /// Absolute path of a file.
    public func path(_ file: DataFile) -> String { store.dataDirectory + "/" + file.path }

    /// All row groups, in the order of `observation_id`.
    public func addresses() throws -> [ObservationGroupAddress] {
        var addresses: [ObservationGroupAddress] = []
        for (index, file) in observationFiles.enumerated() {
            let parquet = try ParquetFile(path: path(file))
            guard parquet.rowCount == file.recordCount else {
                throw StoreError.damaged(
                    path: path(file), reason: "it has \(parquet.rowCount) rows, the catalog says \(file.recordCount)")
            }
            var first: Int64 = 0
            for group in 0..<parquet.rowGroupCount {
                let rows = parquet.rowCount(group: group)
                addresses.append(
                    ObservationGroupAddress(fileIndex: index, group: group, firstRow: first, rowCount: rows))
                first += Int64(rows)
            }
        }
        return addresses
    }

    /// The place of a group that was read of this snapshot.
    public func address(of group: ObservationGroup) -> ObservationGroupAddress? {
        observationFiles.firstIndex { $0.id == group.file.id }.map { index in
            ObservationGroupAddress(
                fileIndex: index, group: group.group, firstRow: group.firstObservationID - group.file.rowIDStart,
                rowCount: group.live.count)
        }
    }

    /// A cursor that reads groups; make one a thread.
    public func cursor(
        _ columns: [ObservationColumn], assessment: [AssessmentColumn] = [], restricted: [RestrictedColumn] = []
    ) -> ObservationCursor {
        ObservationCursor(
            reader: self, columns: columns.map(\.rawValue), assessment: assessment.map(\.rawValue),
            restricted: restricted.map(\.rawValue))
    }

    /// Positions of deleted rows of a file, sorted.
    public func deletedRows(_ file: DataFile) throws -> [Int64] {
        guard let path = file.deletePath else { return [] }
        return try DeletedRows.read(path: store.dataDirectory + "/" + path)
    }

    /// The rule packs under which the observations were judged. All rows of a file were judged at once, so its first row
    /// speaks for it.
    public func rulePacks() throws -> Set<String> {
        var packs = Set<String>()
        for file in assessmentFiles.values {
            let parquet = try ParquetFile(path: path(file))
            guard parquet.rowCount(group: 0) > 0 else { continue }
            let batch = try parquet.read(group: 0, columns: [AssessmentColumn.rulePack.rawValue], picking: [0])
            if let pack = batch.columns[0].text(0) { packs.insert(pack) }
        }
        return packs
    }

    /// Whether any observation was judged under another rule pack.
    public func hasAssessments(otherThan rulePack: String) throws -> Bool {
        try !rulePacks().isSubset(of: [rulePack])
    }

    func assessmentFile(beside observationFile: DataFile) -> DataFile? { assessmentFiles[observationFile.id] }
    func restrictedFile(beside observationFile: DataFile) -> DataFile? { restrictedFiles[observationFile.id] }

    /// Calls `body` with every row group of a table that does not stand beside `observation`.
    /// - Parameter snapshot: only of files that it brought.
    public func forEachBatch(
        of table: StoreTable, columns: [String], broughtBy snapshot: Int64? = nil,
        _ body: (ColumnBatch) throws -> Void
    ) throws {
        for file in try files(of: table) where snapshot.map({ $0 == file.beginSnapshot }) ?? true {
            let parquet = try ParquetFile(path: path(file))
            for group in 0..<parquet.rowGroupCount {
                try body(ColumnShapes.shaped(try parquet.read(group: group, columns: columns), as: table))
            }
        }
    }
}

/// Reads row groups of observations; for one thread.
public final class ObservationCursor {
    private let reader: SnapshotReader
    private let columns: [String]
    private let assessment: [String]
    private let restricted: [String]
    private var fileIndex = -1
    private var parquet: ParquetFile?
    private var assessmentParquet: ParquetFile?
    private var restrictedParquet: ParquetFile?
    private var deleted: [Int64] = []

    init(reader: SnapshotReader, columns: [String], assessment: [String], restricted: [String]) {
        self.reader = reader
        self.columns = columns
        self.assessment = assessment
        self.restricted = restricted
    }

    public func read(_ address: ObservationGroupAddress) throws -> ObservationGroup {
        let file = reader.observationFiles[address.fileIndex]
        let parquet = try open(address.fileIndex)
        let observations = ColumnShapes.shaped(
            try parquet.read(group: address.group, columns: columns), as: .observation)
        var live = [Bool](repeating: true, count: address.rowCount)
        var next = lowerBound(address.firstRow)
        while next < deleted.count, deleted[next] < address.firstRow + Int64(address.rowCount) {
            live[Int(deleted[next] - address.firstRow)] = false
            next += 1
        }
        return ObservationGroup(
            file: file, group: address.group, firstObservationID: file.rowIDStart + address.firstRow,
            observations: observations, assessments: try beside(assessmentParquet, address, assessment, .assessment),
            restricted: try beside(restrictedParquet, address, restricted, .observationRestricted), live: live)
    }

    /// Some rows of a group, which are in ascending order.
    public func read(_ address: ObservationGroupAddress, rows: [Int]) throws -> ObservationRows {
        let parquet = try open(address.fileIndex)
        return ObservationRows(
            observations: ColumnShapes.shaped(
                try parquet.read(group: address.group, columns: columns, picking: rows), as: .observation),
            assessments: try beside(assessmentParquet, address, assessment, .assessment, picking: rows))
    }

    /// What stands beside a group in a file of another table.
    private func beside(
        _ other: ParquetFile?, _ address: ObservationGroupAddress, _ names: [String], _ table: StoreTable,
        picking rows: [Int]? = nil
    ) throws -> ColumnBatch {
        guard !names.isEmpty else {
            return ColumnBatch(names: [], columns: [], rowCount: rows?.count ?? address.rowCount)
        }
        guard let other, address.group < other.rowGroupCount, other.rowCount(group: address.group) == address.rowCount
        else {
            throw StoreError.damaged(
                path: reader.path(reader.observationFiles[address.fileIndex]),
                reason: "no file of table \(table.rawValue) stands beside it")
        }
        return ColumnShapes.shaped(try other.read(group: address.group, columns: names, picking: rows), as: table)
    }

    private func open(_ index: Int) throws -> ParquetFile {
        if index == fileIndex, let parquet { return parquet }
        let file = reader.observationFiles[index]
        let opened = try ParquetFile(path: reader.path(file))
        parquet = opened
        assessmentParquet =
            assessment.isEmpty
            ? nil : try reader.assessmentFile(beside: file).map { try ParquetFile(path: reader.path($0)) }
        restrictedParquet =
            restricted.isEmpty
            ? nil : try reader.restrictedFile(beside: file).map { try ParquetFile(path: reader.path($0)) }
        deleted = try reader.deletedRows(file)
        fileIndex = index
        return opened
    }

    private func lowerBound(_ row: Int64) -> Int {
        var from = 0
        var to = deleted.count
        while from < to {
            let middle = (from + to) / 2
            if deleted[middle] < row { from = middle + 1 } else { to = middle }
        }
        return from
    }
}
