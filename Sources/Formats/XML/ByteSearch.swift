#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension UnsafeRawBufferPointer {
    /// Where `text` begins, from `start` on; it is looked for by its first byte.
    func firstPlace(of text: StaticString, from start: Int) -> Int? {
        let length = text.utf8CodeUnitCount
        guard let base = baseAddress, length > 0, start >= 0 else { return nil }
        var at = start
        while count - at >= length,
            let found = memchr(base + at, Int32(text.utf8Start[0]), count - at - length + 1)
        {
            at = UnsafeRawPointer(found) - base
            if memcmp(base + at, text.utf8Start, length) == 0 { return at }
            at += 1
        }
        return nil
    }
}
