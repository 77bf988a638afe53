import Formats

/// A delivery opened for reading: a table with named columns, in one part or several of the same shape. Whatever the
/// format, its records come as fields of text (`RecordReader`).
public final class OpenedDelivery {
    public let path: String
    public let format: DeliveryFormat
    /// Column names as delivered: header cells, or the terms that meta.xml gives (by the last part of their URI).
    public let columns: [String]
    /// Values for columns that the file lacks or leaves empty (meta.xml's `default`), by place in `columns`.
    /// Places from `fileColumnCount` on exist only here.
    public let defaults: [Int: String]
    /// The number of columns that the rows really have.
    public let fileColumnCount: Int
    public let encoding: TextEncoding
    /// How records stand in their block, and so in the quarantine file.
    public let dialect: DelimitedDialect
    /// What the columns mean, where the format itself says so; a profile with fields goes before it.
    public let knownProfile: SupplierProfile?
    /// Things worth telling that do not stop the reading, in English.
    public let notes: [String]
    /// What a Darwin Core Archive is about (EML).
    public let title: String?
    /// The column by which the other tables of an archive refer to its records: it tells them apart, whatever its name.
    public var keyColumn: String?
    /// Whether the encoding was only the likeliest one.
    public let encodingIsGuess: Bool

    /// In what form records that are set aside go back to the supplier beside the quarantine file, which has them as text;
    /// `nil`: they were text.
    private(set) var correction: (any CorrectionForm)?

    private var later: () -> [String] = { [] }
    private var parts: [() throws -> any RecordReader]
    private var current: (any RecordReader)?
    /// Copies on disk that are read.
    private var copies: [LocalFile] = []

    init(
        path: String, format: DeliveryFormat, columns: [String], defaults: [Int: String] = [:], fileColumnCount: Int,
        encoding: TextEncoding = .utf8, encodingIsGuess: Bool = false, dialect: DelimitedDialect = .commaSeparated,
        knownProfile: SupplierProfile? = nil, notes: [String] = [], title: String? = nil,
        parts: [() throws -> any RecordReader]
    ) {
        self.path = path
        self.format = format
        self.columns = columns
        self.defaults = defaults
        self.fileColumnCount = fileColumnCount
        self.encoding = encoding
        self.encodingIsGuess = encodingIsGuess
        self.dialect = dialect
        self.knownProfile = knownProfile
        self.notes = notes
        self.title = title
        self.parts = parts.reversed()
    }

    /// The same delivery with its records turned into others; this one is not to be read any more.
    func replacing(
        columns: [String]? = nil, defaults: [Int: String]? = nil, fileColumnCount: Int? = nil, notes: [String],
        by turn: ((any RecordReader) -> any RecordReader)? = nil
    ) -> OpenedDelivery {
        let parts = self.parts.reversed().map { open -> () throws -> any RecordReader in
            turn.map { turn in { turn(try open()) } } ?? open
        }
        let delivery = OpenedDelivery(
            path: path, format: format, columns: columns ?? self.columns, defaults: defaults ?? self.defaults,
            fileColumnCount: fileColumnCount ?? self.fileColumnCount, encoding: encoding,
            encodingIsGuess: encodingIsGuess, dialect: turn == nil ? dialect : .commaSeparated,
            knownProfile: knownProfile, notes: notes, title: title, parts: Array(parts))
        delivery.copies = copies
        delivery.later = later
        delivery.keyColumn = keyColumn
        // Records that are made of several, or several of one, are not found again by their place.
        delivery.correction = turn != nil && correction?.isByPlace == true ? nil : correction
        return delivery
    }

    /// What turned out only when all records had been read: rows of other tables that belong to no record, say.
    public var notesAfterReading: [String] { later() }

    /// Says what is asked for `notesAfterReading`.
    func tellAfterReading(_ notes: @escaping () -> [String]) { later = notes }

    /// Says in what form records that are set aside go back to the supplier.
    func correcting(as form: any CorrectionForm) -> OpenedDelivery {
        correction = form
        return self
    }

    /// Keeps an unpacked copy as long as the delivery.
    func keeping(_ copy: LocalFile) -> OpenedDelivery {
        copies.append(copy)
        return self
    }

    /// Fills `block` with the next records; false at the end of the last file.
    /// - Throws: `DeliveryError` when the file turns out to be damaged.
    public func nextBlock(into block: RecordBlock, maximumRecords: Int) throws -> Bool {
        do {
            while true {
                if current == nil {
                    guard let open = parts.popLast() else { return false }
                    current = try open()
                }
                if try current?.nextBlock(into: block, maximumRecords: maximumRecords) == true { return true }
                current = nil
            }
        } catch {
            throw DeliveryError(unreadable: path, because: error)
        }
    }

    /// Places of the columns that have no value in the first records, nor a default.
    func columnsWithoutValues(among count: Int = 1000) throws -> Set<Int> {
        guard let open = parts.last else { return [] }
        let block = RecordBlock()
        do {
            guard try open().nextBlock(into: block, maximumRecords: count) else { return [] }
        } catch {
            throw DeliveryError(unreadable: path, because: error)
        }
        let scratch = FieldScratch()
        return block.withView { view in
            Set(
                (0..<fileColumnCount).filter { column in
                    defaults[column] == nil
                        && (0..<view.recordCount).allSatisfy { record in
                            guard let bytes = view.value(record: record, column: column, scratch: scratch) else {
                                return true
                            }
                            return AbsentText.isAbsent(UnsafeRawBufferPointer(bytes))
                        }
                })
        }
    }
}
