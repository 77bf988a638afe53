import Formats

extension OpenedDelivery {
    /// Opens a frictionless data package: the table with the observations, joined with those it refers to.
    static func openDataPackage(_ entry: DeliveryEntry, _ declared: DeclaredForm) throws -> OpenedDelivery {
        let path = entry.path
        let folder = entry.name.lastIndex(of: "/").map { String(entry.name[...$0]) } ?? ""
        let names = Set(entry.container.entryNames)
        func file(_ name: String) -> DeliveryEntry? {
            let name = folder + (name.hasPrefix("./") ? String(name.dropFirst(2)) : name)
            return names.contains(name) ? DeliveryEntry(path: path, name: name, container: entry.container) : nil
        }
        let bytes = try entry.open().readAll(limit: PackageDescriptor.mostBytes, name: entry.name)
        let descriptor = try PackageDescriptor(bytes, file: entry.name, path: path) { schema in
            file(schema).flatMap { try? $0.open().readAll(limit: 4 << 20, name: $0.name) }
        }
        var notes = descriptor.notes
        var members: [TableSet.Member] = []
        for resource in descriptor.resources {
            let files = try resource.paths.map { name -> DeliveryEntry in
                guard let found = file(name) else {
                    throw DeliveryError(
                        .unreadable, path: path, message: "\(entry.name) names the file '\(name)', which is not there")
                }
                return found
            }
            let isTable = resource.paths.allSatisfy { name in
                [".csv", ".tsv", ".txt", ".csv.gz"].contains { name.lowercased().hasSuffix($0) }
            }
            guard isTable else {
                notes.append("resource not read: \(resource.name) (\(resource.paths.joined(separator: ", "))), for it is no delimited text")
                continue
            }
            do {
                members.append(
                    .init(
                        name: resource.name, table: try SourceTable(files: files, resource: resource),
                        foreignKeys: resource.foreignKeys))
            } catch let error as DeliveryError where error.code == .empty {
                notes.append("resource not read: \(resource.name), for it is empty")
            }
        }
        let isCamtrap = CamtrapPackage.isCamtrap(descriptor)
        let join = try TableSet(path: path, members: members).join(measurements: declared.measurements, &notes)
        let profile = isCamtrap
            ? CamtrapPackage.profile(hasEvents: try CamtrapPackage.hasEvents(join.observations)) : nil
        return try joined(join, format: .dataPackage, knownProfile: profile, notes: notes, title: descriptor.title)
    }

    /// Tables without a descriptor that belong together by their names: `occurrence` with `event`.
    /// - Returns: `nil` when they are not such tables.
    static func openNamedTables(
        _ names: [String], path: String, in container: any FileContainer, _ declared: DeclaredForm
    ) throws -> OpenedDelivery? {
        func base(_ name: String) -> String {
            let file = name.split(separator: "/").last.map(String.init) ?? name
            return String(file.prefix { $0 != "." })
        }
        guard names.count > 1, names.contains(where: { base($0).lowercased().contains("event") }),
            names.filter({ base($0).lowercased().contains("occurrence") }).count == 1
        else { return nil }
        let members = try names.map { name in
            TableSet.Member(
                name: base(name),
                table: try SourceTable(
                    files: [DeliveryEntry(path: path, name: name, container: container)], resource: nil))
        }
        var notes = ["no meta.xml: the tables are joined by their names and eventID"]
        let join = try TableSet(path: path, members: members).join(measurements: declared.measurements, &notes)
        guard join.parent != nil else { return nil }
        return try joined(join, format: .darwinCoreArchive, notes: notes)
    }
}
