/// The features of a document one after the other: their properties by path, and their geometries as Well-Known Text.
///
/// A feature is an element in a `featureMember`, `featureMembers` or `member`, or a `SimpleDarwinRecord` in its set. Its
/// properties are the elements in it that hold text; of elements within one another the names are joined by a point.
final class GMLFeatureScan {
    let scanner: XMLScanner
    private let geometries: GMLGeometryReader
    /// Element within which the members or records are, by its depth.
    private(set) var containers: [Container] = []

    struct Container: Equatable {
        var depth: Int
        var holdsFeatures: Bool
        /// The system of features that name none, outside the element.
        var outside: GMLCoordinateSystem?
    }

    /// What is known outside features.
    struct State: Equatable {
        var containers: [Container]
        var outer: GMLCoordinateSystem?
    }

    var state: State { State(containers: containers, outer: outer) }

    /// Places of the columns by what they are called; the first two are kept for geometry and system.
    @exclusivity(unchecked) private(set) var columns: [[UInt8]] = [Array("geometry".utf8), Array("crs".utf8)]
    @exclusivity(unchecked) private var placeOfColumn: [[UInt8]: Int] = [:]
    @exclusivity(unchecked) private var nextPlace = 2
    private static let mostColumns = 4096
    private static let longestFeature = 3 * RecordBlock.maximumRecordBytes
    /// Whether columns that are not there yet are added.
    private let learns: Bool

    // The feature last read.
    @exclusivity(unchecked) private(set) var typeName: [UInt8] = []
    private(set) var line = 0
    private(set) var offset: Int64 = 0
    @exclusivity(unchecked) private var values: [Range<Int>?] = [nil, nil]
    @exclusivity(unchecked) private var bytes: [UInt8] = []
    /// Properties for which there is no column, as `name=value`.
    @exclusivity(unchecked) private(set) var others: [UInt8] = []

    @exclusivity(unchecked) private var path: [UInt8] = []
    @exclusivity(unchecked) private var text: [UInt8] = []
    private var wellKnownText: [UInt8] = []
    /// The system of features that name none, as far as is known by now.
    private(set) var outer: GMLCoordinateSystem?

    /// - Parameters:
    ///   - columns: what is known of the columns; `nil`: they are learnt.
    ///   - state: what is known at the place where the scanner is; `nil`: it is at the beginning.
    init(_ scanner: XMLScanner, columns known: [[UInt8]]? = nil, state: State? = nil) {
        self.scanner = scanner
        containers = state?.containers ?? []
        outer = state?.outer
        geometries = GMLGeometryReader(scanner)
        learns = known == nil
        for name in known ?? [] { add(column: name) }
    }

    /// The value of a column in the feature last read; `nil` when it has none.
    func withValue(_ column: Int, _ body: (UnsafeRawBufferPointer?) -> Void) {
        guard let range = values[column] else { return body(nil) }
        bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[range])) }
    }

    func has(_ column: Int) -> Bool { values[column] != nil }

    /// Reads the next feature that is wanted; false at the end.
    func next(isWanted: ([UInt8]) throws -> Bool) throws -> Bool {
        while true {
            switch try step() {
            case .finished: return false
            case .feature:
                typeName.removeAll(keepingCapacity: true)
                typeName.append(contentsOf: scanner.name)
                guard try isWanted(typeName) else {
                    try scanner.skipElement()
                    continue
                }
                try readFeature()
                return true
            case .member, .other: break
            }
        }
    }

    enum Step { case finished, member, feature, other }

    /// One step outside features: after `feature`, its start was read last.
    func step() throws -> Step {
        switch try scanner.next() {
        case .finished: return .finished
        case .text: return .other
        case .end:
            if let last = containers.last, last.depth == scanner.depth {
                outer = last.outside
                containers.removeLast()
            }
            return .other
        case .start:
            let holdsFeatures = containers.last?.holdsFeatures ?? false
            if containers.isEmpty {
                enter(holdsFeatures: scanner.nameIs("SimpleDarwinRecordSet"))
            } else if isMember {
                enter(holdsFeatures: true)
                return .member
            } else if isCollection {
                enter(holdsFeatures: false)
            } else if scanner.nameIs("boundedBy") {
                outer = try envelope() ?? outer
            } else if holdsFeatures {
                return .feature
            } else {
                try scanner.skipElement()
            }
            return .other
        }
    }

    private func enter(holdsFeatures: Bool) {
        containers.append(Container(depth: scanner.depth, holdsFeatures: holdsFeatures, outside: outer))
    }

    /// Goes to where the first feature begins, or the member that holds it alone: from there on the document can be cut
    /// behind every end tag of that kind. `nil` when there is none.
    func firstCut() throws -> (place: XMLPlace, state: State, tag: [UInt8])? {
        while true {
            let found = try step()
            switch found {
            case .finished: return nil
            case .other: break
            case .member where scanner.nameIs("featureMembers"): break
            case .member, .feature:
                if found == .member { containers.removeLast() }
                let tag = Array("</".utf8) + scanner.qualifiedName + Array(">".utf8)
                return (scanner.place(ofStart: true), state, tag)
            }
        }
    }

    private var isMember: Bool {
        scanner.nameIs("featureMember") || scanner.nameIs("featureMembers") || scanner.nameIs("member")
    }

    private var isCollection: Bool {
        scanner.nameIs("FeatureCollection") || scanner.nameIs("SimpleFeatureCollection") || scanner.nameIs("SpatialDataSet")
            || scanner.nameIs("Tuple")
    }

    // MARK: one feature

    private func readFeature() throws {
        for column in values.indices { values[column] = nil }
        bytes.removeAll(keepingCapacity: true)
        others.removeAll(keepingCapacity: true)
        line = scanner.line
        offset = scanner.offset
        nextPlace = 2
        geometries.inherited = outer
        let level = scanner.depth
        for (attribute, name) in [("id" as StaticString, "gml_id"), ("fid", "fid")] {
            text.removeAll(keepingCapacity: true)
            guard try scanner.appendAttribute(attribute, to: &text) else { continue }
            path.removeAll(keepingCapacity: true)
            path.append(contentsOf: name.utf8)
            try setText()
        }
        path.removeAll(keepingCapacity: true)
        while true {
            switch try scanner.next() {
            case .finished: return
            case .end where scanner.depth == level: return
            case .start:
                if scanner.nameIs("boundedBy") {
                    if let system = try envelope() { geometries.inherited = system }
                } else {
                    try readProperty()
                }
            default: break
            }
        }
    }

    /// Reads the property whose start was read last, and what is within it.
    private func readProperty() throws {
        let level = scanner.depth
        let pathBefore = path.count
        if pathBefore > 0 { path.append(UInt8(ascii: ".")) }
        path.append(contentsOf: scanner.name)
        let isNil = try scanner.attributes.isEmpty ? false : saysNil()
        let reference = try scanner.attributes.isEmpty ? nil : scanner.attributeText("href")
        text.removeAll(keepingCapacity: true)
        var isLeaf = true
        reading: while true {
            switch try scanner.next() {
            case .finished: break reading
            case .text: if isLeaf { try scanner.appendText(to: &text) }
            case .end:
                if scanner.depth == level { break reading }
            case .start:
                isLeaf = false
                if GMLGeometryReader.isGeometry(scanner) {
                    try readGeometry()
                } else {
                    try readProperty()
                }
            }
        }
        if isLeaf, !isNil {
            if try setText() {
            } else if let reference {
                try set(Array(reference.utf8))
            } else {
                try touch()
            }
        } else if isLeaf {
            try touch()
        }
        path.removeSubrange(pathBefore...)
    }

    private func saysNil() throws -> Bool {
        guard let text = try scanner.attributeText("nil") else { return false }
        return text == "true" || text == "1"
    }

    private func readGeometry() throws {
        wellKnownText.removeAll(keepingCapacity: true)
        try geometries.read(into: &wellKnownText)
        guard values[0] == nil else {
            try set(wellKnownText)
            return
        }
        try put(wellKnownText, in: 0)
        if !geometries.label.isEmpty { try put(geometries.label, in: 1) }
    }

    /// The system that an envelope names.
    private func envelope() throws -> GMLCoordinateSystem? {
        let level = scanner.depth
        var system: GMLCoordinateSystem?
        while true {
            switch try scanner.next() {
            case .finished: return system
            case .end where scanner.depth == level: return system
            case .start:
                if system == nil { system = geometries.namedSystem() }
            default: break
            }
        }
    }

    // MARK: columns

    private func add(column name: [UInt8]) {
        placeOfColumn[name] = columns.count
        columns.append(name)
        values.append(nil)
    }

    /// The column of the property at `path`; `nil` when there is none and none may be added.
    private func column() throws -> Int? {
        // Features have their properties in the same order.
        if nextPlace < columns.count, columns[nextPlace] == path {
            nextPlace += 1
            return nextPlace - 1
        }
        if let place = placeOfColumn[path] {
            nextPlace = place + 1
            return place
        }
        guard learns else { return nil }
        guard columns.count < Self.mostColumns else {
            throw scanner.error("features have more than \(Self.mostColumns) different properties: this is no table")
        }
        add(column: path)
        nextPlace = columns.count
        return columns.count - 1
    }

    /// Notes that there is such a property, though it has no value.
    private func touch() throws {
        if learns { _ = try column() }
    }

    /// Sets the property at `path` to the text gathered; false when that is blank.
    @discardableResult private func setText() throws -> Bool {
        try text.withUnsafeBytes { text in
            let value = text.trimmedXML
            guard !value.isEmpty else { return false }
            try set(value)
            return true
        }
    }

    private func set(_ value: [UInt8]) throws {
        try value.withUnsafeBytes { try set($0) }
    }

    private func put(_ value: [UInt8], in column: Int) throws {
        try value.withUnsafeBytes { try put($0, in: column) }
    }

    private func set(_ value: UnsafeRawBufferPointer) throws {
        guard let column = try column() else {
            guard others.count + value.count <= Self.longestFeature else {
                throw scanner.error("a feature is longer than \(Self.longestFeature >> 20) MB")
            }
            if !others.isEmpty { others.append(contentsOf: "; ".utf8) }
            others.append(contentsOf: path)
            others.append(UInt8(ascii: "="))
            others.append(contentsOf: value)
            return
        }
        try put(value, in: column)
    }

    private func put(_ value: UnsafeRawBufferPointer, in column: Int) throws {
        let start = bytes.count
        guard start + others.count + value.count <= Self.longestFeature else {
            throw scanner.error("a feature is longer than \(Self.longestFeature >> 20) MB")
        }
        // A property that is there more than once.
        if let before = values[column] {
            bytes.append(contentsOf: Array(bytes[before]))
            bytes.append(contentsOf: " | ".utf8)
        }
        bytes.append(contentsOf: value)
        values[column] = start..<bytes.count
    }
}

extension UnsafeRawBufferPointer {
    /// Without the blanks around it.
    var trimmedXML: UnsafeRawBufferPointer {
        var begin = 0
        var end = count
        while begin < end, self[begin].isXMLBlank { begin += 1 }
        while end > begin, self[end - 1].isXMLBlank { end -= 1 }
        return UnsafeRawBufferPointer(rebasing: self[begin..<end])
    }
}
