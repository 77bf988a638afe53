import Formats
import Foundation
import Outside
import Testing

@Suite struct ArchiveDescriptorTests {
    private static let term = "http://rs.tdwg.org/dwc/terms/"

    private static func read(_ text: String) throws -> ArchiveDescriptor {
        try ArchiveDescriptor.read(Array(text.utf8), path: "meta.xml")
    }

    /// A descriptor with those attributes and that content in its core.
    private static func core(
        _ attributes: String = "", _ content: String = "<id index='0'/><field index='0' term='t'/>", more: String = ""
    ) -> String {
        """
        <archive xmlns="http://rs.tdwg.org/dwc/text/"><core rowType="r" \(attributes)>
        <files><location> a.csv
        </location></files>
        \(content)
        </core>\(more)</archive>
        """
    }

    @Test func defaultsOfTheGuide() throws {
        let descriptor = try Self.read(Self.core())
        let table = descriptor.core
        #expect(table.rowType == "r" && table.locations == ["a.csv"] && table.encoding == "UTF-8")
        #expect(table.fieldsTerminatedBy == "," && table.linesTerminatedBy == "\n" && table.fieldsEnclosedBy == "\"")
        #expect(table.ignoreHeaderLines == 0 && table.dateFormat == "YYYY-MM-DD" && table.idIndex == 0)
        #expect(table.fields == [.init(term: "t", index: 0)] && descriptor.extensions.isEmpty)
        #expect(descriptor.metadata == nil && descriptor.warnings.isEmpty)
    }

    @Test(arguments: [
        (#"\t"#, "\t"), ("&#x9;", "\t"), ("&#9;", "\t"), (#"\\t"#, "\t"), (#"\u0009"#, "\t"), (";", ";"), ("|", "|"),
        ("&#44;", ","), (#"\|"#, "|"), ("¦", "¦"),
    ])
    func fieldSeparators(_ written: String, _ meant: String) throws {
        #expect(try Self.read(Self.core("fieldsTerminatedBy='\(written)'")).core.fieldsTerminatedBy == meant)
    }

    @Test(arguments: [
        (#"\n"#, "\n"), (#"\r\n"#, "\r\n"), ("&#xD;&#xA;", "\r\n"), ("&#10;", "\n"), (#"\r"#, "\r"), ("\n", "\n"),
        ("", "\n"),
    ])
    func lineEnds(_ written: String, _ meant: String) throws {
        let descriptor = try Self.read(Self.core("linesTerminatedBy='\(written)'"))
        #expect(descriptor.core.linesTerminatedBy == meant)
        #expect(descriptor.warnings.isEmpty == !written.allSatisfy { $0 == "\n" })
    }

    @Test(arguments: [("&quot;", "\""), ("", ""), (#"\&quot;"#, "\""), ("'", "'"), ("~", "~")])
    func quotes(_ written: String, _ meant: String) throws {
        #expect(try Self.read(Self.core("fieldsEnclosedBy=\"\(written)\"")).core.fieldsEnclosedBy == meant)
    }

    @Test func allOfAField() throws {
        let text = Self.core(
            "", "<field term=' t ' default='' /><field index=' 3 ' term='u' vocabulary='v' delimitedBy='\\t'/>")
        #expect(
            try Self.read(text).core.fields == [
                .init(term: "t", defaultValue: ""), .init(term: "u", index: 3, vocabulary: "v", delimitedBy: "\t"),
            ])
    }

    @Test func severalFilesAndExtensions() throws {
        let more = """
            <extension rowType="e" ignoreHeaderLines="1"><files><location>b.csv</location><location>c.csv</location></files>
            <coreid index="2"/><field index="1" term="x"/></extension>
            """
        let descriptor = try Self.read(Self.core(more: more))
        #expect(descriptor.extensions.count == 1)
        let table = try #require(descriptor.extensions.first)
        #expect(table.locations == ["b.csv", "c.csv"] && table.idIndex == 2 && table.ignoreHeaderLines == 1)
    }

    @Test func theDraftOfTheGuide() throws {
        let text =
            "<starArchive xmlns='http://rs.tdwg.org/dwc/text/'><core rowType='r' location='a.txt'>"
            + "<id index='0' term='i'/><field index='1' term='t'/></core></starArchive>"
        let table = try Self.read(text).core
        #expect(table.locations == ["a.txt"] && table.idIndex == 0)
        #expect(table.fields == [.init(term: "i", index: 0), .init(term: "t", index: 1)])
    }

    typealias Kind = ArchiveDescriptorWarning.Kind
    static let oddities: [(String, [Kind])] = [
        (core().replacing("http://rs.tdwg.org/dwc/text/", with: "u"), [.unusualNamespace("u")]),
        (core("", "<extra/><field index='0' term='t'/>"), [.unknownElement("extra")]),
        (core().replacing("rowType=\"r\"", with: ""), [.missingRowType]),
        (core("", "<field index='1' term='t'/><field index='1' term='u'/>"), [.duplicateIndex(1)]),
        (core("", "<field index='1' term='t'/><field index='2' term='t'/>"), [.duplicateTerm("t")]),
        (core("", "<field term='t'/><field index='0'/>"), [.uselessField("t"), .uselessField(""), .noFields]),
        (core("fieldsEnclosedBy='~~'"), [.separatorReplaced(attribute: "fieldsEnclosedBy", used: "~")]),
        (core("ignoreHeaderLines=''"), [.emptyNumber("ignoreHeaderLines")]),
        (core(more: "<extension rowType='e'><coreid index='0'/></extension>"), [.extensionWithoutLocation("e")]),
        (
            core(
                "", "<field index='0' term='t'/>",
                more:
                    "<extension rowType='e'><files><location>b</location></files><field index='0' term='t'/></extension>"
            ),
            [.extensionWithoutCoreID, .coreWithoutID]
        ),
    ]

    @Test(arguments: oddities)
    func odditiesAreWarnings(_ text: String, _ kinds: [Kind]) throws {
        let warnings = try Self.read(text).warnings
        #expect(warnings.map(\.kind) == kinds)
        #expect(warnings.allSatisfy { !$0.description.isEmpty && $0.line > 0 })
    }

    typealias Reason = ArchiveDescriptorError.Reason
    static let refusals: [(String, Int, Reason)] = [
        ("<eml/>", 1, .notADescriptor(root: "eml")), ("<archive>\n</archive>", 1, .noCore),
        (core(more: "<core rowType='x'/>"), 5, .severalCores),
        (core().replacing("a.csv", with: ""), 1, .noLocation),
        (core().replacing("a.csv", with: "../a.csv"), 2, .unsafeLocation("../a.csv")),
        (core().replacing("a.csv", with: "http://x/a.csv"), 2, .unsafeLocation("http://x/a.csv")),
        (core("", "<id index='een'/>"), 4, .notANumber(attribute: "index", value: "een")),
        (core("", "<field term='t' index='1.0'/>"), 4, .notANumber(attribute: "index", value: "1.0")),
        (
            core("", "<field term='t' index='99999999999999999999'/>"), 4,
            .notANumber(attribute: "index", value: "99999999999999999999")
        ),
        (core("", "<field term='t' index='-1'/>"), 4, .outOfRange(attribute: "index", value: -1)),
        (core("", "<field term='t' index='65536'/>"), 4, .outOfRange(attribute: "index", value: 65_536)),
        (core("ignoreHeaderLines='ja'"), 1, .notANumber(attribute: "ignoreHeaderLines", value: "ja")),
        (core("fieldsTerminatedBy=''"), 1, .emptySeparator(attribute: "fieldsTerminatedBy")),
    ]

    @Test(arguments: refusals)
    func whatCannotBeReadIsRefused(_ text: String, _ line: Int, _ reason: Reason) throws {
        let error = #expect(throws: ArchiveDescriptorError.self) { _ = try Self.read(text) }
        #expect(error?.reason == reason && error?.line == line, "\(String(describing: error))")
    }

    @Test(arguments: [true, false])
    func utf16(_ bigEndian: Bool) throws {
        let text = "\u{FEFF}<?xml version='1.0' encoding='utf-16'?>" + Self.core()
        let bytes = text.utf16.flatMap {
            bigEndian ? [UInt8($0 >> 8), UInt8($0 & 255)] : [UInt8($0 & 255), UInt8($0 >> 8)]
        }
        #expect(try ArchiveDescriptor.read(bytes, path: "m").core.locations == ["a.csv"])
    }

    private static let full: ArchiveDescriptor = {
        var core = ArchiveDescriptor.Table(
            rowType: term + "Occurrence", locations: ["occurrence.txt"], idIndex: 0,
            fields: [
                .init(term: term + "occurrenceID", index: 0),
                .init(term: term + "country", defaultValue: "Nederland & <ë>\t\""),
                .init(term: term + "recordedBy", index: 1, vocabulary: "http://example.org/v", delimitedBy: "|"),
            ])
        core.fieldsTerminatedBy = "\t"
        core.fieldsEnclosedBy = ""
        core.ignoreHeaderLines = 1
        var media = core
        media.rowType = "http://rs.gbif.org/terms/1.0/Multimedia"
        media.locations = ["a.txt", "b.txt"]
        media.linesTerminatedBy = "\r\n"
        media.fieldsEnclosedBy = "\""
        return ArchiveDescriptor(metadata: "eml.xml", core: core, extensions: [media])
    }()

    @Test func whatIsWrittenReadsBack() throws {
        #expect(try ArchiveDescriptor.read(Self.full.xmlBytes(), path: "meta.xml") == Self.full)
    }

    @Test(.enabled(if: ArchiveSamples.hasSchemas, "xmllint or the schemas are not here"))
    func schemaAcceptsWhatIsWritten() throws {
        try ArchiveSamples.withFolder { folder in
            try Data(Self.full.xmlBytes()).write(to: URL(fileURLWithPath: folder + "/meta.xml"))
            let schema = Outside.sharedFolder.path + "/schemas/xsd/rs.tdwg.org/dwc/text/tdwg_dwc_text.xsd"
            let (output, status) = try ArchiveSamples.run(
                try #require(ArchiveSamples.xmllint), ["--nonet", "--noout", "--schema", schema, folder + "/meta.xml"],
                environment: ["XML_CATALOG_FILES": ArchiveSamples.catalog])
            #expect(status == 0, "\(output)")
        }
    }

    @Test func mutationsNeverCrash() {
        var random = FixedRandom(state: 5)
        for _ in 0..<4000 { _ = try? ArchiveDescriptor.read(random.mutated(Self.full.xmlBytes()), path: "m") }
    }
}
