/// What is in the first part of a GML document: types of features and their properties.
public struct GMLSurvey: Sendable {
    public struct FeatureType: Sendable, Equatable {
        /// Local name.
        public let name: String
        /// Features of the type among those looked at.
        public internal(set) var count: Int
        /// Names of the properties in the order in which they turn up, without geometry.
        public internal(set) var columns: [String]
        public internal(set) var hasGeometry: Bool
    }

    public private(set) var types: [FeatureType] = []
    /// The whole document was looked at.
    public private(set) var isWhole = true

    /// Bytes that are looked at.
    private static let bytes: Int64 = 32 << 20

    /// - Parameters:
    ///   - source: the document in UTF-8.
    ///   - path: the file, for errors.
    /// - Throws: `XMLParseError` when the document is damaged before the first feature.
    public init(_ source: any ByteSource, path: String) throws {
        let scan = GMLFeatureScan(XMLScanner(source, path: path))
        var places: [[UInt8]: Int] = [:]
        var columns: [Set<Int>] = []
        do {
            while try scan.next(isWanted: { _ in true }) {
                let place = places[scan.typeName] ?? types.count
                if place == types.count {
                    places[scan.typeName] = place
                    let name = String(decoding: scan.typeName, as: UTF8.self)
                    types.append(FeatureType(name: name, count: 0, columns: [], hasGeometry: false))
                    columns.append([])
                }
                types[place].count += 1
                if scan.has(0) { types[place].hasGeometry = true }
                for column in 2..<max(2, scan.columns.count) where scan.has(column) { columns[place].insert(column) }
                if scan.offset > Self.bytes {
                    isWhole = false
                    break
                }
            }
        } catch {
            // Features in front of the damage are read; the reader tells of it when it comes there.
            guard !types.isEmpty else { throw error }
            isWhole = false
        }
        for place in types.indices {
            types[place].columns = columns[place].sorted().map { String(decoding: scan.columns[$0], as: UTF8.self) }
        }
    }
}

/// Reads the features of a GML document as records: geometry as Well-Known Text, its system, and the properties.
public final class GMLReader: RecordReader {
    /// Which features are read, and into which columns.
    public struct Layout: Sendable {
        /// Local names of the types that are read.
        public var types: Set<String>
        /// Types that are there and passed over; `nil`: whatever there is more.
        public var passedOver: Set<String>?
        /// The properties that have columns, in order, behind `geometry` and `crs`.
        public var columns: [String]
        public var hasGeometry: Bool
        /// One more column at the end for properties that have none, as `name=value; …`.
        public var hasOthers: Bool
        /// A column with the name of the type behind the properties.
        public var hasType: Bool

        public init(
            types: Set<String>, passedOver: Set<String>?, columns: [String], hasGeometry: Bool, hasOthers: Bool,
            hasType: Bool
        ) {
            self.types = types
            self.passedOver = passedOver
            self.columns = columns
            self.hasGeometry = hasGeometry
            self.hasOthers = hasOthers
            self.hasType = hasType
        }
    }

    private let scan: GMLFeatureScan
    private let layout: Layout
    private let wanted: Set<[UInt8]>
    private let passedOver: Set<[UInt8]>?
    private var failure: (any Error)?

    /// - Parameter source: the document in UTF-8.
    public convenience init(_ source: any ByteSource, path: String, layout: Layout) {
        self.init(XMLScanner(source, path: path), layout: layout)
    }

    /// - Parameter state: what is known where the scanner is, when that is not at the beginning.
    init(_ scanner: XMLScanner, layout: Layout, state: GMLFeatureScan.State? = nil) {
        scan = GMLFeatureScan(scanner, columns: layout.columns.map { Array($0.utf8) }, state: state)
        self.layout = layout
        wanted = Set(layout.types.map { Array($0.utf8) })
        passedOver = layout.passedOver.map { Set($0.map { Array($0.utf8) }) }
    }

    public func nextBlock(into block: RecordBlock, maximumRecords: Int) throws -> Bool {
        block.beginFilling()
        if let failure { throw failure }
        do {
            while !block.isFull(maximumRecords: maximumRecords) {
                guard try scan.next(isWanted: isWanted) else { break }
                fill(block)
            }
        } catch {
            guard block.recordCount > 0 else { throw error }
            // The records in front of the damage come first.
            failure = error
        }
        return block.recordCount > 0
    }

    /// Reads all features that there are into a block, however many.
    /// - Returns: what is known behind them.
    func readAll(into block: RecordBlock) throws -> GMLFeatureScan.State {
        while try scan.next(isWanted: isWanted) { fill(block) }
        return scan.state
    }

    private func isWanted(_ type: [UInt8]) throws -> Bool {
        if wanted.contains(type) { return true }
        guard let passedOver, !passedOver.contains(type) else { return false }
        throw scan.scanner.error(
            "features of type '\(String(decoding: type, as: UTF8.self))' begin here, and are not among the first: say in a "
                + "profile (table.layers) which types hold observations")
    }

    private func fill(_ block: RecordBlock) {
        block.beginRecord(line: scan.line, offset: scan.offset)
        for column in (layout.hasGeometry ? 0 : 2)..<(layout.columns.count + 2) {
            scan.withValue(column) { value in
                if let value { block.appendField(value) } else { block.appendEmptyFields() }
            }
        }
        if layout.hasType { block.appendField(scan.typeName) }
        if layout.hasOthers { block.appendField(scan.others) }
        block.endRecord()
    }
}
