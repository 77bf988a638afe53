import Foundation
import Ingest
import Outside
import Testing

struct NumberReaderTests {
    /// text | with decimal point | with decimal comma; `-` for no number
    static let table = """
        0              | 0.0        | 0.0
        -0             | -0.0       | -0.0
        12             | 12.0       | 12.0
        +12            | 12.0       | 12.0
        -12.5          | -12.5      | -12.5
        12,5           | -          | 12.5
        12.5           | 12.5       | 12.5
        .5             | 0.5        | 0.5
        5.             | 5.0        | 5.0
        ,5             | -          | 0.5
        1e3            | 1000.0     | 1000.0
        1.5E-3         | 0.0015     | 0.0015
        10.000         | 10.0       | -
        0.123          | 0.123      | 0.123
        51.186         | 51.186     | -
        51.18627       | 51.18627   | 51.18627
        1234.567       | 1234.567   | 1234.567
        1.234,5        | -          | -
        1,234.5        | -          | -
        1.234.567      | -          | -
        1 234          | -          | -
        1e             | -          | -
        e5             | -          | -
        1e5.5          | -          | -
        1e999          | -          | -
        1e-999         | 0.0        | 0.0
        1e99999999     | -          | -
        0x10           | -          | -
        inf            | -          | -
        nan            | -          | -
        --1            | -          | -
        +              | -          | -
        .              | -          | -
        12abc          | -          | -
                       | -          | -
        9007199254740993          | 9007199254740992.0 | 9007199254740992.0
        130879.96250000000000000  | 130879.9625        | 130879.9625
        0.1000000000000000055511151231257827 | 0.1     | 0.1
        4.9e-324       | 5e-324     | 5e-324
        179769313486231570000000000000000000000.0 | 1.7976931348623156e+38 | 1.7976931348623156e+38
        """

    @Test(arguments: rows(table))
    func double(_ row: [String]) {
        func text(_ value: Double?) -> String { value.map(\.description) ?? "-" }
        #expect(text(row[0].bytes { NumberReader().double($0) }) == row[1])
        #expect(text(row[0].bytes { NumberReader(decimalComma: true).double($0) }) == row[2])
    }

    @Test(
        arguments: rows(
            """
            0 | 0
            12 | 12
            -12 | -12
            12.0 | 12
            12.000000000 | 12
            12.5 | -
            1e3 | -
            9223372036854775807 | 9223372036854775807
            9223372036854775808 | -
            99999999999999999999999 | -
            0.00000000000000000000000001 | -
            12 000 | -
            """))
    func integer(_ row: [String]) {
        #expect(row[0].bytes { NumberReader().integer($0) }.map(String.init) ?? "-" == row[1])
    }

    @Test func blanksAroundAreSkipped() {
        #expect(" 12.5\u{A0}\t".bytes { NumberReader().double($0) } == 12.5)
        #expect(String(repeating: "1", count: 401).bytes { NumberReader().double($0) } == nil)
    }

    /// Every double is read back from its shortest text and from texts with too many digits.
    @Test func doublesAreReadBackToTheBit() {
        for _ in 0..<100_000 {
            let value = Double(bitPattern: UInt64.random(in: 0...UInt64.max))
            guard value.isFinite else { continue }
            #expect(value.description.bytes { NumberReader().double($0) }?.bitPattern == value.bitPattern)
            let place = Double.random(in: -300_000...700_000)
            #expect(place.description.bytes { NumberReader().double($0) } == place)
        }
    }

    /// The same, with Python's float() as the judge, for texts of 1 to 40 digits with and without exponents.
    @Test(.enabled(if: Outside.hasPython, "no Python: set NDFF_PYTHON"))
    func pythonReadsTheSame() throws {
        let program = """
            import random, struct
            random.seed(20)
            for i in range(60000):
                n = random.choice([1, 5, 9, 15, 17, 18, 19, 20, 25, 40])
                d = ''.join(random.choice('0123456789') for _ in range(n))
                p = random.randint(0, n)
                t = random.choice(['', '-']) + d[:p] + '.' + d[p:]
                if i % 3 == 0: t += 'e' + str(random.randint(-330, 300))
                v = float(t)
                if v in (float('inf'), float('-inf')): continue
                print(t, struct.pack('>d', v).hex())
            """
        let lines = try Outside.python(program).split(separator: "\n")
        #expect(lines.count > 50_000)
        for line in lines {
            let parts = line.split(separator: " ")
            let value = String(parts[0]).bytes { NumberReader().double($0) }
            #expect(value?.bitPattern == UInt64(parts[1], radix: 16), "\(parts[0])")
        }
    }
}
