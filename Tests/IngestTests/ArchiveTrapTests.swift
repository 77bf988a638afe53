import Formats
import Ingest
import Testing

/// Archives that are not quite as their descriptor says, but that anybody can read.
struct ArchiveTrapTests {
    private static let terms = ["occurrenceID", "scientificName", "eventDate", "decimalLatitude", "decimalLongitude"]
    private static let header = terms.joined(separator: "\t") + "\n"
    private static let records = "a\tLutra lutra\t2024-05-01\t52.1\t5.1\nb\tMeles meles\t2024-05-02\t52.2\t5.2\n"

    private static func descriptor(_ attributes: String) -> String {
        let fields = terms.enumerated().map {
            "<field index=\"\($0)\" term=\"http://rs.tdwg.org/dwc/terms/\($1)\"/>"
        }
        return """
            <?xml version="1.0" encoding="utf-8"?>
            <archive xmlns="http://rs.tdwg.org/dwc/text/"><core \(attributes)
            rowType="http://rs.tdwg.org/dwc/terms/Occurrence"><files><location>occurrence.txt</location></files>
            <id index="0"/>\(fields.joined())</core></archive>
            """
    }

    private static func utf16(_ text: String) -> [UInt8] {
        [0xFF, 0xFE] + text.replacing("utf-8", with: "utf-16").utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    }

    /// attributes of the core | header line in the file | a note is given
    @Test(arguments: [
        ("fieldsTerminatedBy=\"\\t\" ignoreHeaderLines=\"1\"", true, false),
        ("fieldsTerminatedBy=\"&#x9;\" ignoreHeaderLines=\"1\" fieldsEnclosedBy=\"\"", true, false),
        ("fieldsTerminatedBy=\"\\t\" ignoreHeaderLines=\"0\"", false, false),
        ("fieldsTerminatedBy=\"\\t\"", true, true),
        ("fieldsTerminatedBy=\"\\t\" ignoreHeaderLines=\"1\"", false, true),
        ("fieldsTerminatedBy=\",\" ignoreHeaderLines=\"1\"", true, true),
        ("ignoreHeaderLines=\"1\"", true, true),
    ])
    func header(attributes: String, hasHeader: Bool, isNoted: Bool) throws {
        let folder = try DeliveryFolder(texts: [
            "meta.xml": Self.descriptor(attributes),
            "occurrence.txt": (hasHeader ? Self.header : "") + Self.records,
        ])
        let read = try ReadDelivery(path: folder.path)
        #expect(read.cells.map(\.first) == ["a", "b"])
        #expect(read.cells.allSatisfy { $0.count == 5 })
        #expect(read.notes.isEmpty != isNoted, "\(read.notes)")
    }

    @Test func descriptorInUTF16InAFolderWithinTheFolder() throws {
        let folder = try DeliveryFolder([
            "inner/meta.xml": Self.utf16(Self.descriptor("fieldsTerminatedBy=\"\\t\" ignoreHeaderLines=\"1\"")),
            "inner/occurrence.txt": Array((Self.header + Self.records).utf8),
            "__MACOSX/inner/._meta.xml": [0, 5, 22, 7],
        ])
        #expect(try ReadDelivery(path: folder.path).cells.count == 2)
    }

    @Test func recordsThatAreNotInUTF8AsDeclared() throws {
        let latin = Array("a\tSorex minutus, Wolvega\t2024-05-01\t52.1\t5.1\nb\tSch".utf8) + [0xF6]
            + Array("nbein caf".utf8) + [0xE9] + Array("\t2024-05-02\t52\t5\n".utf8)
        let folder = try DeliveryFolder([
            "meta.xml": Array(
                Self.descriptor("fieldsTerminatedBy=\"\\t\" encoding=\"UTF-8\" ignoreHeaderLines=\"0\"").utf8),
            "occurrence.txt": latin,
        ])
        let read = try ReadDelivery(path: folder.path)
        #expect(read.cells.last?[1] == "Schönbein café")
        #expect(read.notes.contains { $0.contains("UTF-8") })
    }

    @Test func anArchiveWhoseRecordsHaveNoIdentityButTheId() throws {
        let folder = try DeliveryFolder(texts: [
            "meta.xml": """
            <archive xmlns="http://rs.tdwg.org/dwc/text/"><core fieldsTerminatedBy=";"
            rowType="http://rs.tdwg.org/dwc/terms/Occurrence"><files><location>o.csv</location></files>
            <id index="0"/><field index="1" term="http://rs.tdwg.org/dwc/terms/scientificName"/></core></archive>
            """, "o.csv": "urn:1;Lutra lutra\nurn:2;\"Meles\r\nmeles\"\nurn:3\n",
        ])
        let read = try ReadDelivery(path: folder.path)
        #expect(read.fields[.identity] == .columns(["id"]))
        #expect(read.cells.count == 3)
        #expect(read.cells[1][1] == "Meles\r\nmeles")
    }

    /// What stands behind the columns that meta.xml names is no value of a constant.
    @Test func columnsThatTheDescriptorDoesNotName() throws {
        let extra = (1...8).map { "x\($0)" }.joined(separator: ";")
        let folder = try DeliveryFolder(texts: [
            "meta.xml": """
            <archive xmlns="http://rs.tdwg.org/dwc/text/"><core fieldsTerminatedBy=";"
            rowType="http://rs.tdwg.org/dwc/terms/Occurrence"><files><location>o.csv</location></files>
            <id index="0"/><field index="0" term="http://rs.tdwg.org/dwc/terms/occurrenceID"/>
            <field index="1" term="http://rs.tdwg.org/dwc/terms/scientificName"/>
            <field index="2" term="http://rs.tdwg.org/dwc/terms/eventDate"/>
            <field default="707" term="http://rs.tdwg.org/dwc/terms/coordinateUncertaintyInMeters"/></core></archive>
            """, "o.csv": "1;Lutra lutra;2024;\(extra)\n2;Meles meles;2024;\(extra);te;veel\n",
        ])
        let read = try ReadDelivery(path: folder.path)
        #expect(read.columns.last == "coordinateUncertaintyInMeters")
        #expect(read.columns.count == 12)
        #expect(read.cells.map { Array($0.prefix(2)) } == [["1", "Lutra lutra"], ["2", "Meles meles"]])
    }
}
