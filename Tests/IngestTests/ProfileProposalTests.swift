import Foundation
import Ingest
import Outside
import Testing

/// What is proposed for files that nobody described.
struct ProfileProposalTests {
    static func propose(_ text: String) throws -> ProfileProposal {
        let folder = try DeliveryFolder(texts: ["levering.csv": text])
        let path = folder.file("levering.csv")
        return try ProfileProposal(of: OpenedDelivery.open(path: path), name: "proef") { try OpenedDelivery.open(path: path) }
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var text: String
        /// `field=summary` of every proposed field.
        var fields: [String]
        /// Lines that the YAML has.
        var lines: [String] = []
        var testDescription: String { name }
    }

    static let cases: [Case] = [
        Case(
            name: "nothing in the names",
            text: """
                a;b;c;d;e
                7f0c1d7e-25a4-4d51-8a3e-0d0a2c1f0001;Bufo bufo;13-04-2024;155000,5;463000,25
                7f0c1d7e-25a4-4d51-8a3e-0d0a2c1f0002;Rana temporaria;02-05-2024;155100,5;463100,25
                7f0c1d7e-25a4-4d51-8a3e-0d0a2c1f0003;Bufo bufo;30-05-2024;155200,5;463200,25
                """,
            fields: ["identity=a", "taxon=b", "eventDate=c", "x=d", "y=e"],
            lines: [
                "crs: EPSG:28992  # by the size of the numbers: RD New", "decimalComma: true  # the coordinates have one",
                "  order: dayMonthYear  # in 2 of 3 dates the first number is above 12",
                "dialect: { delimiter: ';', quote: '\"', encoding: utf-8 }",
            ]),
        Case(
            name: "month first, degrees",
            text: """
                nr,what,when,Lat_dd,Lon_dd
                1,Bufo bufo,04/13/2024,52.1,5.2
                2,Bufo bufo,05/02/2024,52.2,5.3
                """,
            fields: ["identity=nr", "taxon=what", "eventDate=when", "latitude=Lat_dd", "longitude=Lon_dd"],
            lines: ["  order: monthDayYear  # in 1 of 2 dates the second number is above 12"]),
        Case(
            name: "whole dates under the name of a day, months with their year",
            text: "nr,soort,Dag,Maand\n1,Bufo bufo,2021-03-04,2021-03\n2,Rana temporaria,2021-04-05,2021-04\n",
            fields: ["identity=nr", "taxon=soort", "eventDate=Dag"]),
        Case(
            name: "a month with its year beside the year",
            text: "nr,soort,Jaar,Maand\n1,Bufo bufo,2021,2021-03\n2,Rana temporaria,2021,2021-04\n",
            fields: ["identity=nr", "taxon=soort", "eventDate=Maand", "year=Jaar"]),
        Case(
            name: "genus and epithet, some without",
            text: """
                nr,Genus,Species,datum
                1,Culex,pipiens,2021-03-04
                2,Anopheles,maculipennis,2021-04-05
                3,Aedes,cinereus,2021-04-05
                4,Aedes,vexans,2021-04-05
                5,Aedes,,2021-04-06
                """,
            fields: ["identity=nr", "taxon={Genus} {Species} | Genus", "eventDate=datum"]),
        Case(
            name: "groups under the name of a taxon",
            text: """
                nr,taxon,sps,datum
                1,Plantae,Bellis perennis,2021-03-04
                2,Insecta,Aglais io,2021-04-05
                3,Insecta,Vanessa atalanta,2021-04-05
                """,
            fields: ["identity=nr", "taxon=sps", "eventDate=datum"]),
        Case(
            name: "no date tells the order",
            text: "nr,what,when,X,Y\n1,Bufo bufo,04-03-2024,155000,463000\n2,Bufo bufo,05-02-2024,155000,463001\n",
            fields: ["identity=nr", "taxon=what", "eventDate=when", "x=X", "y=Y"],
            lines: ["crs: EPSG:28992  # by the size of the numbers: RD New"]),
        Case(
            name: "Belgian eastings, year, Dutch names",
            text: """
                code,Soortnaam (NL),Jaar van waarneming,X,Y,sekse
                A-1,gewone pad,2019,152073.166,184314.048,M
                A-2,bruine kikker,2020,121984.812,189949.858,V
                A-3,gewone pad,2020,121984.9,189949.9,?
                """,
            fields: ["identity=code", "taxon=Soortnaam (NL)", "year=Jaar van waarneming", "x=X", "y=Y", "sex=sekse"],
            lines: [
                "crs: EPSG:31370  # by the size of the numbers: Belgian Lambert 72", "    'M': male  # 1 records",
                "    'V': female  # 1 records", "  taxon: 'Soortnaam (NL)'",
            ]),
        Case(
            name: "two names in one column, dates with midnight, latitude under longitude",
            text: """
                uri,soort,datum,latitude,longitude
                urn:x:1,Gewone pad / Bufo bufo,2024-05-01 00:00:00,5.2,52.1
                urn:x:2,Bruine kikker / Rana temporaria,2024-05-02 00:00:00,5.3,52.2
                """,
            fields: [
                "identity=uri", #"taxon=soort ~ //\s*(.+)$/ | soort"#, "eventDate=datum", "latitude=longitude",
                "longitude=latitude",
            ],
            lines: [
                "  midnightIsDay: true  # all 2 times are midnight: no times were noted",
                #"  taxon: [{ column: soort, match: '/\s*(.+)$' }, soort]"#,
            ]),
        Case(
            name: "no identity: columns together",
            text: """
                soort,datum,x,y,lengte,nummer vis
                paling,2016-07-06,152073,184314,237,1
                paling,2016-07-06,152073,184314,237,2
                brasem,2016-07-06,152073,184314,100,1
                """,
            fields: ["identity={soort}:{nummer vis}", "taxon=soort", "eventDate=datum", "x=x", "y=y"]),
        Case(
            name: "no identity at all: the number of the record",
            text: "soort,datum,x,y\npaling,2016-07-06,152073,184314\npaling,2016-07-06,152073,184314\n",
            fields: ["identity=proef:{#record}", "taxon=soort", "eventDate=datum", "x=x", "y=y"]),
        Case(
            name: "squares and a period, empty rows",
            text: """
                waarneming_id,taxon,begin,eind,hokje
                w1,Bufo bufo,2024-04-01,2024-04-30,155-463
                ,,,,
                w2,Bufo bufo,2024-05-01,2024-05-31,156-463
                """,
            fields: ["identity=waarneming_id", "taxon=taxon", "periodStart=begin", "periodStop=eind", "hok=hokje"],
            lines: ["  - { column: waarneming_id, empty: true, reason: an empty row }"]),
        Case(
            name: "kilometres",
            text: "nr,soort,datum,x,y\n1,Bufo bufo,2024-05-01,155.5,463.2\n2,Bufo bufo,2024-05-01,156,464\n",
            fields: ["identity=nr", "taxon=soort", "eventDate=datum", "x=x", "y=y"],
            lines: ["crs: EPSG:28992  # by the size of the numbers: RD New, in kilometres", "coordinateUnit: km"]),
        Case(
            name: "names that promise something else",
            text: "id,species,date,name\n1,17,geen,Bufo bufo\n2,18,geen,Rana temporaria\n",
            fields: ["identity=id", "taxon=name"]),
    ]

    @Test(arguments: cases)
    func proposal(_ sample: Case) throws {
        let proposal = try Self.propose(sample.text)
        #expect(Set(proposal.fields.map { "\($0.field.rawValue)=\($0.source.summary)" }) == Set(sample.fields))
        let lines = proposal.yaml.split(separator: "\n").map(String.init)
        for line in sample.lines { #expect(lines.contains(line), "\(proposal.yaml)") }
        let profile = try SupplierProfile(yaml: proposal.yaml, file: "proef.yaml")
        #expect(profile == proposal.profile)
    }

    /// With what is proposed the records are read, and everything in them.
    @Test func recordsAreReadWithIt() throws {
        let text = Self.cases[0].text
        let yaml = try Self.propose(text).yaml
        let body = yaml.split(separator: "\n").filter { !$0.hasPrefix("name:") && !$0.hasPrefix("version:") }
        let taken = try IntakeSample.take(text, profile: body.joined(separator: "\n"))
        #expect(taken.result.stored == 3 && taken.result.problems == [:])
        #expect(taken.values("x") == ["155000.5", "155100.5", "155200.5"])
        #expect(taken.values("period_start") == ["2024-04-13T00:00:00", "2024-05-02T00:00:00", "2024-05-30T00:00:00"])
    }

    /// Names of columns that mean something in YAML come back as they were.
    @Test(arguments: ["a: b", "'q'", "\"q\"", "{x}", "[y]", "# z", "a,b", "yes", "1", "é", "tab\tin", "line\nin", "- a", "a ", "*"])
    func columnNames(_ name: String) throws {
        let quoted = "\"" + name.replacing("\"", with: "\"\"") + "\""
        let proposal = try Self.propose("id,\(quoted)\n1,Bufo bufo\n2,Rana temporaria\n")
        let column = name.trimmingCharacters(in: .whitespaces)
        #expect(proposal[.taxon] == .columns([column]))
        #expect(try SupplierProfile(yaml: proposal.yaml, file: "p.yaml").fields[.taxon] == .columns([column]))
    }

    /// Every sample that can be opened gets a profile that is read again as it was meant.
    @Test(.enabled(if: Outside.shared("samples") != nil, "the samples are not here"))
    func everySample() throws {
        let root = try #require(Outside.shared("samples")).path
        let files = try FileManager.default.subpathsOfDirectory(atPath: root).sorted().map { "\(root)/\($0)" }
        var proposed = 0
        for path in files {
            guard let delivery = try? OpenedDelivery.open(path: path),
                let proposal = try? ProfileProposal(of: delivery, name: "proef", open: { try OpenedDelivery.open(path: path) })
            else { continue }
            let profile = try SupplierProfile(yaml: proposal.yaml, file: path)
            #expect(profile == proposal.profile, "\(path)")
            if proposal.isUsable {
                #expect(throws: Never.self, "\(path)") { try profile.bind(columns: delivery.columns, file: path) }
            }
            proposed += 1
        }
        #expect(proposed > 150)
    }
}
