import Formats
import Foundation
import Ingest
import Outside
import Testing

/// GBIF's own collection of texts in all encodings and line ends, and of responses that troubled it: what each file is
/// taken for. The names of the files say what to expect.
@Suite(.enabled(if: Outside.shared("samples/gbif_common") != nil, "the samples are not here"))
struct GBIFTextSamplesTests {
    /// The files that are tables hold so many records, the header not counted, each of as many fields as `columns` (a few
    /// files are ragged: their fields are not counted).
    /// file | encoding | delimiter | records | columns
    static let texts = """
        charsets/iso-8859-1_names.txt                      | ISO-8859-1   | tab | 363   | 3
        charsets/macroman_names.txt                        | macintosh    | tab | 363   | 3
        charsets/utf-16BE_bom_names.txt                    | UTF-16BE     | tab | 363   | 3
        charsets/utf-16BE_names.txt                        | UTF-16BE     | tab | 363   | 3
        charsets/utf-16LE_bom_names.txt                    | UTF-16LE     | tab | 363   | 3
        charsets/utf-16LE_names.txt                        | UTF-16LE     | tab | 363   | 3
        charsets/utf-8_bom_names.txt                       | UTF-8        | tab | 363   | 3
        charsets/utf-8_names.txt                           | UTF-8        | tab | 363   | 3
        charsets/windows1252_names.txt                     | windows-1252 | tab | 363   | 3
        charsets/cp1252-test.txt                           | windows-1252 | ,   | 0     | 1
        charsets/kyle/utf-16BE_.csv                        | UTF-16BE     | ,   | 798   | 22
        charsets/kyle/utf-16BE_no-bom.csv                  | UTF-16BE     | ,   | 798   | 22
        charsets/kyle/utf-16LE_little-endian.csv           | UTF-16LE     | ,   | 798   | 22
        charsets/kyle/utf-16LE_little-endian-no-bom.csv    | UTF-16LE     | ,   | 798   | 22
        charsets/kyle/utf-8_.csv                           | UTF-8        | ,   | 798   | 22
        charsets/kyle/utf-8_no-bom.csv                     | UTF-8        | ,   | 798   | 22
        charsets/kyle/utf-8_latin.csv                      | UTF-8        | ,   | 798   | 22
        charsets/kyle/utf-8_arabic.csv                     | UTF-8        | ,   | 798   | 22
        charsets/kyle/utf-8_japanese.csv                   | UTF-8        | ,   | 798   | 22
        charsets/kyle/utf-8_korean.csv                     | UTF-8        | ,   | 798   | 22
        charsets/kyle/utf-8_traditional-chinese.csv        | UTF-8        | ,   | 798   | 22
        tabular/test_encoding_detection.utf-8.csv          | UTF-8        | ,   | 11383 | 10
        tabular/test_encoding_detection.iso-8859-1.csv     | ISO-8859-1   | ,   | 11383 | 10
        sorting/LF_unix.txt                                | UTF-8        | ,   | 258   | 1
        sorting/LF_win.txt                                 | UTF-8        | ,   | 258   | 1
        sorting/LF_mac.txt                                 | UTF-8        | ,   | 258   | 1
        csv/MOBOT.tab.csv                                  | UTF-8        | tab | 3     | 30
        csv/borza_tab_separated_quoted.txt                 | UTF-8        | tab | 40    | 46
        csv/csv_always_quoted.csv                          | UTF-8        | ,   | 2     | 24
        csv/csv_incl_single_quotes.csv                     | UTF-8        | ,   | 3     | 4
        csv/csv_optional_quotes_excel2008.csv              | UTF-8        | ,   | 4     | 3
        csv/csv_optional_quotes_puma.csv                   | UTF-8        | ,   | 2637  | 14
        csv/csv_quote_endline.csv                          | UTF-8        | ,   | 3     | 4
        csv/csv_unquoted.txt                               | UTF-8        | ,   | 3     | 4
        csv/csv_unquoted_coordinates.txt                   | UTF-8        | ,   | 3     | 5
        csv/ebird.tab.txt                                  | UTF-8        | tab | 8     | 58
        csv/escapedTab.tab                                 | UTF-8        | tab | 8     | 58
        csv/iucn100.csv                                    | UTF-8        | ,   | 8     | 11
        csv/iucn100.tab.txt                                | UTF-8        | tab | 99    | 8
        csv/pipe_separator.txt                             | UTF-8        | bar | 9     | 8
        csv/semicolon_separator.csv                        | UTF-8        | ;   | 18    | 7
        csv/eol/my_darwincore_tab_separated_quoted.txt     | UTF-8        | tab | 3     | 3
        csv/eol/my_dataobject_tab_separated_quoted.txt     | UTF-8        | tab | 6     | 2
        sorting/csv_quoted_delimiters.csv                  | UTF-8        | ,   | 11    | 44
        sorting/TDB_104.csv                                | UTF-8        | ;   | 398   | 7
        """

    @Test(arguments: rows(texts))
    func text(_ row: [String]) throws {
        let path = try #require(Outside.shared("samples/gbif_common/\(row[0])")).path
        let delivery = try OpenedDelivery.open(path: path)
        let delimiters: [String: UInt8] = ["tab": 9, "bar": UInt8(ascii: "|"), ",": UInt8(ascii: ","), ";": UInt8(ascii: ";")]
        var encoding = delivery.encoding
        #expect(delivery.dialect.delimiter == delimiters[row[2]])
        #expect(delivery.columns.count == Int(row[4]))
        var records = 0
        let block = RecordBlock()
        while try delivery.nextBlock(into: block, maximumRecords: 1000) {
            // Where the beginning has ASCII only, the encoding shows later; the intake then begins anew.
            if delivery.encodingIsGuess, block.flags.contains(.invalidUTF8) { encoding = DeliveryIntake.encoding(of: block) }
            records += block.recordCount
        }
        #expect(records == Int(row[3]))
        #expect(encoding.rawValue == row[1])
    }

    /// What the same text in another encoding says is the same.
    @Test(arguments: ["names.txt", "kyle"])
    func everyEncodingSaysTheSame(_ group: String) throws {
        let folder = try #require(Outside.shared("samples/gbif_common/charsets")).path
        let files =
            group == "kyle"
            ? ["utf-16BE_.csv", "utf-16BE_no-bom.csv", "utf-16LE_little-endian.csv", "utf-16LE_little-endian-no-bom.csv",
                "utf-8_.csv", "utf-8_no-bom.csv"].map { "\(folder)/kyle/\($0)" }
            : ["utf-8", "utf-8_bom", "utf-16BE", "utf-16BE_bom", "utf-16LE", "utf-16LE_bom", "iso-8859-1", "windows1252",
                "macroman"].map { "\(folder)/\($0)_names.txt" }
        let contents = try files.map(Self.cells)
        for (file, content) in zip(files, contents) {
            #expect(content.count == contents[0].count, "\(file)")
            // Of a character set that lacks a character, GBIF's file has another one in its place.
            let different = zip(content, contents[0]).filter { $0 != $1 }.count
            #expect(different * 10 < content.count, "\(file): \(different) of \(content.count) records differ")
            if file.contains("utf") { #expect(different == 0, "\(file)") }
        }
    }

    private static func cells(_ path: String) throws -> [[String]] {
        let delivery = try OpenedDelivery.open(path: path)
        let block = RecordBlock()
        let scratch = FieldScratch()
        var cells: [[String]] = []
        while try delivery.nextBlock(into: block, maximumRecords: 1000) {
            block.withView { view in
                for record in 0..<view.recordCount {
                    cells.append(
                        (0..<view.fieldCount(record)).map { column in
                            view.value(record: record, column: column, scratch: scratch)
                                .map { String(decoding: $0, as: UTF8.self) } ?? ""
                        })
                }
            }
        }
        return cells
    }

    /// Responses of DiGIR providers with a wrong, missing or contradicted encoding or broken XML, and what stands in the
    /// way of reading them: each is refused, and it is said why.
    @Test(
        .enabled(if: Outside.shared("samples/gbif_pipelines") != nil, "the samples are not here"),
        arguments: rows(
            """
            dwc_10_utf8_badcase.gz   | FORMAT_NOT_READ | the answer of a DiGIR
            dwc_confused_charsets.gz | FORMAT_NOT_READ | the answer of a DiGIR
            dwc_manis_iso8859-1.gz   | FORMAT_NOT_READ | the answer of a DiGIR
            dwc_manis_no_encoding.gz | FORMAT_NOT_READ | the answer of a DiGIR
            spanish_bad_xml.gz       | FORMAT_NOT_READ | the answer of a DiGIR
            """))
    func problematicResponse(_ row: [String]) throws {
        let path = try #require(
            Outside.shared("samples/gbif_pipelines/archives-converters/responses/problematic/\(row[0])")
        ).path
        let error = #expect(throws: DeliveryError.self) { try OpenedDelivery.open(path: path) }
        #expect(error?.code.rawValue == row[1])
        #expect(error?.message.contains(row[2]) == true, "\(error.map { "\($0)" } ?? "")")
    }
}
