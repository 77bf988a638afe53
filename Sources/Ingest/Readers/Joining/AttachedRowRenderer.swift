import Formats

/// Turns a row of an attached table into what is kept of it: JSON, the kind of medium, and the measurement that a
/// profile asks for.
struct AttachedRowRenderer {
    /// Places of what is kept in a row.
    enum Value {
        static let json = 0
        static let kind = 1
        /// Number of the kind of measurement asked for, as one byte; empty for none.
        static let measurement = 2
        static let measured = 3
        static let unit = 4
    }

    private let keys: [(column: Int, name: [UInt8])]
    private let isMedia: Bool
    private let typeColumns: [Int]
    private let measurementType: Int?
    private let measurementValue: Int?
    private let measurementUnit: Int?
    private let wanted: [[UInt8]]
    private let buffer = AppendableBytes()

    init(_ attachment: TableJoin.Attachment, measurements: [String]) {
        let table = attachment.table
        let linked = Set(attachment.links.map(\.column))
        keys = table.columns.indices.filter { !linked.contains($0) }.map { ($0, Array(table.columns[$0].utf8)) }
        isMedia = attachment.isMedia
        typeColumns = ["format", "fileMediatype", "mediatype", "type", "subtype"].compactMap { table.column($0) }
        measurementType = table.column("measurementType")
        measurementValue = table.column("measurementValue")
        measurementUnit = table.column("measurementUnit")
        wanted = measurements.prefix(250).map { Array(ValueMapping.folded($0).utf8) }
    }

    func render(_ view: RecordBlock.View, _ record: Int, _ cells: TableCells, into builder: KeyedRowsBuilder) {
        renderJSON(view, record, cells)
        builder.append(buffer.bytes)
        buffer.clear()
        if isMedia, let kind = kind(view, record, cells) { buffer.append(kind.rawValue) }
        builder.append(buffer.bytes)
        guard !wanted.isEmpty, let measurementType, let measurementValue,
            let number = number(cells.value(view, record, measurementType).trimmed)
        else {
            for _ in Value.measurement...Value.unit { builder.append(FieldAccess.empty) }
            return
        }
        buffer.clear()
        buffer.append(UInt8(truncatingIfNeeded: number))
        builder.append(buffer.bytes)
        builder.append(cells.value(view, record, measurementValue).trimmed)
        builder.append(measurementUnit.map { cells.value(view, record, $0).trimmed } ?? FieldAccess.empty)
    }

    private func renderJSON(_ view: RecordBlock.View, _ record: Int, _ cells: TableCells) {
        buffer.clear()
        buffer.append(UInt8(ascii: "{"))
        var isFirst = true
        for key in keys {
            let value = cells.value(view, record, key.column).trimmed
            if value.isEmpty { continue }
            if !isFirst { buffer.append(UInt8(ascii: ",")) }
            isFirst = false
            key.name.withUnsafeBytes { buffer.appendQuoted($0) }
            buffer.append(UInt8(ascii: ":"))
            buffer.appendQuoted(value)
        }
        buffer.append(UInt8(ascii: "}"))
    }

    private func number(_ type: UnsafeRawBufferPointer) -> Int? {
        wanted.firstIndex { name in
            name.count == type.count && zip(name, type).allSatisfy { $0 == $1.asciiLowercased }
        }
    }

    private func kind(_ view: RecordBlock.View, _ record: Int, _ cells: TableCells) -> MediumKind? {
        for column in typeColumns {
            if let kind = MediumKind(cells.value(view, record, column).trimmed) { return kind }
        }
        return nil
    }
}

/// What kind of medium supports an observation.
enum MediumKind: UInt8, CaseIterable {
    case photo = 1
    case sound = 2
    case video = 4

    /// As it stands in the field `evidence`.
    var text: String {
        switch self {
        case .photo: "photo"
        case .sound: "sound"
        case .video: "video"
        }
    }

    /// The kind that a media type (`image/jpeg`) or a DCMI type (`StillImage`, also as URI) says.
    init?(_ text: UnsafeRawBufferPointer) {
        let name = String(decoding: text.prefix(200), as: UTF8.self).lowercased()
        let last = name.split(whereSeparator: { $0 == "#" || ($0 == "/" && name.contains("://")) }).last ?? ""
        if last.hasPrefix("image/") || ["stillimage", "image", "photograph", "photo", "jpg", "jpeg", "png"].contains(last) {
            self = .photo
        } else if last.hasPrefix("audio/") || ["sound", "audio"].contains(last) {
            self = .sound
        } else if last.hasPrefix("video/") || ["movingimage", "video"].contains(last) {
            self = .video
        } else {
            return nil
        }
    }

    /// Kinds together, for a set of bits.
    static func text(_ bits: UInt8) -> String {
        allCases.filter { bits & $0.rawValue != 0 }.map(\.text).joined(separator: " | ")
    }
}

/// Bytes that grow and stay where they are while they are looked at; for one thread.
final class AppendableBytes {
    private var memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 1024, alignment: 8)
    private(set) var count = 0

    deinit { memory.deallocate() }

    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: memory[..<count]) }

    func clear() { count = 0 }

    func append(_ byte: UInt8) {
        reserve(1)
        memory[count] = byte
        count += 1
    }

    func append(_ more: UnsafeRawBufferPointer) {
        guard let base = more.baseAddress, let start = reserve(more.count) else { return }
        (start + count).copyMemory(from: base, byteCount: more.count)
        count += more.count
    }

    /// Adds a JSON string.
    func appendQuoted(_ value: UnsafeRawBufferPointer) {
        append(UInt8(ascii: "\""))
        for byte in value {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                append(UInt8(ascii: "\\"))
                append(byte)
            case 0..<0x20:
                let digits = Array("0123456789abcdef".utf8)
                for part in [UInt8(ascii: "\\"), UInt8(ascii: "u"), 0x30, 0x30, digits[Int(byte >> 4)], digits[Int(byte & 15)]] {
                    append(part)
                }
            default: append(byte)
            }
        }
        append(UInt8(ascii: "\""))
    }

    @discardableResult
    private func reserve(_ more: Int) -> UnsafeMutableRawPointer? {
        if count + more > memory.count {
            let larger = UnsafeMutableRawBufferPointer.allocate(
                byteCount: max(memory.count * 2, count + more), alignment: 8)
            larger.copyMemory(from: bytes)
            memory.deallocate()
            memory = larger
        }
        return memory.baseAddress
    }
}
