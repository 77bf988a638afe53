/// Which codes of EPSG name a horizontal reference for degrees, and which names mean one of them.
enum ReferenceSystems {
    private static let codes: Set<Int> = {
        var codes: Set<Int> = []
        for table in [
            ReferenceSystemTable.geographicSystems, ReferenceSystemTable.datums, ReferenceSystemTable.ellipsoids,
        ] {
            for range in table.split(separator: " ") {
                let ends = range.split(separator: "-").compactMap { Int($0) }
                if let low = ends.first, let high = ends.last { codes.formUnion(low...high) }
            }
        }
        return codes
    }()

    /// Names by their letters and digits alone. The first of equal names counts: systems stand before datums.
    private static let byName: [String: Int] = {
        var names: [String: Int] = [:]
        for pair in ReferenceSystemTable.names.split(whereSeparator: { $0 == "\n" || $0 == ";" }) {
            let parts = pair.split(separator: "|")
            if parts.count == 2, let code = Int(parts[1]), names[key(parts[0])] == nil { names[key(parts[0])] = code }
        }
        for (name, code) in [
            "worldgeodeticsystem1984": 4326, "wgs1984": 4326, "northamericandatum1927": 4267, "nad1927": 4267,
            "northamericandatum1983": 4269, "nad1983": 4269, "europeandatum1950": 4230, "osgb36": 4277, "agd1966": 4202,
            "agd1984": 4203, "gda1994": 4283, "sad1969": 4618, "etrf89": 4258, "geodeticdatumofaustralia1994": 4283,
        ] { names[name] = code }
        return names
    }()

    private static func key(_ text: some StringProtocol) -> String {
        String(text.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) })
    }

    /// `EPSG:` and a code of a geographic system, a datum or an ellipsoid.
    static func isStandard(_ text: String) -> Bool {
        guard text.hasPrefix("EPSG:") else { return false }
        let digits = text.dropFirst(5)
        guard !digits.isEmpty, !digits.hasPrefix("0"), digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
            let code = Int(digits)
        else { return false }
        return codes.contains(code)
    }

    /// The code that a name, a bare code, or an address of a code means.
    static func interpretation(of text: String) -> String? {
        let text = text.withoutOuterBlanks
        if let code = Int(text), codes.contains(code) { return "EPSG:\(code)" }
        if let match = text.wholeMatch(of: /(?i:epsg:?\s*|.*\/epsg\/[0-9.]+\/|urn:ogc:def:crs:epsg:[0-9.]*:)(\d{4,5})/),
            let code = Int(match.1)
        {
            return codes.contains(code) ? "EPSG:\(code)" : nil
        }
        return byName[key(text)].map { "EPSG:\($0)" }
    }
}
