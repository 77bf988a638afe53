import Foundation
import Pipeline

/// The fixtures after one run: made once for all tests that only look.
struct FixtureRun: Sendable {
    let folder: TemporaryFolder
    let place: Workplace
    let code: Int32
    let record: RunRecord

    static func shared() throws -> FixtureRun { try made.get() }

    private static let made = Result { try FixtureRun() }

    private init() throws {
        place = try Workplace.withFixtures()
        folder = place.folder
        let run = try place.ndff("run", "--json")
        code = run.code
        record = try run.decoded()
    }

    func delivery(_ file: String) -> IngestReport.Delivery? {
        record.deliveries.first { ($0.file as NSString).lastPathComponent == file }
    }
}
