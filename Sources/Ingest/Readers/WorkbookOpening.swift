import Formats

extension OpenedDelivery {
    /// Opens an Excel workbook: one table, on one sheet or on several with the same header.
    static func openWorkbook(
        path: String, _ container: any FileContainer, _ declared: DeclaredForm
    ) throws -> OpenedDelivery {
        let workbook = try Workbook(container, path: path)
        var notes: [String] = []
        let tables = try SheetSelection(workbook: workbook, path: path, declared: declared).tables(&notes)
        guard let first = tables.first else {
            throw DeliveryError(
                .empty, path: path,
                message: "no sheet has a row of column names with records below it; the sheets are "
                    + workbook.sheets.map { "'\($0.name)'" }.joined(separator: ", "))
        }
        var columns = first.columns.map(\.name)
        let places = tables.map { table in
            // Sheets of one table may have their columns in another order.
            columns.map { name in table.columns.first { SheetTable.isSame($0.name, name) }?.place }
        }
        let isLabelled = tables.count > 1
        if isLabelled { columns.append(columns.contains("sheet") ? "sheet name" : "sheet") }
        let opened = OpenedDelivery(
            path: path, format: .xlsx, columns: columns, fileColumnCount: columns.count, notes: notes,
            parts: zip(tables, places).map { table, places in
                {
                    try workbook.records(
                        of: table.sheet,
                        SheetRecordReader.Table(
                            columns: places, firstRow: table.firstRow, label: isLabelled ? table.sheet.name : nil,
                            merged: table.merged),
                        threads: declared.threads)
                }
            })
        return opened.correcting(as: WorkbookCorrection(sheets: tables.map(\.sheet.name)))
    }
}

/// A sheet that is read, and how.
struct SheetTable {
    struct Column: Equatable {
        var name: String
        /// Column of the sheet, from 0.
        var place: Int
    }

    var sheet: Workbook.Sheet
    var columns: [Column]
    /// Number of the first row of data.
    var firstRow: Int
    var merged: [CellRange]
    /// How many of the columns are known.
    var known: Int
    var hasRecords: Bool

    /// Whether two headers say the same column.
    static func isSame(_ name: String, _ other: String) -> Bool {
        name == other || ValueMapping.folded(name) == ValueMapping.folded(other)
    }

    func hasSameHeader(as other: SheetTable) -> Bool {
        Set(columns.map { ValueMapping.folded($0.name) }) == Set(other.columns.map { ValueMapping.folded($0.name) })
    }
}

/// Chooses the sheets of a workbook that hold its observations.
struct SheetSelection {
    let workbook: Workbook
    let path: String
    let declared: DeclaredForm

    /// Names of sheets on which people put aside what they are not sure of.
    private static let doubtful = ["doubt", "twijfel", "onzeker", "uncertain", "dubieus", "dubious", "afgekeurd"]

    /// - Parameter notes: what is told about the sheets.
    func tables(_ notes: inout [String]) throws -> [SheetTable] {
        declared.table.layers.isEmpty ? try foundTables(&notes) : try namedTables(&notes)
    }

    private func namedTables(_ notes: inout [String]) throws -> [SheetTable] {
        var tables: [SheetTable] = []
        for name in declared.table.layers {
            guard let sheet = workbook.sheets.first(where: { $0.name == name })
                ?? workbook.sheets.first(where: { SheetTable.isSame($0.name, name) })
            else {
                throw DeliveryError(
                    .profileMismatch, path: path,
                    message: "the profile (table.layers) names the sheet '\(name)', which is not there; the sheets are "
                        + workbook.sheets.map { "'\($0.name)'" }.joined(separator: ", "))
            }
            guard let table = try table(sheet) else {
                notes.append("sheet '\(sheet.name)': empty")
                continue
            }
            if let first = tables.first, !table.hasSameHeader(as: first) {
                throw DeliveryError(
                    .profileMismatch, path: path, line: table.firstRow - 1,
                    message: "the sheets '\(first.sheet.name)' and '\(sheet.name)' of the profile (table.layers) have "
                        + "different columns: deliver them one by one, or make their headers the same")
            }
            notes.append(described(table))
            tables.append(table)
        }
        return tables
    }

    private func foundTables(_ notes: inout [String]) throws -> [SheetTable] {
        var tables: [SheetTable] = []
        var passedOver: [String] = []
        for sheet in workbook.sheets {
            let isDoubtful = Self.doubtful.contains { sheet.name.lowercased().contains($0) }
            if sheet.isHidden || isDoubtful {
                let reason = sheet.isHidden ? "hidden" : "by its name its records are doubtful"
                passedOver.append("sheet '\(sheet.name)' not read: \(reason) (table.layers in a profile can name it)")
                continue
            }
            if let table = try table(sheet), table.hasRecords {
                tables.append(table)
            } else {
                passedOver.append("sheet '\(sheet.name)' not read: no records")
            }
        }
        // What people call legends and explanations knows fewer columns than the observations do.
        guard let best = tables.max(by: { $0.known < $1.known }),
            let first = tables.first(where: { $0.known == best.known })
        else {
            notes += passedOver
            return []
        }
        let chosen = tables.filter { $0.hasSameHeader(as: first) }
        for table in tables where !table.hasSameHeader(as: first) {
            passedOver.append(
                "sheet '\(table.sheet.name)' not read: its columns are others (table.layers in a profile can name it)")
        }
        if chosen.count > 1 || first.firstRow > 2 || !passedOver.isEmpty { notes += chosen.map(described) }
        notes += passedOver
        return chosen
    }

    private func described(_ table: SheetTable) -> String {
        "sheet '\(table.sheet.name)' read, its records begin in row \(table.firstRow)"
    }

    /// What a sheet holds; `nil` when there is nothing on it.
    private func table(_ sheet: Workbook.Sheet) throws -> SheetTable? {
        let merged = try workbook.mergedCells(of: sheet)
        let sample = try SheetSample(workbook.open(sheet), rows: 100)
        guard !sample.rows.isEmpty else { return nil }
        let isCorrection = CorrectionColumns.places(among: sample.rows[0].cells.map(\.text)) != nil
        let declared = isCorrection ? self.declared.ofCorrection : self.declared
        guard declared.hasHeader else {
            let columns = sample.columns.map { place in
                let name = declared.columns.indices.contains(place) ? declared.columns[place] : SheetHeader.unnamed(place)
                return SheetTable.Column(name: name, place: place)
            }
            return SheetTable(
                sheet: sheet, columns: columns, firstRow: declared.skippedLines + 1, merged: merged,
                known: declared.columns.count, hasRecords: true)
        }
        let finding = SheetHeader.Finding(sample: sample, merged: merged, wanted: Set(declared.wantedColumns.map(ValueMapping.folded)))
        let header: SheetHeader
        if isCorrection, let found = finding.header(at: sample.rows[0].number) {
            header = found
        } else if let row = declared.table.headerRow {
            guard let found = finding.header(at: row) else {
                throw DeliveryError(
                    .profileMismatch, path: path, line: row,
                    message: "the profile (table.headerRow) says that row \(row) of sheet '\(sheet.name)' holds the column "
                        + "names, but it is empty")
            }
            header = found
        } else {
            guard let found = finding.header() else { return nil }
            header = found
        }
        let below = sample.rows.filter { $0.number > header.rows.upperBound }
        let filled = Set(below.flatMap { $0.cells.map(\.column) })
        let places = filled.union(header.names.keys).sorted()
        return SheetTable(
            sheet: sheet,
            columns: places.map { SheetTable.Column(name: header.names[$0] ?? SheetHeader.unnamed($0), place: $0) },
            firstRow: header.rows.upperBound + 1, merged: merged, known: header.known, hasRecords: !below.isEmpty)
    }
}
