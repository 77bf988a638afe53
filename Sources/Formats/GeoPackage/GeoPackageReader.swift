/// Reads layers of a GeoPackage as one table: for every layer its columns, the geometry as Well-Known Text, and the
/// system that it is in.
///
/// The number of a record is that of its row, counted through all layers.
public final class GeoPackageReader: RecordReader {
    private let package: GeoPackage
    private var layers: [GeoPackage.Layer]
    private let columns: [String]
    private let geometryColumn: String?
    private let systemColumn: String?

    private var features: GeoPackageFeatures?
    /// For every column of the table, where it comes from in the layer that is read.
    private var sources: [Source] = []
    private var system: [UInt8] = []
    private var row = 0
    private var failure: (any Error)?
    private var geometry = PlaneGeometry()
    private var text: [UInt8] = []

    private enum Source {
        case none
        case column(Int)
        case geometry
        case system
    }

    /// - Parameters:
    ///   - columns: the table's columns, taken from the layers by name; those of a layer that are not among them are
    ///     left out.
    ///   - geometryColumn: which of them holds the geometry.
    ///   - systemColumn: which of them holds `EPSG:…`.
    public init(
        _ package: GeoPackage, layers: [GeoPackage.Layer], columns: [String], geometryColumn: String?,
        systemColumn: String?
    ) {
        self.package = package
        self.layers = layers.reversed()
        self.columns = columns
        self.geometryColumn = geometryColumn
        self.systemColumn = systemColumn
    }

    public func nextBlock(into block: RecordBlock, maximumRecords: Int) throws -> Bool {
        block.beginFilling()
        if let failure {
            self.failure = nil
            throw failure
        }
        do {
            while !block.isFull(maximumRecords: maximumRecords) {
                guard let features = try current() else { break }
                guard try features.next() else {
                    self.features = nil
                    continue
                }
                row += 1
                append(features, to: block)
            }
        } catch {
            // What came before the damage is handed out first.
            guard block.recordCount > 0 else { throw error }
            failure = error
            layers = []
            features = nil
        }
        return block.recordCount > 0
    }

    private func current() throws -> GeoPackageFeatures? {
        if let features { return features }
        guard let layer = layers.popLast() else { return nil }
        sources = columns.map { name in
            if name == geometryColumn { return layer.geometryColumn == nil ? .none : .geometry }
            if name == systemColumn { return layer.geometryColumn == nil ? .none : .system }
            return layer.columns.firstIndex(of: name).map { .column($0) } ?? .none
        }
        system = layer.epsg.map { Array("EPSG:\($0)".utf8) } ?? []
        features = try GeoPackageFeatures(layer, of: package)
        return features
    }

    private func append(_ features: GeoPackageFeatures, to block: RecordBlock) {
        block.beginRecord(line: row)
        var flags: RecordFlags = []
        for source in sources {
            switch source {
            case .none: block.appendEmptyFields()
            case .system: block.appendField(system)
            case .geometry: appendGeometry(features, to: block)
            case .column(let column):
                switch features.value(column) {
                case .null, .blob: block.appendEmptyFields()
                case .integer(let number): block.appendNumber(number)
                case .real(let number): block.appendNumber(number)
                case .text(let bytes):
                    if !isWellFormedUTF8(bytes) { flags.insert(.invalidUTF8) }
                    if bytes.contains(0) { flags.insert(.containsNUL) }
                    block.appendField(bytes)
                }
            }
        }
        block.endRecord(flags: flags)
    }

    private func appendGeometry(_ features: GeoPackageFeatures, to block: RecordBlock) {
        text.removeAll(keepingCapacity: true)
        do {
            if try features.geometry(into: &geometry) { geometry.appendText(to: &text) }
        } catch {
            // Stands in the place of the geometry, where it is found to be none.
            text.append(contentsOf: error.description.utf8)
        }
        block.appendField(text)
    }
}

extension RecordBlock {
    func appendNumber(_ number: Int64) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: DecimalText.maximumBytes) { room in
            guard let text = room.baseAddress else { return }
            appendField(UnsafeRawBufferPointer(start: text, count: DecimalText.write(number, to: text)))
        }
    }

    func appendNumber(_ number: Double) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: DecimalText.maximumBytes) { room in
            guard let text = room.baseAddress else { return }
            appendField(UnsafeRawBufferPointer(start: text, count: DecimalText.write(number, to: text)))
        }
    }
}
