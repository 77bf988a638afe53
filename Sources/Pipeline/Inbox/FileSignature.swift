import Formats
import Foundation

/// Which bytes a path leads to, as far as the file system tells without reading them: equal before and after, nobody
/// wrote to it in between.
struct FileSignature: Equatable {
    private struct Entry: Equatable {
        var name: String
        var device: UInt64
        var inode: UInt64
        var size: Int64
        var seconds: Int
        var nanoseconds: Int
    }

    private var entries: [Entry] = []

    /// - Parameter path: a delivery, of one or several files.
    init(path: String) throws {
        let parts = try DeliveryParts(path: path)
        for name in parts.names {
            let file = "\(parts.folder)/\(name)"
            var status = stat()
            guard stat(file, &status) == 0 else { throw PipelineError.inputOutput(path: file, operation: "look at", errno: errno) }
            entries.append(
                Entry(
                    name: name, device: UInt64(status.st_dev), inode: UInt64(status.st_ino),
                    size: Int64(status.st_size), seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec))
        }
    }

    /// Names of the files.
    var names: [String] { entries.map(\.name) }

    /// Device and inode of every file.
    var files: Set<FileNumber> { Set(entries.map { FileNumber(device: $0.device, inode: $0.inode) }) }

    /// Seconds since the last change; less than 0 when that lies in the future.
    func age(_ now: Date = Date()) -> Double {
        entries.map { now.timeIntervalSince1970 - Double($0.seconds) - Double($0.nanoseconds) / 1e9 }.min() ?? .infinity
    }
}

/// A file whatever its name.
struct FileNumber: Hashable {
    var device: UInt64
    var inode: UInt64
}

/// Files that other programs have open for writing, where the system shows that to us (Linux; of other users' programs
/// only to root).
enum OpenFiles {
    /// Those of `files` that a program other than this one may write to.
    static func beingWritten(among files: Set<FileNumber>) -> Set<FileNumber> {
        guard !files.isEmpty, let processes = try? FileManager.default.contentsOfDirectory(atPath: "/proc") else { return [] }
        let own = String(getpid())
        var found = Set<FileNumber>()
        for process in processes where process != own && process.utf8.allSatisfy({ $0 &- 48 < 10 }) {
            guard let descriptors = try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/fd") else {
                continue
            }
            for descriptor in descriptors {
                var status = stat()
                guard stat("/proc/\(process)/fd/\(descriptor)", &status) == 0 else { continue }
                let number = FileNumber(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
                guard files.contains(number), isForWriting(process, descriptor) else { continue }
                found.insert(number)
            }
        }
        return found
    }

    private static func isForWriting(_ process: String, _ descriptor: String) -> Bool {
        guard let text = try? String(contentsOfFile: "/proc/\(process)/fdinfo/\(descriptor)", encoding: .utf8) else {
            return false
        }
        for line in text.split(separator: "\n") where line.hasPrefix("flags:") {
            let flags = Int(line.dropFirst(6).trimmingCharacters(in: .whitespaces), radix: 8) ?? 0
            return flags & 3 != 0
        }
        return false
    }
}
