import Formats

/// Objects of strings, written and read: all the JSON that responses need.
enum JSONMembers {
    static func object(_ members: [(String, String)]) -> String {
        "{" + members.map { JSONString.quoted($0.0) + ":" + JSONString.quoted($0.1) }.joined(separator: ",") + "}"
    }

    /// The members of an object whose values are all strings; `nil` for anything else.
    static func members(_ text: String) -> [String: String]? {
        var rest = Array(text.unicodeScalars)[...]
        func skipSpace() { rest = rest.drop { $0.value <= 0x20 } }
        func take(_ scalar: Unicode.Scalar) -> Bool {
            skipSpace()
            guard rest.first == scalar else { return false }
            rest.removeFirst()
            return true
        }
        func takeString() -> String? {
            guard take("\"") else { return nil }
            var out = String.UnicodeScalarView()
            while let next = rest.popFirst() {
                if next == "\"" { return String(out) }
                guard next == "\\" else {
                    out.append(next)
                    continue
                }
                guard let escaped = rest.popFirst() else { return nil }
                switch escaped {
                case "n": out.append("\n")
                case "r": out.append("\r")
                case "t": out.append("\t")
                case "u":
                    guard rest.count >= 4,
                        let code = UInt32(String(String.UnicodeScalarView(rest.prefix(4))), radix: 16),
                        let scalar = Unicode.Scalar(code)
                    else { return nil }
                    rest.removeFirst(4)
                    out.append(scalar)
                default: out.append(escaped)
                }
            }
            return nil
        }
        var members: [String: String] = [:]
        guard take("{") else { return nil }
        if take("}") { return rest.allSatisfy { $0.value <= 0x20 } ? members : nil }
        repeat {
            guard let name = takeString(), take(":"), let value = takeString() else { return nil }
            members[name] = value
        } while take(",")
        guard take("}") else { return nil }
        skipSpace()
        return rest.isEmpty ? members : nil
    }
}
