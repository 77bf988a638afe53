import Foundation
import Ingest
import Testing

struct ProfileReaderTests {
    static let complete = """
        name: example
        version: 3
        description: an example
        licence: CC0-1.0
        format: csv
        dialect: { delimiter: ";", quote: "'", encoding: Latin1, header: false, columns: [id, naam, dag], skipLines: 2, comment: "#" }
        crs: RD
        decimalComma: true
        dates: { order: dayMonthYear, midnightIsDay: true, excelSerials: true }
        abundanceScale: tansley
        hokSize: 5x5km
        missingColumns: ignore
        fields:
          identity: { template: "https://example.org/{id}/{dag}" }
          taxon: [naam, id]
          eventDate: dag
          license: { constant: CC0 }
        values: { sex: { M: male, N: "", y: yes, 1: one } }
        defaults: { surveyMethod: unknown }
        exclude: [ { column: naam, equals: [a, b], reason: no names } ]
        ignore: [volgnummer]
        """

    @Test func everyKeyIsRead() throws {
        let profile = try SupplierProfile(yaml: Self.complete, file: "example.yaml")
        var expected = SupplierProfile(name: "example", version: 3)
        expected.description = "an example"
        expected.licence = "CC0-1.0"
        expected.dialect.delimiter = UInt8(ascii: ";")
        expected.dialect.quote = .byte(UInt8(ascii: "'"))
        expected.dialect.encoding = .latin1
        expected.dialect.header = false
        expected.dialect.columns = ["id", "naam", "dag"]
        expected.dialect.skipLines = 2
        expected.dialect.comment = UInt8(ascii: "#")
        expected.crs = 28992
        expected.decimalComma = true
        expected.dates = PeriodInterpreter.Options(order: .dayMonthYear, midnightIsDay: true, excelSerials: true)
        expected.abundanceScale = .tansley
        expected.hokSize = 5000
        expected.missingColumns = .ignore
        expected.fields = [
            .identity: .template(
                FieldTemplate(parts: [.text("https://example.org/"), .column("id"), .text("/"), .column("dag")])),
            .taxon: .columns(["naam", "id"]), .eventDate: .columns(["dag"]), .license: .constant("CC0"),
        ]
        expected.values = [.sex: ValueMapping(["M": "male", "N": "", "y": "yes", "1": "one"])]
        expected.defaults = [.surveyMethod: "unknown"]
        expected.exclusions = [
            SupplierProfile.Exclusion(
                conditions: [RecordCondition(column: "naam", test: .equals(["a", "b"]))], reason: "no names")
        ]
        expected.ignore = ["volgnummer"]
        #expect(profile == expected)
    }

    @Test func keysForDatesAndUnits() throws {
        let profile = try SupplierProfile(
            yaml: """
                name: a
                version: 1
                coordinateUnit: km
                dates:
                  order: monthDayYear
                  pivotYear: 1950
                  excel1904: true
                  zone: "-04:00"
                  weeks: true
                  seasons: astronomical
                  decades: true
                """, file: "a.yaml")
        var expected = PeriodInterpreter.Options(order: .monthDayYear, excelSerials: true)
        expected.pivotYear = 1950
        expected.excel1904 = true
        expected.clock = try #require(LocalClock("-04:00"))
        expected.weeks = true
        expected.seasons = .astronomical
        expected.decades = true
        #expect(profile.dates == expected && profile.coordinateUnit == .kilometres)
    }

    /// Whatever is not given has its default; without `fields` the columns speak for themselves.
    @Test func nearlyEverythingMayBeAbsent() throws {
        let profile = try SupplierProfile(yaml: "name: a\nversion: 1", file: "a.yaml")
        #expect(profile == SupplierProfile(name: "a", version: 1))
    }

    /// lines behind `name` and `version` (`;` for a line break) | message without the file's name
    static let faults = """
        nmae: x | :3: nmae: unknown key; did you mean "name"? Allowed: name, version,
        format: cvs | :3: format: unknown value "cvs"; did you mean "csv"? Allowed: csv, dwca, datapackage,
        dialect: x | :3: dialect: expected a mapping of keys to values
        dialect: {delimeter: x} | :3: dialect.delimeter: unknown key; did you mean "delimiter"?
        dialect: {delimiter: ";;"} | :3: dialect.delimiter: expected a single ASCII character
        dialect: {encoding: utf-9} | :3: dialect.encoding: unknown value "utf-9"; did you mean "utf-8"?
        dialect: {header: no} | :3: dialect.header: expected true or false
        dialect: {header: false} | :3: dialect.columns: this key is required
        dialect: {skipLines: -1} | :3: dialect.skipLines: expected a whole number
        crs: mars | :3: crs: unknown value "mars" Allowed: EPSG:number, RD
        coordinateUnit: mijl | :3: coordinateUnit: unknown value "mijl" Allowed: m, km.
        dates: {zone: Europe/Amsterdm} | :3: dates.zone: unknown value "Europe/Amsterdm"; did you mean "Europe/Amsterdam"?
        dates: {zone: "2:00"} | :3: dates.zone: unknown value "2:00"
        dates: {zone: "+15:00"} | :3: dates.zone: unknown value "+15:00"
        dates: {pivotYear: 30, order: dayMonthYear} | :3: dates.pivotYear: expected the first of the hundred years
        dates: {pivotYear: 1930} | :3: dates.pivotYear: expected dates.order beside it
        dates: {seasons: meteorologic} | :3: dates.seasons: unknown value "meteorologic"; did you mean "meteorological"?
        dates: {weeks: ja} | :3: dates.weeks: expected true or false
        dates: {decades: 1} | :3: dates.decades: expected true or false
        dates: {week: true} | :3: dates.week: unknown key; did you mean "weeks"?
        decimalComma: ja | :3: decimalComma: expected true or false
        dates: {order: ymd} | :3: dates.order: unknown value "ymd" Allowed: dayMonthYear, monthDayYear, unknown.
        hokSize: groot | :3: hokSize: expected the side of a square
        abundanceScale: tansly | :3: abundanceScale: unknown value "tansly"; did you mean "tansley"?
        fields: {taxon: a} | :3: fields.identity: this key is required
        fields: {identity: a} | :3: fields.taxon: this key is required
        fields: {identiy: a} | :3: fields.identiy: unknown key; did you mean "identity"?
        fields: {identity: {template: "x{"}, taxon: a} | :3: fields.identity.template: faulty template: a { without }
        fields: {identity: {template: "x}"}, taxon: a} | :3: fields.identity.template: faulty template: a } without {
        fields: {identity: {template: "x"}, taxon: a} | :3: fields.identity.template: faulty template: it names no column
        fields: {identity: {template: "{}"}, taxon: a} | :3: fields.identity.template: faulty template: no column between
        fields: {identity: {tmpl: "x"}, taxon: a} | :3: fields.identity.tmpl: unknown key
        fields: {identity: {}, taxon: a} | :3: fields.identity: expected one of column, template, constant, join, sum, cases
        fields: {identity: [], taxon: a} | :3: fields.identity: expected a column, a list
        fields: {identity: "", taxon: a} | :3: fields.identity: expected text that is not empty
        fields: {identity: a, taxon: b};ignore: [b] | :4: ignore: the column "b" is mapped in fields and listed in ignore
        values: {sexe: {M: male}} | :3: values.sexe: unknown key; did you mean "sex"?
        values: {sex: male} | :3: values.sex: expected a mapping of keys to values
        defaults: {sex: [a]} | :3: defaults.sex: expected text
        exclude: {column: a} | :3: exclude: expected a list
        exclude: [{column: a, equals: b}] | :3: exclude[1].reason: this key is required
        exclude: [{column: a, reason: b}] | :3: exclude[1].equals: this key is required
        exclude: [{colum: a}] | :3: exclude[1].colum: unknown key; did you mean "column"?
        exclude: [{column: a, matches: "(", reason: b}] | :3: exclude[1].matches: "(" is no regular expression
        exclude: [{column: a, empty: ja, reason: b}] | :3: exclude[1].empty: expected true or false
        exclude: [{column: a, empty: true, not: b, reason: c}] | :3: exclude[1]: expected one of equals, not, matches, empty
        exclude: [{when: [], reason: c}] | :3: exclude[1].when: expected at least one condition
        exclude: [{when: [{column: a, equals: b}], column: a, reason: c}] | :3: exclude[1]: expected either when or column
        fields: {identity: a, taxon: {column: b, match: "["}} | :3: fields.taxon.match: "[" is no regular expression
        fields: {identity: a, taxon: {column: b, template: "{c}"}} | :3: fields.taxon: expected one of column, template
        fields: {identity: a, taxon: {column: b, separator: ","}} | :3: fields.taxon: expected one of column, template
        fields: {identity: a, taxon: {match: b}} | :3: fields.taxon: expected one of column, template
        fields: {identity: a, taxon: {join: []}} | :3: fields.taxon.join: expected a list of columns or mappings
        fields: {identity: a, taxon: {column: b, replace: [{pattern: c}]}} | :3: fields.taxon.replace[1].with: this key is required
        fields: {identity: a, taxon: {column: b, case: Upper}} | :3: fields.taxon.case: unknown value "Upper"; did you mean "upper"?
        fields: {identity: a, taxon: {cases: [{then: b}]}} | :3: fields.taxon.cases[1].when: this key is required
        fields: {identity: a, taxon: {cases: [{when: {column: c, equals: d}}]}} | :3: fields.taxon.cases[1].then: this key
        fields: {identity: a, taxon: [{column: b, macth: c}]} | :3: fields.taxon[1].macth: unknown key; did you mean "match"?
        ignore: {a: b} | :3: ignore: expected text
        x: [ | : the file is no valid YAML
        crs: 1;crs: 2 | : the file is no valid YAML
        """

    @Test(arguments: rows(faults))
    func fault(_ row: [String]) {
        let yaml =
            "name: a\nversion: 1\n"
            + row[0].replacing(";;", with: "\u{1}").replacing("\";\"", with: "\u{2}")
            .replacing(";", with: "\n").replacing("\u{1}", with: ";;").replacing("\u{2}", with: "\";\"")
        do {
            _ = try SupplierProfile(yaml: yaml, file: "p.yaml")
            Issue.record("no error for \(row[0])")
        } catch {
            #expect(error.description.hasPrefix("p.yaml" + row[1]), "\(error)")
        }
    }

    @Test(arguments: ["", "- a", "text", "name: a", "version: 1", "name: ''\nversion: 1", "name: a\nversion: x"])
    func noProfile(_ yaml: String) {
        #expect(throws: ProfileError.self) { try SupplierProfile(yaml: yaml, file: "p.yaml") }
    }

    @Test func fingerprintFollowsContentOnly() throws {
        let profile = try SupplierProfile(yaml: Self.complete, file: "a.yaml")
        let reordered = try SupplierProfile(
            yaml: Self.complete.split(separator: "\n").filter { !$0.hasPrefix("description") }.joined(separator: "\n\n")
                + " # the end", file: "b.yaml")
        #expect(profile.canonicalFingerprint == reordered.canonicalFingerprint)
        #expect(profile.canonicalFingerprint == "44452652f50001e3")
        var changes: [SupplierProfile] = []
        func change(_ body: (inout SupplierProfile) -> Void) {
            var changed = profile
            body(&changed)
            changes.append(changed)
        }
        change { $0.version = 4 }
        change { $0.crs = 4326 }
        change { $0.decimalComma = false }
        change { $0.dates.order = .monthDayYear }
        change { $0.dates.excelSerials = false }
        change { $0.dates.excel1904 = true }
        change { $0.dates.pivotYear = 1930 }
        change { $0.dates.clock = LocalClock("UTC") ?? .amsterdam }
        change { $0.dates.weeks = true }
        change { $0.dates.decades = true }
        change { $0.dates.seasons = .astronomical }
        change { $0.dates.seasons = .meteorological }
        change { $0.coordinateUnit = .kilometres }
        change { $0.dialect.quote = .noQuote }
        change { $0.fields[.sex] = .columns(["a b"]) }
        change { $0.fields[.sex] = .columns(["a", "b"]) }
        change { $0.fields[.sex] = .constant("a b") }
        change { $0.fields[.sex] = .first([.columns(["a"]), .columns(["b"])]) }
        change { $0.fields[.sex] = .join([.columns(["a"]), .columns(["b"])], separator: " ") }
        change { $0.fields[.sex] = .join([.columns(["a"]), .columns(["b"])], separator: "-") }
        change { $0.fields[.sex] = .join([.columns(["a", "b"])], separator: " ") }
        change { $0.fields[.sex] = .sum(["a", "b"]) }
        change { $0.fields[.sex] = .edited(.columns(["a b"]), TextEdit(letterCase: .lower)) }
        change { $0.fields[.sex] = .edited(.columns(["a b"]), TextEdit(match: TextPattern("a"))) }
        change { $0.exclusions[0].conditions[0].test = .not(["a", "b"]) }
        change { $0.exclusions[0].conditions[0].test = .empty(true) }
        change { $0.exclusions[0].conditions[0].test = .empty(false) }
        change { $0.values[.sex] = ValueMapping(["M": "male"]) }
        change { $0.defaults[.sex] = "male" }
        change { $0.exclusions = [] }
        change { $0.ignore = [] }
        change { $0.hokSize = 1000 }
        change { $0.missingColumns = .refuse }
        let prints = Set(changes.map(\.canonicalFingerprint) + [profile.canonicalFingerprint])
        #expect(prints.count == changes.count + 1)
    }
}
