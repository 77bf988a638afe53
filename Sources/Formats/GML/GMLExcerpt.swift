/// Makes a smaller document of some features of another: GML, or a set of simple Darwin Core records.
public enum GMLExcerpt {
    /// Writes a document with some of the features of another one, each with fields added to it.
    ///
    /// What stands in front of the first feature is copied (the root with its namespaces, `boundedBy` with the system
    /// of all coordinates), under an XML declaration of its own for UTF-8, and without the attributes of collections
    /// that say how many features there are, where the next are, and when they were sent. Features are copied byte by
    /// byte, in the elements in which they stand; the added fields are elements without prefix at the end of
    /// the feature, each on a line, and those that it has already by such a name, from an excerpt that it came out of, are left
    /// out. Two excerpts of the same are the same.
    ///
    /// The source is read once, to behind the last of these features. Memory does not grow with the document, nor with a
    /// feature; after an error, what was written is no document.
    /// - Parameters:
    ///   - features: at least one, or nothing is written. `offset` is that of the feature's first byte in the document
    ///     as UTF-8, a byte order mark counted, as records of `GMLReader` have it; ascending. The names of `fields` are
    ///     XML names without prefix, their values any text.
    ///   - open: opens the document in UTF-8; called once.
    ///   - path: the file, for errors.
    ///   - write: takes the bytes of the new document, in order.
    /// - Throws: `XMLParseError` when the document is damaged in front of the end of the last of the features, when none
    ///   begins at such an offset, or what stands in front of a first feature is longer than 48 MB; what `open`, the
    ///   source and `write` throw.
    public static func write(
        _ features: [(offset: Int64, fields: [(name: String, value: String)])], of open: () throws -> any ByteSource,
        path: String, into write: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        guard !features.isEmpty else { return }
        try withoutActuallyEscaping(write) { write in
            let copy = GMLExcerptCopy(try open(), path: path, added: features.flatMap { $0.fields.map(\.name) }, into: write)
            for (offset, fields) in features {
                try copy.goTo(featureAt: offset)
                try copy.copyFeature(adding: fields)
            }
            try copy.finish()
        }
    }
}
