/// Metadata of a dataset, to be written as EML 2.2.0 in the GBIF profile 1.3.
public struct EMLDocument: Sendable, Equatable {
    /// An organisation or a person. At least one of the names must be filled.
    public struct Agent: Sendable, Equatable {
        public var organizationName: String?
        public var givenName: String?
        public var surName: String?
        public var positionName: String?
        public var electronicMailAddress: String?
        public var onlineURL: String?

        public init(
            organizationName: String? = nil, givenName: String? = nil, surName: String? = nil,
            positionName: String? = nil, electronicMailAddress: String? = nil, onlineURL: String? = nil
        ) {
            self.organizationName = organizationName
            self.givenName = givenName
            self.surName = surName
            self.positionName = positionName
            self.electronicMailAddress = electronicMailAddress
            self.onlineURL = onlineURL
        }
    }

    /// A licence with the name and address under which it is known.
    public struct License: Sendable, Equatable {
        public var name: String
        public var url: String
        /// SPDX identifier.
        public var identifier: String?

        public init(name: String, url: String, identifier: String? = nil) {
            self.name = name
            self.url = url
            self.identifier = identifier
        }
    }

    /// A box in degrees WGS84 (EPSG:4326).
    public struct GeographicCoverage: Sendable, Equatable {
        public var description: String
        public var west: Double
        public var east: Double
        public var south: Double
        public var north: Double

        public init(description: String, west: Double, east: Double, south: Double, north: Double) {
            self.description = description
            self.west = west
            self.east = east
            self.south = south
            self.north = north
        }
    }

    /// First and last date, `YYYY` or `YYYY-MM-DD`.
    public struct TemporalCoverage: Sendable, Equatable {
        public var begin: String
        public var end: String

        public init(begin: String, end: String) {
            self.begin = begin
            self.end = end
        }
    }

    /// Where and how often was looked, and how.
    public struct Sampling: Sendable, Equatable {
        public var extent: String
        public var description: String

        public init(extent: String, description: String) {
            self.extent = extent
            self.description = description
        }
    }

    /// Identifier of exactly this version of the metadata.
    public var packageID: String
    public var title: String
    public var creators: [Agent]
    public var metadataProviders: [Agent]
    /// `YYYY` or `YYYY-MM-DD`.
    public var pubDate: String
    /// Language of the data (ISO 639-2, such as "nld").
    public var language = "nld"
    /// Language of this metadata as an `xml:lang`, such as "nl" or "en".
    public var metadataLanguage = "nl"
    /// One element a paragraph; at least one.
    public var abstract: [String]
    public var license: License?
    public var contacts: [Agent]
    public var geographicCoverage: GeographicCoverage?
    public var temporalCoverage: TemporalCoverage?
    /// How the data came about: one step a paragraph.
    public var methodSteps: [String] = []
    /// Written when `methodSteps` has a step.
    public var sampling: Sampling?
    public var citation: String?
    /// When the metadata were made, `YYYY-MM-DDThh:mm:ss` with a zone; needed for the citation to be written.
    public var dateStamp: String?

    public init(
        packageID: String, title: String, creators: [Agent], metadataProviders: [Agent], pubDate: String,
        abstract: [String], contacts: [Agent]
    ) {
        self.packageID = packageID
        self.title = title
        self.creators = creators
        self.metadataProviders = metadataProviders
        self.pubDate = pubDate
        self.abstract = abstract
        self.contacts = contacts
    }
}
