import Foundation

/// What is done to texts before they are interpreted or stored, and what is only reported.
///
/// Repaired is what is certain: blanks of all kinds become blanks, what has no width and control characters go, and
/// Unicode is brought into its composed form (NFC), so that one name is one text. Reported and left alone is what
/// somebody would have to guess: text that was read in a wrong encoding (`CafÃ©`) and characters that were lost (`Caf�`).
///
/// Names, places, people and codes go through here, once for every distinct text. Identities do not, apart from blanks
/// around them: they are keys, and keys keep their bytes. Remarks and unknown columns are kept as delivered.
package enum TextRepair {
    /// A text as it is used, and what was found in it.
    package struct Reading {
        package var bytes: [UInt8]
        /// Control characters were left out.
        package var hasControls = false
        /// It looks like UTF-8 that was taken for another encoding.
        package var isMojibake = false
        /// Holds U+FFFD: a character was lost before the delivery was made.
        package var hasReplacement = false

        package var issues: [InterpretationIssue] {
            var issues: [InterpretationIssue] = []
            if hasControls { issues.append(.textControls) }
            if isMojibake { issues.append(.textMojibake) }
            if hasReplacement { issues.append(.textReplacement) }
            return issues
        }
    }

    /// Whether a text holds anything but printable ASCII. Almost none does, and all else can then be left out.
    @inline(__always)
    package static func needsLook(_ text: UnsafeRawBufferPointer) -> Bool {
        for byte in text where byte &- 0x20 >= 0x5F { return true }
        return false
    }

    /// The text as it is used.
    static func cleaned(_ text: UnsafeRawBufferPointer) -> [UInt8] { read(text).bytes }

    /// Repairs a text and looks for what cannot be repaired.
    package static func read(_ text: UnsafeRawBufferPointer) -> Reading {
        var reading = Reading(bytes: [])
        reading.bytes.reserveCapacity(text.count)
        var mustCompose = false
        var scalars: [UInt32] = []
        for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
            scalars.append(scalar.value)
            switch InvisibleText.meaning(scalar) {
            case .blank: reading.bytes.append(0x20)
            case .nothing: break
            case .control: reading.hasControls = true
            case nil:
                reading.bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
                // Below U+0300 every text is composed.
                if scalar.value >= 0x300 { mustCompose = true }
            }
        }
        reading.hasReplacement = scalars.contains(0xFFFD)
        reading.isMojibake = Mojibake.isFound(scalars)
        if mustCompose {
            let composed = String(decoding: reading.bytes, as: UTF8.self).precomposedStringWithCanonicalMapping
            reading.bytes = Array(composed.utf8)
        }
        reading.bytes = reading.bytes.withUnsafeBytes { Array($0.trimmed) }
        return reading
    }
}

/// UTF-8 that was taken for Latin-1 or Windows-1252 and written as UTF-8 once more: `Ã©` for é, `â€™` for ’.
enum Mojibake {
    /// Whether a text holds letters that are, read as bytes, a character of UTF-8.
    ///
    /// Of two bytes only those that stand for Latin letters and signs (first byte C2 to C5) count, as in no language `Ã©`
    /// or `Â°` is written; of three only punctuation (E2 80, E2 82), the byte order mark and the lost character.
    static func isFound(_ scalars: [UInt32]) -> Bool {
        for index in scalars.indices.dropLast() {
            guard let second = byte(scalars[index + 1]), second & 0xC0 == 0x80 else {
                // Bytes of control characters show that a text was read as Latin-1 that was not.
                if (0x80...0x9F).contains(scalars[index]) { return true }
                continue
            }
            let third = index + 2 < scalars.count ? byte(scalars[index + 2]) : nil
            switch scalars[index] {
            case 0xC2, 0xC3: return true
            // `Å“` begins a quotation in Danish: quotes and dashes do not count behind these.
            case 0xC4...0xC5 where !(0x2013...0x201E).contains(scalars[index + 1]): return true
            case 0xE2 where second == 0x80 || second == 0x82 || second == 0x84: return true
            case 0xEF where second == 0xBB && third == 0xBF || second == 0xBF && third == 0xBD: return true
            case 0x80...0x9F: return true
            default: continue
            }
        }
        return scalars.last.map { (0x80...0x9F).contains($0) } ?? false
    }

    /// The byte that a character is in Windows-1252, and where that has none in Latin-1; `nil` for any other.
    private static func byte(_ scalar: UInt32) -> UInt8? {
        if scalar <= 0xFF { return UInt8(scalar) }
        return windows1252.firstIndex(of: scalar).map { UInt8(0x80 + $0) }
    }

    /// 0x80…0x9F
    private static let windows1252: [UInt32] = [
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
        0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E,
        0x0178,
    ]
}
