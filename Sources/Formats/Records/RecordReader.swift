/// Reads records of one table, block by block, with memory that does not grow with the table.
///
/// Whatever the format, a record comes out as fields of text in the order of the table's columns: what is behind this
/// (profiles, interpretation, quarantine) knows only one shape.
public protocol RecordReader: AnyObject {
    /// Fills `block` with the next records; false at the end, with the block left empty.
    /// - Throws: the format's error when the file turns out to be damaged; records before the damage come first.
    func nextBlock(into block: RecordBlock, maximumRecords: Int) throws -> Bool
}

extension DelimitedReader: RecordReader {}
