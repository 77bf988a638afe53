extension GMLReader {
    /// A reader of a document that may read it in pieces, on several threads; what comes out is the same.
    /// - Parameters:
    ///   - source: the document in UTF-8.
    ///   - threads: how many read; 1: from front to back, on the caller's.
    ///   - pieceBytes: the usual size of a piece; documents that are shorter are not cut.
    public static func reader(
        _ source: any ByteSource, path: String, layout: Layout, threads: Int, pieceBytes: Int = 1 << 20
    ) throws -> any RecordReader {
        guard threads > 1 else { return GMLReader(source, path: path, layout: layout) }
        let head = try source.head(pieceBytes)
        let whole = { GMLReader(ChainedSource([MemorySource(head), source]), path: path, layout: layout) }
        // What is wrong in the first piece is found, and told, by reading it.
        guard head.count == pieceBytes,
            let (place, state, tag) = try? GMLFeatureScan(XMLScanner(MemorySource(head), path: path)).firstCut()
        else { return whole() }
        let splitter = XMLPieceSplitter(
            source, behind: Array(head[Int(place.offset)...]), at: place, tag: tag, pieceBytes: pieceBytes)
        let open = place.open
        return XMLPieceReader(splitter, open: open, mark: 0, threads: threads) { piece, block in
            let place = XMLPlace(open: open, line: piece.line, offset: piece.offset)
            let scanner = XMLScanner(MemorySource(piece.bytes), path: path, at: place, isPiece: !piece.isLast)
            let reader = GMLReader(scanner, layout: layout, state: state)
            guard let behind = try? reader.readAll(into: block) else { return .unforeseen }
            return piece.isLast || behind == state ? .read(mark: 0) : .unforeseen
        } fallback: { rest, place, _ in
            GMLReader(XMLScanner(rest, path: path, at: place, isPiece: false), layout: layout, state: state)
        }
    }
}
