import Formats

/// The columns of joined records, and where each comes from.
struct JoinLayout {
    enum Source: Equatable {
        case own(Int)
        /// The observation's own value, else that of its parent.
        case shared(own: Int, parent: Int)
        case parent(Int)
        /// The observation's own value, else its parent's, else the key with which it refers to the parent.
        case key(own: Int?, parent: Int?)
        /// Rows of an attachment, as JSON.
        case attached(Int, isOfParent: Bool)
        /// Kinds of the media.
        case evidence
        case measurement(Int)
        case measurementUnit(Int)
    }

    struct Group {
        /// Places of the anchors in the observations and in the parent.
        var ownAnchors: [Int]
        var parentAnchors: [Int]
    }

    private(set) var columns: [String] = []
    private(set) var sources: [Source] = []
    /// Groups of which both tables have columns.
    private(set) var groups: [Group] = []
    /// Group of every column of the parent.
    private(set) var groupOfParent: [Int?] = []
    /// Whether a column of the parent tells how the anchors of its group are to be read.
    private(set) var isSystem: [Bool] = []

    init(_ join: TableJoin) {
        let own = join.observations.columns
        let parent = join.parent
        let parentColumns = parent?.table.columns ?? []
        var parentPlace: [String: Int] = [:]
        for (place, name) in parentColumns.enumerated().reversed() { parentPlace[FieldNames.folded(name)] = place }
        var taken = Set<Int>()
        let keyName = parent.map { FieldNames.folded($0.keyName) }
        for (place, name) in own.enumerated() where !join.omittedColumns.contains(place) {
            let folded = FieldNames.folded(name)
            let shared = folded.isEmpty ? nil : parentPlace[folded]
            if let shared { taken.insert(shared) }
            if let keyName, folded == keyName {
                add(name, .key(own: place, parent: shared))
            } else if let shared {
                add(name, .shared(own: place, parent: shared))
            } else {
                add(name, .own(place))
            }
        }
        for (place, name) in parentColumns.enumerated() where !taken.contains(place) {
            if FieldNames.folded(name) == keyName {
                add(name, .key(own: nil, parent: place))
            } else if place != parent?.key {
                add(name, .parent(place))
            }
        }
        addGroups(own: own, parent: parentColumns)
        addAttachments(join)
    }

    private mutating func add(_ name: String, _ source: Source) {
        columns.append(name)
        sources.append(source)
    }

    private mutating func addGroups(own: [String], parent: [String]) {
        groupOfParent = [Int?](repeating: nil, count: parent.count)
        isSystem = [Bool](repeating: false, count: parent.count)
        for group in ColumnGroup.all {
            func places(_ columns: [String], _ names: Set<String>) -> [Int] {
                columns.indices.filter { names.contains(FieldNames.folded(columns[$0])) }
            }
            let parentAnchors = places(parent, group.anchors)
            guard !parentAnchors.isEmpty else { continue }
            for place in parentAnchors + places(parent, group.dependents) { groupOfParent[place] = groups.count }
            for place in places(parent, group.systems) {
                groupOfParent[place] = groups.count
                isSystem[place] = true
            }
            groups.append(Group(ownAnchors: places(own, group.anchors), parentAnchors: parentAnchors))
        }
    }

    private mutating func addAttachments(_ join: TableJoin) {
        func unique(_ name: String) -> String {
            var name = name
            var number = 2
            while columns.contains(name) {
                name = "\(name)\(number)"
                number += 1
            }
            return name
        }
        for (number, attachment) in join.attachments.enumerated() {
            if attachment.links.contains(where: { $0.target != .parent }) {
                add(unique(attachment.name), .attached(number, isOfParent: false))
            }
            if attachment.links.contains(where: { $0.target == .parent }), let parent = join.parent {
                let name = parent.what + attachment.name.prefix(1).uppercased() + attachment.name.dropFirst()
                add(unique(name), .attached(number, isOfParent: true))
            }
        }
        let hasMedia = join.attachments.contains { $0.isMedia && $0.links.contains { $0.target != .parent } }
        if hasMedia, !columns.contains(where: { FieldNames.folded($0) == "evidence" }) { add("evidence", .evidence) }
        for (number, type) in join.measurements.enumerated() {
            add(unique(TableJoin.measurementColumn(type)), .measurement(number))
            add(unique(TableJoin.measurementUnitColumn(type)), .measurementUnit(number))
        }
    }
}
