/// Characters that nobody sees: which of them stand for a blank, and which for nothing.
///
/// The one list of them; used where blanks are cut off, where texts are interpreted and where names are stored.
enum InvisibleText {
    enum Meaning: Equatable {
        /// A blank of another width, or one that lines may not be broken at.
        case blank
        /// Of no width: byte order marks, joiners, soft hyphens, marks of the direction of writing.
        case nothing
        /// A control character: left behind by a program, never typed.
        case control
    }

    /// `nil` for what can be seen, and for the ordinary blank.
    static func meaning(_ scalar: Unicode.Scalar) -> Meaning? {
        switch scalar.value {
        // Tabs and line ends within a value only lay it out.
        case 0x09...0x0D, 0xA0, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: .blank
        case 0x00...0x1F, 0x7F: .control
        case 0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0x2066...0x2069, 0xFEFF: .nothing
        default: nil
        }
    }

    /// The length of the invisible character that begins at `index`, in bytes of UTF-8; 0 when there is none.
    static func length(_ bytes: UnsafeRawBufferPointer, at index: Int, end: Int) -> Int {
        let first = bytes[index]
        if first <= 0x20 || first == 0x7F { return 1 }
        if first < 0xC2 || end - index < 2 { return 0 }
        let second = bytes[index + 1]
        if first == 0xC2 { return second == 0xA0 || second == 0xAD ? 2 : 0 }
        guard first >= 0xE0, end - index >= 3 else { return 0 }
        let value = UInt32(first & 0x0F) << 12 | UInt32(second & 0x3F) << 6 | UInt32(bytes[index + 2] & 0x3F)
        guard first < 0xF0, value >= 0x2000, let scalar = Unicode.Scalar(value) else { return 0 }
        return meaning(scalar) == nil ? 0 : 3
    }

    /// The length of the invisible character that ends in front of `end`.
    static func length(_ bytes: UnsafeRawBufferPointer, before end: Int, first: Int) -> Int {
        if bytes[end - 1] <= 0x20 || bytes[end - 1] == 0x7F { return 1 }
        for length in 2...3 where end - length >= first {
            if bytes[end - length] >= 0xC2 { return self.length(bytes, at: end - length, end: end) == length ? length : 0 }
        }
        return 0
    }
}
