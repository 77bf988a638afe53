/// What is wrong with a compressed stream.
public struct CompressionError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Reason: Sendable, Equatable {
        /// The stream ends in the middle.
        case truncated
        /// Bytes that no deflate or gzip stream can hold; the detail is zlib's.
        case corrupt(String)
        /// The stream is whole but something else follows it.
        case trailingBytes
        /// The stream unpacks to more than its limits allow.
        case tooLarge(limit: UInt64)
        /// The stream unpacks to more than so many times its size.
        case ratioTooHigh(limit: UInt64)
        /// zlib had no memory or was built for another interface.
        case library(String)
    }

    public let reason: Reason
    /// The file, or the file and the entry in it.
    public let name: String
    /// Compressed bytes taken before the fault was seen.
    public let offset: UInt64

    public var description: String {
        let place = "'\(name)' at compressed byte \(offset)"
        switch reason {
        case .truncated: return "\(place): the compressed data stop in the middle; ask for the file again"
        case .corrupt(let detail): return "\(place): damaged compressed data (\(detail)); ask for the file again"
        case .trailingBytes:
            return "\(place): bytes that are not gzip follow the compressed data; ask for the file again"
        case .tooLarge(let limit): return "\(place): unpacks to more than the allowed \(limit) bytes"
        case .ratioTooHigh(let limit):
            return "\(place): unpacks to more than \(limit) times its size; refused as a zip bomb"
        case .library(let detail): return "\(place): zlib failed (\(detail))"
        }
    }
}

/// How far a compressed stream may grow before it is refused as a bomb.
public struct InflationLimits: Sendable, Equatable {
    /// Most unpacked bytes per compressed byte, applied once more than `ratioAppliesAbove` bytes came out.
    public var ratio: UInt64
    public var ratioAppliesAbove: UInt64
    /// Most unpacked bytes in all, `nil` for no bound.
    public var total: UInt64?

    public init(ratio: UInt64 = 1000, ratioAppliesAbove: UInt64 = 64 << 20, total: UInt64? = nil) {
        self.ratio = ratio
        self.ratioAppliesAbove = ratioAppliesAbove
        self.total = total
    }

    func violation(unpacked: UInt64, packed: UInt64) -> CompressionError.Reason? {
        if let total, unpacked > total { return .tooLarge(limit: total) }
        guard unpacked > ratioAppliesAbove else { return nil }
        let allowed = max(packed, 1).multipliedReportingOverflow(by: ratio)
        return !allowed.overflow && unpacked > allowed.partialValue ? .ratioTooHigh(limit: ratio) : nil
    }
}
