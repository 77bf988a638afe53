import Foundation
import Ingest
import Outside
import Testing

@Suite struct DeliveryCodesTests {
    /// Set NDFF_WRITE_CATALOGUE=1 to write the file anew.
    @Test func documentIsFresh() throws {
        let file = Outside.repository.appending(path: "Fixtures/deliveries/CODES.md")
        if ProcessInfo.processInfo.environment["NDFF_WRITE_CATALOGUE"] == "1" {
            try Data(DeliveryCodes.markdown().utf8).write(to: file)
        }
        let written = try String(contentsOf: file, encoding: .utf8)
        #expect(written == DeliveryCodes.markdown(), "stale: run this test with NDFF_WRITE_CATALOGUE=1")
    }

    @Test func everyCodeIsExplained() {
        let text = DeliveryCodes.markdown()
        let codes = QuarantineReason.allCases.map(\.rawValue) + DeliveryError.Code.allCases.map(\.rawValue)
            + InterpretationIssue.allCases.map(\.rawValue)
        for code in codes { #expect(text.contains("| `\(code)`"), "\(code)") }
        for reason in QuarantineReason.allCases { #expect(reason.messageDutch.hasSuffix(".") && reason.messageEnglish.hasSuffix(".")) }
    }
}
