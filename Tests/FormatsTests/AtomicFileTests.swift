import Formats
import Foundation
import Testing

@Suite struct AtomicFileTests {
    private func write(_ text: String, _ path: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }

    private func text(_ path: String) -> String? {
        try? String(contentsOfFile: path, encoding: .utf8)
    }

    private func names(_ folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    }

    @Test func filesAreReplaced() throws {
        try ArchiveSamples.withFolder { folder in
            for content in ["een", "twee"] {
                let replacement = try AtomicReplacement(.file, of: folder + "/uit.csv")
                try write(content, replacement.temporaryPath)
                try replacement.commit()
                #expect(text(folder + "/uit.csv") == content)
            }
            #expect(try names(folder) == ["uit.csv"])
        }
    }

    @Test func foldersAreReplaced() throws {
        try ArchiveSamples.withFolder { folder in
            for content in ["een", "twee"] {
                let replacement = try AtomicReplacement(.directory, of: folder + "/export/")
                try FileManager.default.createDirectory(
                    atPath: replacement.temporaryPath + "/sub", withIntermediateDirectories: true)
                try write(content, replacement.temporaryPath + "/sub/\(content).csv")
                try replacement.commit()
                #expect(try names(folder + "/export/sub") == ["\(content).csv"])
            }
            #expect(try names(folder) == ["export"])
        }
    }

    @Test func discardedAndFailedOnesLeaveTheTarget() throws {
        try ArchiveSamples.withFolder { folder in
            try write("oud", folder + "/uit.csv")
            let discarded = try AtomicReplacement(.file, of: folder + "/uit.csv")
            try write("nieuw", discarded.temporaryPath)
            discarded.discard()
            let neverWritten = try AtomicReplacement(.file, of: folder + "/uit.csv")
            #expect(throws: FileAccessError.self) { try neverWritten.commit() }
            #expect(try names(folder) == ["uit.csv"])
            #expect(text(folder + "/uit.csv") == "oud")
            #expect(throws: FileAccessError.self) { _ = try AtomicReplacement(.directory, of: folder + "/geen/export") }
        }
    }

    @Test func leftoversAreRemovedOrPutBack() throws {
        try ArchiveSamples.withFolder { folder in
            let left = try AtomicReplacement(.directory, of: folder + "/export")
            try write("half", left.temporaryPath + "/half.csv")
            // As a kill between the two renames leaves it, on a file system that cannot exchange.
            try FileManager.default.createDirectory(
                atPath: folder + "/.ndff-previous.rapport", withIntermediateDirectories: true)
            try write("ander", folder + "/.ander")
            #expect(try AtomicReplacement.removeLeftovers(in: folder).count == 2)
            #expect(try names(folder) == [".ander", "rapport"])
            #expect(try AtomicReplacement.removeLeftovers(in: folder).isEmpty)
        }
    }
}
