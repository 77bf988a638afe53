import Foundation
import Outside

/// What lies outside the repository and may be absent: sample files, and a Python to compare with.
enum DelimitedSurroundings {
    /// The sample files of GBIF's common library; `nil` when they are not there.
    static let samples = Outside.shared("samples/gbif_common")

    static func sample(_ path: String) throws -> [UInt8] {
        guard let samples else { return [] }
        return Array(try Data(contentsOf: samples.appendingPathComponent(path)))
    }
}
