/// Writes small XML documents as UTF-8 text, indented by two blanks. Text and attribute values are escaped; characters
/// that XML 1.0 cannot hold at all (most control characters) are left out.
public struct XMLTextWriter: Sendable {
    public typealias Attribute = (name: String, value: String)

    public private(set) var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    private var open: [String] = []

    public init() {}

    /// The document as UTF-8.
    public var bytes: [UInt8] { Array(text.utf8) }

    /// Writes an element whose content is what `content` writes; without content, an empty tag.
    public mutating func element(
        _ name: String, _ attributes: [Attribute] = [], content: ((inout XMLTextWriter) -> Void)? = nil
    ) {
        indent()
        start(name, attributes)
        guard let content else {
            text += "/>\n"
            return
        }
        text += ">\n"
        open.append(name)
        content(&self)
        open.removeLast()
        indent()
        text += "</\(name)>\n"
    }

    /// Writes an element that holds only text.
    public mutating func element(_ name: String, _ attributes: [Attribute] = [], text content: String) {
        indent()
        start(name, attributes)
        text += ">\(Self.escaped(content))</\(name)>\n"
    }

    private mutating func indent() {
        text += String(repeating: "  ", count: open.count)
    }

    private mutating func start(_ name: String, _ attributes: [Attribute]) {
        text += "<\(name)"
        for (name, value) in attributes { text += " \(name)=\"\(Self.escaped(value))\"" }
    }

    /// Text as it may stand between tags and within double quotes.
    public static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            // Written plainly, parsers would turn these into blanks within an attribute.
            case "\t": result += "&#x9;"
            case "\n": result += "&#xA;"
            case "\r": result += "&#xD;"
            default:
                if scalar.value >= 0x20, scalar.value != 0xFFFE, scalar.value != 0xFFFF {
                    result.unicodeScalars.append(scalar)
                }
            }
        }
        return result
    }
}
