import Foundation
import Ingest
import Testing

@Suite struct WorkbookDeliveryTests {
    @Test func findsAHeaderThatIsNotInTheFirstRow() throws {
        let folder = try SheetFolder.make([
            .init(
                name: "Blad1",
                rows: """
                    Inventarisatie Polder | | | 2021

                    Opdrachtgever: | Waterschap

                    id | soort | datum | X | Y | aantal
                    1 | Parus major | 2021-05-03 | 155000 | 463000 | 3
                    2 | Turdus merula | 2021-05-03 | 155000 | 463000 | 1

                     | Totaal | | | | 4
                    """,
                merged: ["A1:C1"])
        ])
        let delivery = try TurnedDelivery(folder.path)
        #expect(delivery.columns == ["id", "soort", "datum", "X", "Y", "aantal"])
        #expect(
            delivery.records == [
                "6: 1|Parus major|2021-05-03|155000|463000|3", "7: 2|Turdus merula|2021-05-03|155000|463000|1",
                "9: |Totaal||||4",
            ])
        let taken = try IntakeSample.take(path: folder.path)
        #expect(taken.result.stored == 2 && taken.result.reasons == ["IDENTITY_MISSING": 1])
    }

    /// The workbook may lie anywhere in its package.
    @Test func aWorkbookAtTheRoot() throws {
        let folder = try SheetFolder.make([
            .init(name: "A", rows: "id | soort | datum | X | Y\n1 | Parus major | 2021-05-03 | 155000 | 463000")
        ])
        let files = FileManager.default
        for part in try files.subpathsOfDirectory(atPath: folder.path + "/xl") {
            var isFolder: ObjCBool = false
            _ = files.fileExists(atPath: "\(folder.path)/xl/\(part)", isDirectory: &isFolder)
            if isFolder.boolValue {
                try files.createDirectory(atPath: "\(folder.path)/\(part)", withIntermediateDirectories: true)
            }
        }
        for part in try files.subpathsOfDirectory(atPath: folder.path + "/xl") {
            var isFolder: ObjCBool = false
            _ = files.fileExists(atPath: "\(folder.path)/xl/\(part)", isDirectory: &isFolder)
            if !isFolder.boolValue {
                try files.moveItem(atPath: "\(folder.path)/xl/\(part)", toPath: "\(folder.path)/\(part)")
            }
        }
        try files.removeItem(atPath: folder.path + "/xl")
        try? files.removeItem(atPath: folder.path + "/_rels/.rels")
        let taken = try IntakeSample.take(path: folder.path)
        #expect(taken.result.stored == 1)
    }

    @Test func takesTheRowThatTheProfileNames() throws {
        let folder = try SheetFolder.make([
            .init(name: "A", rows: "id | soort | datum\nAbc | Def | Ghi\n1 | Parus major | 2021-05-03")
        ])
        #expect(try TurnedDelivery(folder.path).columns == ["id", "soort", "datum"])
        let delivery = try TurnedDelivery(folder.path, profile: "table: { headerRow: 2 }")
        #expect(delivery.columns == ["Abc", "Def", "Ghi"] && delivery.records == ["3: 1|Parus major|2021-05-03"])
        #expect(throws: DeliveryError.self) { try TurnedDelivery(folder.path, profile: "table: { headerRow: 9 }") }
    }

    @Test func joinsHeadersOfSeveralRows() throws {
        let folder = try SheetFolder.make([
            .init(
                name: "A",
                rows: """
                    Lijst van waarnemingen
                    Nummer | Plek | | Soorten | | Opmerking
                     | X | Y | Parus major | Turdus merula
                    1 | 155000 | 463000 | 3 | 0 | mooi
                    2 | 155010 | 463000 | 2 | 1
                    """,
                merged: ["A1:F1", "A2:A3", "B2:C2", "D2:E2", "F2:F3"])
        ])
        let delivery = try TurnedDelivery(folder.path)
        #expect(
            delivery.columns == ["Nummer", "Plek X", "Plek Y", "Soorten Parus major", "Soorten Turdus merula", "Opmerking"])
        #expect(delivery.records.first == "4: 1|155000|463000|3|0|mooi")
        let long = try TurnedDelivery(
            folder.path, profile: "table: { wide: { columns: { matching: 'Soorten *' }, value: aantal, absent: '0' } }")
        #expect(long.columns == ["Nummer", "Plek X", "Plek Y", "Opmerking", "taxon", "aantal", "occurrenceStatus"])
        #expect(
            long.records == [
                "4: 1|155000|463000|mooi|Parus major|3|present", "4: 1|155000|463000|mooi|Turdus merula|0|absent",
                "5: 2|155010|463000||Parus major|2|present", "5: 2|155010|463000||Turdus merula|1|present",
            ])
    }

    @Test func textMergedOverRowsStandsInAllOfThem() throws {
        let folder = try SheetFolder.make([
            .init(
                name: "A",
                rows: """
                    gebied | id | soort
                    Polder | 1 | Parus major
                     | 2 | Turdus merula
                     | 3 | Pica pica
                    Bos | 4 | Sitta europaea
                     | 5 | Pica pica
                    """, merged: ["A2:A4"])
        ])
        #expect(
            try TurnedDelivery(folder.path, blockRecords: 2).records == [
                "2: Polder|1|Parus major", "3: Polder|2|Turdus merula", "4: Polder|3|Pica pica",
                "5: Bos|4|Sitta europaea", "6: |5|Pica pica",
            ])
    }

    private static let several: [SheetFolder.Sheet] = [
        .init(name: "Legenda", rows: "code | betekenis\n1 | zeldzaam\n2 | algemeen"),
        .init(name: "2021", rows: "id | soort | datum\n1 | Parus major | 2021-05-03"),
        .init(name: "2022", rows: "Jaar 2022\nDatum | ID | Soort\n2022-05-03 | 2 | Pica pica"),
        .init(name: "Twijfelgevallen", rows: "id | soort | datum\n9 | Pica spec. | 2021-05-03"),
        .init(name: "Oud", rows: "id | soort | datum\n8 | Pica pica | 2001-05-03", isHidden: true),
        .init(name: "Leeg", rows: ""),
    ]

    @Test func readsOneTableOverSeveralSheets() throws {
        let folder = try SheetFolder.make(Self.several)
        let delivery = try TurnedDelivery(folder.path)
        #expect(delivery.columns == ["id", "soort", "datum", "sheet"])
        #expect(delivery.records == ["2: 1|Parus major|2021-05-03|2021", "3: 2|Pica pica|2022-05-03|2022"])
        for name in ["Legenda", "Twijfelgevallen", "Oud", "Leeg"] {
            #expect(delivery.notes.contains { $0.hasPrefix("sheet '\(name)' not read") })
        }
    }

    @Test func readsTheSheetsThatTheProfileNames() throws {
        let folder = try SheetFolder.make(Self.several)
        let delivery = try TurnedDelivery(folder.path, profile: "table: { layers: [Twijfelgevallen, oud] }")
        #expect(
            delivery.records == ["2: 9|Pica spec.|2021-05-03|Twijfelgevallen", "2: 8|Pica pica|2001-05-03|Oud"])
        let missing = #expect(throws: DeliveryError.self) {
            try TurnedDelivery(folder.path, profile: "table: { layers: [Nergens] }")
        }
        #expect(missing?.message.contains("'2021'") == true && missing?.code == .profileMismatch)
        #expect(throws: DeliveryError.self) {
            try TurnedDelivery(folder.path, profile: "table: { layers: ['2021', Legenda] }")
        }
    }

    @Test func keepsCellsBehindTheLastColumn() throws {
        var rows = "id | soort"
        for row in 1...120 { rows += "\n\(row) | Pica pica\(row == 120 ? " | | erachter" : "")" }
        let folder = try SheetFolder.make([.init(name: "A", rows: rows)])
        let delivery = try TurnedDelivery(folder.path)
        #expect(delivery.columns == ["id", "soort"] && delivery.records.last == "121: 120|Pica pica|erachter")
    }

    @Test func refusesAWorkbookWithoutATable() throws {
        let folder = try SheetFolder.make([.init(name: "A", rows: ""), .init(name: "B", rows: "id | soort | datum")])
        let error = #expect(throws: DeliveryError.self) { try TurnedDelivery(folder.path) }
        #expect(error?.code == .empty)
    }
}
