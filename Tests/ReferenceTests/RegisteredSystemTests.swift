import Reference
import Testing

/// Systems for which no operation is written out, by the register of PROJ.
@Suite struct RegisteredSystemTests {
    /// What `gdaltransform` makes of 5.3872° E 52.1561° N.
    @Test(arguments: [
        (2154, 864_018.0007, 7_231_969.2599), (27_700, 904_972.4407, 276_683.9832), (3043, 663_300.2922, 5_781_087.4539),
        // Its register names the northing first.
        (2180, -428_757.2761, 564_519.2707), (4171, 5.3872, 52.1561), (4937, 5.3872, 52.1561),
    ])
    func bothWays(_ epsg: Int, _ x: Double, _ y: Double) throws {
        let system = try #require(CoordinateReferenceSystem(epsg: epsg))
        #expect(system.description == "EPSG:\(epsg)")
        #expect(system.isGeographic == (x < 180 && x > 0))
        let point = try #require(try Transformer(from: .etrs89, to: system, gridDirectory: nil).transform(x: 5.3872, y: 52.1561))
        #expect(abs(point.x - x) < 0.01 && abs(point.y - y) < 0.01, "\(point)")
        let back = try #require(try Transformer(from: system, to: .etrs89, gridDirectory: nil).transform(x: point.x, y: point.y))
        #expect(abs(back.x - 5.3872) < 1e-7 && abs(back.y - 52.1561) < 1e-7, "\(back)")
    }

    /// A vertical system, the Earth's centre, and codes of nothing.
    @Test(arguments: [5709, 4978, 0, -1, 999_999, Int.max]) func noSystemOfPlaces(_ epsg: Int) {
        #expect(CoordinateReferenceSystem(epsg: epsg) == nil)
    }

    @Test(arguments: [
        (
            """
            PROJCS["British_National_Grid",GEOGCS["GCS_OSGB_1936",DATUM["D_OSGB_1936",SPHEROID["Airy_1830",6377563.396,299.3249646]],\
            PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],\
            PARAMETER["False_Easting",400000.0],PARAMETER["False_Northing",-100000.0],PARAMETER["Central_Meridian",-2.0],\
            PARAMETER["Scale_Factor",0.9996012717],PARAMETER["Latitude_Of_Origin",49.0],UNIT["Meter",1.0]]
            """, 27_700
        ),
        (
            // The same under a name of the supplier's own.
            """
            PROJCS["ons stelsel",GEOGCS["GCS_RGF_1993",DATUM["D_RGF_1993",SPHEROID["GRS_1980",6378137.0,298.257222101]],\
            PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Lambert_Conformal_Conic"],\
            PARAMETER["False_Easting",700000.0],PARAMETER["False_Northing",6600000.0],PARAMETER["Central_Meridian",3.0],\
            PARAMETER["Standard_Parallel_1",49.0],PARAMETER["Standard_Parallel_2",44.0],PARAMETER["Latitude_Of_Origin",46.5],\
            UNIT["Meter",1.0]]
            """, 2154
        ),
        (
            // A projection that nobody registered.
            """
            PROJCS["eigen",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],\
            PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],\
            PARAMETER["False_Easting",12345.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",5.25],\
            PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",50.0],UNIT["Meter",1.0]]
            """, nil
        ),
        ("geen stelsel", nil), ("", nil), ("PROJCS[\"half", nil),
    ] as [(String, Int?)])
    func definitions(_ text: String, _ epsg: Int?) {
        #expect(RegisteredSystem.epsg(ofDefinition: text) == epsg)
    }
}
