import Formats
import Foundation

/// The page itself: markup, style and script in one file. All data are in the folder beside it.
enum ReviewPage {
    /// - Parameter folder: name of the folder beside the page; one word that needs no escaping.
    static func text(folder: String) throws -> String {
        let script = PageScript.text(folder: folder)
        // Only this script and style, and scripts that lie beside the page; nothing from a network.
        let policy =
            "default-src 'none'; script-src 'sha256-\(try digest(script))' 'self' file:; "
            + "style-src 'sha256-\(try digest(PageStyle.text))'; base-uri 'none'; form-action 'none'"
        return """
            <!DOCTYPE html>
            <html lang="nl">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="\(policy)">
            <meta name="referrer" content="no-referrer">
            <title>Te beoordelen waarnemingen</title>
            <style>\(PageStyle.text)</style>
            </head>
            <body>
            \(PageMarkup.text)
            <script>\(script)</script>
            <script src="\(folder)/gegevens.js"></script>
            </body>
            </html>

            """
    }

    private static func digest(_ text: String) throws -> String {
        let digits = Array(try sha256(of: Array(text.utf8)))
        let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
        return Data(bytes).base64EncodedString()
    }
}

/// The script of the page, of parts with one subject each.
enum PageScript {
    static func text(folder: String) -> String {
        [
            "'use strict';\nconst ndffReview = (() => {", "const FOLDER = '\(folder)';", PageElements.script, PageRecords.script,
            PageFilters.script, PageList.script, PageMap.script, PageSeasons.script, PageDetail.script, PageVerdicts.script,
            PageSaving.script, PageKeyboard.script, PageStart.script, "})();\n",
        ].joined(separator: "\n")
    }
}
