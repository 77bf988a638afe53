import Ingest
import Testing

struct FieldNamesTests {
    private func propose(_ header: String) -> FieldNameProposal {
        FieldNameMapping.propose(columns: header.split(separator: ",").map(String.init))
    }

    /// header | expected field=column, the taxon's columns joined by `+`
    static let table = """
        occurrenceID,scientificName,eventDate,decimalLatitude,decimalLongitude,recordedBy | identity=occurrenceID taxon=scientificName eventDate=eventDate latitude=decimalLatitude longitude=decimalLongitude observer=recordedBy
        http://rs.tdwg.org/dwc/terms/occurrenceID,http://rs.tdwg.org/dwc/terms/scientificName,http://purl.org/dc/terms/license | identity=http://rs.tdwg.org/dwc/terms/occurrenceID taxon=http://rs.tdwg.org/dwc/terms/scientificName license=http://purl.org/dc/terms/license
        dwc:occurrenceID,dwc:eventDate | identity=dwc:occurrenceID eventDate=dwc:eventDate
        identity,taxon,abundanceValue,abundanceSchema,periodStart,periodStop,lifestage,sex,surveyMethod | identity=identity taxon=taxon abundance=abundanceValue abundanceSchema=abundanceSchema periodStart=periodStart periodStop=periodStop lifeStage=lifestage sex=sex surveyMethod=surveyMethod
        obs_uri,soort_ned,soort_wet,telondrwrp,orig_aant,aantal_min,aantal_max,centrumx,centrumy,datm_start,datm_stop,stadium,geslacht,kwliteit | identity=obs_uri taxon=soort_wet+soort_ned subjectType=telondrwrp abundance=orig_aant countMinimum=aantal_min countMaximum=aantal_max x=centrumx y=centrumy periodStart=datm_start periodStop=datm_stop lifeStage=stadium sex=geslacht supplierStatus=kwliteit
        Identiteit,Soortgroep,Naam soort,Wetenschappelijke naam,Periode start,Periode stop,Vervaging,Hoknummer,Hok grootte,Telonderwerp,Aantal,Schaal (telmethode),Bronhouder,Sekse,Zoek- of vangmethode | identity=Identiteit taxon=Wetenschappelijke_naam+Naam_soort periodStart=Periode_start periodStop=Periode_stop dataGeneralizations=Vervaging hok=Hoknummer hokSize=Hok_grootte subjectType=Telonderwerp abundance=Aantal abundanceSchema=Schaal_(telmethode) bronhouder=Bronhouder sex=Sekse surveyMethod=Zoek-_of_vangmethode
        id,Soort,Datum,Aantal,X,Y,Waarnemer,Opmerkingen | identity=id taxon=Soort eventDate=Datum abundance=Aantal x=X y=Y observer=Waarnemer remarks=Opmerkingen
        ID,soort,datum,lat,lon | identity=ID taxon=soort eventDate=datum latitude=lat longitude=lon
        institutionCode,collectionCode,catalogNumber,species,year,month,day | identity=institutionCode:collectionCode:catalogNumber taxon=species year=year month=month day=day bronhouder=institutionCode
        id,institutionCode,collectionCode,catalogNumber | identity=institutionCode:collectionCode:catalogNumber bronhouder=institutionCode
        uuid,decimalLatitude,decimalLongitude,x,y,footprintWKT | identity=uuid latitude=decimalLatitude longitude=decimalLongitude
        uuid,latitude,x,y,WKT | identity=uuid x=x y=y geometry=WKT
        naam,naam | taxon=naam
        ,, | 
        """

    @Test(arguments: rows(table))
    func proposal(_ row: [String]) {
        let fields = propose(row[0]).fields
        let found = fields.map { field, source in
            let text: String
            switch source {
            case .columns(let names): text = names.joined(separator: "+")
            case .template(let template): text = template.columnNames.joined(separator: ":")
            default: text = source.summary
            }
            return "\(field.rawValue)=\(text.replacing(" ", with: "_"))"
        }
        #expect(found.sorted() == row[1].split(separator: " ").map(String.init).sorted())
    }

    @Test func problemsSayWhatIsMissing() {
        #expect(propose("a,b,c").problems == [.identity, .taxon, .date, .location])
        #expect(propose("id,soort,datum,kmhok").problems == [])
        #expect(propose("id,soort,datum").problems == [.location])
    }
}
