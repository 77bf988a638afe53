/// First-level divisions of countries, found by name whatever the words for "province" around it. Capitals and marks over
/// letters do not count ("Rio Negro"); anything else that is no part of the name is none of it.
enum StateProvinces {
    struct Division: Sendable {
        var country: String
        var centre: CountryGeography.Point
        var area: Double?
    }

    private static let byName: [String: [Division]] = {
        var names: [String: [Division]] = [:]
        for line in StateProvinceTable.rows.split(separator: "\n") {
            let fields = line.split(separator: "|")
            guard let country = fields.first else { continue }
            for field in fields.dropFirst() {
                let parts = field.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
                guard parts.count == 4, let latitude = Double(parts[1]), let longitude = Double(parts[2]) else {
                    continue
                }
                let division = Division(
                    country: String(country), centre: CountryGeography.Point(latitude: latitude, longitude: longitude),
                    area: Double(parts[3]))
                for key in Set([key(parts[0]), MonthNames.folded(parts[0])]) where !key.isEmpty {
                    names[key, default: []].append(division)
                }
            }
        }
        return names
    }()

    private static let frame: Set<String> = [
        "province", "provincia", "provincie", "provinz", "state", "estado", "departamento", "department", "departement",
        "region", "oblast", "county", "district", "prefecture", "governorate", "canton", "land", "of", "de", "del",
        "do",
        "da", "la", "the", "regiao", "municipality", "judetul", "wojewodztwo", "kraj", "territory", "ciudad",
        "autonoma",
    ]

    private static func key(_ name: String) -> String {
        MonthNames.folded(name).split(separator: " ", omittingEmptySubsequences: false)
            .filter { !frame.contains(String($0)) }.joined(separator: " ")
    }

    /// All divisions of that name.
    static func named(_ name: String) -> [Division] {
        byName[MonthNames.folded(name)] ?? byName[key(name)] ?? []
    }
}
