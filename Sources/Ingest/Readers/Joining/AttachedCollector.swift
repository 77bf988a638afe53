import Formats

/// Collects what attached tables have for one record: their rows as a JSON array, the kinds of media, and the
/// measurements that a profile asks for.
final class AttachedCollector {
    private struct Measured {
        let value = AppendableBytes()
        let unit = AppendableBytes()
    }

    private let tables: JoinedTables
    private let own: [AppendableBytes]
    /// Rows of what the records refer to, kept until that changes.
    private let ofParent: [AppendableBytes]
    private var parentGeneration = -1
    private let key = AppendableBytes()
    private var kinds: UInt8 = 0
    private let evidenceText = AppendableBytes()
    private let ownMeasured: [Measured]
    private let parentMeasured: [Measured]
    private let isIdle: Bool

    /// Bytes of one event's rows that are repeated with each of its observations.
    private static let maximumParentBytes = 64 << 10

    init(_ tables: JoinedTables) {
        self.tables = tables
        own = tables.join.attachments.map { _ in AppendableBytes() }
        ofParent = tables.join.attachments.map { _ in AppendableBytes() }
        ownMeasured = tables.join.measurements.map { _ in Measured() }
        parentMeasured = tables.join.measurements.map { _ in Measured() }
        isIdle = tables.join.attachments.isEmpty
    }

    func json(_ attachment: Int, isOfParent: Bool) -> UnsafeRawBufferPointer {
        (isOfParent ? ofParent : own)[attachment].bytes
    }

    var evidence: UnsafeRawBufferPointer { evidenceText.bytes }

    func measured(_ number: Int) -> UnsafeRawBufferPointer {
        let own = ownMeasured[number].value.bytes
        return own.isEmpty ? parentMeasured[number].value.bytes : own
    }

    func unit(_ number: Int) -> UnsafeRawBufferPointer {
        let isOwn = !ownMeasured[number].value.bytes.isEmpty
        return (isOwn ? ownMeasured : parentMeasured)[number].unit.bytes
    }

    /// Collects for a record.
    /// - Parameter value: the record's value of a column.
    func collect(parent: ResolvedParent?, value: (Int) -> UnsafeRawBufferPointer) throws {
        if isIdle { return }
        if let parent, parent.generation != parentGeneration {
            parentGeneration = parent.generation
            try collect(ofParent: parent)
        }
        for measured in ownMeasured {
            measured.value.clear()
            measured.unit.clear()
        }
        let before = kinds
        kinds = 0
        for (number, attachment) in tables.join.attachments.enumerated() {
            own[number].clear()
            guard let rows = tables.attachedRows[number].ofObservations else { continue }
            for link in attachment.links {
                guard case .observation(let column) = link.target else { continue }
                let text = value(column).trimmed
                if AbsentText.isAbsent(text) { continue }
                // The value may not outlive the next one asked for.
                key.clear()
                key.append(text)
                try rows.forEachRow(key: key.bytes) { row in
                    add(row, to: own[number], ownMeasured, countsMedia: true)
                    return true
                }
                break
            }
            close(own[number])
        }
        if kinds != before {
            evidenceText.clear()
            for byte in MediumKind.text(kinds).utf8 { evidenceText.append(byte) }
        }
    }

    private func collect(ofParent parent: ResolvedParent) throws {
        for measured in parentMeasured {
            measured.value.clear()
            measured.unit.clear()
        }
        for number in tables.join.attachments.indices {
            ofParent[number].clear()
            guard let rows = tables.attachedRows[number].ofParents else { continue }
            for level in parent.chain {
                try level.withUnsafeBytes { key in
                    try rows.forEachRow(key: key) { row in
                        if ofParent[number].count > Self.maximumParentBytes {
                            tables.unrepeatedRows += 1
                        } else {
                            add(row, to: ofParent[number], parentMeasured, countsMedia: false)
                        }
                        return true
                    }
                }
            }
            close(ofParent[number])
        }
    }

    private func add(_ row: KeyedRow, to text: AppendableBytes, _ measured: [Measured], countsMedia: Bool) {
        var number: Int?
        row.forEachValue { place, value in
            switch place {
            case AttachedRowRenderer.Value.json:
                text.append(UInt8(ascii: text.count == 0 ? "[" : ","))
                text.append(value)
            case AttachedRowRenderer.Value.kind:
                if countsMedia, let kind = value.first { kinds |= kind }
            case AttachedRowRenderer.Value.measurement:
                // The first of several measurements of a kind counts; all are in the JSON.
                number = value.first.map(Int.init).flatMap { measured.indices.contains($0) ? $0 : nil }
                if let found = number, measured[found].value.count > 0 { number = nil }
            case AttachedRowRenderer.Value.measured:
                if let number { measured[number].value.append(value) }
            case AttachedRowRenderer.Value.unit:
                if let number { measured[number].unit.append(value) }
            default: break
            }
        }
    }

    private func close(_ text: AppendableBytes) {
        if text.count > 0 { text.append(UInt8(ascii: "]")) }
    }
}
