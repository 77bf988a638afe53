import Formats
import Foundation
import Testing

@Suite struct DigestTests {
    /// FIPS 180-4 examples.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ])
    func knownAnswers(_ text: String, _ expected: String) throws {
        #expect(try sha256(of: text.utf8) == expected)
        let digest = try SHA256Digest()
        for byte in text.utf8 { try withUnsafeBytes(of: byte) { try digest.update($0) } }
        #expect(try digest.finish() == expected)
        #expect(throws: DigestError.self) { _ = try digest.finish() }
    }

    @Test func filesAreReadInSteps() throws {
        try ArchiveSamples.withFolder { folder in
            let bytes = [UInt8](repeating: UInt8(ascii: "a"), count: 3_000_001)
            try Data(bytes).write(to: URL(fileURLWithPath: folder + "/a"))
            #expect(try sha256(ofFile: folder + "/a") == sha256(of: bytes))
            #expect(throws: FileAccessError.self) { _ = try sha256(ofFile: folder + "/none") }
        }
    }
}
