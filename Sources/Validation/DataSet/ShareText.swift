/// A number of records as text, the same in Dutch and English.
enum CountText {
    static func of(_ records: Int) -> String { records == 1 ? "1 record" : "\(records) records" }
}

/// A part of the records as text, to a tenth of a percent.
enum ShareText {
    static func dutch(_ records: Int, of total: Int) -> String { text(records, total, mark: ",") }
    static func english(_ records: Int, of total: Int) -> String { text(records, total, mark: ".") }

    private static func text(_ records: Int, _ total: Int, mark: String) -> String {
        guard total > 0 else { return "0 %" }
        let tenths = Int((Double(records) / Double(total) * 1000).rounded())
        if tenths == 0, records > 0 { return "< 0\(mark)1 %" }
        if tenths == 1000, records < total { return "> 99\(mark)9 %" }
        return tenths % 10 == 0 ? "\(tenths / 10) %" : "\(tenths / 10)\(mark)\(tenths % 10) %"
    }
}
