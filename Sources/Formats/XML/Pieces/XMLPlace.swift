/// A place in a document at which reading can begin: what is open there, and where it is.
struct XMLPlace: Sendable, Equatable {
    /// Names of the elements that are open, prefix and all, outermost first.
    var open: [[UInt8]]
    /// Line, from 1.
    var line: Int
    /// Offset in the document as UTF-8.
    var offset: Int64
}

/// Bytes of a document, whole records of it where nothing unforeseen is in them.
struct XMLPiece: Sendable {
    var bytes: [UInt8]
    var line: Int
    var offset: Int64
    /// The document ends behind it.
    var isLast: Bool
}
