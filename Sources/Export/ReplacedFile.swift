import Foundation
import Formats

/// The new version of an export's file: written aside, then put in place together with its digest.
struct ReplacedFile {
    let target: String
    private let replacement: AtomicReplacement

    /// Makes the target's folder where it is missing.
    init(_ target: String) throws {
        let url = URL(fileURLWithPath: target)
        self.target = url.path
        let folder = url.deletingLastPathComponent().path
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw ExportError.cannotCreateFolder(path: folder, reason: error.localizedDescription)
        }
        replacement = try AtomicReplacement(.file, of: self.target)
    }

    var temporaryPath: String { replacement.temporaryPath }

    /// - Parameter sha256: the digest where it was reckoned along the way.
    func commit(records: Int, sha256 known: String? = nil) throws -> ExportedFile {
        let digest = try known ?? sha256(ofFile: temporaryPath)
        let attributes = try FileManager.default.attributesOfItem(atPath: temporaryPath)
        let size = (attributes[.size] as? NSNumber)?.int64Value ?? 0
        try replacement.commit()
        try DigestList(besideFile: target).note(digest)
        return ExportedFile(path: target, records: records, sizeInBytes: size, sha256: digest)
    }

    func discard() { replacement.discard() }
}
