import Export
import Foundation
import Testing

struct SpeciesPerSquareTests {
    static func rows() -> [SampleObservation] {
        let places: [(SampleTaxon, Double, Double, Int)] = [
            (.huismus, 155_100, 463_100, 2), (.merel, 155_900, 463_900, 1), (.huismus, 156_000, 463_000, 1),
            (.das, 155_100, 463_100, 3), (.adder, 155_100, 463_100, 1), (.klaproos, 9_500, 380_200, 1),
        ]
        var rows: [SampleObservation] = []
        for (taxon, x, y, count) in places {
            for _ in 0..<count {
                var row = SampleObservation()
                row.taxon = taxon
                (row.x, row.y) = (x, y)
                row.identity = "https://bron.example/\(rows.count)"
                row.setDay(taxon.dutchName == "Merel" ? 2022 : 2024, 5, rows.count + 1)
                rows.append(row)
            }
        }
        return rows
    }

    private func lines(_ size: SpeciesPerSquareExport.SquareSize, batchSize: Int) throws -> [String] {
        let file = try SampleExport.make(
            .speciesPerSquare, Self.rows(), in: temporaryFolder(), batchSize: batchSize, squares: size)
        return try String(contentsOfFile: file.path, encoding: .utf8).components(separatedBy: "\n")
    }

    @Test(arguments: [1, 2, 100]) func oneKilometre(batchSize: Int) throws {
        #expect(
            try lines(.oneKilometre, batchSize: batchSize) == [
                "Deze export is aangemaakt op 15-01-25 14:53", "Gevraagde hokken: alle", "Gevraagde hok grootte: 1x1km",
                "Gevraagde periode: 2022-2024", "",
                "Hoknummer,Soortgroep,Naam soort,Wetenschappelijke naam,Beleidsstatus,Vervagingsniveau,Aantal waarnemingen",
                "9 - 380,Vaatplanten,Grote klaproos,Papaver rhoeas,,0,1",
                "155 - 460,Zoogdieren (overig),Das,Meles meles,,5,3",
                "155 - 463,Reptielen,Adder,Vipera berus,Rode Lijst: kwetsbaar,1,1",
                "155 - 463,Vogels,Huismus,Passer domesticus,Rode Lijst: gevoelig|Vogelrichtlijn,0,2",
                "155 - 463,Vogels,Merel,Turdus merula,Vogelrichtlijn,0,1",
                "156 - 463,Vogels,Huismus,Passer domesticus,Rode Lijst: gevoelig|Vogelrichtlijn,0,1",
                "",
            ])
    }

    @Test func fiveKilometres() throws {
        let lines = try lines(.fiveKilometres, batchSize: 3)
        #expect(lines[2] == "Gevraagde hok grootte: 5x5km")
        #expect(
            Array(lines[6...]) == [
                "5 - 380,Vaatplanten,Grote klaproos,Papaver rhoeas,,0,1",
                "155 - 460,Reptielen,Adder,Vipera berus,Rode Lijst: kwetsbaar,1,1",
                "155 - 460,Vogels,Huismus,Passer domesticus,Rode Lijst: gevoelig|Vogelrichtlijn,0,3",
                "155 - 460,Vogels,Merel,Turdus merula,Vogelrichtlijn,0,1",
                "155 - 460,Zoogdieren (overig),Das,Meles meles,,5,3",
                "",
            ])
    }
}
