import Ingest
import Testing

/// What is no delivery of observations is refused with a code and a message that says what to do.
struct DeliveryRefusalTests {
    struct Refused: Sendable, CustomTestStringConvertible {
        let text: String
        let code: DeliveryError.Code
        let told: String

        init(_ text: String, _ code: DeliveryError.Code, _ told: String) {
            (self.text, self.code, self.told) = (text, code, told)
        }

        var testDescription: String { String(text.prefix(40)) }
    }

    @Test(arguments: [
        Refused("", .empty, "empty"),
        Refused("hello\nworld\n", .notObservations, "one column only"),
        Refused("occurrenceID\n1\n", .notObservations, "one column only"),
        Refused("1;Abies;;3;x\n2;Picea;;4;y\n", .notObservations, "no header"),
        Refused("hex1,Camadena,\\N,genus\nhex2,Canna,\\N,genus\n", .notObservations, "no header"),
        Refused("key,value\na,b\n", .columnMissing, "none of the columns is known (key, value)"),
        Refused("taxonID,scientificName,taxonRank\n1,Abies,genus\n", .notObservations, "list of taxa"),
        Refused("id,vernacularName,language,locality\n1,den,nl,NL\n", .notObservations, "list of taxa"),
        Refused("Soort,Datum,X,Y\nRee,2024-05-01,1,2\n", .columnMissing, "call it occurrenceID"),
        Refused("occurrrenceID,Soort,Datum\n1,Ree,2024-05-01\n", .columnMissing, "'occurrrenceID' looks like it"),
        Refused("id,Datum,X,Y\n1,2024-05-01,1,2\n", .columnMissing, "fields.taxon"),
        Refused("<?xml version=\"1.0\"?><a/>", .formatNotRead, "XML"),
        Refused("{\"a\": 1}", .columnMissing, "none of the columns is known (a"),
    ])
    func text(_ refused: Refused) throws {
        let folder = try DeliveryFolder(texts: ["delivery.csv": refused.text])
        let error = #expect(throws: DeliveryError.self) { try ReadDelivery(path: folder.file("delivery.csv")) }
        #expect(error?.code == refused.code)
        #expect(error?.message.contains(refused.told) == true, "\(error?.message ?? "no message")")
        #expect(error?.message.contains(folder.path) == false, "the path stands in front already")
    }

    @Test(arguments: [
        ("Taxon", "", DeliveryError.Code.notObservations, "checklist"),
        ("Event", "", .notObservations, "sampling events"),
        ("Multimedia", "", .notObservations, "not occurrences"),
    ])
    func archive(core: String, extended: String, code: DeliveryError.Code, told: String) throws {
        let more =
            extended.isEmpty
            ? ""
            : """
            <extension rowType="http://rs.tdwg.org/dwc/terms/\(extended)"><files><location>b.txt</location></files>
            <coreid index="0"/><field index="1" term="http://rs.tdwg.org/dwc/terms/occurrenceID"/></extension>
            """
        let folder = try DeliveryFolder(texts: [
            "meta.xml": """
            <archive xmlns="http://rs.tdwg.org/dwc/text/">
            <core rowType="http://rs.tdwg.org/dwc/terms/\(core)"><files><location>a.txt</location></files>
            <id index="0"/><field index="1" term="http://rs.tdwg.org/dwc/terms/scientificName"/></core>\(more)</archive>
            """, "a.txt": "1,Abies\n", "b.txt": "1,2\n",
        ])
        let error = #expect(throws: DeliveryError.self) { try ReadDelivery(path: folder.path) }
        #expect(error?.code == code)
        #expect(error?.message.contains(told) == true, "\(error?.message ?? "no message")")
    }
}
