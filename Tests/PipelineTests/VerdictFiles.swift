import Foundation
import Pipeline

/// Files of verdicts, and a place with some records to judge.
enum VerdictFiles {
    static let configuration = Deliveries.configuration(sources: ["{ name: een }"])
    static let header = "identity,version,content_hash,verdict,role,pseudonym,moment,reason,rule_pack"

    /// Twenty records, numbers 0…19, of which `doubtful` are counted in numbers that a person has to look at.
    static func place(doubtful: Set<Int> = [3, 4]) throws -> Workplace {
        let place = try Workplace(configuration: configuration)
        _ = try place.ingest(text(doubtful: doubtful), as: "een.csv")
        return place
    }

    static func text(doubtful: Set<Int>, numbers: Range<Int> = 0..<20) -> String {
        Deliveries.text(numbers) { doubtful.contains($0) ? 5_000_000 : $0 % 7 + 1 }
    }

    static func row(
        _ number: Int, version: String, hash: String = "", _ verdict: String, role: String = "soortexpert",
        pseudonym: String = "val-017", moment: String = "2025-03-01T10:00", reason: String = "foto gezien",
        pack: String = "nl-demo@1.0"
    ) -> String {
        "\(Deliveries.identity(number)),\(version),\(hash),\(verdict),\(role),\(pseudonym),\(moment),\(reason),\(pack)"
    }
}

extension Workplace {
    /// Hands a file of verdicts in.
    func verdict(_ rows: [String], as name: String = "oordelen.csv", header: String = VerdictFiles.header) throws -> ProgramRun {
        let path = folder.file(name)
        try write(([header] + rows).joined(separator: "\n") + "\n", to: path)
        return try ndff("verdict", path, "--json")
    }

    func explanation(_ number: Int) throws -> Explanation {
        try ndff("explain", Deliveries.identity(number), "--json").expecting(0).decoded()
    }
}
