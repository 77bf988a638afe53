import Foundation

/// What a reference file says about itself: kept beside it as `<name>.json`, so that every answer can name the
/// version of the data it rests on.
public struct ReferenceDescription: Sendable, Equatable, Codable {
    public var name: String
    /// Any text; compared for equality only.
    public var version: String
    /// Who stands behind the content.
    public var authority: String
    public var licence: String
    /// True when the content is an example and no official list.
    public var isExample: Bool

    public init(name: String, version: String, authority: String, licence: String, isExample: Bool) {
        self.name = name
        self.version = version
        self.authority = authority
        self.licence = licence
        self.isExample = isExample
    }

    private enum CodingKeys: String, CodingKey {
        case name, version, authority, licence
        case isExample = "example"
    }

    /// Reads the description beside the reference file `url`: `taxa.csv` is described by `taxa.json`.
    public static func beside(_ url: URL) throws(ReferenceFileError) -> ReferenceDescription {
        let sidecar = url.deletingPathExtension().appendingPathExtension("json")
        let bytes = try readReferenceFile(sidecar)
        do {
            return try JSONDecoder().decode(ReferenceDescription.self, from: Data(bytes))
        } catch {
            throw ReferenceFileError(
                file: sidecar.lastPathComponent,
                reason: .malformed(
                    "must be an object with name, version, authority, licence (text) and example (true or false)"))
        }
    }
}
