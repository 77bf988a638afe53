/// The Dutch territorial sea, by a polygon of a few vertices (ETRS89 longitude, latitude).
///
/// APPROXIMATE, no official boundary: the seaward side lies about 12 nautical miles (22.2 km) from the coast and the outer
/// banks, drawn up to 2 km wide rather than narrow; the side of Belgium is meant to follow the treaty of 1996, unchecked against its text; the
/// side of Germany runs through the Ems. The landward side runs over Dutch land, as the km squares of the provinces
/// hold the land and the inland waters. Name a polygon file in the configuration for exact limits.
enum TerritorialSea {
    static let ring: [(x: Double, y: Double)] = [
        // Zwin, and out along the boundary with Belgium
        (3.3646, 51.3736), (3.3539, 51.3794), (3.2964, 51.4500), (3.2122, 51.4847), (3.0814, 51.5517),
        // along the coast of Zeeland and Holland
        (3.0300, 51.6700), (3.1200, 51.8000), (3.3300, 51.9600), (3.6300, 52.1200), (3.8900, 52.2600),
        (4.0900, 52.4200), (4.2000, 52.6000), (4.2300, 52.8000), (4.2200, 53.0000), (4.3400, 53.1800),
        // north of the Wadden islands
        (4.5400, 53.3700), (4.8000, 53.5000), (5.1500, 53.6100), (5.5500, 53.6700), (6.0000, 53.7200),
        (6.3500, 53.7700), (6.6000, 53.7600),
        // west of Borkum, the Ems, the Dollard
        (6.6000, 53.6000), (6.6800, 53.5200), (6.8800, 53.4500), (6.9700, 53.3600), (7.0300, 53.3200),
        (7.2100, 53.2400),
        // back over land
        (7.0500, 53.2000), (6.0000, 53.2000), (5.3000, 52.9000), (5.0000, 52.4000), (4.5000, 51.9000),
        (4.2000, 51.6000), (3.8000, 51.3700), (3.5000, 51.3400), (3.3646, 51.3736),
    ]
}
