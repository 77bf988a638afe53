import Foundation
import Outside
import Pipeline
import Testing

/// The example configuration shows everything that can be configured.
struct ConfigurationExampleTests {
    static let example = Surroundings.fixtures.appendingPathComponent("pipeline.yaml")

    @Test func everyKeyIsShown() throws {
        let source = try String(
            contentsOf: Outside.repository.appendingPathComponent("Sources/Pipeline/Configuration/PipelineConfiguration.swift"),
            encoding: .utf8)
        var keys = Set<String>()
        for list in source.matches(of: /allow\(\[([^\]]*)\]\)/) {
            for key in list.output.1.matches(of: /"([A-Za-z]+)"/) { keys.insert(String(key.output.1)) }
        }
        #expect(keys.count > 20)
        let example = try String(contentsOf: Self.example, encoding: .utf8)
        for key in keys { #expect(example.contains("\(key):"), "\(key) is not in pipeline.yaml") }
    }

    @Test func itIsValid() throws {
        let configuration = try PipelineConfiguration.load(path: Self.example.path)
        #expect(configuration.sources.count == 6)
        #expect(configuration.sources.map(\.maximumQuarantine) == [0.05, 0.05, 0.05, 0.05, 0.05, 0.2])
        #expect(configuration.exports.map(\.format) == ["dwca", "species-csv", "parquet"])
        #expect(configuration.workspace == Surroundings.fixtures.appendingPathComponent("workspace").path)
        #expect(configuration.exports.allSatisfy { $0.path.hasPrefix(configuration.workspace + "/exports/") })
        #expect(configuration.reference.area == .netherlands)
    }
}
