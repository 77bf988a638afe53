import Ingest
import Outside
import Testing

@Suite struct WideTableTests {
    private static let table = #"""
        telling;datum;x;y;Parus major;Turdus merula;"Pica ""pica""";opm
        T1;2021-05-03;155000;463000;3;0;;"mooi; weer"
        T2;2021-05-04;155000;463000; 0 ;-;2-5;
        T3;2021-05-05;155000;463000;;;;niets

        """#

    private static func folder(_ table: String) throws -> DeliveryFolder { try DeliveryFolder(texts: ["wide.csv": table]) }

    /// columns of the profile
    @Test(arguments: [
        "[Parus major, Turdus merula, 'Pica \"pica\"']", "{ from: Parus major, to: 'pica \"pica\"' }",
        "{ except: [telling, datum, x, y, opm] }",
    ])
    func turnsColumnsOfSpeciesIntoRecords(_ columns: String) throws {
        let folder = try Self.folder(Self.table)
        let delivery = try TurnedDelivery(
            folder.file("wide.csv"),
            profile: "table: { wide: { columns: \(columns), name: taxon, value: aantal, absent: ['0'], skip: ['', '-'] } }",
            blockRecords: 2)
        #expect(delivery.columns == ["telling", "datum", "x", "y", "opm", "taxon", "aantal", "occurrenceStatus"])
        #expect(
            delivery.records == [
                "2: T1|2021-05-03|155000|463000|mooi; weer|Parus major|3|present",
                "2: T1|2021-05-03|155000|463000|mooi; weer|Turdus merula|0|absent",
                "3: T2|2021-05-04|155000|463000||Parus major|0|absent",
                "3: T2|2021-05-04|155000|463000||Pica \"pica\"|2-5|present",
            ])
        #expect(delivery.notes.contains { $0.contains("3 columns of species") })
    }

    @Test func skipsOnlyWhatTheProfileSays() throws {
        let folder = try Self.folder("id;A b;C d\n1;;-\n")
        let path = folder.file("wide.csv")
        #expect(
            try TurnedDelivery(path, profile: "table: { wide: { columns: { from: A b } } }").records == ["2: 1|C d|-"])
        #expect(
            try TurnedDelivery(path, profile: "table: { wide: { columns: { from: A b }, skip: [] } }").records == [
                "2: 1|A b|", "2: 1|C d|-",
            ])
        #expect(
            try TurnedDelivery(path, profile: "table: { wide: { columns: { from: A b }, absent: ['', '-'] } }").records
                == ["2: 1|A b||absent", "2: 1|C d|-|absent"])
    }

    @Test func takesAbsencesInAsAbsent() throws {
        let folder = try Self.folder(Self.table)
        let profile = """
            crs: EPSG:28992
            table: { wide: { columns: { from: Parus major, to: 'Pica "pica"' }, name: taxon, value: aantal, absent: '0', skip: ['', '-'] } }
            fields:
              identity: { template: "https://example.org/{telling}:{taxon}" }
              taxon: taxon
              eventDate: datum
              x: x
              y: y
              abundance: aantal
              occurrenceStatus: occurrenceStatus
            """
        var declared = DeclaredForm()
        declared.table = try SupplierProfile(yaml: "name: t\nversion: 1\n" + profile, file: "t").table
        let taken = try IntakeSample.take(path: folder.file("wide.csv"), profile: profile, declared: declared)
        #expect(taken.result.read == 4 && taken.result.stored == 4 && taken.result.quarantined.isEmpty)
        #expect(taken.values(.occurrenceStatus) == ["present", "absent", "absent", "present"])
    }

    /// The example among the profiles, on a workbook whose header is not in the first row.
    @Test func readsAWorkbookWithTheExampleProfile() throws {
        let folder = try SheetFolder.make([
            .init(
                name: "2024",
                rows: """
                    Telling Polder 2024

                    Telling | Datum | X | Y | Waarnemer | Parus major | Turdus merula | Opmerking
                    T-001 | 2024-05-03 | 155000 | 463000 | A. Boer | 3 | 0 | regen
                    T-002 | 2024-05-04 | 155100 | 463000 | A. Boer | nvt | 2 |
                     | totaal | | | | 3 | 2
                    """)
        ])
        let profile = try ProfileFixturesTests.profile("telling-breed")
        var declared = DeclaredForm()
        declared.table = profile.table
        declared.wantedColumns = profile.namedColumns
        let file = Outside.repository.appending(path: "Fixtures/profiles/telling-breed.yaml")
        let yaml = try String(contentsOf: file, encoding: .utf8)
            .replacing("name: telling-breed\nversion: 1\n", with: "")
        let taken = try IntakeSample.take(path: folder.path, profile: yaml, declared: declared)
        #expect(taken.result.read == 5 && taken.result.stored == 3)
        // The total below the table has no identity.
        #expect(taken.result.reasons == ["IDENTITY_MISSING": 2])
        #expect(taken.values(.occurrenceStatus) == ["present", "absent", "present"])
    }

    @Test func setsAsideAWholeRowThatCannotBeRead() throws {
        let folder = try DeliveryFolder([
            "wide.csv": Array("id;A b;C d\n1;3;\u{0}4\n2;5;6\n".utf8)
        ])
        let delivery = try TurnedDelivery(folder.file("wide.csv"), profile: "table: { wide: { columns: { from: A b } } }")
        #expect(delivery.records == ["2: 1|||3|\u{0}4", "3: 2|A b|5", "3: 2|C d|6"])
    }

    @Test func readsCorrectedRecordsThatAreLongAlready() throws {
        let folder = try Self.folder("telling;taxon;aantal\nT1;Parus major;3\n")
        let delivery = try TurnedDelivery(
            folder.file("wide.csv"), profile: "table: { wide: { columns: { from: Parus major }, value: aantal } }")
        #expect(delivery.records == ["2: T1|Parus major|3"])
    }

    @Test(arguments: ["[Nergens]", "{ from: Nergens }", "{ from: x, to: datum }", "{ matching: 'soort_*' }"])
    func refusesColumnsThatAreNotThere(_ columns: String) throws {
        let folder = try Self.folder(Self.table)
        let error = #expect(throws: DeliveryError.self) {
            try TurnedDelivery(folder.file("wide.csv"), profile: "table: { wide: { columns: \(columns) } }")
        }
        #expect(error?.code == .profileMismatch && error?.message.contains("Turdus merula") == true)
    }

    @Test(arguments: [
        ("{ name: taxon }", "table.wide.columns"), ("{ columns: { matching: soort } }", "with one *"),
        ("{ columns: { from: a, except: [b] } }", "a list of columns"), ("{ columns: a, value: taxon }", "three different"),
        ("{ columns: a, absent: '0', skip: ['0'] }", "in absent as well"), ("{ columns: a, zero: '0' }", "zero"),
    ])
    func saysWhatIsWrongInTheProfile(_ wide: String, _ message: String) {
        let error = #expect(throws: ProfileError.self) {
            try SupplierProfile(yaml: "name: t\nversion: 1\ntable: { wide: \(wide) }", file: "t.yaml")
        }
        #expect("\(error.map { "\($0)" } ?? "")".contains(message))
    }

    @Test func otherSettingsAreAnotherReading() throws {
        func fingerprint(_ wide: String) throws -> String {
            try SupplierProfile(yaml: "name: t\nversion: 1\n\(wide)", file: "t").canonicalFingerprint
        }
        let all = try [
            "", "table: { wide: { columns: a } }", "table: { wide: { columns: a, absent: '0' } }",
            "table: { wide: { columns: { from: a } } }", "table: { headerRow: 2 }", "table: { layers: [a] }",
        ].map(fingerprint)
        #expect(Set(all).count == all.count)
    }
}
