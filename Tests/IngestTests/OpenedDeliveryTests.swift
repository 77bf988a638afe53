import Formats
import Foundation
import Ingest
import Outside
import Testing

/// What is read, what is refused, and what a delivery looks like once opened.
@Suite struct OpenedDeliveryTests {
    private static let meta = """
        <archive xmlns="http://rs.tdwg.org/dwc/text/">
          <core encoding="UTF-8" fieldsTerminatedBy="\\t" linesTerminatedBy="\\n" fieldsEnclosedBy="" ignoreHeaderLines="1" rowType="http://rs.tdwg.org/dwc/terms/Occurrence">
            <files><location>occurrence.txt</location></files>
            <id index="0"/>
            <field index="0" term="http://rs.tdwg.org/dwc/terms/occurrenceID"/>
            <field index="1" term="http://rs.tdwg.org/dwc/terms/scientificName"/>
            <field index="2" term="http://rs.tdwg.org/dwc/terms/eventDate"/>
          </core>
        </archive>
        """
    private static let table = "id\tnaam\tdatum\n1\tBufo bufo\t2024-06-15\n2\t\"Bufo\" bufo\t2024-06-16\n"

    /// Files of an unpacked archive and what comes of it.
    struct Archive: Sendable, CustomTestStringConvertible {
        var name: String
        var files: [String: [UInt8]]
        var identities: [String]
        var names: [String]?
        var testDescription: String { name }
    }

    static func utf16(_ text: String) -> [UInt8] {
        [0xFF, 0xFE] + text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
    }

    static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    static let archives: [Archive] = [
        Archive(
            name: "plain", files: ["meta.xml": bytes(meta), "occurrence.txt": bytes(table)], identities: ["1", "2"],
            names: ["Bufo bufo", "\"Bufo\" bufo"]),
        Archive(
            name: "nested, with what a Mac leaves behind",
            files: [
                "uitvoer/dwca/meta.xml": bytes(meta), "uitvoer/dwca/occurrence.txt": bytes(table),
                "__MACOSX/uitvoer/dwca/._meta.xml": [0, 5, 22, 7], "__MACOSX/meta.xml": bytes("<x/>"),
                "uitvoer/.DS_Store": [0, 0, 0, 1],
            ], identities: ["1", "2"]),
        Archive(
            name: "meta.xml in UTF-16",
            files: [
                "meta.xml": utf16("<?xml version=\"1.0\" encoding=\"UTF-16\"?>\n" + meta),
                "occurrence.txt": bytes(table),
            ], identities: ["1", "2"]),
        Archive(
            name: "a tab as a character reference",
            files: [
                "meta.xml": bytes(meta.replacing("fieldsTerminatedBy=\"\\t\"", with: "fieldsTerminatedBy=\"&#x9;\"")),
                "occurrence.txt": bytes(table),
            ], identities: ["1", "2"]),
        Archive(
            name: "core in several files, each with a header",
            files: [
                "meta.xml": bytes(
                    meta.replacing(
                        "<location>occurrence.txt</location>",
                        with: "<location>a.txt</location><location>b.txt</location>")),
                "a.txt": bytes("id\tnaam\tdatum\n1\tBufo bufo\t2024\n"),
                "b.txt": bytes("id\tnaam\tdatum\n2\tBufo bufo\t2024"),
            ], identities: ["1", "2"]),
        Archive(
            name: "core in UTF-16, whatever meta.xml says",
            files: ["meta.xml": bytes(meta), "occurrence.txt": utf16(table)], identities: ["1", "2"]),
        Archive(
            name: "core with a byte order mark and no header",
            files: [
                "meta.xml": bytes(meta.replacing("ignoreHeaderLines=\"1\"", with: "ignoreHeaderLines=\"0\"")),
                "occurrence.txt": bytes("\u{FEFF}1\tBufo bufo\t2024\n2\tBufo bufo\t2024\n"),
            ], identities: ["1", "2"]),
        Archive(
            name: "core in Windows-1252",
            files: [
                "meta.xml": bytes(meta.replacing("encoding=\"UTF-8\"", with: "encoding=\"windows-1252\"")),
                "occurrence.txt": bytes("id\tnaam\tdatum\n1\tcaf") + [0xE9] + bytes("\t2024\n"),
            ], identities: ["1"], names: ["café"]),
        Archive(
            name: "ragged rows",
            files: ["meta.xml": bytes(meta), "occurrence.txt": bytes("id\tn\td\n1\n2\tBufo bufo\t2024\tte veel\n")],
            identities: ["1", "2"], names: ["", "Bufo bufo"]),
        Archive(
            name: "a file name in another case",
            files: ["META.XML": bytes(meta), "Occurrence.TXT": bytes(table)], identities: ["1", "2"]),
        Archive(
            name: "no meta.xml, one csv", files: ["x.csv": bytes("id,soort,datum\n1,Bufo bufo,2024\n")],
            identities: ["1"]),
        Archive(
            name: "no meta.xml, several csv of which one holds occurrences",
            files: [
                "taxa.csv": bytes("id,soort\n9,x\n"), "occurrence.csv": bytes("id,soort,datum\n1,Bufo bufo,2024\n"),
                "media.csv": bytes("id,url\n9,x\n"),
            ], identities: ["1"]),
    ]

    private static func write(_ files: [String: [UInt8]], to folder: String) throws {
        for (name, bytes) in files {
            let url = URL(fileURLWithPath: "\(folder)/\(name)")
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: url)
        }
    }

    private static func zip(_ files: [String: [UInt8]], to path: String) throws {
        let writer = try ZipWriter(path: path)
        for (name, bytes) in files.sorted(by: { $0.key < $1.key }) {
            try writer.beginEntry(name)
            try bytes.withUnsafeBytes { try writer.write($0) }
            try writer.endEntry()
        }
        _ = try writer.close()
    }

    private static func run(_ tool: String, _ arguments: [String], in folder: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [tool] + arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
    }

    /// The same unpacked, zipped and as a gzipped tar.
    @Test(arguments: archives, ["folder", "zip", "tgz"])
    func readsAnArchive(_ archive: Archive, _ packing: String) throws {
        try IntakeSample.withFolder { folder in
            var path = folder + "/map"
            try Self.write(archive.files, to: path)
            if packing == "zip" {
                path = folder + "/x.zip"
                try Self.zip(archive.files, to: path)
            } else if packing == "tgz" {
                try Self.run("tar", ["-czf", "../x.tgz", "."], in: path)
                path = folder + "/x.tgz"
            }
            let taken = try IntakeSample.take(path: path)
            #expect(taken.values(.identity) == archive.identities)
            if let names = archive.names { #expect(taken.values(.verbatimName) == names) }
            #expect(taken.result.quarantined.isEmpty)
        }
    }

    /// What meta.xml names as the id tells records apart, whatever its term.
    @Test(arguments: ["http://rs.tdwg.org/dwc/terms/catalogNumber", "http://rs.tdwg.org/dwc/terms/otherCatalogNumbers", "http://voorbeeld.example/nummer"])
    func theIdOfTheDescriptor(_ term: String) throws {
        try IntakeSample.withFolder { folder in
            let meta = Self.meta.replacing("http://rs.tdwg.org/dwc/terms/occurrenceID", with: term)
            try Self.write(["meta.xml": Self.bytes(meta), "occurrence.txt": Self.bytes(Self.table)], to: folder + "/m")
            #expect(try IntakeSample.take(path: folder + "/m").values(.identity) == ["1", "2"])
        }
    }

    /// `default` in meta.xml: for a column of the file where it is empty, and for one that only meta.xml has.
    @Test func defaultsOfTheDescriptor() throws {
        let meta = Self.meta.replacing(
            "</core>",
            with: """
                <field index="3" term="http://rs.tdwg.org/dwc/terms/sex" default="female"/>
                <field term="http://rs.tdwg.org/dwc/terms/basisOfRecord" default="HumanObservation"/>
                <field term="http://rs.tdwg.org/dwc/terms/country" default="Nederland"/></core>
                """)
        try IntakeSample.withFolder { folder in
            try Self.write(
                [
                    "meta.xml": Self.bytes(meta),
                    "occurrence.txt": Self.bytes(
                        "id\tn\td\ts\n1\tBufo bufo\t2024\tmale\n2\tBufo bufo\t2024\t\n3\tBufo bufo\t2024\n"),
                ], to: folder + "/m")
            let delivery = try OpenedDelivery.open(path: folder + "/m")
            #expect(delivery.format == .darwinCoreArchive && delivery.fileColumnCount == 4)
            #expect(
                delivery.columns == ["occurrenceID", "scientificName", "eventDate", "sex", "basisOfRecord", "country"])
            #expect(delivery.defaults == [3: "female", 4: "HumanObservation", 5: "Nederland"])
            let taken = try IntakeSample.take(path: folder + "/m")
            #expect(taken.values(.sex) == ["male", "female", "female"])
            #expect(taken.values(.basisOfRecord) == Array(repeating: "HumanObservation", count: 3))
            #expect(taken.rules.filter { $0.contains("RAGGED") } == ["4 RAGGED_ROW_SHORT"])
        }
    }

    /// What a file holds, and why it is refused. The name says nothing: all are called `levering.csv`.
    static let refused: [(String, [UInt8], DeliveryError.Code)] = [
        ("nothing", [], .empty), ("a header only", bytes("id,soort,datum\n"), .empty),
        ("blank lines", bytes("\n\n\r\n"), .empty),
        (
            "Excel 97", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + Array(repeating: 0, count: 600),
            .formatNotRead
        ),
        ("a damaged GeoPackage", bytes("SQLite format 3\0") + Array(repeating: 1, count: 600), .unreadable),
        ("PDF", bytes("%PDF-1.7\n%âãÏÓ\n"), .formatNotRead),
        ("damaged Parquet", bytes("PAR1") + Array(repeating: 7, count: 90), .unreadable),
        ("features that are none", bytes("{\"features\": [1,2]}\n"), .notObservations),
        ("a JSON list of something else", bytes("\n  [ {\"a\": 1} ]"), .columnMissing),
        ("XML", bytes("\u{FEFF}<?xml version=\"1.0\"?><gml/>"), .formatNotRead),
        ("XML in UTF-16", utf16("<?xml version=\"1.0\"?><a/>"), .formatNotRead),
        ("HTML", bytes("<!DOCTYPE html><html>"), .formatNotRead),
        ("a picture", [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10], .formatNotRead),
        ("binary", (0..<4_000).map { UInt8(truncatingIfNeeded: $0 % 7 == 0 ? 0 : $0 &* 31) }, .unreadable),
        ("bzip2", bytes("BZh91AY&SY") + Array(repeating: 3, count: 90), .formatNotRead),
        ("7-zip", [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0, 4], .formatNotRead),
        ("a cut gzip", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0x4B], .unreadable),
        ("a cut zip", [0x50, 0x4B, 3, 4, 20, 0, 0, 0], .unreadable),
    ]

    /// What is refused says what it is, so that its supplier knows what to save it as.
    @Test(arguments: [
        ([0xD0, 0xCF, 0x11, 0xE0] + Array(repeating: 0, count: 700) + wide("EncryptedPackage"), "a workbook with a password"),
        ([0xD0, 0xCF, 0x11, 0xE0] + Array(repeating: 0, count: 700) + wide("WordDocument"), "a Word document"),
        ([0xD0, 0xCF, 0x11, 0xE0] + Array(repeating: 0, count: 700) + wide("Workbook"), "Excel 97–2003 (.xls)"),
        ([0x09, 0x04, 0x06, 0x00, 0x00, 0x04, 0x10, 0x00], "an Excel workbook of before 1997"),
        ([0x00, 0x01, 0x00, 0x00] + bytes("Standard ACE DB\0"), "an Access database"),
    ])
    func saysWhatItIs(_ file: [UInt8], _ what: String) {
        #expect {
            _ = try IntakeSample.take(bytes: file)
        } throws: { error in
            (error as? DeliveryError)?.message.hasPrefix(what) == true
        }
    }

    private static func wide(_ text: String) -> [UInt8] { text.utf8.flatMap { [$0, 0] } }

    @Test(arguments: refused.indices)
    func refusesByContent(_ index: Int) throws {
        let (what, bytes, code) = Self.refused[index]
        do {
            _ = try IntakeSample.take(bytes: bytes)
            Issue.record("\(what) came in")
        } catch let error as DeliveryError {
            #expect(error.code == code, "\(what): \(error)")
            #expect(error.path.hasSuffix("levering.csv") && !error.message.isEmpty)
        }
    }

    static let refusedArchives: [(String, [String: [UInt8]], DeliveryError.Code)] = [
        ("xlsx", ["[Content_Types].xml": bytes("<Types/>"), "xl/workbook.xml": bytes("<w/>")], .unreadable),
        (
            "ods", ["mimetype": bytes("application/vnd.oasis.opendocument.spreadsheet"), "content.xml": bytes("<o/>")],
            .formatNotRead
        ),
        (
            "xlsb", ["[Content_Types].xml": bytes("<Types/>"), "xl/workbook.bin": bytes("x")],
            .formatNotRead
        ),
        ("a file geodatabase", ["a.gdb/a00000001.gdbtable": bytes("x"), "a.gdb/gdb": bytes("y")], .formatNotRead),
        ("camtrap", ["datapackage.json": bytes("{}"), "observations.csv": bytes("a,b\n1,2\n")], .unreadable),
        ("two tables", ["a.csv": bytes("id,soort\n1,x\n"), "b.csv": bytes("id,soort\n1,x\n")], .unreadable),
        ("no table", ["foto.jpg": [0xFF, 0xD8, 0xFF], "foto2.jpg": [0xFF, 0xD8, 0xFF]], .unreadable),
        (
            "a checklist",
            [
                "meta.xml": bytes(meta.replacing("terms/Occurrence", with: "terms/Taxon")),
                "occurrence.txt": bytes(table),
            ], .notObservations
        ),
        (
            "measurements",
            [
                "meta.xml": bytes(meta.replacing("terms/Occurrence", with: "terms/MeasurementOrFact")),
                "occurrence.txt": bytes(table),
            ], .notObservations
        ),
        (
            "events",
            [
                "meta.xml": bytes(meta.replacing("terms/Occurrence", with: "terms/Event")),
                "occurrence.txt": bytes(table),
            ], .notObservations
        ),
        ("a core that is not there", ["meta.xml": bytes(meta)], .unreadable),
        (
            "a core of another folder",
            [
                "meta.xml": bytes(meta.replacing("occurrence.txt", with: "../../etc/passwd")),
                "occurrence.txt": bytes(table),
            ], .unreadable
        ),
        ("an empty core", ["meta.xml": bytes(meta), "occurrence.txt": []], .empty),
        ("a core of its header", ["meta.xml": bytes(meta), "occurrence.txt": bytes("id\tnaam\tdatum\n")], .empty),
        ("damaged XML", ["meta.xml": bytes("<archive><core>"), "occurrence.txt": bytes(table)], .unreadable),
        (
            "an entity from outside",
            [
                "meta.xml": bytes(
                    "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
                        + meta.replacing("occurrence.txt", with: "&x;")), "occurrence.txt": bytes(table),
            ], .unreadable
        ),
        (
            "a long delimiter",
            [
                "meta.xml": bytes(meta.replacing("fieldsTerminatedBy=\"\\t\"", with: "fieldsTerminatedBy=\"||\"")),
                "occurrence.txt": bytes(table),
            ], .unreadable
        ),
        ("two descriptors", ["a/meta.xml": bytes(meta), "b/meta.xml": bytes(meta)], .unreadable),
        ("nothing", [:], .unreadable),
    ]

    @Test(arguments: refusedArchives.indices, [false, true])
    func refusesArchives(_ index: Int, _ isZipped: Bool) throws {
        let (what, files, code) = Self.refusedArchives[index]
        try IntakeSample.withFolder { folder in
            let path = folder + (isZipped ? "/x.zip" : "/map")
            if isZipped {
                try Self.zip(files, to: path)
            } else {
                try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
                try Self.write(files, to: path)
            }
            do {
                _ = try IntakeSample.take(path: path)
                Issue.record("\(what) came in")
            } catch let error as DeliveryError { #expect(error.code == code, "\(what): \(error)") }
        }
    }

    /// encoding and delimiter of a table, detected
    @Test(arguments: [",", ";", "\t", "|"])
    func tablesInEveryDress(_ delimiter: String) throws {
        let text =
            ["id", "soort", "opmerking", "datum"].joined(separator: delimiter) + "\r\n"
            + ["1", "Bufo bufo", "één café", "2024"].joined(separator: delimiter) + "\r\n"
            + ["2", "Bufo bufo", "\"met \(delimiter) erin\"", "2024"].joined(separator: delimiter) + "\r\n"
        let latin = text.unicodeScalars.map { UInt8($0.value) }
        let bigEndian: [UInt8] = [0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
        let dresses: [(String, [UInt8])] = [
            ("UTF-8", Array(text.utf8)), ("UTF-8 with mark", [0xEF, 0xBB, 0xBF] + Array(text.utf8)), ("Latin-1", latin),
            ("UTF-16LE with mark", Self.utf16(text)), ("UTF-16BE with mark", bigEndian),
            ("UTF-16LE", Array(Self.utf16(text).dropFirst(2))), ("UTF-16BE", Array(bigEndian.dropFirst(2))),
        ]
        for (dress, bytes) in dresses {
            let taken = try IntakeSample.take(bytes: bytes)
            #expect(taken.values(.identity) == ["1", "2"], "\(dress)")
            #expect(taken.values("remarks") == ["één café", "met \(delimiter) erin"], "\(dress)")
        }
        try IntakeSample.withFolder { folder in
            try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/a.csv"))
            try Self.run("gzip", ["a.csv"], in: folder)
            #expect(try IntakeSample.take(path: folder + "/a.csv.gz").values(.identity) == ["1", "2"])
        }
    }

    @Test func whatIsNotThere() {
        #expect(throws: DeliveryError.self) { try OpenedDelivery.open(path: "/nowhere/at/all.csv") }
    }

    // MARK: archives of others

    private static let samples = "samples/python-dwca-reader"

    /// Every archive is read or refused; no other error, and every record counted.
    @Test(.enabled(if: Outside.shared(samples) != nil, "the samples are not here"))
    func everySampleIsReadOrRefused() throws {
        let folder = try #require(Outside.shared(Self.samples))
        var read = 0
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() {
            do {
                let delivery = try OpenedDelivery.open(path: folder.path + "/" + name)
                _ = try Self.count(delivery)
                read += 1
            } catch let error as DeliveryError {
                #expect(!error.message.isEmpty, "\(name)")
            } catch {
                Issue.record("\(name): \(error)")
            }
        }
        #expect(read >= 20)
    }

    /// archive | records that python-dwca-reader counts
    @Test(
        .enabled(if: Outside.shared(samples) != nil, "the samples are not here"),
        arguments: rows(
            """
            dwca-csv-quote-dir | 2
            dwca-default-metadata-filename.zip | 2
            dwca-malformed-descriptor | 4
            dwca-meta-default-values | 2
            dwca-metadata-windows1252-encoding | 4
            dwca-noheaders-1.zip | 2
            dwca-noheaders-2.zip | 2
            dwca-nometadata.zip | 2
            dwca-partial-default.zip | 2
            dwca-simple-csv-dos.zip | 3
            dwca-simple-csv-eml.zip | 3
            dwca-simple-csv-notenclosed.zip | 3
            dwca-simple-csv.zip | 3
            dwca-simple-dir | 4
            dwca-simple-subdir.zip | 2
            dwca-simple-test-archive-enclosed.zip | 2
            dwca-simple-test-archive.tgz | 2
            dwca-simple-test-archive.zip | 2
            dwca-test-default.zip | 2
            dwca-utf8-eol-test.zip | 1
            gbif-results-lacks-s-metadata.zip | 158
            gbif-results-whitespace-in-xml.zip | 158
            gbif-results.zip | 158
            """))
    func countsAsOthersDo(_ row: [String]) throws {
        let folder = try #require(Outside.shared(Self.samples))
        let delivery = try OpenedDelivery.open(path: "\(folder.path)/\(row[0])")
        #expect(try Self.count(delivery) == Int(row[1]))
    }

    @Test(
        .enabled(if: Outside.shared(samples) != nil, "the samples are not here"),
        arguments: ["dwca-2extensions.zip", "dwca-ids.zip", "dwca-orphaned-rows.zip", "dwca-star-test-archive.zip"])
    func checklistsAreNoObservations(_ name: String) throws {
        let folder = try #require(Outside.shared(Self.samples))
        do {
            _ = try OpenedDelivery.open(path: "\(folder.path)/\(name)")
            Issue.record("it was opened")
        } catch let error as DeliveryError { #expect(error.code == .notObservations) }
    }

    private static func count(_ delivery: OpenedDelivery) throws -> Int {
        let block = RecordBlock()
        var count = 0
        while try delivery.nextBlock(into: block, maximumRecords: 100) { count += block.recordCount }
        return count
    }
}
