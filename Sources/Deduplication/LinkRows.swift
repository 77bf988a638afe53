import Columns
import Observations

/// The rows of table `link` for pairs of duplicates.
public enum LinkRows {
    public static func batch(_ pairs: ArraySlice<PayloadDuplicates.Pair>) -> ColumnBatch {
        var kinds = TextDictionary()
        let kind = kinds.intern(LinkKind.samePayload.rawValue)
        var evidence = PlainText()
        for pair in pairs {
            evidence.bytes.append(contentsOf: "content_key=\(String(pair.contentKey, radix: 16))".utf8)
            evidence.ends.append(UInt32(evidence.bytes.count))
        }
        return ColumnBatch(
            names: LinkColumn.allCases.map(\.rawValue),
            columns: [
                .int64(Column(pairs.map(\.observationID))), .int64(Column(pairs.map(\.canonicalID))),
                .coded(CodedText(codes: [UInt32](repeating: kind, count: pairs.count), dictionary: kinds)),
                .plain(evidence),
            ], rowCount: pairs.count)
    }
}
