import Foundation
import Pipeline

/// A store with a normal spring of four species around Utrecht, judged under a pack with rules on the context.
enum ContextPlace {
    static let rules = [
        "context_space", "context_season", "context_count", "context_first_province", "context_first_country",
        "context_observer_distance",
    ]
    static let configuration = Deliveries.configuration(sources: ["{ name: een }"])
        .replacingOccurrences(of: "rules: rules/nl-demo", with: "rules: pack")

    static func manifest(version: String = "1.0", minimum: Int = 30, more: String = "", rules: [String] = rules) -> String {
        """
        name: context
        version: "\(version)"
        authority: nobody
        licence: EUPL-1.2
        example: true
        parameters:
          contextMinimumRecords: \(minimum)
          contextMinimumStore: 100
          maximumCount: 1_000_000
          \(more)
        rules:
        \((["taxon_known", "period_not_future", "location_in_area", "count_plausible"] + rules).map { "  - \($0)" }.joined(separator: "\n"))
        """
    }

    /// 200 records, numbers 0…199, and what is added to them.
    static func place(_ added: [String] = [], manifest: String = manifest()) throws -> Workplace {
        let place = try Workplace(configuration: configuration)
        try place.write(manifest, to: place.folder.file("pack/rules.yaml"))
        _ = try place.ingest(Deliveries.text(0..<200) + added.map { $0 + "\n" }.joined(), as: "een.csv")
        return place
    }

    static let utrecht = (latitude: "52.1500", longitude: "5.2500")
    /// In Limburg, 150 km away.
    static let maastricht = (latitude: "50.8500", longitude: "5.6900")

    static func record(
        _ number: Int, species: String = "Bufo bufo", day: String = "2024-05-20",
        at place: (latitude: String, longitude: String) = utrecht, count: Int = 2, observer: String = ""
    ) -> String {
        "\(Deliveries.identity(number)),HumanObservation,\(species),\(day),\(place.latitude),\(place.longitude),WGS84,25,\(count),\(observer)"
    }
}

extension Workplace {
    /// What the rules on the context said of a record.
    func contextOutcomes(_ number: Int) throws -> [String: String] {
        try explanation(number).versions.last?.outcomes.filter { $0.key.hasPrefix("context_") } ?? [:]
    }

    func revalidate(_ arguments: String...) throws -> ValidationReport {
        let line = ["validate", "-c", configuration, "--json"] + arguments
        return try ProgramRun.of(Surroundings.binary, line).expecting(0).decoded()
    }
}
