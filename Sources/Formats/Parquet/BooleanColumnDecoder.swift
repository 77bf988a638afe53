import Columns

/// Decodes the pages of a column of booleans: one bit each, or run lengths.
enum BooleanColumnDecoder {
    static func decode(_ pages: inout PageReader, rows: Int) throws(ParquetError) -> Column<Bool> {
        var presence = PresenceBuilder(rows: rows)
        var values: [UInt8] = []
        var row = 0
        while let page = try pages.page() {
            guard !page.isDictionary else { continue }
            if values.isEmpty { values = [UInt8](repeating: 0, count: rows) }
            try values.withUnsafeMutableBufferPointer { (values) throws(ParquetError) in
                guard let target = values.baseAddress else { return }
                try decode(page, into: target + row)
                spread(target + row, to: page.presence, rows: page.count, filler: 0)
            }
            presence.add(page, at: row)
            row += page.count
        }
        return Column(values.map { $0 != 0 }, present: presence.present)
    }

    static func decode(_ page: Page, into target: UnsafeMutablePointer<UInt8>) throws(ParquetError) {
        let count = page.presence.count
        let bytes = page.values
        switch page.encoding {
        case .plain:
            guard (count + 7) / 8 <= bytes.count else { throw .corrupt("a page ends before its last value") }
            for index in 0..<count { target[index] = bytes[index >> 3] >> UInt8(index & 7) & 1 }
        case .runLength:
            guard count > 0 else { return }
            guard bytes.count >= 4 else { throw .corrupt("a page ends before its last value") }
            let size = Int(UInt32(littleEndian: bytes.loadUnaligned(as: UInt32.self)))
            guard size <= bytes.count - 4 else { throw .corrupt("a page ends before its last value") }
            try RunLengthDecoder.decode(
                UnsafeRawBufferPointer(rebasing: bytes[4..<4 + size]), width: 1, count: count, below: 2, into: target)
        default:
            throw ParquetError(.unsupported, "encoding \(page.encoding) is not read for booleans")
        }
    }
}
