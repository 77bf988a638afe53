import Columns
import Observations
import Testing
import Validation

@Suite struct StatusChangesTests {
    static func batch(_ rows: [(id: Int64, status: String, outcomes: String)]) -> ColumnBatch {
        ColumnBatch(
            names: AssessmentColumn.allCases.map(\.rawValue),
            columns: [
                .int64(Column(rows.map(\.id))), .coded(CodedText(rows.map(\.status))),
                .coded(CodedText(rows.map { _ in "p@1" })), .coded(CodedText(rows.map(\.outcomes))),
            ], rowCount: rows.count)
    }

    static let old = batch([
        (1, "ok", "a:pass b:pass"), (2, "ok", "a:pass b:pass"), (3, "wait", "a:fail b:pass"), (4, "ok", "a:pass b:n/a"),
        (5, "wait", "a:fail b:pass"), (6, "expert", "a:pass b:pass"), (7, "ok", "a:pass b:pass"),
    ])
    static let new = batch([
        (1, "ok", "a:pass b:pass"), (2, "wait", "a:fail b:fail"), (3, "ok", "a:pass b:pass"),
        (4, "ok", "a:pass b:pass"),
        (5, "refused", "a:fail b:pass"), (6, "ok", "a:pass b:pass"), (7, "wait", "a:pass b:pass c:fail"),
    ])

    @Test func countsAndChanges() throws {
        let changes = try StatusChanges(old: Self.old, new: Self.new)
        #expect(
            changes.counts.map { "\($0.rule) \($0.old) \($0.new) \($0.records)" } == [
                "- expert ok 1",
                "a ok wait 1",
                "a wait ok 1",
                "a wait refused 1",
                "b ok wait 1",
                "c ok wait 1",
            ])
        #expect(changes.changes.map(\.observationID) == [2, 3, 5, 6, 7])
        let first = try #require(changes.changes.first)
        #expect(first.row == 1 && first.old == "ok" && first.new == "wait" && first.rules == ["a", "b"])
        #expect(changes.otherOutcomesOnly == 1)
    }

    @Test func rowsThatDoNotCount() throws {
        let live = [true, false, true, true, false, false, false]
        let changes = try StatusChanges(old: Self.old, new: Self.new, live: live)
        #expect(changes.counts.map { "\($0.rule) \($0.old) \($0.new) \($0.records)" } == ["a wait ok 1"])
        #expect(changes.changes.map(\.row) == [2])
        // Others in the batch that do not count do not keep it from being counted.
        #expect(changes.otherOutcomesOnly == 1)
    }

    @Test func nothingChanged() throws {
        let changes = try StatusChanges(old: Self.old, new: Self.old)
        #expect(changes.counts.isEmpty && changes.changes.isEmpty && changes.otherOutcomesOnly == 0)
    }

    @Test func countsOfStretchesAddUp() throws {
        var total = try StatusChanges(old: Self.old, new: Self.new)
        total.addCounts(of: try StatusChanges(old: Self.old, new: Self.new))
        #expect(total.counts.map(\.records) == [2, 2, 2, 2, 2, 2])
        #expect(total.otherOutcomesOnly == 2)
    }

    @Test func refusesOtherObservations() {
        let other = Self.batch([(9, "ok", "a:pass")])
        let one = Self.batch([(1, "ok", "a:pass")])
        #expect(throws: BatchError.notAligned(row: 0)) { try StatusChanges(old: one, new: other) }
        #expect(throws: BatchError.notAligned(row: 1)) { try StatusChanges(old: one, new: Self.old) }
    }
}
