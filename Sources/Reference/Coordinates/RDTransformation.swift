import Foundation

/// ETRS89 ⇄ RD New: by the RDNAPTRANS2018 grid where it reaches, else by the Helmert transformation; within and
/// around the Netherlands through a lattice that stands in for PROJ.
final class RDTransformation {
    /// A certified point off the grid's nodes, to know the right grid by.
    private static let certified = (longitude: 4.712120126, latitude: 51.728601274, x: 108360.8790, y: 415757.2745)

    private let helmert: ProjOperation
    private let grid: ProjOperation?
    private let lattice: RDLattice?

    var usesGrid: Bool { grid != nil }

    init(context: ProjContext, gridDirectory: URL?, lattice: Bool) throws(TransformerError) {
        guard let pipeline = CoordinateReferenceSystem.rdNew.pipeline else { throw .operation("no RD pipeline") }
        helmert = try ProjOperation(pipeline, context: context)
        grid = try Self.openGrid(gridDirectory, context: context)
        self.lattice = lattice ? RDLattice() : nil
    }

    private static func openGrid(_ directory: URL?, context: ProjContext) throws(TransformerError) -> ProjOperation? {
        guard let directory else { return nil }
        let path = directory.appendingPathComponent(RDGrid.fileName).path
        guard FileManager.default.isReadableFile(atPath: path) else { throw .grid("there is no file at \(path)") }
        let pipeline = CoordinateReferenceSystem.rdPipeline(grid: RDGrid.fileName)
        let operation: ProjOperation
        do {
            operation = try ProjOperation(pipeline, context: context)
        } catch {
            throw .grid("PROJ cannot read \(path)")
        }
        let point = (x: certified.longitude, y: certified.latitude)
        guard let got = operation.apply(forward: true, point), abs(got.x - certified.x) < 0.001,
            abs(got.y - certified.y) < 0.001
        else { throw .grid("\(path) does not give the certified point; it is another grid or damaged") }
        return operation
    }

    /// Converts in place; failed points are not finite afterwards. Returns how many were converted without the grid
    /// although there is one, and sets their flag.
    func apply(
        toRD: Bool, x: UnsafeMutablePointer<Double>, y: UnsafeMutablePointer<Double>, count: Int,
        withoutGrid: UnsafeMutablePointer<Bool>?
    ) -> Int {
        guard let lattice else {
            return exact(toRD: toRD, x: x, y: y, count: count, withoutGrid: withoutGrid)
        }
        var without = 0
        let outside = { (index: Int) in
            without += self.exact(
                toRD: toRD, x: x + index, y: y + index, count: 1, withoutGrid: withoutGrid.map { $0 + index })
        }
        if toRD {
            lattice.toRD(x: x, y: y, count: count, node: node, outside: outside)
        } else {
            lattice.toGeographic(x: x, y: y, count: count, node: node, outside: outside)
        }
        return without
    }

    /// A lattice node: RD by the best operation.
    private func node(_ point: (x: Double, y: Double)) -> (x: Double, y: Double)? {
        (grid ?? helmert).apply(forward: true, point)
    }

    private func exact(
        toRD: Bool, x: UnsafeMutablePointer<Double>, y: UnsafeMutablePointer<Double>, count: Int,
        withoutGrid: UnsafeMutablePointer<Bool>?
    ) -> Int {
        guard let grid else {
            helmert.apply(forward: toRD, x: x, y: y, count: count)
            return 0
        }
        let delivered = (0..<count).map { (x: x[$0], y: y[$0]) }
        grid.apply(forward: toRD, x: x, y: y, count: count)
        var outside = 0
        for index in 0..<count where !(x[index].isFinite && y[index].isFinite) {
            guard let result = helmert.apply(forward: toRD, delivered[index]) else { continue }
            (x[index], y[index]) = result
            withoutGrid?[index] = true
            outside += 1
        }
        return outside
    }
}
