import Foundation

/// A file of lines, read piece by piece.
struct LineFile {
    let path: String

    /// - Parameter body: takes a line without its end; answers whether to go on.
    func forEach(_ body: (ArraySlice<UInt8>) throws -> Bool) throws {
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw PipelineError.inputOutput(path: path, operation: "open", errno: errno)
        }
        defer { try? handle.close() }
        var waiting: [UInt8] = []
        while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty {
            waiting += piece
            var start = 0
            while let end = waiting[start...].firstIndex(of: UInt8(ascii: "\n")) {
                guard try body(waiting[start..<end]) else { return }
                start = end + 1
            }
            waiting.removeSubrange(..<start)
        }
    }
}
