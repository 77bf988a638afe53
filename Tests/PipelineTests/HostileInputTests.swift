import Foundation
import Testing

/// Deliveries made to do harm, and those that come out of broken programs: the answer is a refusal that says why, or
/// records set aside; never a crash, a hang or a memory that grows.
@Suite(.enabled(if: Surroundings.hasBinary && Surroundings.hasPython), .serialized)
struct HostileInputTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        /// Python that writes the file at `path`.
        var making: String
        /// `accepted`, or `refused` with the code.
        var outcome: String
        var testDescription: String { name }
    }

    private static let occurrence = "occurrenceID,scientificName,eventDate,decimalLatitude,decimalLongitude"

    static let cases = [
        Case(
            name: "bomb.zip", making: "zipped({'occurrence.csv': header.encode() + b'0' * (1 << 30)})", outcome: "refused UNREADABLE"),
        Case(name: "bomb.csv.gz", making: "write(gzip.compress(header.encode() + b'0' * (1 << 30), 9))", outcome: "refused UNREADABLE"),
        Case(
            name: "truncated.csv.gz",
            making: "write(gzip.compress((header + ''.join(f'{n},Bufo bufo,2024,52,5\\n' for n in range(99999))).encode())[:-4000])",
            outcome: "refused UNREADABLE"),
        Case(name: "one-line.csv", making: "repeat(b'a' * (1 << 20), 2048)", outcome: "refused"),
        Case(
            name: "one-line-behind-header.csv", making: "repeat(b'a' * (1 << 20), 600, first=header.encode())",
            outcome: "refused OVER_QUARANTINE_THRESHOLD"),
        Case(
            name: "columns.csv",
            making: """
                write((header.strip() + ',' + ','.join(f'c{n}' for n in range(10000)) + '\\n' + ''.join(
                    f'{n},Bufo bufo,2024-05-12,52.1,5.2,' + ','.join(['x'] * 10000) + '\\n' for n in range(200))).encode())
                """, outcome: "accepted 200"),
        Case(name: "delimiters.csv", making: "repeat(b',' * (1 << 20), 64, first=header.encode())", outcome: "refused"),
        Case(name: "nul.csv", making: "write(b'\\0' * (8 << 20))", outcome: "refused UNREADABLE"),
        Case(
            name: "nul-in-records.csv",
            making: "write(header.encode() + b''.join(b'%d,Bufo%s bufo,2024,52,5\\n' % (n, b'\\0' * (n % 50 == 0)) for n in range(1, 1000)))",
            outcome: "accepted 980"),
        Case(
            name: "entity-bomb.zip",
            making: """
                zipped({'meta.xml': ('<!DOCTYPE a [<!ENTITY b0 "b">' + ''.join(
                    f'<!ENTITY b{n} "{f"&b{n - 1};" * 10}">' for n in range(1, 12)) + ']><archive>&b11;</archive>').encode(),
                    'occurrence.csv': header.encode()})
                """, outcome: "refused UNREADABLE"),
        Case(
            name: "external-entity.gml",
            making: "write(b'<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>')", outcome: "refused"),
        Case(name: "deep.gml", making: "write(b'<a>' * 1000000)", outcome: "refused"),
        Case(
            name: "traversal.zip",
            making: "zipped({'../../uit.csv': (header + '1,Bufo bufo,2024,52,5\\n').encode()})", outcome: "refused UNREADABLE"),
        Case(name: "deep.json", making: "write(b'[' * 5000000)", outcome: "refused"),
        Case(name: "deep-objects.json", making: "write(b'{\"a\":' * 2000000)", outcome: "refused"),
        Case(
            name: "long-text.json", making: "repeat(b'a' * (1 << 20), 600, first=b'[{\"occurrenceID\":\"')", outcome: "refused"),
        Case(
            name: "long-text-in-lines.jsonl",
            making: """
                repeat(b'a' * (1 << 20), 40, first=b''.join(
                    b'{"occurrenceID":"%d","scientificName":"Bufo bufo","eventDate":"2024","decimalLatitude":52,"decimalLongitude":5}\\n' % n
                    for n in range(1000)) + b'{"occurrenceID":"')
                """, outcome: ""),
        Case(
            name: "bomb.xlsx",
            making: """
                zipped({'[Content_Types].xml': b'<Types/>', '_rels/.rels': b'<Relationships/>',
                    'xl/workbook.xml': b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
                    'xl/_rels/workbook.xml.rels': b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
                    'xl/worksheets/sheet1.xml': b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>' + b' ' * (1 << 30)})
                """, outcome: "refused"),
        Case(name: "no-database.gpkg", making: "write(b'SQLite format 3\\0' + bytes(range(256)) * 400)", outcome: "refused"),
        Case(name: "no-table.parquet", making: "write(b'PAR1' + b'\\xff' * 5000 + b'\\x88\\x13\\0\\0PAR1')", outcome: "refused"),
    ]

    /// Writes the file, lets the program take it in, and tells how that went.
    private static let script = """
        import gzip, json, os, resource, subprocess, sys, time, zipfile
        path, binary, configuration, making = sys.argv[1:]
        header = '\(occurrence)\\n'
        def write(content):
            open(path, 'wb').write(content)
        def repeat(piece, times, first=b''):
            with open(path, 'wb') as file:
                file.write(first)
                for _ in range(times):
                    file.write(piece)
        def zipped(files):
            with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as archive:
                for name, content in files.items():
                    archive.writestr(name, content)
        # In a process of its own: what it takes in memory would be counted for the program.
        maker = os.fork()
        if maker == 0:
            exec(making.strip())
            os._exit(0)
        _, failed = os.waitpid(maker, 0)
        if failed: sys.exit('the file could not be made')
        start = time.monotonic()
        child = subprocess.Popen([binary, 'ingest', '-c', configuration, '--json', path], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        output = child.stdout.read().decode()
        _, status, usage = os.wait4(child.pid, 0)
        print(json.dumps({'code': os.waitstatus_to_exitcode(status), 'megabytes': usage.ru_maxrss / 1024,
                          'seconds': time.monotonic() - start, 'output': output}))
        """

    private struct Answer: Decodable {
        var code: Int32
        var megabytes: Double
        var seconds: Double
        var output: String
    }

    private struct Report: Decodable {
        struct Delivery: Decodable {
            var status: String
            var read: Int
            var stored: Int
            var updated: Int
            var unchanged: Int
            var withdrawn: Int
            var quarantined: Int
            var reasons: [String: Int]
        }
        var deliveries: [Delivery]
    }

    @Test(arguments: cases) func isRefusedOrSetAside(_ sample: Case) throws {
        let place = try Workplace()
        let path = place.folder.file(sample.name)
        let answer = try ProgramRun.python(
            Self.script, path, Surroundings.binary, place.configuration, sample.making
        ).decoded(as: Answer.self)
        #expect(answer.code == 0 || answer.code == 3, "exit code \(answer.code): \(answer.output)")
        #expect(answer.megabytes < 512)
        // A hang, not a slow machine.
        #expect(answer.seconds < 120)
        let report = try JSONDecoder().decode(Report.self, from: Data(answer.output.utf8))
        let delivery = try #require(report.deliveries.first)
        #expect(
            delivery.read
                == delivery.stored + delivery.updated + delivery.unchanged + delivery.withdrawn + delivery.quarantined)
        let outcome =
            delivery.status == "accepted"
            ? "accepted \(delivery.stored)" : ([delivery.status] + delivery.reasons.keys.sorted()).joined(separator: " ")
        #expect(outcome.hasPrefix(sample.outcome), "\(sample.name): \(outcome)")
        #expect(!FileManager.default.fileExists(atPath: place.folder.path + "/../../uit.csv"))
    }

    /// What fuzzing began with and what it found: no such input may end the program.
    @Test func inputsOfFuzzingAreRefusedOrTakenIn() throws {
        let folder = Surroundings.fixtures.appendingPathComponent("fuzz").path
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder).sorted().map { "\(folder)/\($0)" }.filter {
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: $0, isDirectory: &isFolder) && !isFolder.boolValue
        }
        #expect(files.count > 30)
        let place = try Workplace()
        let run = try ProgramRun.of(
            Surroundings.binary, ["ingest", "-c", place.configuration, "--json"] + files)
        #expect(run.code == 3, "\(run)")
        let report = try run.decoded(as: Report.self)
        #expect(report.deliveries.count == files.count)
        for delivery in report.deliveries {
            #expect(
                delivery.read
                    == delivery.stored + delivery.updated + delivery.unchanged + delivery.withdrawn + delivery.quarantined)
        }
        #expect(try place.ndff("verify", "--json").code == 0)
    }
}
