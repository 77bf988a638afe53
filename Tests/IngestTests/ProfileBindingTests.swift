import Ingest
import Testing

struct ProfileBindingTests {
    static let yaml = """
        name: a
        version: 1
        fields:
          identity: { template: "u:{id}-{nr}" }
          taxon: [wet, ned]
          eventDate: datum
          license: { constant: CC0 }
        exclude: [ { column: ned, equals: [x], reason: r } ]
        ignore: [fid]
        """

    @Test func namesBecomeNumbers() throws {
        let profile = try SupplierProfile(yaml: Self.yaml, file: "a.yaml")
        let binding = try profile.bind(columns: ["FID", " Datum ", "ned", "nr", "extra", "id", "wet"], file: "a.yaml")
        var expected = ProfileBinding()
        expected.sources = [
            .identity: .template([.text("u:"), .column(5), .text("-"), .column(3)]),
            .taxon: .columns([6, 2]), .eventDate: .columns([1]), .license: .constant("CC0"),
        ]
        expected.exclusions = [
            ProfileBinding.Exclusion(conditions: [.init(column: 2, test: .equals(["x"]))], reason: "r")
        ]
        expected.ignored = [0]
        expected.other = [4]
        #expect(binding == expected)
    }

    @Test func oneOfSeveralColumnsIsEnough() throws {
        let profile = try SupplierProfile(yaml: Self.yaml, file: "a.yaml")
        let binding = try profile.bind(columns: ["id", "nr", "ned", "datum"], file: "a.yaml")
        #expect(binding.sources[.taxon] == .columns([2]))
    }

    /// columns | message
    @Test(
        arguments: rows(
            """
            id,nr,ned,dtaum | a.yaml: fields.eventDate: the delivery has no column "datum"; did you mean "dtaum"? Allowed: id, nr, ned, dtaum.
            id,ned,datum | a.yaml: fields.identity: the delivery has no column "nr" Allowed: id, ned, datum.
            id,nr,datum,q | a.yaml: fields.taxon: the delivery has no column "wet" or "ned"
            id,nr,wet,datum | a.yaml: exclude[1].column: the delivery has no column "ned"
            id,nr,ned,datum,datum | a.yaml: fields.eventDate: the delivery has more than one column "datum"
            """))
    func refused(_ row: [String]) throws {
        let profile = try SupplierProfile(yaml: Self.yaml, file: "a.yaml")
        do {
            _ = try profile.bind(columns: row[0].split(separator: ",").map(String.init), file: "a.yaml")
            Issue.record("no error")
        } catch {
            #expect(error.description.hasPrefix(row[1]), "\(error)")
        }
    }

    @Test func missingColumnsMayBeIgnored() throws {
        let profile = try SupplierProfile(yaml: Self.yaml + "\nmissingColumns: ignore", file: "a.yaml")
        let binding = try profile.bind(columns: ["id", "wet"], file: "a.yaml")
        #expect(binding.sources == [.taxon: .columns([1]), .license: .constant("CC0")])
        #expect(binding.exclusions.isEmpty && binding.other == [0])
    }

    @Test func columnsThatDifferInCaseOnlyAreToldApart() throws {
        let profile = try SupplierProfile(
            yaml: "name: a\nversion: 1\nfields: {identity: id, taxon: Naam}", file: "a.yaml")
        let binding = try profile.bind(columns: ["naam", "Naam", "id"], file: "a.yaml")
        #expect(binding.sources[.taxon] == .columns([1]))
        #expect(throws: ProfileError.self) { try profile.bind(columns: ["naam", "NAAM", "id"], file: "a.yaml") }
    }
}
