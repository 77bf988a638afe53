/// Where observations are made: municipalities all over the Netherlands, with sites around them.
struct Places {
    /// Name of the municipality, province, latitude and longitude of a place well inside it.
    private static let towns: [(String, String, Double, Double)] = [
        ("Groningen", "Groningen", 53.2194, 6.5665), ("Eemsdelta", "Groningen", 53.3300, 6.8600),
        ("Het Hogeland", "Groningen", 53.3800, 6.5100), ("Westerwolde", "Groningen", 52.9500, 7.0500),
        ("Leeuwarden", "Fryslân", 53.2012, 5.7999), ("Súdwest-Fryslân", "Fryslân", 53.0400, 5.6600),
        ("Schiermonnikoog", "Fryslân", 53.4780, 6.1600), ("Opsterland", "Fryslân", 53.0500, 6.1100),
        ("Assen", "Drenthe", 52.9928, 6.5642), ("Westerveld", "Drenthe", 52.8500, 6.3000),
        ("Emmen", "Drenthe", 52.7858, 6.8976), ("Aa en Hunze", "Drenthe", 52.9900, 6.7600),
        ("Zwolle", "Overijssel", 52.5168, 6.0830), ("Steenwijkerland", "Overijssel", 52.7400, 5.9900),
        ("Hellendoorn", "Overijssel", 52.3900, 6.4400), ("Dalfsen", "Overijssel", 52.5050, 6.2600),
        ("Almere", "Flevoland", 52.3508, 5.2647), ("Lelystad", "Flevoland", 52.5185, 5.4714),
        ("Zeewolde", "Flevoland", 52.3300, 5.5400), ("Noordoostpolder", "Flevoland", 52.7100, 5.7500),
        ("Apeldoorn", "Gelderland", 52.2112, 5.9699), ("Ede", "Gelderland", 52.0800, 5.7300),
        ("Bronckhorst", "Gelderland", 52.0700, 6.3000), ("West Betuwe", "Gelderland", 51.8700, 5.2500),
        ("Rheden", "Gelderland", 52.0300, 6.0300), ("Utrecht", "Utrecht", 52.0907, 5.1214),
        ("Amersfoort", "Utrecht", 52.1561, 5.3878), ("Rhenen", "Utrecht", 51.9800, 5.5300),
        ("De Ronde Venen", "Utrecht", 52.2100, 4.9000), ("Amsterdam", "Noord-Holland", 52.3676, 4.9041),
        ("Bergen", "Noord-Holland", 52.6700, 4.6700), ("Texel", "Noord-Holland", 53.0700, 4.8000),
        ("Hilversum", "Noord-Holland", 52.2292, 5.1669), ("Bloemendaal", "Noord-Holland", 52.4000, 4.6000),
        ("Rotterdam", "Zuid-Holland", 51.9244, 4.4777), ("Wassenaar", "Zuid-Holland", 52.1400, 4.3800),
        ("Goeree-Overflakkee", "Zuid-Holland", 51.7800, 4.0500), ("Nieuwkoop", "Zuid-Holland", 52.1500, 4.7800),
        ("Dordrecht", "Zuid-Holland", 51.7900, 4.7000), ("Middelburg", "Zeeland", 51.4988, 3.6110),
        ("Terneuzen", "Zeeland", 51.3000, 3.8500), ("Schouwen-Duiveland", "Zeeland", 51.6800, 3.8500),
        ("Goes", "Zeeland", 51.5000, 3.8900), ("'s-Hertogenbosch", "Noord-Brabant", 51.6978, 5.3037),
        ("Boxtel", "Noord-Brabant", 51.5900, 5.3200), ("Breda", "Noord-Brabant", 51.5719, 4.7683),
        ("Deurne", "Noord-Brabant", 51.4500, 5.8200), ("Altena", "Noord-Brabant", 51.7800, 4.9000),
        ("Cranendonck", "Noord-Brabant", 51.3000, 5.5800), ("Venlo", "Limburg", 51.3704, 6.1500),
        ("Leudal", "Limburg", 51.2500, 5.9000), ("Peel en Maas", "Limburg", 51.3200, 5.9700),
        ("Gulpen-Wittem", "Limburg", 50.8100, 5.8900), ("Horst aan de Maas", "Limburg", 51.4500, 6.0500),
    ]
    private static let kinds = [
        "Heide", "Oude Bos", "Plas", "Landgoed", "Buitenplaats", "Uiterwaard", "Polder", "Vennen", "Broek",
        "Hoge Veld", "Zandverstuiving", "Beekdal", "Kanaaloever", "Begraafplaats", "Stadspark", "Dijk",
    ]
    private static let corners = ["Noord", "Oost", "Zuid", "West", "Midden"]

    let municipalities = TextPool()
    let provinces = TextPool()
    let localities = TextPool()
    /// Site: town and locality (numbers in the pools), latitude and longitude in millionths of degrees.
    let sites: [(town: Int, locality: Int, latitude: Int, longitude: Int)]

    /// Makes the sites; about half of all observations come from the first tenth of them (see `pick`).
    init(seed: UInt64) {
        for town in Self.towns {
            municipalities.append(town.0)
            provinces.append(town.1)
        }
        for kind in Self.kinds {
            for corner in Self.corners { localities.append("\(kind) \(corner)") }
        }
        var sites: [(town: Int, locality: Int, latitude: Int, longitude: Int)] = []
        for number in 0..<4096 {
            var random = RandomNumbers(seed: seed, row: UInt64(number), purpose: 1)
            let town = random.below(Self.towns.count)
            sites.append(
                (
                    town, random.below(localities.count),
                    Int(Self.towns[town].2 * 1e6) + random.spread(9000),
                    Int(Self.towns[town].3 * 1e6) + random.spread(15_000)
                ))
        }
        self.sites = sites
    }

    /// A site; the lower its number, the more often it is visited.
    func pick(_ random: inout RandomNumbers) -> Int {
        let bound = 1 + random.below(sites.count)
        return random.chance(500) ? random.below(bound) / 10 : random.below(bound)
    }
}
