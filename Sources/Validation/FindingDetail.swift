/// The `detail` column of a finding: `key=value` pairs separated by blanks, in the order written. Values hold no
/// blanks; what may hold one (the name of an area) has it replaced by `_`.
public struct FindingDetail: Sendable, Equatable {
    private var pairs: [(key: String, value: String)] = []

    public init(_ text: String?) {
        for part in (text ?? "").split(separator: " ") {
            let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard sides.count == 2 else { continue }
            pairs.append((String(sides[0]), String(sides[1]).replacing("_", with: " ")))
        }
    }

    /// The value of a key; `?` when the detail has none, so that a sentence can always be made.
    public subscript(key: String) -> String { pairs.first { $0.key == key }?.value ?? "?" }

    public func has(_ key: String) -> Bool { pairs.contains { $0.key == key } }

    public static func == (a: Self, b: Self) -> Bool { a.pairs.elementsEqual(b.pairs, by: ==) }

    /// Writes pairs as the column has them.
    static func text(_ pairs: KeyValuePairs<String, String>) -> String {
        var text = ""
        for (key, value) in pairs {
            if !text.isEmpty { text += " " }
            text += key
            text += "="
            text += value.utf8.contains(UInt8(ascii: " ")) ? joined(value) : value
        }
        return text
    }

    /// Byte for byte: a finding is made for one record in six, and searching in a String is slow.
    private static func joined(_ value: String) -> String {
        String(decoding: value.utf8.map { $0 == UInt8(ascii: " ") ? UInt8(ascii: "_") : $0 }, as: UTF8.self)
    }
}
