/// The `detail` column of a finding: `key=value` pairs separated by blanks, in the order written. Values hold no
/// blanks; what may hold one (the name of an area) has it replaced by `_`.
public struct FindingDetail: Sendable, Equatable {
    private var pairs: [(key: String, value: String)] = []

    public init(_ text: String?) {
        for part in (text ?? "").utf8.split(separator: UInt8(ascii: " ")) {
            guard let mark = part.firstIndex(of: UInt8(ascii: "=")) else { continue }
            let value = Substring(part[part.index(after: mark)...])
            let isPlain = !value.utf8.contains(UInt8(ascii: "_"))
            pairs.append((String(Substring(part[..<mark])), isPlain ? String(value) : Self.exchanged(value.utf8, "_", " ")))
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
            text += value.utf8.contains(UInt8(ascii: " ")) ? exchanged(value.utf8, " ", "_") : value
        }
        return text
    }

    /// Byte for byte: a finding is made for one record in six, and searching in a String is slow.
    private static func exchanged(
        _ text: some Sequence<UInt8>, _ old: Unicode.Scalar, _ new: Unicode.Scalar
    ) -> String {
        let (old, new) = (UInt8(ascii: old), UInt8(ascii: new))
        return String(decoding: text.map { $0 == old ? new : $0 }, as: UTF8.self)
    }
}
