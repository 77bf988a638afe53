/// A coordinate system as GML names it (`srsName`), with the order of its axes.
struct GMLCoordinateSystem: Equatable {
    /// `EPSG:28992`; a name of another authority as it stands.
    let label: [UInt8]
    /// The first number of a position is the northing or latitude.
    let isNorthingFirst: Bool

    /// Systems whose official axes are northing or latitude first. With `EPSG:…` and the old
    /// `…/gml/srs/epsg.xml#…`, everybody writes easting first nevertheless.
    private static let northingFirst: Set<Int> = [
        4326, 4258, 4289, 4979, 4937, 4230, 4267, 4269, 4277, 4313, 4314, 4171, 4619, 4171, 9067, 3034, 3035, 3038, 3039, 3040,
        3041, 31466, 31467, 31468, 31469, 2180, 5554, 5555, 5556,
    ]

    init(_ name: String) {
        let name = name.trimmingXMLBlanks()
        let lowercased = name.lowercased()
        if lowercased.contains("crs84") {
            self.init(label: "EPSG:4326", isNorthingFirst: false)
            return
        }
        let code = name.split(whereSeparator: { ":/#".contains($0) }).last.flatMap { Int($0) }
        guard lowercased.contains("epsg"), let code else {
            self.init(label: name, isNorthingFirst: false)
            return
        }
        let isOfficial = lowercased.hasPrefix("urn:") || lowercased.contains("/def/crs/")
        self.init(label: "EPSG:\(code)", isNorthingFirst: isOfficial && Self.northingFirst.contains(code))
    }

    private init(label: String, isNorthingFirst: Bool) {
        self.label = Array(label.utf8)
        self.isNorthingFirst = isNorthingFirst
    }
}

extension String {
    fileprivate func trimmingXMLBlanks() -> String {
        String(decoding: utf8.drop { $0.isXMLBlank }.reversed().drop { $0.isXMLBlank }.reversed(), as: UTF8.self)
    }
}
