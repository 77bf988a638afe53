import Columns
import Formats
import Observations

/// How the store's tables are laid down in Parquet.
public enum StoreEncoding {
    /// Parquet fields of a table; the field id of a column is its DuckLake column id.
    public static func fields(of table: StoreTable) -> [ParquetField] {
        table.columns.enumerated().map { place, column in
            let type: ParquetType =
                switch column.kind {
                case .int32: .int32
                case .int64: .int64
                case .double: .double
                case .boolean: .boolean
                case .date: .date
                case .timestamp: .timestampMicros(utc: false)
                case .coded, .plain: .utf8
                }
            return ParquetField(name: column.name, type: type, nullable: column.nullable, fieldID: Int32(place + 1))
        }
    }

    /// An encoder for the row groups of a table; encoders are values and may work on several threads at once.
    public static func encoder(of table: StoreTable) -> RowGroupEncoder {
        RowGroupEncoder(fields: fields(of: table), compression: .zstd(level: 1))
    }

    static let deleteFields = [
        ParquetField(name: "file_path", type: .utf8, nullable: false, fieldID: 2_147_483_546),
        ParquetField(name: "pos", type: .int64, nullable: false, fieldID: 2_147_483_545),
    ]
}
