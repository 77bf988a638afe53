import Ingest
import Observations
import Testing

struct PeriodFieldsTests {
    /// fields | expected text, or `-` | issue | c when canonical
    static let table = """
        eventDate=2021-04-03                                   | 2021-04-03 | | c
        year=2021 month=4 day=3                                | 2021-04-03 | | c
        year=2021 month=4                                      | 2021-04 | | c
        year=2021                                              | 2021 | | c
        year=2021 month=0 day=0                                | 2021 | | c
        year=2021 month=april day=3                            | 2021-04-03 | | c
        year=2021 month=13 day=3                               | - | DATE_INVALID |
        year=2021 month=2 day=30                               | - | DATE_INVALID |
        year=2021 month=2 day=x                                | - | DATE_INVALID |
        year=99999999999 month=2                               | - | DATE_INVALID |
        month=4 day=3                                          | - | DATE_MISSING |
        eventDate=                                             | - | DATE_MISSING |
        eventDate=? year=-                                     | - | DATE_MISSING |
        # unequal precision is no conflict, and the finest is taken
        eventDate=2021 year=2021 month=4 day=3                 | 2021-04-03 | |
        eventDate=2021-04-03 year=2021                         | 2021-04-03 | | c
        eventDate=2021-04-03 year=2021 month=4 day=3           | 2021-04-03 | | c
        eventDate=2021-04-01/2021-04-15 year=2021 month=4      | 2021-04-01/2021-04-15 | | c
        eventDate=2021-04-03T10:15 year=2021 month=4 day=3     | 2021-04-03T10:15 | | c
        # conflicts
        eventDate=2021-04-03 year=2021 month=4 day=4           | 2021-04    | RECORDED_DATE_MISMATCH |
        eventDate=2021-04-03 year=2021 month=6                 | 2021       | RECORDED_DATE_MISMATCH |
        eventDate=2021-04-03 year=2020                         | -          | RECORDED_DATE_MISMATCH |
        periodStart=2021-04-03 eventDate=2021-05-03            | 2021       | RECORDED_DATE_MISMATCH |
        # one source helps another
        eventDate=03/04/2021 year=2021 month=4 day=3           | 2021-04-03 | |
        eventDate=03/04/2021 year=2021 month=3 day=4           | 2021-03-04 | |
        eventDate=03/04/2021 year=2021 month=5 day=4           | 2021-05-04 | |
        eventDate=rubbish year=2021 month=4 day=3              | 2021-04-03 | RECORDED_DATE_MISMATCH |
        eventDate=rubbish                                      | - | DATE_INVALID |
        # start and stop
        periodStart=2021-04-03 periodStop=2021-04-05           | 2021-04-03/2021-04-05 | | c
        periodStart=2021-04-03 periodStop=2021-04-03           | 2021-04-03 | | c
        periodStart=2021-04-03                                 | 2021-04-03 | | c
        periodStart=2021-04                                    | 2021-04 | | c
        periodStart=2021-04-03T10:00 periodStop=2021-04-03T11:00 | 2021-04-03T10:00/2021-04-03T11:00 | | c
        periodStart=3-4-2021 periodStop=5-4-2021               | - | DATE_AMBIGUOUS |
        periodStart=13-4-2021 periodStop=15-4-2021             | 2021-04-13/2021-04-15 | |
        periodStart=2021-04-05 periodStop=2021-04-03           | 2021-04-05/2021-04-03 | PERIOD_REVERSED |
        periodStart=2021-04-05 periodStop=2021-02-30           | - | DATE_INVALID |
        periodStop=2021-04-03                                  | - | DATE_MISSING |
        # times of their own
        periodStart=2021-04-03 startTime=10:00                 | 2021-04-03T10:00 | |
        periodStart=2021-04-03 startTime=10:00 stopTime=11:30  | 2021-04-03T10:00/2021-04-03T11:30 | |
        periodStart=2021-04-03 stopTime=11:30                  | 2021-04-03T00:00/2021-04-03T11:30 | |
        periodStart=2021-04-03 periodStop=2021-04-04 startTime=22:00 stopTime=02:00 | 2021-04-03T22:00/2021-04-04T02:00 | |
        periodStart=2021-04-03 startTime=22:00 stopTime=02:00  | 2021-04-03T22:00/2021-04-03T02:00 | PERIOD_REVERSED |
        periodStart=2021-04-03 startTime=rubbish               | 2021-04-03 | TIME_INVALID |
        periodStart=2021-04-03 startTime=25:00                 | 2021-04-03 | TIME_INVALID |
        eventDate=2021-04-03 eventTime=10:15                   | 2021-04-03T10:15 | |
        eventDate=2021-04-03 eventTime=10:15:30Z               | 2021-04-03T12:15:30 | |
        eventDate=2021-04-03 eventTime=10:00/11:30             | 2021-04-03T10:00/2021-04-03T11:30 | |
        eventDate=2021-04-03T00:00:00 eventTime=10:15          | 2021-04-03T10:15 | |
        eventDate=2021-04 eventTime=10:15                      | 2021-04 | |
        eventDate=2021-04-03 startTime=10:00 stopTime=11:00    | 2021-04-03T10:00/2021-04-03T11:00 | |
        year=2021 month=4 day=3 eventTime=10:15                | 2021-04-03 | | c
        """

    @Test(arguments: rows(table))
    func combined(_ row: [String]) {
        let given = Dictionary(
            uniqueKeysWithValues: row[0].split(separator: " ").map { pair in
                let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                return (String(parts[0]), Array(parts[1].utf8))
            })
        let storage = Storage(given)
        let reading = PeriodInterpreter().interpret(storage.fields)
        #expect(reading.period.map(PeriodText.text) ?? "-" == row[1])
        #expect(reading.issue?.rawValue ?? "" == row[2])
        #expect(reading.isCanonical == (row.last == "c"))
    }

    /// Keeps the bytes of the fields alive for as long as they are looked at.
    private final class Storage {
        var fields = PeriodFields()
        private var memory: [UnsafeMutableRawBufferPointer] = []

        init(_ given: [String: [UInt8]]) {
            fields.eventDate = keep(given["eventDate"])
            fields.eventTime = keep(given["eventTime"])
            fields.periodStart = keep(given["periodStart"])
            fields.periodStop = keep(given["periodStop"])
            fields.startTime = keep(given["startTime"])
            fields.stopTime = keep(given["stopTime"])
            fields.year = keep(given["year"])
            fields.month = keep(given["month"])
            fields.day = keep(given["day"])
        }

        private func keep(_ bytes: [UInt8]?) -> UnsafeRawBufferPointer {
            let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes?.count ?? 0, alignment: 1)
            copy.copyBytes(from: bytes ?? [])
            memory.append(copy)
            return UnsafeRawBufferPointer(copy)
        }

        deinit { for buffer in memory { buffer.deallocate() } }
    }
}
