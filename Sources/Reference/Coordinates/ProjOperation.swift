import CProj

/// Why no transformation could be made.
public enum TransformerError: Error, Sendable, Equatable, CustomStringConvertible {
    /// PROJ refused an operation.
    case operation(String)
    /// The directory named for the RDNAPTRANS grid holds no usable grid.
    case grid(String)

    public var description: String {
        switch self {
        case .operation(let why): "PROJ cannot make the transformation: \(why)"
        case .grid(let why):
            "the RDNAPTRANS grid \(RDGrid.fileName) cannot be used: \(why); correct the directory in the configuration, "
                + "or name none to do without (accurate to 0.25 m)"
        }
    }
}

/// The RDNAPTRANS2018 correction grid.
enum RDGrid {
    static let fileName = "rdtrans2018.gsb"
}

/// A PROJ context: belongs to one thread, reads no network, prints nothing.
final class ProjContext {
    let pointer: OpaquePointer

    init(searchDirectory: String?) throws(TransformerError) {
        guard let pointer = proj_context_create() else { throw .operation("no memory for a context") }
        self.pointer = pointer
        // Errors are told by return values; PROJ would also print that a directory of grids holds no proj.db, which no
        // written-out pipeline needs.
        proj_log_func(pointer, nil) { _, _, _ in }
        _ = proj_context_set_enable_network(pointer, 0)
        if let searchDirectory {
            searchDirectory.withCString { path in
                var paths: [UnsafePointer<CChar>?] = [path]
                proj_context_set_search_paths(pointer, 1, &paths)
            }
        }
    }

    deinit { proj_context_destroy(pointer) }
}

/// One PROJ operation from ETRS89 degrees to another system, usable in both directions.
final class ProjOperation {
    private let context: ProjContext
    private let pointer: OpaquePointer

    init(_ pipeline: String, context: ProjContext) throws(TransformerError) {
        guard let pointer = proj_create(context.pointer, pipeline) else {
            let code = proj_context_errno(context.pointer)
            throw .operation(String(cString: proj_context_errno_string(context.pointer, code)))
        }
        self.context = context
        self.pointer = pointer
    }

    /// From ETRS89 degrees to a system of the register, the way that PROJ chooses for each place.
    init(to system: RegisteredSystem) throws(TransformerError) {
        // The database lies where PROJ has it, not with the grids of the configuration.
        context = try ProjContext(searchDirectory: nil)
        guard
            let chosen = proj_create_crs_to_crs(context.pointer, "EPSG:4258", "EPSG:\(system.epsg)", nil)
        else { throw .operation("EPSG:\(system.epsg) cannot be reached from ETRS89") }
        defer { proj_destroy(chosen) }
        // Longitude or easting first, whatever the register says.
        guard let pointer = proj_normalize_for_visualization(context.pointer, chosen) else {
            throw .operation("the axes of EPSG:\(system.epsg) are unknown")
        }
        self.pointer = pointer
    }

    deinit { proj_destroy(pointer) }

    /// Converts in place; points that fail become HUGE_VAL.
    func apply(forward: Bool, x: UnsafeMutablePointer<Double>, y: UnsafeMutablePointer<Double>, count: Int) {
        let stride = MemoryLayout<Double>.stride
        _ = proj_trans_generic(
            pointer, forward ? PJ_FWD : PJ_INV, x, stride, count, y, stride, count, nil, 0, 0, nil, 0, 0)
        // A point that fails leaves an error behind that would show in the next call.
        proj_errno_reset(pointer)
    }

    /// Converts one point; `nil` when it fails.
    func apply(forward: Bool, _ point: (x: Double, y: Double)) -> (x: Double, y: Double)? {
        var point = point
        apply(forward: forward, x: &point.x, y: &point.y, count: 1)
        return point.x.isFinite && point.y.isFinite ? point : nil
    }
}
