import Columns
import Formats

/// The identity under which a blurred record is published. The supplier's own URI would lead to the supplier's page
/// with the exact place. NDFF publishes the lower-case SHA-256 of the URI; with a salt the digest cannot be
/// found by trying all URIs a supplier can have given out.
struct BlurredIdentity {
    let salt: [UInt8]

    /// `urn:sha256:` and 64 hexadecimal digits.
    func urn(_ identities: PlainText, row: Int) throws(DisclosureError) -> String {
        do {
            let digest = try SHA256Digest()
            try salt.withUnsafeBytes { try digest.update($0) }
            try identities.bytes.withUnsafeBytes { bytes in
                try digest.update(UnsafeRawBufferPointer(rebasing: bytes[identities.range(row)]))
            }
            return "urn:sha256:" + (try digest.finish())
        } catch {
            throw .digestFailed("\(error)")
        }
    }
}
