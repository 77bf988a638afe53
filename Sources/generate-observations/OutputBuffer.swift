import Foundation

/// Bytes on their way to a file, in chunks of 4 MiB.
final class OutputBuffer {
    /// More than the longest row: its texts are at most 200 bytes each.
    static let slack = 32_768
    private static let capacity = 4 << 20

    private let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    private let descriptor: Int32
    private let path: String
    private var count = 0
    private(set) var written = 0

    init(path: String) throws {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        guard descriptor >= 0 else { throw OutputError(path: path, code: errno) }
    }

    deinit {
        close(descriptor)
        bytes.deallocate()
    }

    /// Makes room for one more row.
    func beginRow() throws {
        if count > Self.capacity - Self.slack { try flush() }
    }

    func flush() throws {
        var start = 0
        while start < count {
            let step = write(descriptor, bytes + start, count - start)
            if step < 0 {
                if errno == EINTR { continue }
                throw OutputError(path: path, code: errno)
            }
            start += step
        }
        written += count
        count = 0
    }

    func byte(_ value: UInt8) {
        bytes[count] = value
        count += 1
    }

    func comma() { byte(UInt8(ascii: ",")) }

    func text(_ value: UnsafeBufferPointer<UInt8>) {
        guard let start = value.baseAddress else { return }
        memcpy(bytes + count, start, value.count)
        count += value.count
    }

    func text(_ value: StaticString) {
        memcpy(bytes + count, value.utf8Start, value.utf8CodeUnitCount)
        count += value.utf8CodeUnitCount
    }

    func number(_ value: Int) {
        if value < 0 { byte(UInt8(ascii: "-")) }
        var rest = value.magnitude
        var digits = 1
        var power: UInt = 10
        while rest >= power && digits < 19 {
            power *= 10
            digits += 1
        }
        var place = count + digits
        count = place
        repeat {
            place -= 1
            bytes[place] = UInt8(truncatingIfNeeded: 48 + rest % 10)
            rest /= 10
            digits -= 1
        } while digits > 0
    }

    /// A number of 0 or more in exactly `digits` digits.
    func padded(_ value: Int, digits: Int) {
        var rest = value
        var place = count + digits
        count = place
        for _ in 0..<digits {
            place -= 1
            bytes[place] = UInt8(truncatingIfNeeded: 48 + rest % 10)
            rest /= 10
        }
    }

    /// Degrees given in millionths, with five or six decimals.
    func degrees(_ millionths: Int, decimals: Int) {
        if millionths < 0 { byte(UInt8(ascii: "-")) }
        let size = Int(millionths.magnitude)
        number(size / 1_000_000)
        byte(UInt8(ascii: "."))
        if decimals == 5 {
            padded(size % 1_000_000 / 10, digits: 5)
        } else {
            padded(size % 1_000_000, digits: 6)
        }
    }

    func date(year: Int, month: Int, day: Int) {
        padded(year, digits: 4)
        byte(UInt8(ascii: "-"))
        padded(month, digits: 2)
        byte(UInt8(ascii: "-"))
        padded(day, digits: 2)
    }
}

/// The file could not be written.
struct OutputError: Error, CustomStringConvertible {
    var path: String
    var code: Int32
    var description: String { "\(path): \(String(cString: strerror(code)))" }
}
