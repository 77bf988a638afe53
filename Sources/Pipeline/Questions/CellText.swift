import Columns
import Observations

/// A stored value as text, for people and for CSV.
enum CellText {
    /// `nil` for an absent value.
    static func text(_ column: ColumnData, _ row: Int) -> String? {
        switch column {
        case .int32(let values): values[row].map { String($0) }
        case .int64(let values): values[row].map { String($0) }
        case .double(let values): values[row].map { String($0) }
        case .boolean(let values): values[row].map { $0 ? "true" : "false" }
        case .date(let values): values[row].map { day(Int($0)) }
        case .timestamp(let values): values[row].map(moment)
        case .coded(let values): values[row]
        case .plain(let values): values[row]
        }
    }

    private static func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }

    static func day(_ days: Int) -> String {
        let date = CivilDate.date(days: days)
        return "\(date.year)-\(two(Int64(date.month)))-\(two(Int64(date.day)))"
    }

    private static func moment(_ microseconds: Int64) -> String {
        let (days, rest) = CivilDate.split(microseconds)
        let seconds = rest / 1_000_000
        return "\(day(days))T\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
    }
}
