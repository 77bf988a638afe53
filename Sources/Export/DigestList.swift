import Foundation
import Formats

/// `SHA256SUMS`: one for a folder of exports, as `sha256sum -c` reads it, sorted by name.
struct DigestList {
    private let folder: URL
    private let name: String

    init(besideFile path: String) {
        let url = URL(fileURLWithPath: path)
        folder = url.deletingLastPathComponent()
        name = url.lastPathComponent
    }

    /// Sets the digest of the file; entries of files that are gone are dropped.
    func note(_ digest: String) throws {
        let path = folder.appendingPathComponent("SHA256SUMS").path
        var digests: [String: String] = [:]
        if let content = FileManager.default.contents(atPath: path) {
            let lines = String(decoding: content, as: UTF8.self).split(
                separator: "\n", omittingEmptySubsequences: false)
            for (number, line) in lines.enumerated() where !line.isEmpty {
                let parts = line.split(separator: " ", maxSplits: 1)
                guard parts.count == 2, parts[0].utf8.count == 64, parts[1].first == " " || parts[1].first == "*" else {
                    throw ExportError.unreadableDigests(path: path, line: number + 1)
                }
                digests[String(parts[1].dropFirst())] = String(parts[0])
            }
        }
        digests[name] = digest
        let kept = digests.filter {
            $0.key == name || FileManager.default.fileExists(atPath: folder.appendingPathComponent($0.key).path)
        }
        let text = kept.sorted { $0.key < $1.key }.map { "\($0.value)  \($0.key)\n" }.joined()
        try AtomicReplacement.write(Array(text.utf8), to: path)
    }
}
