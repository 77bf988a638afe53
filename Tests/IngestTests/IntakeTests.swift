import Formats
import Foundation
import Ingest
import Testing

/// The engine as a whole: repetition, encodings that turn out late, several blocks and threads.
@Suite struct IntakeTests {
    private static let plain = "fields: { identity: id, taxon: soort }\n"

    @Test func theSameAgainIsUnchanged() throws {
        let sink = MemorySink()
        let text = "id,soort\n1,Bufo bufo\n2,Bufo bufo\n1,Bufo bufo\n"
        let first = try IntakeSample.take(text, profile: Self.plain, into: sink)
        #expect((first.result.stored, first.result.updated, first.result.unchanged) == (2, 0, 1))
        let second = try IntakeSample.take(text, profile: Self.plain, into: sink)
        #expect(second.result.unchanged == 3 && second.batches.isEmpty)
        // Other line ends and no last one are the same records.
        let third = try IntakeSample.take("id,soort\r\n1,Bufo bufo\r\n2,Bufo bufo", profile: Self.plain, into: sink)
        #expect(third.result.unchanged == 2)
        let fourth = try IntakeSample.take("id,soort\n1,Bufo calamita\n3,Bufo bufo\n", profile: Self.plain, into: sink)
        #expect((fourth.result.stored, fourth.result.updated, fourth.result.unchanged) == (1, 1, 0))
    }

    /// Reading the same bytes in another way makes another content.
    @Test func anotherProfileIsAnotherContent() throws {
        let sink = MemorySink()
        let text = "id,soort,s\n1,Bufo bufo,M\n"
        let plain = "fields: { identity: id, taxon: soort, sex: s }\n"
        #expect(try IntakeSample.take(text, profile: plain, into: sink).result.stored == 1)
        #expect(try IntakeSample.take(text, profile: plain, into: sink).result.unchanged == 1)
        let mapped = plain + "values: { sex: { M: male } }\n"
        #expect(try IntakeSample.take(text, profile: mapped, into: sink).result.updated == 1)
        #expect(
            try IntakeSample.take("id,soort,geslacht\n1,Bufo bufo,M\n", profile: Self.plain, into: sink).result.updated
                == 1)
    }

    /// What changes, and what becomes of the record when column `rijnr` is ignored.
    @Test(arguments: [
        ("1,Bufo bufo,nat,17", "unchanged"), ("1,Bufo bufo,nat,18", "unchanged"), ("1,Bufo bufo,nat", "unchanged"),
        ("1,\"Bufo bufo\",nat,17", "unchanged"), ("1,Bufo bufo,droog,17", "updated"),
        ("1,Bufo calamita,nat,17", "updated"),
        ("1,Bufo bufo,na,t17", "updated"), ("1,Bufo bufo,nat,17,meer", "updated"), ("2,Bufo bufo,nat,17", "stored"),
    ])
    func ignoredColumnsAreNotCompared(_ record: String, _ outcome: String) throws {
        let sink = MemorySink()
        let profile = "fields: { identity: id, taxon: soort, remarks: opm }\nignore: [RijNr]\n"
        _ = try IntakeSample.take("id,soort,opm,rijnr\n1,Bufo bufo,nat,17\n", profile: profile, into: sink)
        let result = try IntakeSample.take("id,soort,opm,rijnr\n\(record)\n", profile: profile, into: sink).result
        #expect(
            (result.stored, result.updated, result.unchanged)
                == (outcome == "stored" ? 1 : 0, outcome == "updated" ? 1 : 0, outcome == "unchanged" ? 1 : 0))
    }

    // MARK: encodings that turn out late

    private static let ascii =
        "id,soort,datum,opmerking\n"
        + (0..<6_000).map { "\($0),Bufo bufo,2024,\(String(repeating: "nat ", count: 12))\n" }.joined()

    @Test(arguments: [1, 4])
    func windows1252BehindMuchASCII(_ threads: Int) throws {
        let bytes = Array(Self.ascii.utf8) + Array("x,Bufo bufo,2024,caf".utf8) + [0xE9, 0x20, 0x80] + Array("\n".utf8)
        do {
            _ = try IntakeSample.take(bytes: bytes, threads: threads)
            Issue.record("it was read as UTF-8")
        } catch let turnedOut as EncodingTurnedOut {
            #expect(turnedOut.encoding == .windows1252)
            let taken = try IntakeSample.take(
                bytes: bytes, declared: DeclaredForm(encoding: turnedOut.encoding), threads: threads)
            #expect(taken.values("remarks").last == "café €" && taken.result.quarantined.isEmpty)
            #expect(taken.result.read == 6_001)
        }
    }

    /// One damaged character among many sound ones is one bad record.
    @Test func damagedUTF8BehindMuchASCII() throws {
        var bytes = Array(Self.ascii.utf8)
        for number in 0..<20 { bytes += Array("x\(number),Bufo bufo,2024,één café\n".utf8) }
        bytes += Array("y,Bufo bufo,2024,caf".utf8) + [0xC3] + Array("\n".utf8)
        bytes += Array("z,Bufo bufo,2024,één\n".utf8)
        let taken = try IntakeSample.take(bytes: bytes)
        #expect(taken.result.quarantined.map(\.reason) == [.invalidEncoding])
        #expect(taken.result.quarantined.first?.line == 6_022)
        #expect(taken.values("remarks").last == "één")
    }

    /// A declared encoding is not second-guessed.
    @Test func aDeclaredEncodingStands() throws {
        let bytes = Array("id,soort\n1,Bufo bufo\n2,caf".utf8) + [0xE9, 0x0A]
        let taken = try IntakeSample.take(bytes: bytes, profile: Self.plain, declared: DeclaredForm(encoding: .utf8))
        #expect(taken.result.quarantined.map(\.reason) == [.invalidEncoding])
        #expect(try IntakeSample.take(bytes: bytes, profile: Self.plain).values(.verbatimName).last == "café")
    }

    // MARK: blocks and threads

    private static func large(_ count: Int) -> String {
        let names = ["Bufo bufo", "Vanessa atalanta", "Onbekende naam", "Gewone pad", ""]
        var text = "id,soort,datum,x,y,aantal,geslacht,waarnemer,opmerking\n"
        for number in 0..<count {
            let id = number % 1_009 == 7 ? "" : number % 997 == 3 ? "i\(number - 1)" : "i\(number)"
            let date = number % 53 == 0 ? "kapot" : "2024-0\(number % 9 + 1)-1\(number % 10)"
            text += "\(id),\(names[number % 5]),\(date),\(120_000 + number % 60_000),\(450_000 + number % 40_000),"
            text += "\(number % 7),\(number % 3 == 0 ? "M" : "onbekend \(number % 11)"),w\(number % 40_000),"
            text += number % 4 == 0 ? "\"regel\nen nog een\"\n" : "\n"
        }
        return text
    }

    /// The order, the numbers and all that is stored do not depend on the number of threads.
    @Test func threadsMakeNoDifference() throws {
        let text = Self.large(150_000)
        let profile = """
            crs: RD
            fields: { identity: id, taxon: soort, eventDate: datum, x: x, y: y, abundance: aantal, sex: geslacht, observer: waarnemer, remarks: opmerking }
            values: { sex: { M: "onbekend 4" } }
            """
        let one = try IntakeSample.take(text, profile: profile, threads: 1)
        let many = try IntakeSample.take(text, profile: profile, threads: 4)
        #expect(one.result == many.result)
        #expect(one.result.read == 150_000 && one.batches.count >= 3)
        #expect(one.result.quarantined.count == 149 && one.quarantine == many.quarantine)
        #expect(
            one.result.stored + one.result.updated + one.result.unchanged + one.result.quarantined.count == 150_000)
        #expect(one.findings == many.findings)
        for column in [
            "observation_id", "identity", "record_number", "line", "scientific_name", "x", "sex", "observer",
            "payload_key", "content_key",
        ] {
            #expect(one.values(column) == many.values(column), "\(column)")
        }
        let numbers = one.values(.observationID)
        #expect(numbers == numbers.indices.map { "\($0)" })
    }

    /// An error of the sink ends the work and comes out as it is.
    @Test(arguments: [1, 4])
    func anErrorOfTheSink(_ threads: Int) throws {
        let sink = MemorySink()
        sink.failsAfter = 1
        let text = Self.large(140_000)
        #expect(throws: MemorySink.Full.self) { try IntakeSample.take(text, into: sink, threads: threads) }
        #expect(sink.batches.count == 1)
    }

    /// An identity of any length and any bytes.
    @Test func oddIdentities() throws {
        let long = String(repeating: "lang ", count: 2_000).trimmingCharacters(in: .whitespaces)
        let identities = ["é🦊", "\u{0000A0}nbsp", long, "a\"b", "<null>x", "0", "--", "null2"]
        let text = "id,soort\n" + identities.map { "\"\($0.replacing("\"", with: "\"\""))\",Bufo bufo\n" }.joined()
        let taken = try IntakeSample.take(text, profile: Self.plain)
        #expect(taken.values(.identity).count == identities.count)
        #expect(taken.values(.identity)[2] == long && taken.values(.identity)[3] == "a\"b")
    }
}
