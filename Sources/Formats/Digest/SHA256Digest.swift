import CCrypto

/// The cryptographic library could not compute a digest; only lack of memory or a restricted build of it does this.
public struct DigestError: Error, Sendable, Equatable, CustomStringConvertible {
    public let description: String
}

/// SHA-256 of bytes that come in pieces.
public final class SHA256Digest {
    private let context: OpaquePointer
    private var isFinished = false

    public init() throws {
        guard let context = EVP_MD_CTX_new() else { throw DigestError(description: "no memory for a SHA-256 digest") }
        self.context = context
        guard EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
            throw DigestError(description: "SHA-256 is not available in the cryptographic library")
        }
    }

    deinit {
        EVP_MD_CTX_free(context)
    }

    /// Adds bytes to the digest.
    public func update(_ bytes: UnsafeRawBufferPointer) throws {
        guard !isFinished else { throw DigestError(description: "nothing can be added to a finished SHA-256") }
        guard let base = bytes.baseAddress, bytes.count > 0 else { return }
        guard EVP_DigestUpdate(context, base, bytes.count) == 1 else {
            throw DigestError(description: "SHA-256 update failed in the cryptographic library")
        }
    }

    /// The digest as 64 lower-case hexadecimal digits. Call it once, after the last `update`.
    public func finish() throws -> String {
        guard !isFinished else { throw DigestError(description: "SHA-256 was finished before") }
        isFinished = true
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var count: UInt32 = 0
        guard EVP_DigestFinal_ex(context, &digest, &count) == 1 else {
            throw DigestError(description: "SHA-256 final step failed in the cryptographic library")
        }
        var text: [UInt8] = []
        text.reserveCapacity(2 * Int(count))
        for byte in digest.prefix(Int(count)) {
            text.append(Self.digit(byte >> 4))
            text.append(Self.digit(byte & 15))
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static func digit(_ half: UInt8) -> UInt8 { half < 10 ? UInt8(ascii: "0") + half : UInt8(ascii: "a") + half - 10 }
}

/// SHA-256 of a whole file as 64 lower-case hexadecimal digits, read in steps of 1 MiB.
public func sha256(ofFile path: String) throws -> String {
    let digest = try SHA256Digest()
    try FileRangeSource(path: path).forEachChunk(of: 1 << 20) { try digest.update($0) }
    return try digest.finish()
}

/// SHA-256 of bytes in memory as 64 lower-case hexadecimal digits.
public func sha256(of bytes: some Collection<UInt8>) throws -> String {
    let digest = try SHA256Digest()
    try Array(bytes).withUnsafeBytes { try digest.update($0) }
    return try digest.finish()
}
