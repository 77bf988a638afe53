import Foundation

/// Converts coordinates from one system to another, many at a time, in place. A transformer belongs to the thread
/// that made it (PROJ's rule); making one takes about a millisecond.
///
/// Everything goes by way of ETRS89, along operations that are written out (see `CoordinateReferenceSystem`), or for
/// systems from further away along those that PROJ chooses (see `RegisteredSystem`).
/// With the RDNAPTRANS2018 grid RD is exact to a millimetre from 2° to 8° E and 50° to 56° N; elsewhere, and
/// everywhere without the grid, the Helmert transformation of EPSG (8) is used, accurate to 0.25 m.
public final class Transformer {
    /// What became of a batch.
    public struct Outcome: Sendable, Equatable {
        /// Points that could not be converted; both coordinates are NaN.
        public var failed = 0
        /// Points between RD and another system that lay outside the correction grid.
        public var withoutGrid = 0

        public init(failed: Int = 0, withoutGrid: Int = 0) {
            self.failed = failed
            self.withoutGrid = withoutGrid
        }
    }

    private enum Leg {
        case proj(ProjOperation, forward: Bool)
        case rd(RDTransformation, forward: Bool)
    }

    public let source: CoordinateReferenceSystem
    public let target: CoordinateReferenceSystem
    /// What a converted coordinate can be off by the transformation alone, in metres, inside the correction grid.
    public let accuracyMetres: Double

    private let legs: [Leg]

    /// - Parameters:
    ///   - gridDirectory: the directory that holds `rdtrans2018.gsb`; `nil` to do without.
    ///   - approximating: whether RD goes through the lattice, which stays within 0.1 mm of PROJ (1 mm
    ///     from RD without the grid) and is many times faster.
    public init(
        from source: CoordinateReferenceSystem, to target: CoordinateReferenceSystem, gridDirectory: URL?,
        approximating: Bool = true
    ) throws(TransformerError) {
        self.source = source
        self.target = target
        guard source != target, !(source.isETRS89 && target.isETRS89) else {
            legs = []
            accuracyMetres = 0
            return
        }
        let context = try ProjContext(searchDirectory: gridDirectory?.path)
        var legs: [Leg] = []
        var accuracy = 0.0
        for (system, forward) in [(source, false), (target, true)] {
            if system == .rdNew {
                let rd = try RDTransformation(context: context, gridDirectory: gridDirectory, lattice: approximating)
                accuracy += rd.usesGrid ? 0.001 : system.accuracyMetres
                legs.append(.rd(rd, forward: forward))
            } else if let pipeline = system.pipeline {
                accuracy += system.accuracyMetres
                legs.append(.proj(try ProjOperation(pipeline, context: context), forward: forward))
            } else if case .registered(let registered) = system {
                accuracy += system.accuracyMetres
                legs.append(.proj(try ProjOperation(to: registered), forward: forward))
            }
        }
        self.legs = legs
        accuracyMetres = accuracy
    }

    /// Converts `count` points in place. Points that cannot be converted become NaN, both coordinates; so do
    /// latitudes beyond 90° and longitudes beyond 180°. `withoutGrid`, when given, has room for `count` flags;
    /// those of points outside the correction grid are set, the others left alone.
    @discardableResult
    public func transform(
        x: UnsafeMutablePointer<Double>, y: UnsafeMutablePointer<Double>, count: Int,
        withoutGrid: UnsafeMutablePointer<Bool>? = nil
    ) -> Outcome {
        var outcome = Outcome()
        for index in 0..<count where !isPlausible(x[index], y[index]) {
            x[index] = .infinity
            y[index] = .infinity
        }
        for leg in legs {
            switch leg {
            case .proj(let operation, let forward):
                operation.apply(forward: forward, x: x, y: y, count: count)
            case .rd(let rd, let forward):
                outcome.withoutGrid += rd.apply(toRD: forward, x: x, y: y, count: count, withoutGrid: withoutGrid)
            }
        }
        for index in 0..<count where !(x[index].isFinite && y[index].isFinite) {
            x[index] = .nan
            y[index] = .nan
            outcome.failed += 1
        }
        return outcome
    }

    /// Converts one point; `nil` when it cannot be converted.
    public func transform(x: Double, y: Double) -> (x: Double, y: Double)? {
        var (x, y) = (x, y)
        return transform(x: &x, y: &y, count: 1).failed == 0 ? (x, y) : nil
    }

    private func isPlausible(_ x: Double, _ y: Double) -> Bool {
        // No projected coordinate on Earth lies beyond 40 000 km; PROJ's series may not converge there.
        source.isGeographic ? abs(x) <= 180 && abs(y) <= 90 : abs(x) < 4e7 && abs(y) < 4e7
    }
}
