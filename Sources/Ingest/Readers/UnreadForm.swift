/// Forms of documents that are recognised by their first bytes but not read, with what to do about it. Of packings
/// `FileKind` knows.
enum UnreadForm {
    /// Why a file is not read; `nil` for one that may be.
    static func reason(_ head: [UInt8]) -> String? {
        if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) { return compoundDocument(head) }
        if isOldWorkbook(head) {
            return "an Excel workbook of before 1997 is not read: save it as .xlsx or CSV"
        }
        return signatures.first { head.starts(with: $0.bytes) }?.reason
    }

    private static let signatures: [(bytes: [UInt8], reason: String)] = [
        (Array("%PDF".utf8), "PDF is not read: deliver the table it was made from"),
        ([0x89, 0x50, 0x4E, 0x47], "a picture is no delivery of observations"),
        ([0xFF, 0xD8, 0xFF], "a picture is no delivery of observations"),
        ([0x00, 0x01, 0x00, 0x00] + Array("Standard Jet DB".utf8), access),
        ([0x00, 0x01, 0x00, 0x00] + Array("Standard ACE DB".utf8), access),
    ]

    private static let access = "an Access database is not read: export its table as CSV"

    /// What an OLE compound document is, by the names of its parts, as far as they lie at the beginning.
    private static func compoundDocument(_ head: [UInt8]) -> String {
        func holds(_ name: String) -> Bool {
            let bytes = name.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
            return head.indices.contains { place in
                head[place] == bytes[0] && place + bytes.count <= head.count
                    && head[place..<place + bytes.count].elementsEqual(bytes)
            }
        }
        if holds("EncryptedPackage") {
            return "a workbook with a password is not read: save it without one, as .xlsx or CSV"
        }
        if holds("WordDocument") { return "a Word document is no table: deliver the table as .xlsx or CSV" }
        return "Excel 97–2003 (.xls), a workbook with a password or another OLE document is not read: save it as .xlsx, "
            + "without a password, or CSV"
    }

    /// Begins with a BOF record of BIFF 2 to 4, without a container around it.
    private static func isOldWorkbook(_ head: [UInt8]) -> Bool {
        head.count >= 4 && head[0] == 0x09 && [0x00, 0x02, 0x04].contains(head[1]) && [4, 6, 8].contains(head[2])
            && head[3] == 0
    }
}
