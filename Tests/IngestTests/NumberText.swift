import Foundation

extension String {
    /// Calls `body` with the UTF-8 of the text, as interpreters take it.
    func bytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try Array(utf8).withUnsafeBytes(body)
    }
}

/// The rows of a table written as text: fields between `|`, blanks around them dropped, lines with `#` and empty ones
/// left out.
func rows(_ table: String) -> [[String]] {
    table.split(separator: "\n").filter { !$0.isEmpty && !$0.hasPrefix("#") }.map { line in
        line.split(separator: "|", omittingEmptySubsequences: false).map {
            $0.trimmingCharacters(in: .whitespaces)
        }
    }
}
