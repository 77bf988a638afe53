import Foundation
import Pipeline
import Testing

/// The work list as a page, in a real browser: filters, verdicts by key and click, and the file it saves.
@Suite(
    .enabled(if: Surroundings.hasBinary, "no ndff: build the product, or name it in NDFF_BINARY"),
    .enabled(if: Surroundings.hasBrowser, "no browser: Scripts/setup --python --browser, or name it in NDFF_CHROMIUM"))
struct ReviewPageTests {
    private struct Judged: Decodable {
        var errors: [String]
        var foreign: [String]
        var facets: [String: [String: Int]]
        var expected: [String: [String: Int]]
        var afterGroup: [Int]
        var afterSearch: Int
        var focusWithoutPerson: String
        var focusWithoutReason: String
        var judged: [String]
        var afterUndo: String
        var afterReload: String
        var stillOpen: Int
        var afterSaving: String
        var saved: [[String: String]]
    }

    private static let judge = """
        rows = list(csv.DictReader(open(sys.argv[3], newline='')))
        names = {row['province'] for row in rows}
        def count(values):
            counts = {}
            for value in values:
                counts[value] = counts.get(value, 0) + 1
            return counts
        seen['facets'] = {name: options(page, name) for name in ('soortgroep', 'leverancier')}
        seen['expected'] = {
            'soortgroep': count(row['soortgroep'] for row in rows) | {'alle': len(rows)},
            'leverancier': count(row['source'] for row in rows) | {'alle': len(rows)}}
        # A rule, and a province with it.
        choose(page, 'regel', 'identification_difficulty')
        both = [row for row in rows if 'identification_difficulty' in row['failing_rules'].split()]
        seen['afterGroup'] = [number(page.locator('#aantal').text_content().split(' van ')[0]), len(both)]
        choose(page, 'provincie', 'Limburg')
        seen['afterGroup'] += [number(page.locator('#aantal').text_content().split(' van ')[0]),
                               sum(row['province'] == '31' for row in both)]
        page.locator('#wis-filters').click()
        expect(page.locator('#aantal')).to_contain_text(f'{len(rows)} van {len(rows)}')
        page.locator('#zoek').click()
        page.keyboard.type('anthocharis')
        wanted = sum(row['scientific_name'].startswith('Anthocharis') for row in rows)
        expect(page.locator('#aantal')).to_contain_text(f'{wanted} van ')
        seen['afterSearch'] = wanted
        page.locator('#wis-filters').click()
        expect(page.locator('#aantal')).to_contain_text(f'{len(rows)} van {len(rows)}')

        focused = lambda: page.evaluate('document.activeElement.id')
        identity = lambda: page.locator('#feiten tr').filter(has_text='Identiteit').locator('td').text_content()
        seen['judged'] = []
        page.locator('.item').first.click()
        # The first verdict asks who judges and why.
        seen['judged'].append(identity())
        page.keyboard.press('g')
        seen['focusWithoutPerson'] = focused()
        page.keyboard.type('soortexpert')
        page.keyboard.press('Tab')
        page.keyboard.type('exp-09')
        page.keyboard.press('Enter')
        seen['focusWithoutReason'] = focused()
        page.keyboard.type('foto, "scherp"; gezien')
        page.keyboard.press('Enter')
        expect(page.locator('body')).to_have_attribute('data-judged', '1')
        # With a reason that is held on to, a key or a click is enough.
        page.locator('#vasthouden').check()
        page.keyboard.press('j')
        seen['judged'].append(identity())
        page.keyboard.press('r')
        page.keyboard.type('te vroeg in het jaar, geen bewijs')
        page.keyboard.press('Enter')
        page.keyboard.press('a')
        expect(page.locator('body')).to_have_attribute('data-judged', '2')
        seen['judged'].append(identity())
        page.get_by_role('button', name='Niet te beoordelen').click()
        expect(page.locator('body')).to_have_attribute('data-judged', '3')
        page.keyboard.press('b')
        expect(page.locator('body')).to_have_attribute('data-judged', '4')
        page.keyboard.press('u')
        seen['afterUndo'] = page.locator('#stand').text_content()
        page.reload()
        page.wait_for_selector('body[data-ready]')
        seen['afterReload'] = page.locator('#stand').text_content()
        seen['stillOpen'] = options(page, 'oordeel')['nog zonder oordeel']
        save(page, sys.argv[4])
        seen['afterSaving'] = page.locator('#stand').text_content()
        seen['saved'] = list(csv.DictReader(open(sys.argv[4], newline='', encoding='utf-8')))
        """

    @Test func judgedByKeysAndTakenIn() throws {
        let place = try FixtureRun.shared().place.copied()
        let folder = place.folder.file("werklijst")
        let report: ReviewReport = try place.ndff("review export", "-o", folder, "--json").expecting(0).decoded()
        let table: ReviewReport = try place.ndff("review export", "-o", folder, "--format", "csv", "--json").expecting(0).decoded()
        #expect(report.path == folder + "/te-beoordelen.html")
        #expect(report.records == table.records)
        #expect(report.written == report.records)
        let file = place.folder.file("oordelen.csv")
        let seen: Judged = try BrowserScript.run(report.path, Self.judge, table.path, file)
        #expect(seen.errors == [])
        #expect(seen.foreign == [])
        #expect(seen.facets == seen.expected)
        #expect(seen.afterGroup.count == 4)
        #expect(seen.afterGroup[0] == seen.afterGroup[1])
        #expect(seen.afterGroup[2] == seen.afterGroup[3])
        #expect(seen.afterGroup[0] > seen.afterGroup[2])
        #expect(seen.afterSearch > 0)
        #expect(seen.focusWithoutPerson == "rol")
        #expect(seen.focusWithoutReason == "reden")
        #expect(Set(seen.judged).count == 3)
        let all = report.records
        #expect(seen.afterUndo == "3 van \(all) beoordeeld, 3 niet opgeslagen")
        #expect(seen.afterReload == "3 van \(all) beoordeeld, 3 niet opgeslagen")
        #expect(seen.stillOpen == all - 3)
        #expect(seen.afterSaving == "3 van \(all) beoordeeld")
        #expect(seen.saved.count == 3)
        #expect(seen.saved.first?["reason"] == "foto, \"scherp\"; gezien")
        #expect(seen.saved.allSatisfy { $0["role"] == "soortexpert" && $0["pseudonym"] == "exp-09" })

        let taken: VerdictReport = try place.ndff("verdict", file, "--json").expecting(0).decoded()
        #expect(taken.applied == 3)
        #expect(taken.open == 0)
        #expect(taken.notApplied.isEmpty)
        for (identity, status) in zip(seen.judged, ["goedgekeurd_deskundige", "afgekeurd", "niet_te_beoordelen"]) {
            let explanation: Explanation = try place.ndff("explain", identity, "--json").expecting(0).decoded()
            #expect(explanation.versions.last { $0.isLive }?.status == status)
        }
        #expect(try place.status().byStatus["te_beoordelen"] == all - 3)
    }

    @Test func onlyTheOwnerMayReadIt() throws {
        let place = try VerdictFiles.place()
        let folder = place.folder.file("werklijst")
        _ = try place.ndff("review export", "-o", folder).expecting(0)
        func permissions(_ path: String) throws -> Int? {
            (try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber)?.intValue
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["te-beoordelen", "te-beoordelen.html"])
        #expect(try permissions(folder + "/te-beoordelen.html") == 0o600)
        #expect(try permissions(folder + "/te-beoordelen") == 0o700)
        let files = try FileManager.default.contentsOfDirectory(atPath: folder + "/te-beoordelen").sorted()
        #expect(files == ["gegevens.js", "soorten-1.js", "waarnemingen-1.js"])
        for file in files {
            #expect(try permissions(folder + "/te-beoordelen/" + file) == 0o600)
            // Nobody's name is in it.
            #expect(!(try String(contentsOfFile: folder + "/te-beoordelen/" + file, encoding: .utf8)).contains("Waarnemer"))
        }
    }

    private struct Known: Decodable {
        var errors: [String]
        var map: String
        var season: String
        var squaresDrawn: Int
        var bands: [String]
        var widths: [String]
    }

    /// What the page tells of a species is what DuckDB finds in the store.
    @Test func mapAndSeasonShowWhatIsKnown() throws {
        let run = try FixtureRun.shared()
        let folder = run.folder.file("werklijst-kaart")
        let report: ReviewReport = try run.place.ndff("review export", "-o", folder, "--json").expecting(0).decoded()
        let seen: Known = try BrowserScript.run(
            report.path,
            """
            page.locator('#zoek').click()
            page.keyboard.type('anthocharis')
            expect(page.locator('#wetenschappelijk')).to_have_text('Anthocharis cardamines')
            page.wait_for_selector('body[data-drawn]')
            seen['map'] = page.locator('#kaart-tekst').text_content()
            seen['season'] = page.locator('#seizoen-tekst').text_content()
            seen['squaresDrawn'] = sum((d or '').count('M') for d in
                (p.get_attribute('d') for p in page.locator('#kaart .goedgekeurd').all()))
            seen['bands'] = page.locator('#seizoen text').all_text_contents()
            box = lambda: page.locator('#kaart svg').get_attribute('viewBox').split()[2]
            seen['widths'] = [box()]
            page.locator('#zoom button').nth(2).click()
            expect(page.locator('#zoom button').nth(2)).to_have_attribute('aria-pressed', 'true')
            seen['widths'].append(box())
            page.locator('#lijst').focus()
            page.keyboard.press('+')
            expect(page.locator('#zoom button').nth(3)).to_have_attribute('aria-pressed', 'true')
            seen['widths'].append(box())
            """)
        let rows = try DuckDBScript.rows(
            of: run.place.workspace + "/store",
            [
                """
                SELECT count(*), count(DISTINCT uurhok) FROM lake.observation JOIN lake.assessment USING (observation_id)
                WHERE scientific_name = 'Anthocharis cardamines' AND status LIKE 'goedgekeurd%' AND occurrence_status = 'present'
                """
            ])
        let (records, squares) = (rows[0][0][0], rows[0][0][1])
        #expect(seen.errors == [])
        #expect(seen.map.contains("\(squares) uurhokken met \(records) goedgekeurde waarnemingen"))
        #expect(seen.squaresDrawn == Int(squares))
        #expect(seen.season.contains("volwassen 25 maart – 20 juni, larve 10 mei – 15 juli (speling 3 dagen)"))
        #expect(seen.bands.contains("volwassen"))
        #expect(seen.widths == ["290", "30", "6"])
    }

    private struct Limited: Decodable {
        var errors: [String]
        var origin: String
        var listed: String
    }

    private static let look = """
        seen['origin'] = page.locator('#herkomst').text_content()
        seen['listed'] = page.locator('#aantal').text_content()
        """

    @Test func limitsAreTold() throws {
        let run = try FixtureRun.shared()
        let folder = run.folder.file("werklijst-beperkt")
        let limited: ReviewReport = try run.place.ndff("review export", "-o", folder, "--limit", "5", "--json")
            .expecting(0).decoded()
        #expect(limited.records > 5)
        #expect(limited.written == 5)
        let few: Limited = try BrowserScript.run(limited.path, Self.look)
        #expect(few.errors == [])
        #expect(few.origin.contains("Dit zijn de 5 dringendste van \(limited.records) wachtende waarnemingen."))
        #expect(few.origin.contains("Gemaakt met voorbeelden, geen officiële lijsten"))
        #expect(few.listed == "5 van 5 waarnemingen")

        let none: ReviewReport = try run.place.ndff("review export", "-o", folder, "--group", "vleermuizen", "--json")
            .expecting(0).decoded()
        #expect(none.records == 0)
        let empty: Limited = try BrowserScript.run(none.path, Self.look)
        #expect(empty.errors == [])
        #expect(empty.origin.contains("Alleen Vleermuizen."))
        #expect(empty.listed == "0 van 0 waarnemingen")
        let all: ReviewReport = try run.place.ndff("review export", "-o", folder, "--group", "Dagvlinders", "--json")
            .expecting(0).decoded()
        #expect(all.records == limited.records)

        #expect(try run.place.ndff("review export", "-o", folder, "--group", "Eenhoorns").code == 2)
        #expect(try run.place.ndff("review export", "-o", folder, "--limit", "0").code == 2)
        #expect(try run.place.ndff("review export", "-o", folder, "--format", "csv", "--limit", "5").code == 2)
    }

    private struct Hostile: Decodable {
        var errors: [String]
        var foreign: [String]
        var title: String
        var ran: Bool
        var identity: String
        var stage: String
        var images: Int
        var links: [String]
    }

    /// Texts come from outside: nothing in them runs, and the verdict about the record comes back whole.
    @Test func hostileValuesStayText() throws {
        let place = try Workplace(configuration: VerdictFiles.configuration)
        let identity = "https://een.example/1</script><script>window.ran=1;document.title='x'</script>\u{2028}\"'&amp;"
        let stage = "<img src=x onerror=window.ran=1>]]><!--"
        let evidence = "javascript:window.ran=1//https://een.example"
        let quoted = identity.replacingOccurrences(of: "\"", with: "\"\"")
        let header = "occurrenceID,basisOfRecord,scientificName,eventDate,decimalLatitude,decimalLongitude,geodeticDatum,"
            + "coordinateUncertaintyInMeters,individualCount,lifeStage,sex,associatedMedia"
        let record = "\"\(quoted)\",HumanObservation,Bufo bufo,2024-05-12,52.1,5.2,WGS84,25,5000000,\(stage),__proto__,\(evidence)"
        _ = try place.ingest(header + "\n" + record + "\n", as: "een.csv")
        let folder = place.folder.file("werklijst")
        let report: ReviewReport = try place.ndff("review export", "-o", folder, "--json").expecting(0).decoded()
        #expect(report.records == 1)
        let data = try String(contentsOfFile: folder + "/te-beoordelen/waarnemingen-1.js", encoding: .utf8)
        #expect(!data.contains("<") && !data.contains("\u{2028}"))
        let file = place.folder.file("oordelen.csv")
        let seen: Hostile = try BrowserScript.run(
            report.path,
            """
            fact = lambda name: page.locator('#feiten tr').filter(has=page.get_by_role('rowheader', name=name, exact=True)).locator('td').text_content()
            seen['title'] = page.title()
            seen['identity'], seen['stage'] = fact('Identiteit'), fact('Levensstadium')
            page.locator('#rol').fill('validator')
            page.locator('#pseudoniem').fill('v-1')
            page.locator('#reden').fill('</script><script>window.ran=1</script>')
            page.get_by_role('button', name='Afgekeurd').click()
            expect(page.locator('body')).to_have_attribute('data-judged', '1')
            save(page, sys.argv[3])
            page.wait_for_timeout(300)
            seen['ran'] = page.evaluate("'ran' in window")
            seen['images'] = page.locator('img').count()
            seen['links'] = [a.get_attribute('href') for a in page.locator('a').all()]
            """, file)
        #expect(seen.errors == [])
        #expect(seen.foreign == [])
        #expect(!seen.ran)
        #expect(seen.title == "Te beoordelen waarnemingen")
        #expect(seen.identity == identity)
        #expect(seen.stage == stage)
        #expect(seen.images == 0)
        #expect(seen.links == [])
        let taken: VerdictReport = try place.ndff("verdict", file, "--json").expecting(0).decoded()
        #expect(taken.applied == 1)
        #expect(taken.notApplied.isEmpty)
    }
}
