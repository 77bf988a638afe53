/// The parts of a workbook that hold no rows (ECMA-376, transitional).
enum WorkbookParts {
    private static let officeRelations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    private static let packageRelations = "http://schemas.openxmlformats.org/package/2006/relationships"
    private static let contentTypesNamespace = "http://schemas.openxmlformats.org/package/2006/content-types"
    private static let mediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml"

    /// The namespace of sheets.
    static let spreadsheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    /// The style of a cell in bold, as `styles` numbers it; that of all others is 0.
    static let boldStyle = 1

    /// The name of the part that holds a sheet.
    /// - Parameter number: from 1.
    static func sheet(_ number: Int) -> String { "xl/worksheets/sheet\(number).xml" }

    /// Names and contents of the parts.
    /// - Parameter sheets: names of the sheets, in the order of their numbers.
    static func all(sheets: [String]) -> [(name: String, xml: XMLTextWriter)] {
        [
            ("xl/workbook.xml", workbook(sheets)), ("xl/_rels/workbook.xml.rels", relations(sheets.count)),
            ("xl/styles.xml", styles()), ("_rels/.rels", packageRelation()),
            ("[Content_Types].xml", contentTypes(sheets.count)),
        ]
    }

    private static func workbook(_ sheets: [String]) -> XMLTextWriter {
        var xml = XMLTextWriter()
        xml.element("workbook", [("xmlns", spreadsheet), ("xmlns:r", officeRelations)]) { xml in
            xml.element("bookViews") { $0.element("workbookView") }
            xml.element("sheets") { xml in
                for (index, name) in sheets.enumerated() {
                    xml.element(
                        "sheet", [("name", name), ("sheetId", "\(index + 1)"), ("r:id", "rId\(index + 1)")])
                }
            }
        }
        return xml
    }

    private static func relations(_ sheets: Int) -> XMLTextWriter {
        var xml = XMLTextWriter()
        xml.element("Relationships", [("xmlns", packageRelations)]) { xml in
            func relation(_ number: Int, _ kind: String, _ target: String) {
                xml.element(
                    "Relationship",
                    [("Id", "rId\(number)"), ("Type", "\(officeRelations)/\(kind)"), ("Target", target)])
            }
            // Absolute, for the names of parts are those of the package.
            for index in 0..<sheets { relation(index + 1, "worksheet", "/" + sheet(index + 1)) }
            relation(sheets + 1, "styles", "/xl/styles.xml")
        }
        return xml
    }

    private static func packageRelation() -> XMLTextWriter {
        var xml = XMLTextWriter()
        xml.element("Relationships", [("xmlns", packageRelations)]) { xml in
            xml.element(
                "Relationship",
                [("Id", "rId1"), ("Type", "\(officeRelations)/officeDocument"), ("Target", "xl/workbook.xml")])
        }
        return xml
    }

    private static func contentTypes(_ sheets: Int) -> XMLTextWriter {
        var xml = XMLTextWriter()
        xml.element("Types", [("xmlns", contentTypesNamespace)]) { xml in
            xml.element(
                "Default",
                [("Extension", "rels"), ("ContentType", "application/vnd.openxmlformats-package.relationships+xml")])
            xml.element("Default", [("Extension", "xml"), ("ContentType", "application/xml")])
            func part(_ name: String, _ kind: String) {
                xml.element("Override", [("PartName", "/\(name)"), ("ContentType", "\(mediaType).\(kind)+xml")])
            }
            part("xl/workbook.xml", "sheet.main")
            for index in 0..<sheets { part(sheet(index + 1), "worksheet") }
            part("xl/styles.xml", "styles")
        }
        return xml
    }

    /// Two styles: plain and bold. The rest is what Excel asks of every workbook.
    private static func styles() -> XMLTextWriter {
        var xml = XMLTextWriter()
        xml.element("styleSheet", [("xmlns", spreadsheet)]) { xml in
            xml.element("fonts", [("count", "2")]) { xml in
                for isBold in [false, true] {
                    xml.element("font") { xml in
                        if isBold { xml.element("b") }
                        xml.element("sz", [("val", "11")])
                        xml.element("name", [("val", "Calibri")])
                        xml.element("family", [("val", "2")])
                    }
                }
            }
            xml.element("fills", [("count", "2")]) { xml in
                for pattern in ["none", "gray125"] {
                    xml.element("fill") { $0.element("patternFill", [("patternType", pattern)]) }
                }
            }
            xml.element("borders", [("count", "1")]) { xml in
                xml.element("border") { xml in
                    for side in ["left", "right", "top", "bottom", "diagonal"] { xml.element(side) }
                }
            }
            let plain = [("numFmtId", "0"), ("fontId", "0"), ("fillId", "0"), ("borderId", "0")]
            xml.element("cellStyleXfs", [("count", "1")]) { $0.element("xf", plain) }
            xml.element("cellXfs", [("count", "2")]) { xml in
                xml.element("xf", plain + [("xfId", "0")])
                xml.element(
                    "xf",
                    [
                        ("numFmtId", "0"), ("fontId", "1"), ("fillId", "0"), ("borderId", "0"), ("xfId", "0"),
                        ("applyFont", "1"),
                    ])
            }
            xml.element("cellStyles", [("count", "1")]) { xml in
                xml.element("cellStyle", [("name", "Normal"), ("xfId", "0"), ("builtinId", "0")])
            }
        }
        return xml
    }
}
