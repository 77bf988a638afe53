import Formats

/// A value in a table of figures.
public enum VRNCell: Sendable, Equatable {
    case text(String)
    case integer(Int)
    /// With a fixed number of decimals.
    case decimal(Double, places: Int)
    case absent

    /// As it stands in CSV.
    public var text: String {
        switch self {
        case .text(let text): return text
        case .integer(let number): return String(number)
        case .decimal(let number, let places):
            let bytes = [UInt8](unsafeUninitializedCapacity: DecimalText.maximumBytes) { buffer, count in
                count = buffer.baseAddress.map { DecimalText.write(number, decimals: places, to: $0) } ?? 0
            }
            return String(decoding: bytes, as: UTF8.self)
        case .absent: return ""
        }
    }

    /// As it stands in JSON.
    fileprivate var json: String {
        switch self {
        case .text(let text): JSONString.quoted(text)
        case .integer, .decimal: text.isEmpty ? "null" : text
        case .absent: "null"
        }
    }
}

/// One of the VRN tables: its own columns, without those that all tables share.
public struct VRNTable: Sendable, Equatable {
    public let name: String
    public let columns: [String]
    public internal(set) var rows: [[VRNCell]] = []
    /// Cells that hold less than is known, to protect sensitive species.
    public internal(set) var suppressedCells = 0

    init(name: String, columns: [String]) {
        self.name = name
        self.columns = columns
    }

    /// RFC 4180 with a header; the shared columns stand behind the table's own.
    public func csv(_ parameters: VRNParameters) -> [UInt8] {
        let common = parameters.commonColumns
        let writer = DelimitedWriter()
        for name in columns + common.map(\.name) { writer.append(name) }
        writer.endRecord()
        for row in rows {
            for cell in row + common.map(\.value) { writer.append(cell.text) }
            writer.endRecord()
        }
        return writer.take()
    }

    /// One object: the name, the shared columns once, and the rows as objects in `rijen`.
    public func json(_ parameters: VRNParameters) -> [UInt8] {
        var text = "{\n  \"tabel\": \(JSONString.quoted(name)),\n"
        for (name, value) in parameters.commonColumns { text += "  \(JSONString.quoted(name)): \(value.json),\n" }
        text += "  \"rijen\": ["
        for (number, row) in rows.enumerated() {
            let members = zip(columns, row).map { "\(JSONString.quoted($0)): \($1.json)" }.joined(separator: ", ")
            text += (number == 0 ? "\n" : ",\n") + "    {\(members)}"
        }
        text += rows.isEmpty ? "]\n}\n" : "\n  ]\n}\n"
        return Array(text.utf8)
    }
}
