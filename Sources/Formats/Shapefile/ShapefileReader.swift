/// Reads a shapefile, or a dBASE table by itself, as a table: its columns, then the geometry as Well-Known Text and the
/// system that it is in. Rows marked as deleted are skipped, together with their shapes.
public final class ShapefileReader: RecordReader {
    private let table: DBaseTable
    private let rows: DBaseRows
    private let shapes: ShapeRecords?
    private let system: [UInt8]
    private let firstRow: Int
    private var failure: (any Error)?
    private var geometry = PlaneGeometry()
    private var text: [UInt8] = []

    /// - Parameters:
    ///   - shapes: path of the `.shp`; `nil` for a table without geometry.
    ///   - system: what the system's column says.
    ///   - firstRow: number of the rows before this table, where several are read as one.
    public init(table: DBaseTable, shapes: String?, system: String?, firstRow: Int = 0) throws {
        self.table = table
        rows = DBaseRows(table)
        self.shapes = try shapes.map { try ShapeRecords(path: $0) }
        self.system = Array((system ?? "").utf8)
        self.firstRow = firstRow
    }

    public func nextBlock(into block: RecordBlock, maximumRecords: Int) throws -> Bool {
        block.beginFilling()
        if let failure { throw failure }
        do {
            while !block.isFull(maximumRecords: maximumRecords), try rows.next() {
                var problem: BinaryGeometryError?
                if let shapes, try !shapes.next(into: &geometry, problem: &problem) {
                    throw ShapefileError(
                        table.path, record: rows.number,
                        "has no shape: the .shp holds \(shapes.number), the .dbf \(table.rowCount) rows")
                }
                if rows.isDeleted { continue }
                var flags: RecordFlags = []
                block.beginRecord(line: firstRow + rows.number)
                rows.append(to: block, flags: &flags)
                if shapes != nil {
                    text.removeAll(keepingCapacity: true)
                    if let problem {
                        // Stands in the place of the geometry, where it is found to be none.
                        text.append(contentsOf: problem.description.utf8)
                    } else {
                        geometry.appendText(to: &text)
                    }
                    block.appendField(text)
                    block.appendField(system)
                }
                block.endRecord(flags: flags)
            }
        } catch {
            // What came before the damage is handed out first.
            failure = error
            guard block.recordCount > 0 else { throw error }
        }
        return block.recordCount > 0
    }
}
