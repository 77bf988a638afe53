/// Names for the sheets of a workbook as Excel takes them: at most 31 UTF-16 units, without the characters that formulas
/// need for themselves, and each used once, whatever the case of its letters.
struct SheetNames {
    /// The names given out, in order.
    private(set) var all: [String] = []
    private var taken = Set<String>()

    private static let mostUnits = 31
    private static let forbidden = Set<Unicode.Scalar>(["[", "]", ":", "*", "?", "/", "\\"])

    /// Gives out the name that was asked for, mended, and with a number behind it where it was given out before.
    mutating func add(_ wanted: String) -> String {
        let name = Self.mended(wanted)
        var candidate = name
        var number = 1
        while !taken.insert(candidate.lowercased()).inserted {
            number += 1
            let ending = " (\(number))"
            candidate = Self.cut(name, units: Self.mostUnits - ending.utf16.count) + ending
        }
        all.append(candidate)
        return candidate
    }

    private static func mended(_ wanted: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in wanted.unicodeScalars {
            let isAllowed =
                scalar.value >= 0x20 && scalar.value != 0xFFFE && scalar.value != 0xFFFF && !forbidden.contains(scalar)
            scalars.append(isAllowed ? scalar : "_")
        }
        var name = cut(String(scalars), units: mostUnits)
        // Quotes around a name are those of formulas.
        if name.hasPrefix("'") { name = "_" + name.dropFirst() }
        if name.hasSuffix("'") { name = name.dropLast() + "_" }
        if name.allSatisfy(\.isWhitespace) { return "Sheet" }
        // Excel keeps this one for the changes of shared workbooks.
        return name.lowercased() == "history" ? name + "_" : name
    }

    private static func cut(_ name: String, units: Int) -> String {
        guard name.utf16.count > units else { return name }
        var result = ""
        var used = 0
        for character in name {
            used += character.utf16.count
            guard used <= units else { break }
            result.append(character)
        }
        return result
    }
}
