/// Snappy's raw format (google/snappy, `format_description.txt`), which many writers use by default.
enum SnappyDecoder {
    /// Fills `output` completely; its size has to be the one the input states.
    static func decode(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) throws(ParquetError)
    {
        var read = 0
        guard try length(input, &read) == output.count else { throw damaged }
        var written = 0
        while read < input.count {
            let tag = Int(input[read])
            read += 1
            if tag & 3 == 0 {
                var size = tag >> 2
                if size >= 60 { size = try number(input, &read, bytes: size - 59) }
                size += 1
                guard size <= input.count - read, size <= output.count - written else { throw damaged }
                UnsafeMutableRawBufferPointer(rebasing: output[written..<written + size])
                    .copyMemory(from: UnsafeRawBufferPointer(rebasing: input[read..<read + size]))
                read += size
                written += size
                continue
            }
            let size: Int
            let distance: Int
            switch tag & 3 {
            case 1:
                size = (tag >> 2 & 7) + 4
                distance = try number(input, &read, bytes: 1) | (tag >> 5) << 8
            case 2:
                size = (tag >> 2) + 1
                distance = try number(input, &read, bytes: 2)
            default:
                size = (tag >> 2) + 1
                distance = try number(input, &read, bytes: 4)
            }
            guard distance > 0, distance <= written, size <= output.count - written else { throw damaged }
            copy(output, from: written - distance, to: written, size: size)
            written += size
        }
        guard written == output.count else { throw damaged }
    }

    /// A copy whose source may run into its target, repeating itself.
    private static func copy(_ output: UnsafeMutableRawBufferPointer, from source: Int, to target: Int, size: Int) {
        if target - source >= size {
            UnsafeMutableRawBufferPointer(rebasing: output[target..<target + size])
                .copyMemory(from: UnsafeRawBufferPointer(rebasing: output[source..<source + size]))
        } else {
            for index in 0..<size { output[target + index] = output[source + index] }
        }
    }

    private static func length(_ input: UnsafeRawBufferPointer, _ read: inout Int) throws(ParquetError) -> Int {
        var value = 0
        for shift in stride(from: 0, to: 35, by: 7) {
            let byte = try number(input, &read, bytes: 1)
            value |= (byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        throw damaged
    }

    private static func number(
        _ input: UnsafeRawBufferPointer, _ read: inout Int, bytes: Int
    ) throws(ParquetError) -> Int {
        guard bytes <= input.count - read else { throw damaged }
        var value = 0
        for index in 0..<bytes { value |= Int(input[read + index]) << (8 * index) }
        read += bytes
        return value
    }

    private static var damaged: ParquetError { .corrupt("a page is no valid Snappy data") }
}
