/// The coordinate systems that a GeoPackage of ours names: the three that every GeoPackage must have, and RD New.
enum CoordinateSystemDefinitions {
    struct Definition {
        var name: String
        /// Number in the file.
        var id: Int64
        var organization: String
        /// Number with the organization; `nil`: that in the file.
        var number: Int64?
        /// Well-Known Text 1.
        var definition: String
        var description: String

        var organizationID: Int64 { number ?? id }
    }

    /// Those that every GeoPackage must have.
    static var obligatory: [Definition] { all.filter { $0.organization == "NONE" || $0.id == 4326 } }

    static let all = [
        Definition(
            name: "Undefined cartesian SRS", id: -1, organization: "NONE", definition: "undefined",
            description: "undefined cartesian coordinate reference system"),
        Definition(
            name: "Undefined geographic SRS", id: 0, organization: "NONE", definition: "undefined",
            description: "undefined geographic coordinate reference system"),
        Definition(
            name: "WGS 84 geodetic", id: 4326, organization: "EPSG",
            definition: """
                GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],\
                AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],\
                UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],\
                AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]
                """, description: "longitude/latitude coordinates in decimal degrees on the WGS 84 spheroid"),
        Definition(
            name: "Amersfoort / RD New", id: 28992, organization: "EPSG",
            definition: """
                PROJCS["Amersfoort / RD New",GEOGCS["Amersfoort",DATUM["Amersfoort",\
                SPHEROID["Bessel 1841",6377397.155,299.1528128,AUTHORITY["EPSG","7004"]],AUTHORITY["EPSG","6289"]],\
                PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],\
                AUTHORITY["EPSG","4289"]],PROJECTION["Oblique_Stereographic"],\
                PARAMETER["latitude_of_origin",52.1561605555556],PARAMETER["central_meridian",5.38763888888889],\
                PARAMETER["scale_factor",0.9999079],PARAMETER["false_easting",155000],\
                PARAMETER["false_northing",463000],UNIT["metre",1,AUTHORITY["EPSG","9001"]],AXIS["Easting",EAST],\
                AXIS["Northing",NORTH],AUTHORITY["EPSG","28992"]]
                """, description: "Rijksdriehoekscoördinaten"),
    ]
}
