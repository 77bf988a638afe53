import Ingest
import Observations
import Testing

/// The kinds of sources that a profile has for a field, by what is stored of a small delivery.
struct FieldSourceTests {
    /// Every source reads the column `a` or `b`, or both, into the field `remarks`.
    /// source in YAML | rows as a,b separated by `;` | stored remarks separated by `;`
    static let table = """
        a                                                    | x,y;,y;-,y          | x;;
        [a, b]                                               | x,y;,y;-,y;,        | x;y;y;
        {column: [a, b]}                                     | x,y;,y              | x;y
        {template: "{a}/{b}"}                                | x,y;x,;,            | x/y;;
        {join: [a, b]}                                       | x,y;x,;-,y;,        | x // y;x;y;
        {join: [a, b], separator: ", "}                      | x,y                 | x, y
        {join: [{column: a, case: lower}, {cases: [{when: {column: b, equals: m}, then: {constant: man}}]}], separator: ", "} | AB,m;AB,;-,m;,x | ab, man;ab;man;
        {sum: [a, b]}                                        | 1,2;,2;0,0;,;2,tien | 3;2;0;;tien
        {sum: [a, b]}                                        | 1.5,2;9223372036854775807,1 | 3.5;9.223372036854776e+18
        {column: a, match: '/ *(.+)$'}                       | Ree / Capreolus,;Ree,;/x, | Capreolus;;x
        {column: a, match: '[0-9]+'}                         | ca. 12 ex,;veel,    | 12;
        {column: a, match: '^(k)?(g)?'        }                   | klein,;groot,;x,    | k;g;
        [{column: a, match: '/ *(.+)$'}, a]                  | Ree / Capreolus,;Ree, | Capreolus;Ree
        [{column: a, match: '[0-9]+'}, {constant: geen}]     | 7 ex,;veel,         | 7;geen
        {column: a, replace: [{pattern: ' +', with: ' '}]}   | Fallopia  japonica, | Fallopia japonica
        {column: a, replace: [{pattern: '(.)-(.)', with: '$2-$1'}, {pattern: '-', with: ''}]} | 1-2, | 21
        {column: a, replace: [{pattern: x, with: ''}]}       | x,;xx,              | ;
        {column: a, case: sentence}                          | PRUNUS SEROTINA,;ÉÉN, | Prunus serotina;Één
        {column: a, case: upper}                             | ab,                 | AB
        {template: "{a} {b}", case: lower}                   | Ab,C                | ab c
        {cases: [{when: {column: b, equals: [m, M]}, then: {constant: male}}, {when: {column: b, matches: '^[vf]'}, then: {constant: female}}], otherwise: a} | x,m;x,M;x,v;x,;x,z | male;male;female;x;x
        {cases: [{when: {column: b, empty: true}, then: a}]} | x,;x,y;x,-          | x;;x
        {cases: [{when: {column: b, empty: false}, then: a}]} | x,;x,y             | ;x
        {cases: [{when: [{column: a, not: x}, {column: b, equals: y}], then: b}]} | x,y;z,y;z,z | ;y;
        """

    @Test(arguments: rows(table))
    func source(_ row: [String]) throws {
        let records = row[1].split(separator: ";", omittingEmptySubsequences: false)
        let text = "id,soort,a,b\n" + records.enumerated().map { "\($0),Bufo bufo,\($1)\n" }.joined()
        let taken = try IntakeSample.take(
            text, profile: "fields: { identity: id, taxon: soort, remarks: \(row[0]) }")
        let expected = row[2].split(separator: ";", omittingEmptySubsequences: false)
            .map { $0.replacing("//", with: "|") }
        #expect(taken.values("remarks") == expected.map(String.init))
    }

    /// What is taken out of a text is looked up in the values, and what is not in the field stays with the record.
    @Test func valuesAreAppliedToWhatIsTaken() throws {
        let taken = try IntakeSample.take(
            "id,soort,mm,ff,aantal\n1,Gewone pad / Bufo bufo,2,1,3 ex\n2,Rugstreeppad,0,0,5\n",
            profile: """
                fields:
                  identity: id
                  taxon: [{ column: soort, match: '/ *(.+)' }, soort]
                  abundance: { sum: [mm, ff] }
                  sex: { template: "{mm} m {ff} v" }
                  countMaximum: { column: aantal, match: '^([0-9]+) ex' }
                values: { taxon: { Rugstreeppad: Epidalea calamita }, abundance: { "0": "" } }
                """)
        #expect(taken.values(.scientificName) == ["Bufo bufo", "Epidalea calamita"])
        #expect(taken.values(.verbatimName) == ["Bufo bufo", "Rugstreeppad"])
        #expect(taken.values(.abundanceValue) == ["3", "0"])
        #expect(taken.values(.countMaximum) == ["3", ""])
        #expect(
            taken.values("other") == [
                #"{"soort":"Gewone pad / Bufo bufo","aantal":"3 ex"}"#, #"{"soort":"Rugstreeppad","aantal":"5"}"#,
            ])
    }

    /// exclusion in YAML | rows as a,b separated by `;` | ids that stay
    @Test(
        arguments: rows(
            """
            {column: a, equals: x, reason: r}                                | x,;y,;X, | 1 2
            {column: a, not: [x, y], reason: r}                              | x,;y,;z, | 0 1
            {column: a, matches: '^Meer', reason: r}                         | Meerdere,;geen Meer, | 1
            {column: a, empty: true, reason: r}                              | x,;,y;-,y | 0
            {column: a, empty: false, reason: r}                             | x,;,y | 1
            {when: [{column: a, empty: true}, {column: b, equals: q}], reason: r} | ,q;x,q;,z | 1 2
            """))
    func exclusion(_ row: [String]) throws {
        let records = row[1].split(separator: ";", omittingEmptySubsequences: false)
        let text = "id,soort,a,b\n" + records.enumerated().map { "\($0),Bufo bufo,\($1)\n" }.joined()
        let taken = try IntakeSample.take(
            text, profile: "fields: { identity: id, taxon: soort }\nexclude: [ \(row[0]) ]")
        #expect(taken.values(.identity).joined(separator: " ") == row[2])
        #expect(taken.result.reasons["EXCLUDED_BY_PROFILE"] == records.count - taken.result.stored)
    }

    /// Of several sources those that the delivery has are enough; a condition on a column that is not there is an error.
    @Test func missingColumns() throws {
        func bind(_ source: String) throws -> ProfileBinding.Source? {
            let profile = try SupplierProfile(
                yaml: "name: a\nversion: 1\nfields: {identity: id, taxon: s, remarks: \(source)}", file: "a.yaml")
            return try profile.bind(columns: ["id", "s", "a"], file: "a.yaml").sources[.remarks]
        }
        #expect(try bind("[{column: nee, match: x}, a]") == .first([.columns([2])]))
        #expect(try bind("{join: [nee, a]}") == .join([.columns([2])], separator: " | "))
        for source in ["{sum: [nee, ook]}", "[{column: nee, match: x}, ook]", "{column: nee, match: x}",
            "{cases: [{when: {column: nee, equals: x}, then: a}]}"]
        {
            let error = #expect(throws: ProfileError.self) { try bind(source) }
            #expect(error?.description.hasPrefix("a.yaml: fields.remarks: the delivery has no column \"nee\"") == true)
        }
    }
}
