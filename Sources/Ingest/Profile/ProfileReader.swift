import Yams

/// Reads a profile from YAML node by node, so that every error knows its place and scalars are the text that stands
/// there (`N` is a letter and no `false`).
struct ProfileReader {
    let file: String

    func profile(_ yaml: String) throws(ProfileError) -> SupplierProfile {
        let root: Node?
        do {
            root = try Yams.compose(yaml: yaml)
        } catch {
            throw ProfileError(file: file, keyPath: "", problem: .syntax("\(error)"))
        }
        guard let root else {
            throw ProfileError(file: file, keyPath: "", problem: .wrongType(expected: "a mapping of keys to values"))
        }
        let keys = try ProfileNode(root, file: file).mapping(allowed: [
            "name", "version", "description", "licence", "format", "dialect", "table", "crs", "decimalComma",
            "coordinateUnit", "dates",
            "abundanceScale", "hokSize", "missingColumns", "fields", "values", "defaults", "exclude", "ignore",
            "measurements",
        ])
        var profile = SupplierProfile(
            name: try required("name", in: keys).nonemptyText(), version: try required("version", in: keys).natural())
        profile.description = try keys["description"]?.text()
        profile.licence = try keys["licence"]?.text()
        if let node = keys["format"] { profile.format = try format(node) }
        if let node = keys["dialect"] { profile.dialect = try dialect(node) }
        if let node = keys["table"] { profile.table = try table(node) }
        if let node = keys["crs"] { profile.crs = try coordinateSystem(node) }
        if let node = keys["decimalComma"] { profile.decimalComma = try node.boolean() }
        if let node = keys["coordinateUnit"] { profile.coordinateUnit = try node.choice(CoordinateUnit.self) }
        if let node = keys["dates"] { profile.dates = try dates(node) }
        if let node = keys["abundanceScale"] { profile.abundanceScale = try node.choice(AbundanceScale.self) }
        if let node = keys["hokSize"] { profile.hokSize = try hokSize(node) }
        if let node = keys["missingColumns"] {
            profile.missingColumns = try node.choice(SupplierProfile.MissingColumns.self)
        }
        if let node = keys["fields"] { profile.fields = try fields(node) }
        for (field, node) in try keys["values"]?.fieldMapping() ?? [] {
            var pairs: [String: String] = [:]
            for (key, value) in try node.mapping(allowed: nil) { pairs[key] = try value.text() }
            profile.values[field] = ValueMapping(pairs)
        }
        for (field, node) in try keys["defaults"]?.fieldMapping() ?? [] { profile.defaults[field] = try node.text() }
        for node in try keys["exclude"]?.list() ?? [] { profile.exclusions.append(try SupplierProfile.Exclusion(node)) }
        profile.ignore = try keys["ignore"]?.texts() ?? []
        if let node = keys["measurements"] { profile.measurements = try measurements(node) }
        try check(profile, keys)
        return profile
    }

    private func required(_ key: String, in keys: [String: ProfileNode]) throws(ProfileError) -> ProfileNode {
        guard let node = keys[key] else { throw ProfileError(file: file, keyPath: key, problem: .missingKey) }
        return node
    }

    private func check(_ profile: SupplierProfile, _ keys: [String: ProfileNode]) throws(ProfileError) {
        if let node = keys["fields"] {
            guard profile.fields[.identity] != nil else { throw node.child("identity").error(.missingKey) }
            guard profile.fields[.taxon] != nil || profile.fields[.taxonURI] != nil else {
                throw node.child("taxon").error(.missingKey)
            }
            for (field, source) in profile.fields where field != .identity && source.namesRecordNumber {
                throw node.child(field.rawValue).error(.template("{#record} can be part of the identity only"))
            }
        }
        let ignored = Set(profile.ignore)
        for source in profile.fields.values {
            for column in source.columnNames where ignored.contains(column) {
                throw ProfileError(
                    file: file, keyPath: "ignore", line: keys["ignore"]?.line, problem: .mappedAndIgnored(column))
            }
        }
    }

    // MARK: parts

    private func format(_ node: ProfileNode) throws(ProfileError) -> DeliveryFormat {
        // Names that people use for the same.
        let other: [String: DeliveryFormat] = [
            "gpkg": .geoPackage, "ndff-gpkg": .geoPackage, "ndff-classic": .shapefile, "geoparquet": .parquet,
            "ndjson": .jsonLines, "camtrap-dp": .dataPackage,
        ]
        if let format = other[try node.text().lowercased()] { return format }
        return try node.choice(DeliveryFormat.self)
    }

    private func table(_ node: ProfileNode) throws(ProfileError) -> SupplierProfile.TableForm {
        let keys = try node.mapping(allowed: ["layers", "headerRow", "wide"])
        var table = SupplierProfile.TableForm()
        table.layers = try keys["layers"]?.texts() ?? []
        table.headerRow = try keys["headerRow"]?.natural()
        if let wide = keys["wide"] { table.wide = try wideTable(wide) }
        return table
    }

    private func dialect(_ node: ProfileNode) throws(ProfileError) -> SupplierProfile.Dialect {
        let keys = try node.mapping(allowed: [
            "delimiter", "quote", "encoding", "header", "columns", "skipLines", "comment",
        ])
        var dialect = SupplierProfile.Dialect()
        dialect.delimiter = try keys["delimiter"]?.byte()
        if let quote = keys["quote"] { dialect.quote = try quote.text().isEmpty ? .noQuote : .byte(quote.byte()) }
        if let encoding = keys["encoding"] { dialect.encoding = try self.encoding(encoding) }
        dialect.header = try keys["header"]?.boolean()
        dialect.columns = try keys["columns"]?.texts() ?? []
        dialect.skipLines = try keys["skipLines"]?.natural() ?? 0
        dialect.comment = try keys["comment"]?.byte()
        if dialect.header == false, dialect.columns.isEmpty { throw node.child("columns").error(.missingKey) }
        return dialect
    }

    private func encoding(_ node: ProfileNode) throws(ProfileError) -> SupplierProfile.Encoding {
        let other: [String: SupplierProfile.Encoding] = [
            "utf8": .utf8, "utf16": .utf16, "latin1": .latin1, "latin-1": .latin1, "iso8859-1": .latin1,
            "cp1252": .windows1252, "windows1252": .windows1252,
        ]
        if let encoding = other[try node.text().lowercased()] { return encoding }
        return try node.choice(SupplierProfile.Encoding.self)
    }

    private func coordinateSystem(_ node: ProfileNode) throws(ProfileError) -> Int {
        let name = try node.text()
        guard let code = Array(name.utf8).withUnsafeBytes({ CoordinateSystemLabel.epsg($0) }) else {
            throw node.error(.unknownValue(name), allowed: ["EPSG:number", "RD", "WGS84", "ETRS89", "Lambert 72"])
        }
        return code
    }

    private func dates(_ node: ProfileNode) throws(ProfileError) -> PeriodInterpreter.Options {
        let keys = try node.mapping(allowed: [
            "order", "midnightIsDay", "excelSerials", "excel1904", "zone", "pivotYear", "weeks", "seasons", "decades",
            "newYearEndsYear",
        ])
        var options = PeriodInterpreter.Options()
        if let order = keys["order"] { options.order = try order.choice(DayMonthOrder.self) }
        if let flag = keys["midnightIsDay"] { options.midnightIsDay = try flag.boolean() }
        if let flag = keys["excelSerials"] { options.excelSerials = try flag.boolean() }
        if let flag = keys["excel1904"] {
            options.excel1904 = try flag.boolean()
            // Who says from when days are counted says that they are.
            if options.excel1904 { options.excelSerials = true }
        }
        if let zone = keys["zone"] { options.clock = try clock(zone) }
        if let pivot = keys["pivotYear"] {
            let year = try pivot.natural()
            guard (1000...9900).contains(year) else {
                throw pivot.error(.wrongType(expected: "the first of the hundred years that two digits may mean, as 1930"))
            }
            guard options.order != .unknown else {
                throw ProfileError(
                    file: file, keyPath: pivot.path, line: pivot.line,
                    problem: .wrongType(expected: "dates.order beside it: of 03-04-05 nobody knows which is the year"))
            }
            options.pivotYear = year
        }
        if let flag = keys["weeks"] { options.weeks = try flag.boolean() }
        if let seasons = keys["seasons"] { options.seasons = try seasons.choice(SeasonCalendar.self) }
        if let flag = keys["decades"] { options.decades = try flag.boolean() }
        if let flag = keys["newYearEndsYear"] { options.newYearEndsYear = try flag.boolean() }
        return options
    }

    private func clock(_ node: ProfileNode) throws(ProfileError) -> LocalClock {
        let name = try node.text()
        guard let clock = LocalClock(name) else {
            let allowed = LocalClock.names.keys.sorted()
            throw node.error(
                .unknownValue(name), allowed: allowed + ["an offset as +02:00"],
                suggestion: NearestName.suggestion(for: name, among: allowed))
        }
        return clock
    }

    private func hokSize(_ node: ProfileNode) throws(ProfileError) -> Int {
        guard let size = Array(try node.text().utf8).withUnsafeBytes({ GridSquareText.size($0) }) else {
            throw node.error(.wrongType(expected: "the side of a square: 1 km, 5x5km, 250 m"))
        }
        return size
    }

    private func fields(_ node: ProfileNode) throws(ProfileError) -> [ProfileField: FieldSource] {
        var fields: [ProfileField: FieldSource] = [:]
        for (field, source) in try node.fieldMapping() { fields[field] = try FieldSource(source) }
        return fields
    }

    /// Kinds of measurement, each with the field that it goes to.
    private func measurements(_ node: ProfileNode) throws(ProfileError) -> [SupplierProfile.Measurement] {
        var measurements: [SupplierProfile.Measurement] = []
        for (type, field) in try node.mapping(allowed: nil).sorted(by: { $0.key < $1.key }) {
            let field = try field.choice(ProfileField.self)
            // Without these a record is no record; they cannot hang on a measurement.
            guard field != .identity, field != .taxon, field != .taxonURI else {
                throw node.child(type).error(.wrongType(expected: "a field such as abundance, lifeStage or sex"))
            }
            measurements.append(SupplierProfile.Measurement(type: type, field: field))
        }
        return measurements
    }
}
