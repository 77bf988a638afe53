import Formats
import Foundation
import Outside
import Testing

@Suite struct ShapefileExcerptTests {
    private static let ogrinfo = "/usr/bin/ogrinfo"
    private static let added = [
        ShapefileExcerpt.AddedField(name: "NR", width: 10), .init(name: "REDEN", width: 30),
    ]

    /// Rows with é in Windows-1252, of which the second is deleted, with shapes of several lengths.
    private static let source = ShapefileBytes(
        fields: [("id", "C", 8), ("aantal", "N", 5), ("datum", "D", 8), ("memo", "M", 10)],
        rows: ["id-1    ", "id-2    ", "caf\u{E9}    ", "id-4    ", "id-5    "].enumerated().map { index, id in
            (index == 1 ? "*" : " ") + id + "    \(index + 1)" + "20210503" + "         7"
        },
        shapes: [[(1, 2)], [], [(3, 4), (5, 6), (7, 8)], [(9, 10)], [(11, 12), (13, 14)]])

    // MARK: reading back

    private struct Contents {
        var columns: [String]
        /// Fields of the rows, the geometry among them.
        var rows: [[String]]
    }

    private func read(_ folder: String, _ stem: String, codePage: String? = nil) throws -> Contents {
        let table = try DBaseTable(path: "\(folder)/\(stem).dbf", codePage: codePage)
        let shapes = "\(folder)/\(stem).shp"
        let hasShapes = FileManager.default.fileExists(atPath: shapes)
        let reader = try ShapefileReader(table: table, shapes: hasShapes ? shapes : nil, system: nil)
        let block = RecordBlock()
        var rows: [[String]] = []
        while try reader.nextBlock(into: block, maximumRecords: 1000) {
            for record in 0..<block.recordCount {
                rows.append((0..<block.fieldCount(record)).map { block.text(record, $0) ?? "" })
            }
        }
        return Contents(columns: table.fields.map(\.name), rows: rows)
    }

    /// Takes an excerpt of `source` in the folder and unpacks it there; returns the names in the zip.
    @discardableResult
    private func excerpt(
        _ rows: [ShapefileExcerpt.Row], of stem: String, as other: String, in folder: String,
        added: [ShapefileExcerpt.AddedField] = added, hasShapes: Bool = true, definition: String? = nil,
        codePage: String? = nil
    ) throws -> [String] {
        let table = try DBaseTable(path: "\(folder)/\(stem).dbf", codePage: codePage)
        let excerpt = try ShapefileExcerpt(
            of: table, shapes: hasShapes ? "\(folder)/\(stem).shp" : nil, definition: definition, codePage: codePage,
            addedFields: added)
        let zip = try ZipWriter(path: "\(folder)/\(other).zip")
        try excerpt.write(rows, stem: other, into: zip)
        try zip.close()
        let archive = try ZipArchive(path: "\(folder)/\(other).zip")
        for entry in archive.entries {
            let bytes = try archive.open(entry).readAll(limit: 1 << 26, name: entry.name)
            try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/\(entry.name)"))
        }
        return archive.entries.map(\.name)
    }

    private func bytes(_ folder: String, _ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)")))
    }

    // MARK: tests

    @Test func rowsAndShapesAreCopied() throws {
        try ArchiveSamples.withFolder { folder in
            try Self.source.write(to: folder, "bron")
            let names = try excerpt(
                [.init(number: 1, values: ["1", "soort onbekend"]), .init(number: 3, values: ["3", "é te lang" + filler])],
                of: "bron", as: "deel", in: folder, definition: "PROJCS[\"RD\"]", codePage: "1252")
            #expect(names == ["deel.dbf", "deel.shp", "deel.shx", "deel.prj", "deel.cpg"])
            #expect(try bytes(folder, "deel.prj") == Array("PROJCS[\"RD\"]".utf8))
            #expect(try bytes(folder, "deel.cpg") == Array("1252".utf8))

            let read = try read(folder, "deel", codePage: "1252")
            #expect(read.columns == ["id", "aantal", "datum", "memo", "NR", "REDEN"])
            let cut = "? te lang" + filler.prefix(21)
            #expect(
                read.rows == [
                    ["id-1", "1", "2021-05-03", "", "1", "soort onbekend", "MULTIPOINT ((1 2))", ""],
                    ["café", "3", "2021-05-03", "", "3", cut, "MULTIPOINT ((3 4),(5 6),(7 8))", ""],
                ])

            let (source, dbf) = (try bytes(folder, "bron.dbf"), try bytes(folder, "deel.dbf"))
            let header = source.count - 5 * 32 - 1
            #expect(dbf.count == header + 64 + 2 * 72 + 1)
            // Version and date, code page, descriptors, and the rows themselves.
            #expect(dbf[0..<4] == source[0..<4])
            #expect(dbf[29] == source[29])
            #expect(dbf[32..<160] == source[32..<160])
            #expect(dbf[(header + 64)...].prefix(32) == source[header...].prefix(32))
            #expect(dbf[(header + 64 + 72)...].prefix(32) == source[(header + 64)...].prefix(32))

            let (shp, shx) = (try bytes(folder, "deel.shp"), try bytes(folder, "deel.shx"))
            let origin = try bytes(folder, "bron.shp")
            #expect(shp[28..<100] == origin[28..<100])
            #expect(Array(shp[24..<28]) == big(shp.count / 2))
            #expect(Array(shx[24..<28]) == big(shx.count / 2))
            #expect(shx[28..<100] == shp[28..<100])
            // Contents of 56 and 88 bytes.
            #expect(Array(shx[100...]) == big(50) + big(28) + big(82) + big(44))
            #expect(Array(shp[100..<108]) == big(1) + big(28))
            #expect(Array(shp[164..<172]) == big(2) + big(44))
        }
    }

    private let filler = String(repeating: "x", count: 40)

    private func big(_ value: Int) -> [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) } }

    @Test func deletedRowsAndNothingAtAllCanBeTaken() throws {
        try ArchiveSamples.withFolder { folder in
            try Self.source.write(to: folder, "bron")
            let rows = [2, 5].map { ShapefileExcerpt.Row(number: $0, values: ["\($0)", ""]) }
            #expect(try excerpt(rows, of: "bron", as: "deel", in: folder).count == 3)
            #expect(try DBaseTable(path: "\(folder)/deel.dbf", codePage: nil).deletedCount() == 1)
            #expect(try read(folder, "deel").rows.map { $0[0] } == ["id-5"])
            try excerpt([], of: "bron", as: "leeg", in: folder)
            #expect(try read(folder, "leeg").rows.isEmpty)
            #expect(try bytes(folder, "leeg.shp").count == 100)
        }
    }

    @Test func aTableByItselfHasNoShapes() throws {
        try ArchiveSamples.withFolder { folder in
            try Self.source.write(to: folder, "bron")
            let names = try excerpt(
                [.init(number: 4, values: ["4", "x"])], of: "bron", as: "deel", in: folder, hasShapes: false)
            #expect(names == ["deel.dbf"])
            #expect(try read(folder, "deel").rows == [["id-4", "4", "2021-05-03", "", "4", "x"]])
        }
    }

    /// A file that comes back twice has the fields already.
    @Test func fieldsThatAreThereGetOtherValues() throws {
        try ArchiveSamples.withFolder { folder in
            try Self.source.write(to: folder, "bron")
            let first = [1, 3, 4].map { ShapefileExcerpt.Row(number: $0, values: ["\($0)", "eerst"]) }
            try excerpt(first, of: "bron", as: "een", in: folder)
            let second = [2, 3].map { ShapefileExcerpt.Row(number: $0, values: ["dan", "\($0)"]) }
            try excerpt(
                second, of: "een", as: "twee", in: folder,
                added: [.init(name: "reden", width: 30), .init(name: "nr", width: 10)])
            let read = try read(folder, "twee")
            #expect(read.columns == ["id", "aantal", "datum", "memo", "NR", "REDEN"])
            #expect(read.rows.map { $0[4...5].joined(separator: " ") } == ["2 dan", "3 dan"])
            #expect(read.rows.map { $0[6] } == ["MULTIPOINT ((3 4),(5 6),(7 8))", "MULTIPOINT ((9 10))"])
            let header = 32 + 6 * 32 + 1
            #expect(try bytes(folder, "een.dbf")[8..<header] == bytes(folder, "twee.dbf")[8..<header])
        }
    }

    @Test func fieldsOfThatNameBecomeWideEnough() throws {
        try ArchiveSamples.withFolder { folder in
            try Self.source.write(to: folder, "bron")
            try excerpt(
                [.init(number: 1, values: ["twaalf tekens", "reden"])], of: "bron", as: "deel", in: folder,
                added: [.init(name: "AANTAL", width: 12), .init(name: "Memo", width: 3)])
            let read = try read(folder, "deel")
            #expect(read.columns == ["id", "aantal", "datum", "memo"])
            #expect(read.rows == [["id-1", "twaalf teken", "2021-05-03", "reden", "MULTIPOINT ((1 2))", ""]])
        }
    }

    /// FoxPro's descriptors say where fields lie, and something stands behind them; one field is not at the end.
    @Test func foxProTables() throws {
        try ArchiveSamples.withFolder { folder in
            var source = Self.source
            source.version = 0x30
            source.behindFields = [UInt8](repeating: 7, count: 263)
            try source.write(to: folder, "bron")
            try excerpt(
                [.init(number: 5, values: ["5", "langer dan vijf"])], of: "bron", as: "deel", in: folder,
                added: [.init(name: "NR", width: 4), .init(name: "aantal", width: 20)])
            let dbf = try bytes(folder, "deel.dbf")
            let offsets = (0..<5).map { Array(dbf[(44 + 32 * $0)..<(48 + 32 * $0)]) }
            #expect(offsets == [1, 9, 29, 37, 47].map { [$0, 0, 0, 0] })
            #expect(dbf[192] == 0x0D)
            #expect(Array(dbf[193..<456]) == source.behindFields)
            // The index that is not there.
            #expect(dbf[28] == 0x02)
            let rows = try read(folder, "deel").rows
            #expect(rows == [["id-5", "langer dan vijf", "2021-05-03", "", "5", "MULTIPOINT ((11 12),(13 14))", ""]])
        }
    }

    /// More rows than are read at once.
    @Test func largeTables() throws {
        try ArchiveSamples.withFolder { folder in
            let count = 20_000
            let source = ShapefileBytes(
                fields: [("id", "C", 40)],
                rows: (1...count).map { " " + "id-\($0)".padding(toLength: 40, withPad: " ", startingAt: 0) },
                shapes: (1...count).map { number in (0...(number % 4)).map { (number, $0) } })
            try source.write(to: folder, "bron")
            let whole = try read(folder, "bron").rows
            let chosen = Array(stride(from: 7, through: count, by: 3)).filter { !(9000..<17_000).contains($0) }
            try excerpt(
                chosen.map { .init(number: $0, values: ["\($0)", "reden"]) }, of: "bron", as: "deel", in: folder)
            let expected = chosen.map { number in
                [whole[number - 1][0], "\(number)", "reden", whole[number - 1][1], ""]
            }
            #expect(try read(folder, "deel").rows == expected)
        }
    }

    @Test func damageAndMisuseAreRefused() throws {
        try ArchiveSamples.withFolder { folder in
            try Self.source.write(to: folder, "bron")
            func reason(_ rows: [Int], _ added: [ShapefileExcerpt.AddedField] = Self.added) -> String {
                let rows = rows.map { ShapefileExcerpt.Row(number: $0, values: ["", ""]) }
                let error = #expect(throws: ShapefileError.self) {
                    try excerpt(rows, of: "bron", as: "deel", in: folder, added: added)
                }
                return error?.reason ?? ""
            }
            #expect(reason([3, 1]) == "is asked for behind record 3")
            #expect(reason([0]) == "is asked for behind record 0")
            #expect(reason([6]) == "is not there: the table has 5 rows")
            #expect(reason([1], [.init(name: "NR", width: 5)]) == "2 values for 1 added fields")
            #expect(reason([], [.init(name: "NR", width: 5), .init(name: "nr", width: 5)]).hasSuffix("added twice"))
            #expect(reason([], [.init(name: "LANGERDANTIEN", width: 5)]).hasPrefix("no field can be called"))
            #expect(reason([], [.init(name: "NR", width: 255)]).hasSuffix("cannot be 255 bytes wide"))

            let shp = try bytes(folder, "bron.shp")
            func damaged(_ bytes: [UInt8]) throws -> String {
                try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/bron.shp"))
                return reason([1, 5])
            }
            #expect(try damaged(Array(shp.dropLast(4))) == "is cut short")
            #expect(try damaged(Array(shp.dropLast(80))) == "has no shape: the .shp holds 4")
            #expect(try damaged(Array(shp.prefix(50))).contains("cut short in its header"))
            var odd = shp
            odd.replaceSubrange(104..<108, with: [0x7F, 0xFF, 0xFF, 0xFF])
            #expect(try damaged(odd).hasPrefix("is damaged: a shape of"))
        }
    }

    @Test(.enabled(if: Outside.isExecutable(ogrinfo), "ogrinfo is not here"))
    func gdalReadsTheExcerpt() throws {
        try ArchiveSamples.withFolder { folder in
            try Self.source.write(to: folder, "bron")
            try excerpt(
                [.init(number: 3, values: ["3", "soort onbekend"]), .init(number: 5, values: ["5", "plek onbekend"])],
                of: "bron", as: "deel", in: folder, codePage: "1252")
            let output = try Outside.run(
                Self.ogrinfo, ["-ro", "-al", "/vsizip/\(folder)/deel.zip/deel.shp"], environment: ["LC_ALL": "C.UTF-8"])
            for text in [
                "Feature Count: 2", "id: String (8.0)", "aantal: Integer (5.0)", "NR: String (10.0)",
                "REDEN: String (30.0)", "id (String) = café", "NR (String) = 3", "REDEN (String) = soort onbekend",
                "REDEN (String) = plek onbekend", "datum (Date) = 2021/05/03", "(11 12)", "(13 14)",
            ] { #expect(output.contains(text), "\(text) in:\n\(output)") }
            for text in ["ERROR", "Warning"] { #expect(!output.contains(text), "\(output)") }
        }
    }
}

/// A shapefile of multipoints, made byte by byte.
struct ShapefileBytes {
    var version: UInt8 = 0x03
    var fields: [(name: String, type: Character, width: UInt8)]
    /// Rows as they stand in the table, their mark of deletion in front, in Latin-1.
    var rows: [String]
    /// Positions; none for the null shape.
    var shapes: [[(x: Int, y: Int)]]
    /// What stands between the mark behind the fields and the rows.
    var behindFields: [UInt8] = []

    /// Writes `stem.dbf` and `stem.shp`.
    func write(to folder: String, _ stem: String) throws {
        try Data(table).write(to: URL(fileURLWithPath: "\(folder)/\(stem).dbf"))
        try Data(shapeFile).write(to: URL(fileURLWithPath: "\(folder)/\(stem).shp"))
    }

    private func little(_ value: Int, _ bytes: Int) -> [UInt8] {
        (0..<bytes).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    private func big(_ value: Int) -> [UInt8] { little(value, 4).reversed() }

    private func double(_ value: Double) -> [UInt8] { little(Int(bitPattern: UInt(value.bitPattern)), 8) }

    private var table: [UInt8] {
        let width = fields.reduce(1) { $0 + Int($1.width) }
        let header = 32 + 32 * fields.count + 1 + behindFields.count
        var bytes: [UInt8] = [version, 121, 5, 3] + little(rows.count, 4) + little(header, 2) + little(width, 2)
        // With an index and memos; Windows-1252.
        bytes += [UInt8](repeating: 0, count: 16) + [0x03, 0x57, 0, 0]
        for field in fields {
            bytes += (Array(field.name.utf8) + [UInt8](repeating: 0, count: 11)).prefix(11)
            bytes += Array(String(field.type).utf8) + [0, 0, 0, 0, field.width] + [UInt8](repeating: 0, count: 15)
        }
        bytes += [0x0D] + behindFields
        for row in rows { bytes += row.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) } }
        return bytes + [0x1A]
    }

    private var shapeFile: [UInt8] {
        var records: [UInt8] = []
        for (index, points) in shapes.enumerated() {
            var content = little(points.isEmpty ? 0 : 8, 4)
            if !points.isEmpty {
                content += extent(points) + little(points.count, 4)
                for point in points { content += double(Double(point.x)) + double(Double(point.y)) }
            }
            records += big(index + 1) + big(content.count / 2) + content
        }
        var header = big(9994) + [UInt8](repeating: 0, count: 20) + big((100 + records.count) / 2)
        header += little(1000, 4) + little(8, 4) + extent(shapes.flatMap { $0 }) + [UInt8](repeating: 0, count: 32)
        return header + records
    }

    private func extent(_ points: [(x: Int, y: Int)]) -> [UInt8] {
        let (xs, ys) = (points.map(\.x), points.map(\.y))
        return [xs.min(), ys.min(), xs.max(), ys.max()].flatMap { double(Double($0 ?? 0)) }
    }
}
