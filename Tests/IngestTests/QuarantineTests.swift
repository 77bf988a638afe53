import Formats
import Foundation
import Ingest
import Testing

/// Records that are set aside: why, where they stood, and their bytes.
@Suite struct QuarantineTests {
    private static let profile = "fields: { identity: id, taxon: soort, remarks: opm }\n"

    /// One bad record among good ones: its bytes, what is wrong with it and what the declared dialect is.
    struct Case: Sendable, CustomTestStringConvertible {
        var reason: QuarantineReason
        var record: [UInt8]
        var profile = ""
        var detail: String?
        var testDescription: String { "\(reason.rawValue) \(String(decoding: record.prefix(20), as: UTF8.self))" }
    }

    static let cases: [Case] = [
        Case(reason: .identityMissing, record: Array(",Bufo bufo,nat".utf8)),
        Case(reason: .identityMissing, record: Array(" - ,Bufo bufo,\"nat\r\nen koud\"".utf8)),
        Case(reason: .identityMissing, record: Array("NULL,Bufo bufo,nat,te veel".utf8)),
        Case(reason: .identityMissing, record: Array("?,Bufo bufo".utf8)),
        Case(reason: .identityMissing, record: Array("\"\",\"Bufo \"\"bufo\"\"\",".utf8)),
        Case(reason: .nulByte, record: Array("8,Bufo\0 bufo,nat".utf8)),
        Case(
            reason: .invalidEncoding, record: Array("8,Bufo bufo,caf".utf8) + [0xE9],
            profile: "dialect: { encoding: utf-8 }\n"),
        Case(
            reason: .excludedByProfile, record: Array("8, onzeker ,nat".utf8),
            profile: "exclude: [{ column: soort, equals: [onzeker], reason: not certain }]\n", detail: "not certain"),
    ]

    @Test(arguments: cases)
    func reasonPlaceAndBytes(_ sample: Case) throws {
        var text = Array("id,soort,opm\n1,Bufo bufo,\"een\nregel\"\n2,Bufo bufo,é\n".utf8)
        let offset = text.count
        text += sample.record
        text += Array("\n3,Bufo bufo,nat\n".utf8)
        let taken = try IntakeSample.take(
            bytes: text, profile: Self.profile + sample.profile, declared: declared(sample))
        let record = try #require(taken.result.quarantined.first)
        #expect(taken.result.quarantined.count == 1 && record.reason == sample.reason && record.detail == sample.detail)
        #expect((record.recordNumber, record.line, record.byteOffset) == (3, 5, Int64(offset)))
        #expect(taken.result.read == 4 && taken.values(.identity) == ["1", "2", "3"])
        #expect(taken.result.reasons == [sample.reason.rawValue: 1])

        let file = try #require(taken.quarantine)
        let head = Array("id,soort,opm,ndff_rest,ndff_levering,ndff_record,ndff_reden,ndff_regel,ndff_byte\n".utf8)
        #expect(file.starts(with: head))
        let line = file.dropFirst(head.count)
        #expect(line.starts(with: sample.record))
        #expect(String(decoding: line, as: UTF8.self).hasSuffix(",7,3,\(sample.reason.rawValue),5,\(offset)\n"))
    }

    /// A quote that is never closed is no reason to lose the record.
    @Test func anOpenQuoteIsKept() throws {
        let taken = try IntakeSample.take("id,soort,opm\n1,Bufo bufo,nat\n8,Bufo bufo,\"nat", profile: Self.profile)
        #expect(taken.values(.identity) == ["1", "8"] && taken.values("remarks") == ["nat", "\"nat"])
        #expect(taken.rules.contains("3 STRAY_QUOTE"))
    }

    private func declared(_ sample: Case) -> DeclaredForm {
        DeclaredForm(encoding: sample.profile.contains("encoding") ? .utf8 : nil)
    }

    /// Offsets count from the beginning of the file, byte order mark and line ends included.
    @Test(arguments: ["\n", "\r\n", "\r"])
    func offsetsBehindAByteOrderMark(_ end: String) throws {
        let text = "\u{FEFF}id,soort,datum\(end)1,Bufo bufo,2024\(end),Bufo bufo,2024\(end)"
        let taken = try IntakeSample.take(text)
        let record = try #require(taken.result.quarantined.first)
        let before = Array("\u{FEFF}id,soort,datum\(end)1,Bufo bufo,2024\(end)".utf8).count
        #expect(record.byteOffset == Int64(before) && record.line == 3 && record.recordNumber == 2)
    }

    /// The quarantine file, corrected, is a delivery of its own: what was said about the records stays outside.
    @Test func correctedItComesIn() throws {
        let sink = MemorySink()
        let first = try IntakeSample.take(
            "id,soort,opm,kleur\n1,Bufo bufo,nat,rood\n,Bufo bufo,kort\n-,Bufo bufo,\"a,b\",blauw\n",
            profile: Self.profile, into: sink)
        #expect(first.result.quarantined.map(\.line) == [3, 4])
        var text = String(decoding: try #require(first.quarantine), as: UTF8.self)
        text = text.replacing("\n,Bufo bufo,kort", with: "\n8,Bufo bufo,kort").replacing("\n-,", with: "\n9,")
        let second = try IntakeSample.take(text, profile: Self.profile, into: sink)
        #expect(second.result.stored == 2 && second.result.quarantined.isEmpty)
        #expect(second.values("identity") == ["8", "9"] && second.values("remarks") == ["kort", "a,b"])
        #expect(second.values("other") == ["", "{\"kleur\":\"blauw\"}"])
        #expect(!second.findings.contains { $0.contains("RAGGED") }, "\(second.findings)")
    }

    /// bad records | of how many | allowed | whether the delivery comes in
    @Test(arguments: [
        (0, 10, 0.0, true), (1, 10, 0.0, false), (1, 10, 0.1, true), (2, 10, 0.1, false), (10, 10, 1.0, true),
        (10, 10, 0.99, false), (1, 1, 0.05, false),
    ])
    func aboveTheThresholdTheDeliveryIsRefused(_ bad: Int, _ total: Int, _ allowed: Double, _ comesIn: Bool) throws {
        let lines = (0..<total).map { $0 < bad ? ",Bufo bufo,2024" : "\($0),Bufo bufo,2024" }
        let text = "id,soort,datum\n" + lines.joined(separator: "\n") + "\n"
        do {
            let taken = try IntakeSample.take(text, maximumQuarantine: allowed)
            #expect(comesIn && taken.result.quarantined.count == bad)
        } catch let error as DeliveryError {
            #expect(!comesIn && error.code == .overThreshold && error.line == 2)
            #expect(
                error.message.contains("\(bad) of \(total) records")
                    && error.message.contains("IDENTITY_MISSING \(bad)"))
        }
    }

    /// What a profile excludes is meant to be, and does not count.
    @Test func excludedRecordsDoNotCountForTheThreshold() throws {
        let profile = "fields: { identity: id, taxon: soort }\nexclude: [{ column: soort, equals: [x, y], reason: r }]"
        let taken = try IntakeSample.take("id,soort\n1,x\n2,y\n3,X\n", profile: profile, maximumQuarantine: 0)
        #expect(taken.result.quarantined.count == 2 && taken.values(.identity) == ["3"])
    }

    @Test func deliveriesWithoutRecordsAreRefused() throws {
        for text in ["", "\n", "id,soort,datum\n", "id,soort,datum", "\u{FEFF}", "\u{FEFF}id,soort,datum\r\n"] {
            do {
                _ = try IntakeSample.take(text)
                Issue.record("'\(text)' came in")
            } catch let error as DeliveryError {
                #expect(error.code == .empty, "'\(text)': \(error)")
            }
        }
    }

    @Test(arguments: [
        ("soort,datum\nBufo bufo,2024\n", DeliveryError.Code.columnMissing), ("id,datum\n1,2024\n", .columnMissing),
    ])
    func aDeliveryThatLacksWhatEveryObservationNeeds(_ text: String, _ code: DeliveryError.Code) throws {
        do {
            _ = try IntakeSample.take(text)
            Issue.record("it came in")
        } catch let error as DeliveryError { #expect(error.code == code) }
    }

    @Test func aProfileThatDoesNotFitIsSaidSo() throws {
        do {
            _ = try IntakeSample.take("id,soort\n1,Bufo bufo\n", profile: Self.profile)
            Issue.record("it came in")
        } catch let error as DeliveryError { #expect(error.code == .profileMismatch && error.message.contains("opm")) }
    }
}
