import Foundation

/// The datapackage.json of a frictionless data package, as far as reading its tables goes.
struct PackageDescriptor {
    /// A column of one table that refers to a column of another.
    struct ForeignKey: Equatable {
        var field: String
        var resource: String
        var referredField: String
        /// Every row must have a value.
        var isRequired = false
    }

    struct Resource {
        var name: String
        /// Files within the package, one after the other.
        var paths: [String]
        var delimiter: UInt8?
        /// `.some(nil)`: nothing encloses fields.
        var quote: UInt8??
        var comment: UInt8?
        var encoding: String?
        var hasHeader = true
        /// Names of the fields of the schema, where it stands in the descriptor or in the package.
        var fields: [String] = []
        var missingValues: Set<String> = []
        var foreignKeys: [ForeignKey] = []
    }

    var title: String?
    var profile: String?
    var resources: [Resource] = []
    /// What could not be used.
    var notes: [String] = []

    /// The largest descriptor: data within it are not read.
    static let mostBytes = 16 << 20

    /// - Parameters:
    ///   - file: name of the descriptor in the package.
    ///   - schema: gives a schema that is a file of the package; `nil` where there is none.
    init(_ bytes: [UInt8], file: String, path: String, schema: (String) -> [UInt8]?) throws {
        func damaged(_ what: String) -> DeliveryError {
            DeliveryError(.unreadable, path: path, message: "\(file): \(what)")
        }
        guard let root = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any] else {
            throw damaged("is no JSON object; make the package anew")
        }
        guard let list = root["resources"] as? [Any], !list.isEmpty else {
            throw damaged("names no resources, and so no tables")
        }
        title = root["title"] as? String ?? root["name"] as? String
        profile = root["profile"] as? String ?? root["$schema"] as? String
        for case let item as [String: Any] in list {
            let name = item["name"] as? String ?? "resource \(resources.count + 1)"
            let paths = (item["path"] as? String).map { [$0] } ?? item["path"] as? [String] ?? []
            guard !paths.isEmpty else {
                notes.append("resource \(name): its data are in the descriptor or nowhere; not read")
                continue
            }
            for path in paths {
                if path.contains("://") {
                    throw damaged("resource \(name) is at an address elsewhere (\(path)); deliver it in the package")
                }
                if path.hasPrefix("/") || path.contains("\\") || path.split(separator: "/").contains("..") {
                    throw damaged("resource \(name) lies outside the package (\(path)); only files in it are read")
                }
            }
            var resource = Resource(name: name, paths: paths)
            Self.readDialect(item["dialect"] as? [String: Any] ?? [:], into: &resource)
            resource.encoding = item["encoding"] as? String
            var table = item["schema"] as? [String: Any]
            if let place = item["schema"] as? String, !place.contains("://"), let bytes = schema(place) {
                table = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
            }
            if let table { Self.readSchema(table, into: &resource) }
            resources.append(resource)
        }
    }

    private static func readDialect(_ dialect: [String: Any], into resource: inout Resource) {
        func byte(_ key: String) -> UInt8? {
            guard let text = dialect[key] as? String, text.utf8.count == 1 else { return nil }
            return text.utf8.first
        }
        resource.delimiter = byte("delimiter")
        resource.comment = byte("commentChar")
        if let quote = dialect["quoteChar"] as? String { resource.quote = .some(quote.isEmpty ? nil : byte("quoteChar")) }
        resource.hasHeader = dialect["header"] as? Bool ?? true
    }

    private static func readSchema(_ schema: [String: Any], into resource: inout Resource) {
        let fields = schema["fields"] as? [[String: Any]] ?? []
        resource.fields = fields.compactMap { $0["name"] as? String }
        let required = fields.filter { ($0["constraints"] as? [String: Any])?["required"] as? Bool == true }
            .compactMap { $0["name"] as? String }
        resource.missingValues = Set(schema["missingValues"] as? [String] ?? [])
        for key in schema["foreignKeys"] as? [[String: Any]] ?? [] {
            guard let field = single(key["fields"]), let reference = key["reference"] as? [String: Any],
                let referred = single(reference["fields"])
            else { continue }
            resource.foreignKeys.append(
                ForeignKey(
                    field: field, resource: reference["resource"] as? String ?? "", referredField: referred,
                    isRequired: required.contains(field)))
        }
    }

    /// One name; keys of several columns are not joined.
    private static func single(_ value: Any?) -> String? {
        value as? String ?? (value as? [String]).flatMap { $0.count == 1 ? $0.first : nil }
    }
}
