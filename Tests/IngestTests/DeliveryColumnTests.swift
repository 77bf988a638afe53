import Ingest
import Testing

/// Deliveries without profile: which columns are taken depends on what is in them.
struct DeliveryColumnTests {
    private func fields(_ text: String) throws -> [ProfileField: FieldSource] {
        let folder = try DeliveryFolder(texts: ["delivery.csv": text])
        return try ReadDelivery(path: folder.file("delivery.csv")).fields
    }

    @Test func anIdentityColumnWithoutValuesIsPassedOver() throws {
        let found = try fields("occurrenceID,id,soort,datum\n,7,Ree,2024-05-01\n,8,Das,2024-05-02\n")
        #expect(found[.identity] == .columns(["id"]))
        // One value is enough: those without are set aside.
        let partly = try fields("occurrenceID,id,soort,datum\n,7,Ree,2024-05-01\nx,8,Das,2024-05-02\n")
        #expect(partly[.identity] == .columns(["occurrenceID"]))
    }

    @Test func recordsOfADownloadGoByTheirNumberThere() throws {
        let found = try fields("gbifID\toccurrenceID\tspecies\tyear\n12\t\tLutra lutra\t2020\n")
        let template = FieldTemplate(parts: [.text("https://www.gbif.org/occurrence/"), .column("gbifID")])
        #expect(found[.identity] == .template(template))
    }

    @Test func placesComeFromThePairThatIsFilled() throws {
        let found = try fields("id,soort,lat,lon,X,Y\n1,Ree,,,155000,463000\n")
        #expect(found[.x] == .columns(["X"]))
        #expect(found[.latitude] == nil)
        let neither = try fields("id,soort,datum,lat,lon,X,Y\n1,Ree,2024-05-01,,,,\n")
        #expect(neither[.latitude] == .columns(["lat"]))
        #expect(neither[.x] == nil)
    }

    @Test func columnsOfTheSameNameDoNotRefuseADelivery() throws {
        let found = try fields("id,soort,datum,Opmerking,opmerking,,\n1,Ree,2024-05-01,a,b,c,d\n")
        #expect(found[.remarks] == .columns(["Opmerking"]))
    }
}
