import Foundation
import Reference
import Synchronization

/// Latitude and longitude of centres of squares, each converted once.
final class SquareCentres: Sendable {
    struct Place: Hashable {
        var x: Double
        var y: Double
    }

    private struct State {
        var transformer: Transformer
        var known: [Place: (latitude: Double, longitude: Double)?] = [:]
    }

    private let state: Mutex<State>

    init(gridDirectory: URL?) throws(DisclosureError) {
        do {
            let transformer = try Transformer(from: .rdNew, to: .wgs84, gridDirectory: gridDirectory)
            state = Mutex(State(transformer: transformer))
        } catch {
            throw .noCoordinates("\(error)")
        }
    }

    /// Degrees; `nil` for a place that cannot be converted.
    func geographic(_ places: Set<Place>) -> [Place: (latitude: Double, longitude: Double)] {
        state.withLock { state in
            var result: [Place: (latitude: Double, longitude: Double)] = [:]
            for place in places {
                if state.known[place] == nil {
                    let converted = state.transformer.transform(x: place.x, y: place.y)
                    state.known[place] = .some(converted.map { (latitude: $0.y, longitude: $0.x) })
                }
                if let centre = state.known[place] ?? nil { result[place] = centre }
            }
            return result
        }
    }
}
