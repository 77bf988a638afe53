/// What makes a zip file, or an entry of it, unreadable or unwritable.
public struct ZipError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Reason: Sendable, Equatable {
        /// There is no end-of-central-directory record: not a zip, or cut off.
        case notAZip
        /// A record is missing or says something impossible.
        case damaged(String)
        case encrypted
        /// A compression method other than stored and deflate, by its number in the zip specification.
        case unsupportedMethod(UInt16)
        /// The archive is one part of several.
        case multipleDisks
        case sizeMismatch(expected: UInt64, found: UInt64)
        case checksumMismatch(expected: UInt32, found: UInt32)
        case noSuchEntry
        /// The writer was used out of order, or given a name or size that does not fit.
        case writing(String)
    }

    public let reason: Reason
    public let path: String
    /// The entry the error is about, `nil` when it is about the archive.
    public let entry: String?
    /// Byte offset in the file where it was seen, when it has one place.
    public let offset: UInt64?

    init(_ reason: Reason, path: String, entry: String? = nil, offset: UInt64? = nil) {
        self.reason = reason
        self.path = path
        self.entry = entry
        self.offset = offset
    }

    public var description: String {
        let place = "'\(path)'" + (entry.map { ", entry '\($0)'" } ?? "") + (offset.map { " at byte \($0)" } ?? "")
        switch reason {
        case .notAZip: return "\(place): no zip directory at the end; the file is cut off or is not a zip"
        case .damaged(let detail): return "\(place): damaged zip (\(detail)); ask for the file again"
        case .encrypted: return "\(place): encrypted; ask for the file without a password"
        case .unsupportedMethod(let method):
            return "\(place): compression method \(method) is not supported; use deflate"
        case .multipleDisks: return "\(place): one part of a split zip; join the parts first"
        case .sizeMismatch(let expected, let found):
            return "\(place): \(found) bytes where the directory says \(expected); ask for the file again"
        case .checksumMismatch(let expected, let found):
            let digits = (String(expected, radix: 16), String(found, radix: 16))
            return "\(place): CRC-32 \(digits.1) where the directory says \(digits.0); ask for the file again"
        case .noSuchEntry: return "\(place): not in the archive"
        case .writing(let detail): return "\(place): \(detail)"
        }
    }
}
