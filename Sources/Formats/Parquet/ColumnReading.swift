import Columns

extension ColumnReading {
    /// What the column's chunks have to hold; `nil` when it cannot be read.
    var physicalType: PhysicalType? {
        switch self {
        case .boolean: .boolean
        case .int32, .unsigned32: .int32
        case .int64, .unsigned64, .milliseconds, .nanoseconds: .int64
        case .double: .double
        case .float: .float
        case .int96: .int96
        case .bytes: .byteArray
        case .converted(let value):
            switch value.storage {
            case .int32: .int32
            case .int64: .int64
            case .bytes: .byteArray
            case .fixed: .fixedLengthByteArray
            }
        case .none: nil
        }
    }
}

extension StoredColumn {
    /// Decodes the pages of one chunk and converts the values to the field's type.
    /// - Parameter picked: the rows that are wanted, in ascending order; `nil` for all.
    func decode(_ pages: inout PageReader, rows: Int, picking picked: [Int]?) throws(ParquetError) -> ColumnData {
        let numbers = try NumberColumnDecoder()
        let isTime = if case .timestampMicros = field.type { true } else { false }
        switch reading {
        case .boolean:
            let column = ColumnData.boolean(try BooleanColumnDecoder.decode(&pages, rows: rows))
            return picked.map(column.picking) ?? column
        case .bytes:
            if let picked {
                let start = pages
                if let text = try PickedTextDecoder.decode(&pages, picking: picked) { return .plain(text) }
                pages = start
                var texts = try TextColumnDecoder(rows: rows)
                return try texts.decode(&pages).picking(picked)
            }
            var texts = try TextColumnDecoder(rows: rows)
            return try texts.decode(&pages)
        case .int32:
            let column = try numbers.decode(&pages, rows: rows, picked, as: Int32.self)
            return field.type == .date ? .date(column) : .int32(column)
        case .int64:
            let column = try numbers.decode(&pages, rows: rows, picked, as: Int64.self)
            return isTime ? .timestamp(column) : .int64(column)
        case .double: return .double(try numbers.decode(&pages, rows: rows, picked))
        case .float:
            return .double(try numbers.decode(&pages, rows: rows, picked, as: Float.self).converted { Double($0) })
        case .unsigned32:
            let column = try numbers.decode(&pages, rows: rows, picked, as: Int32.self)
            return .int64(try column.converted { Int64(UInt32(bitPattern: $0)) })
        case .unsigned64:
            // A set sign bit stands for a number beyond `Int64.max`.
            let column = try numbers.decode(&pages, rows: rows, picked, as: Int64.self)
            return .int64(try column.converted { $0 < 0 ? nil : $0 })
        case .milliseconds:
            let column = try numbers.decode(&pages, rows: rows, picked, as: Int64.self)
            return .timestamp(try column.converted { scaled($0, by: 1000) })
        case .nanoseconds:
            let column = try numbers.decode(&pages, rows: rows, picked, as: Int64.self)
            return .timestamp(try column.converted { $0 / 1000 - ($0 % 1000 < 0 ? 1 : 0) })
        case .int96:
            let column = try numbers.decode(&pages, rows: rows, picked, as: Int96.self)
            return .timestamp(
                try column.converted { time in
                    // 2 440 588 is the Julian day number of 1970-01-01.
                    guard let days = scaled(Int64(time.julianDay) - 2_440_588, by: 86_400_000_000) else { return nil }
                    let (sum, overflow) = days.addingReportingOverflow(time.nanoseconds / 1000)
                    return overflow ? nil : sum
                })
        case .converted, .none: throw ParquetError(.unsupported, "is of a type that is not read")
        }
    }
}

private func scaled(_ value: Int64, by factor: Int64) -> Int64? {
    let (product, overflow) = value.multipliedReportingOverflow(by: factor)
    return overflow ? nil : product
}

extension Column {
    /// The column with every value converted; a conversion without result is an error.
    fileprivate func converted<Other>(_ convert: (Value) -> Other?) throws(ParquetError) -> Column<Other> {
        var result: [Other] = []
        result.reserveCapacity(values.count)
        for value in values {
            guard let other = convert(value) else {
                throw ParquetError(.unsupported, "a value is too large to be held in 64 bits with sign")
            }
            result.append(other)
        }
        return Column<Other>(result, present: present)
    }
}
