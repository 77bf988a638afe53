import Formats
import Foundation
import Outside

/// Sample files and clients that some tests of containers use when they are there.
enum ArchiveSamples {
    static let hasSamples = Outside.shared("samples/gbif_common") != nil
    static let xmllint = tool("xmllint")
    static let java = tool("javac").flatMap { _ in tool("java") }
    static let catalog = Outside.schemas.path + "/catalog.xml"
    static let hasSchemas = exists(catalog) && xmllint != nil

    static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    private static func tool(_ name: String) -> String? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":")
        return folders.map { $0 + "/" + name }.first(where: exists)
    }

    /// Sample files whose name passes, relative to the samples' folder, sorted.
    static func files(_ isWanted: (String) -> Bool) -> [String] {
        let root = Outside.sharedFolder.path + "/samples"
        guard hasSamples, let container = try? DirectoryContainer(path: root) else { return [] }
        return container.entryNames.filter(isWanted)
    }

    static func path(_ name: String) -> String { Outside.sharedFolder.path + "/samples/" + name }

    static func bytes(_ name: String) throws -> [UInt8] {
        try FileRangeSource(path: path(name)).readAll(limit: 1 << 30, name: name)
    }

    /// Runs a client and gives its standard output and exit code.
    static func run(
        _ tool: String, _ arguments: [String], input: String? = nil, environment: [String: String] = [:]
    ) throws -> (output: String, status: Int32) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: tool)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        let entry = Pipe()
        process.standardInput = entry
        try process.run()
        try entry.fileHandleForWriting.write(contentsOf: Data((input ?? "").utf8))
        try entry.fileHandleForWriting.close()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (String(decoding: data, as: UTF8.self), process.terminationStatus)
    }

    /// Runs `body` with a new empty folder that is removed afterwards.
    static func withFolder<T>(_ body: (String) throws -> T) throws -> T {
        let folder = FileManager.default.temporaryDirectory.path + "/formats-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try body(folder)
    }
}

/// Bytes in memory as a source that gives at most `step` at a time.
final class SteppedBytes: ByteSource {
    private var rest: ArraySlice<UInt8>
    private let step: Int

    init(_ bytes: [UInt8], step: Int = 1 << 20) {
        rest = bytes[...]
        self.step = step
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let piece = rest.prefix(min(step, buffer.count))
        rest = rest.dropFirst(piece.count)
        buffer.copyBytes(from: piece)
        return piece.count
    }
}

/// A small generator with a fixed seed (SplitMix64), so that a failing mutation can be made again.
struct FixedRandom: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    /// The bytes with some flipped, or cut off, or with a piece repeated.
    mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
        var result = bytes
        guard !result.isEmpty else { return result }
        switch Int.random(in: 0..<8, using: &self) {
        case 0: result.removeLast(Int.random(in: 1...result.count, using: &self))
        case 1: result.removeFirst(Int.random(in: 1...min(64, result.count), using: &self))
        case 2:
            let start = Int.random(in: 0..<result.count, using: &self)
            result.insert(contentsOf: result[start..<min(result.count, start + 40)], at: start)
        case 3:
            let start = Int.random(in: 0..<result.count, using: &self)
            for place in start..<min(result.count, start + 8) { result[place] = 0xFF }
        default:
            for _ in 0..<Int.random(in: 1...6, using: &self) {
                result[Int.random(in: 0..<result.count, using: &self)] = UInt8.random(in: .min ... .max, using: &self)
            }
        }
        return result
    }
}
