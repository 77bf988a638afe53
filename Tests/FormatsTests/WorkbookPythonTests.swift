import Formats
import Foundation
import Outside
import Testing

/// Every cell of real workbooks, and of one made by openpyxl, as python-calamine reads it.
@Suite struct WorkbookPythonTests {
    static let hasClients: Bool =
        Outside.hasPython && (try? run("import openpyxl, python_calamine", [])) != nil
    static let samples = ArchiveSamples.files { $0.hasSuffix(".xlsx") }

    @Test(.enabled(if: hasClients && !samples.isEmpty), arguments: samples)
    func readsSamplesAsCalamineDoes(_ name: String) throws {
        try compare(ArchiveSamples.path(name))
    }

    @Test(.enabled(if: hasClients)) func readsWhatOpenpyxlWritesAsCalamineDoes() throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("openpyxl-\(UUID().uuidString).xlsx")
        defer { try? FileManager.default.removeItem(at: file) }
        try Self.run(Self.writer, [file.path])
        try compare(file.path)
        let workbook = try Workbook(openContainer(path: file.path), path: file.path)
        #expect(workbook.sheets.map(\.name) == ["Gegevens", "Léeg & <raar>", "Verborgen"])
        #expect(workbook.sheets.map(\.isHidden) == [false, false, true])
        let rows = try workbook.rowTexts()
        #expect(rows[0] == "1: A=tekst B=2021-05-03 C=2021-05-03T14:30:00 D=14:30:00 E=51.2 F=0.00001 G=true I=é <&> \" \n regel")
        #expect(rows.count == 500)
    }

    private func compare(_ path: String) throws {
        let output = try Self.run(Self.reader, [path])
        let expected = try JSONDecoder().decode([Table].self, from: Data(output.utf8))
        let workbook = try Workbook(openContainer(path: path), path: path)
        #expect(workbook.sheets.map(\.name) == expected.map(\.name))
        for (sheet, table) in zip(workbook.sheets, expected) {
            var cells: [String: String] = [:]
            let reader = try workbook.open(sheet)
            while try reader.nextRow() {
                for cell in 0..<reader.cellCount {
                    var text = reader.withText(cell) { String(decoding: $0, as: UTF8.self) }
                    // A moment at midnight is a day for calamine.
                    if text.hasSuffix("T00:00:00") { text.removeLast(9) }
                    cells["\(reader.row),\(reader.column(cell))"] = text
                }
            }
            let different = Set(cells.keys).union(table.cells.keys).filter { cells[$0] != table.cells[$0] }
            #expect(
                different.isEmpty,
                "\(sheet.name): \(different.sorted().prefix(5).map { "\($0): \(cells[$0] ?? "-") for \(table.cells[$0] ?? "-")" })")
        }
    }

    private struct Table: Decodable {
        var name: String
        /// By `row,column`.
        var cells: [String: String]
    }

    @discardableResult
    private static func run(_ script: String, _ arguments: [String]) throws -> String {
        try Outside.python(script, arguments)
    }

    private static let reader = """
        import datetime as dt, decimal, json, sys
        import python_calamine
        def text(v):
            if isinstance(v, bool): return str(v).lower()
            if isinstance(v, float): return '%d' % v if v == int(v) else format(decimal.Decimal(repr(v)), 'f')
            if isinstance(v, dt.datetime):
                # Noise of the fraction of a day below a millisecond.
                v = (v + dt.timedelta(microseconds=500)).replace(microsecond=0)
                return v.isoformat().removesuffix('T00:00:00')
            if isinstance(v, dt.timedelta):
                s = round(v.total_seconds()); return '%02d:%02d:%02d' % (s // 3600, s // 60 % 60, s % 60)
            if isinstance(v, (dt.date, dt.time)): return v.isoformat()
            return str(v)
        out = []
        book = python_calamine.CalamineWorkbook.from_path(sys.argv[1])
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            rows = sheet.to_python(skip_empty_area=False) if sheet.height else []
            out.append({'name': name, 'cells': {'%d,%d' % (r + 1, c): text(v)
                for r, row in enumerate(rows) for c, v in enumerate(row) if v != ''}})
        print(json.dumps(out))
        """

    private static let writer = """
        import datetime as dt, sys
        import openpyxl
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.title = 'Gegevens'
        moment = dt.datetime(2021, 5, 3, 14, 30)
        for i in range(500):
            sheet.append(['tekst' if i % 2 == 0 else 'tekst %d' % i, (moment + dt.timedelta(days=i)).date(),
                moment + dt.timedelta(minutes=i), dt.time(14, 30), 51.2 + i / 10, 0.00001 + i, i % 3 == 0, None, 'é <&> " \\n regel'])
        other = book.create_sheet('Léeg & <raar>')
        other['C7'] = 12.5
        other.merge_cells('A1:C1')
        hidden = book.create_sheet('Verborgen')
        hidden.sheet_state = 'hidden'
        hidden['A1'] = 'x'
        book.save(sys.argv[1])
        """
}
