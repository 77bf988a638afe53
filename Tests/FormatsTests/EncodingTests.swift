import Formats
import Testing

@Suite struct EncodingTests {
    @Test(arguments: [
        ("UTF-8", TextEncoding.utf8), ("utf8", .utf8), ("US-ASCII", .utf8), ("ISO-8859-1", .latin1),
        ("iso_8859-1", .latin1),
        ("latin1", .latin1), ("cp1252", .windows1252), ("windows-1252", .windows1252), ("UTF-16LE", .utf16LittleEndian),
        ("utf-16be", .utf16BigEndian), ("UTF-16", .utf16BigEndian), ("x-mac-roman", .macRoman), ("MacRoman", .macRoman),
        ("EBCDIC", nil), ("", nil),
    ])
    func understandsLabels(_ label: String, _ expected: TextEncoding?) {
        #expect(TextEncoding(label: label) == expected)
    }

    @Test func understandsItsOwnNames() {
        for encoding in TextEncoding.allCases { #expect(TextEncoding(label: encoding.rawValue) == encoding) }
    }

    @Test(
        arguments: [
            ([], TextEncoding.utf8, 0, true),
            (Array("abc".utf8), .utf8, 0, true),
            (Array("één".utf8), .utf8, 0, true),
            ([0xEF, 0xBB, 0xBF, 0x61], .utf8, 3, true),
            ([0xFF, 0xFE, 0x61, 0x00], .utf16LittleEndian, 2, true),
            ([0xFE, 0xFF, 0x00, 0x61], .utf16BigEndian, 2, true),
            ([0x61, 0x00, 0x2C, 0x00, 0xE9, 0x00], .utf16LittleEndian, 0, false),
            ([0x00, 0x61, 0x00, 0x2C, 0x00, 0xE9], .utf16BigEndian, 0, false),
            (Array("caf".utf8) + [0xE9], .latin1, 0, false),
            (Array("co".utf8) + [0xEB] + Array("rdinatie".utf8), .latin1, 0, false),
            (Array("co".utf8) + [0x91] + Array("rdinatie caf".utf8) + [0x8E], .macRoman, 0, false),
            ([0x8A] + Array("liwa 2004".utf8), .windows1252, 0, false),
            ([0x80] + Array(" 5".utf8), .windows1252, 0, false),
            (Array("'s-Gravenhage ".utf8) + [0x96] + Array(" het duin".utf8), .windows1252, 0, false),
            (Array("a\0b,c,d,e\n".utf8), .utf8, 0, true),
            (Array("a,".utf8) + [0xC3], .latin1, 0, false),
        ] as [([UInt8], TextEncoding, Int, Bool)])
    func detects(_ bytes: [UInt8], _ encoding: TextEncoding, _ mark: Int, _ certain: Bool) {
        #expect(
            EncodingDetection.detect(bytes, isWhole: true)
                == EncodingDetection(encoding: encoding, byteOrderMarkLength: mark, certain: certain))
    }

    @Test func aCutOffSequenceIsNoFaultInAPart() {
        for cut in 1...3 {
            let head = Array("a🦊".utf8.prefix(1 + cut))
            #expect(EncodingDetection.detect(head, isWhole: false).encoding == .utf8)
            #expect(EncodingDetection.detect(head, isWhole: true).encoding != .utf8)
        }
        #expect(EncodingDetection.detect(Array("abc".utf8), isWhole: false).certain == false)
    }

    private func transcode(_ bytes: [UInt8], _ encoding: TextEncoding) throws -> [UInt8] {
        let whole = try TranscodingSource(MemorySource(bytes), encoding: encoding).readAll()
        for piece in [1, 2, 3, 7] {
            let source = TranscodingSource(MemorySource(bytes, pieceBytes: piece), encoding: encoding, inputBytes: 4)
            var pieces: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: piece)
            while true {
                let count = try buffer.withUnsafeMutableBytes { try source.read(into: $0) }
                if count == 0 { break }
                pieces.append(contentsOf: buffer[..<count])
            }
            #expect(pieces == whole, "pieces of \(piece)")
        }
        return whole
    }

    @Test(
        arguments: [
            ([0xEF, 0xBB, 0xBF, 0x61, 0xC3, 0xA9], TextEncoding.utf8, Array("aé".utf8)),
            ([0xEF, 0xBB], .utf8, [0xEF, 0xBB]),
            ([0x61, 0xFF, 0x62], .utf8, [0x61, 0xFF, 0x62]),
            ([0x61, 0xE9, 0x00, 0x62, 0x80], .latin1, Array("aé\0b\u{80}".utf8)),
            ([0x80, 0x61, 0x92, 0xFF, 0x8A], .windows1252, Array("€a’ÿŠ".utf8)),
            ([0x8E, 0x61, 0xDB, 0xA0], .macRoman, Array("éa€†".utf8)),
            ([0xFF, 0xFE, 0x61, 0x00, 0xAC, 0x20, 0x3E, 0xD8, 0x8A, 0xDD], .utf16LittleEndian, Array("a€🦊".utf8)),
            ([0x00, 0x61, 0x20, 0xAC, 0xD8, 0x3E, 0xDD, 0x8A, 0x00, 0xE9], .utf16BigEndian, Array("a€🦊é".utf8)),
            // What is no text stays recognisable as such.
            ([0xD8, 0x3E, 0x00, 0x61], .utf16BigEndian, [0xED, 0xA0, 0xBE, 0x61]),
            ([0xDD, 0x8A, 0xD8, 0x3E], .utf16BigEndian, [0xED, 0xB6, 0x8A, 0xED, 0xA0, 0xBE]),
            ([0x00, 0x61, 0x00], .utf16BigEndian, [0x61, 0xFF]),
            ([], .utf16LittleEndian, []),
        ] as [([UInt8], TextEncoding, [UInt8])])
    func transcodes(_ bytes: [UInt8], _ encoding: TextEncoding, _ expected: [UInt8]) throws {
        #expect(try transcode(bytes, encoding) == expected)
    }

    @Test func peekingTakesNothing() throws {
        let source = PeekableSource(MemorySource(Array("abcdefgh".utf8), pieceBytes: 3))
        #expect(try source.peek(2) == Array("ab".utf8))
        #expect(try source.peek(5) == Array("abcde".utf8))
        var two = [UInt8](repeating: 0, count: 2)
        #expect(try two.withUnsafeMutableBytes { try source.read(into: $0) } == 2)
        #expect(two == Array("ab".utf8))
        #expect(try source.peek(100) == Array("cdefgh".utf8))
        #expect(try source.readAll() == Array("cdefgh".utf8))
        #expect(try source.peek(1) == [])
    }

    @Test func tellsWhichFileCannotBeOpened() {
        #expect {
            _ = try FileSource(path: "/nowhere/at all.csv")
        } throws: { error in
            guard let error = error as? FileSourceError else { return false }
            return error.operation == .open && error.description.contains("/nowhere/at all.csv: No such file")
        }
    }

    /// File, encoding, the file with the same text in UTF-8, and how many lines may differ because the encoding has
    /// no place for a character.
    @Test(
        .enabled(if: DelimitedSurroundings.samples != nil, "needs the sample files (NDFF_SHARED)"),
        arguments: [
            ("charsets/utf-8_names.txt", TextEncoding.utf8, "charsets/utf-8_names.txt", 0),
            ("charsets/utf-8_bom_names.txt", .utf8, "charsets/utf-8_names.txt", 0),
            ("charsets/utf-16BE_names.txt", .utf16BigEndian, "charsets/utf-8_names.txt", 0),
            ("charsets/utf-16BE_bom_names.txt", .utf16BigEndian, "charsets/utf-8_names.txt", 0),
            ("charsets/utf-16LE_names.txt", .utf16LittleEndian, "charsets/utf-8_names.txt", 0),
            ("charsets/utf-16LE_bom_names.txt", .utf16LittleEndian, "charsets/utf-8_names.txt", 0),
            ("charsets/iso-8859-1_names.txt", .latin1, "charsets/utf-8_names.txt", 10),
            ("charsets/windows1252_names.txt", .windows1252, "charsets/utf-8_names.txt", 3),
            ("charsets/macroman_names.txt", .macRoman, "charsets/utf-8_names.txt", 20),
            ("charsets/kyle/utf-8_.csv", .utf8, "charsets/kyle/utf-8_no-bom.csv", 0),
            ("charsets/kyle/utf-8_latin.csv", .utf8, "charsets/kyle/utf-8_latin.csv", 0),
            ("charsets/kyle/utf-16BE_.csv", .utf16BigEndian, "charsets/kyle/utf-8_no-bom.csv", 0),
            ("charsets/kyle/utf-16BE_no-bom.csv", .utf16BigEndian, "charsets/kyle/utf-8_no-bom.csv", 0),
            ("charsets/kyle/utf-16LE_little-endian.csv", .utf16LittleEndian, "charsets/kyle/utf-8_no-bom.csv", 0),
            (
                "charsets/kyle/utf-16LE_little-endian-no-bom.csv", .utf16LittleEndian, "charsets/kyle/utf-8_no-bom.csv",
                0
            ),
            ("charsets/kyle/utf-8_arabic.csv", .utf8, "charsets/kyle/utf-8_arabic.csv", 0),
            ("charsets/kyle/utf-8_japanese.csv", .utf8, "charsets/kyle/utf-8_japanese.csv", 0),
            ("charsets/kyle/utf-8_korean.csv", .utf8, "charsets/kyle/utf-8_korean.csv", 0),
            ("charsets/kyle/utf-8_traditional-chinese.csv", .utf8, "charsets/kyle/utf-8_traditional-chinese.csv", 0),
            ("charsets/cp1252-test.txt", .windows1252, "", 0),
            ("tabular/test_encoding_detection.utf-8.csv", .utf8, "tabular/test_encoding_detection.utf-8.csv", 0),
            ("tabular/test_encoding_detection.iso-8859-1.csv", .latin1, "tabular/test_encoding_detection.utf-8.csv", 0),
        ])
    func readsSamples(_ path: String, _ encoding: TextEncoding, _ twin: String, _ mayDiffer: Int) throws {
        let bytes = try DelimitedSurroundings.sample(path)
        #expect(EncodingDetection.detect(bytes, isWhole: true).encoding == encoding)
        guard !twin.isEmpty else { return }
        let lines = try TranscodingSource(MemorySource(bytes), encoding: encoding).readAll().split(separator: 0x0A)
        let expected = try TranscodingSource(MemorySource(DelimitedSurroundings.sample(twin)), encoding: .utf8)
            .readAll()
            .split(separator: 0x0A)
        #expect(lines.count == expected.count)
        let differing = zip(lines, expected).count { $0 != $1 }
        #expect(differing <= mayDiffer)
    }
}
