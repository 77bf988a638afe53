/// What an export says about itself. Everything comes from the snapshot and the configuration, nothing from the
/// clock, so that the same snapshot gives the same bytes.
public struct ReleaseDescription: Sendable {
    /// A set of reference data that the records rest on.
    public struct ReferenceVersion: Sendable {
        public var name: String
        public var version: String
        /// True for example data, which is no official list.
        public var isExample: Bool

        public init(name: String, version: String, isExample: Bool) {
            self.name = name
            self.version = version
            self.isExample = isExample
        }
    }

    public var title: String
    public var publisher: String
    /// Web address of the publisher.
    public var publisherURL: String?
    /// Electronic mail address for questions.
    public var contact: String?
    /// Number of the snapshot that is exported.
    public var snapshot: Int64
    /// When the snapshot was made: microseconds since 1970-01-01, Dutch local time.
    public var snapshotTime: Int64
    /// `name@version`.
    public var rulePack: String
    public var references: [ReferenceVersion]
    /// Name and web address of the licence of the whole; `nil` where every record carries its own.
    public var license: (name: String, url: String)?
    /// What was chosen, where the export is a part: taxa, area, period. For people.
    public var selection: String?

    public init(
        title: String, publisher: String, publisherURL: String? = nil, contact: String? = nil, snapshot: Int64,
        snapshotTime: Int64, rulePack: String, references: [ReferenceVersion],
        license: (name: String, url: String)? = nil, selection: String? = nil
    ) {
        self.title = title
        self.publisher = publisher
        self.publisherURL = publisherURL
        self.contact = contact
        self.snapshot = snapshot
        self.snapshotTime = snapshotTime
        self.rulePack = rulePack
        self.references = references
        self.license = license
        self.selection = selection
    }

    /// Whether any of the reference data is example data.
    public var restsOnExampleData: Bool { references.contains(where: \.isExample) }
}
