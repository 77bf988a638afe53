import Formats

/// What belongs together in a delivery of several tables: one with the observations, one with what several
/// observations share (events, taxa, deployments), and tables with more about either (measurements, media).
struct TableJoin {
    /// The table that the observations refer to. What an observation lacks is taken from there, and from the row that
    /// row refers to (`parentEventID`), and so on.
    struct Parent {
        var table: SourceTable
        /// What a row is, for messages: `event`, `taxon`, `deployment`.
        var what: String
        /// The name under which the key is handed out: `eventID`.
        var keyName: String
        /// Column of the observations that has the key.
        var reference: Int
        var key: Int
        /// Column with the key of the row above; `nil` when rows do not refer to each other.
        var parentReference: Int?
        /// Every observation should have one.
        var isRequired = true
    }

    /// A table with any number of rows for an observation or for what it refers to.
    struct Attachment {
        enum Target: Equatable {
            /// Observations with the key in this column.
            case observation(Int)
            case parent
        }

        struct Link {
            /// Column of the attached table that has the key.
            var column: Int
            var target: Target
        }

        var table: SourceTable
        /// Name of the column in which its rows come, as JSON.
        var name: String
        /// The first link whose column has a value counts.
        var links: [Link]
        /// Whether its rows are pictures, sounds or films.
        var isMedia = false
    }

    /// The delivery, for messages.
    var path: String
    var observations: SourceTable
    /// Columns of the observations that are not handed out: their content is in another one.
    var omittedColumns: Set<Int> = []
    var parent: Parent?
    var attachments: [Attachment] = []
    /// Kinds of measurement that a profile takes for fields; each gets a column for its value and one for its unit.
    var measurements: [String] = []
    /// Bytes of all joined tables together that are kept in memory; the rest goes through temporary files.
    var memoryLimit = 192 << 20

    /// Bytes of one table.
    var memoryShare: Int { memoryLimit / max(2, attachments.count + (parent == nil ? 0 : 1)) }

    /// Names of the columns for a kind of measurement.
    static func measurementColumn(_ type: String) -> String { "measurement:\(type)" }
    static func measurementUnitColumn(_ type: String) -> String { "measurementUnit:\(type)" }
}

/// Columns that only make sense together: coordinates with their datum, a date with its time.
///
/// An observation that has a value in one of the anchors takes none of the group from its event, and no group is put
/// together from an event and the events above it beyond the nearest that has an anchor.
struct ColumnGroup {
    let anchors: Set<String>
    let dependents: Set<String>
    /// Tell how the anchors are to be read, and so come from where those come from.
    let systems: Set<String>

    /// Names in the form of `FieldNames.folded`.
    static let all = [
        ColumnGroup(
            anchors: [
                "decimallatitude", "decimallongitude", "latitude", "longitude", "lat", "lon", "x", "y", "xcoord",
                "ycoord", "geometry", "wkt",
            ],
            dependents: [
                "coordinateuncertaintyinmeters", "coordinateuncertainty", "coordinateprecision", "uncertainty",
                "pointradiusspatialfit",
            ],
            systems: ["geodeticdatum", "crs", "srs", "epsg", "srid"]),
        ColumnGroup(
            anchors: ["eventdate", "year", "date", "eventstart", "eventend", "startdate", "enddate"],
            dependents: ["month", "day", "eventtime", "startdayofyear", "enddayofyear"], systems: []),
        ColumnGroup(
            anchors: ["scientificname"],
            dependents: [
                "scientificnameauthorship", "vernacularname", "taxonrank", "verbatimtaxonrank", "genus", "subgenus",
                "specificepithet", "infraspecificepithet", "acceptednameusage", "acceptednameusageid", "taxonid",
                "scientificnameid", "taxonconceptid", "kingdom", "phylum", "class", "order", "family",
            ], systems: []),
    ]
}
