#pragma once
// Inline byte scanners over 16-byte SSE2 blocks. They exist because Swift's SIMD mask comparisons run at
// 15–200 MB/s, while the same compare-and-movemask in C runs at several GB/s.
#include <stddef.h>
#include <stdint.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/// Bit i of the result is set where byte i of the 16 bytes at `p` equals a, b, c or d.
static inline uint32_t bytescan_mask4_16(const uint8_t *p, uint8_t a, uint8_t b, uint8_t c, uint8_t d) {
#if defined(__SSE2__)
    __m128i v = _mm_loadu_si128((const __m128i *)p);
    __m128i m = _mm_or_si128(
        _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8((char)a)), _mm_cmpeq_epi8(v, _mm_set1_epi8((char)b))),
        _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8((char)c)), _mm_cmpeq_epi8(v, _mm_set1_epi8((char)d))));
    return (uint32_t)_mm_movemask_epi8(m);
#else
    uint32_t m = 0;
    for (int i = 0; i < 16; i++) {
        uint8_t v = p[i];
        if (v == a || v == b || v == c || v == d) m |= (uint32_t)1 << i;
    }
    return m;
#endif
}

/// The same for 64 bytes at once.
static inline uint64_t bytescan_mask4_64(const uint8_t *p, uint8_t a, uint8_t b, uint8_t c, uint8_t d) {
    return (uint64_t)bytescan_mask4_16(p, a, b, c, d) | ((uint64_t)bytescan_mask4_16(p + 16, a, b, c, d) << 16) |
           ((uint64_t)bytescan_mask4_16(p + 32, a, b, c, d) << 32) | ((uint64_t)bytescan_mask4_16(p + 48, a, b, c, d) << 48);
}

/// Bit i of the result is set where byte i of the 64 bytes at `p` equals a.
static inline uint64_t bytescan_mask1_64(const uint8_t *p, uint8_t a) {
    return bytescan_mask4_64(p, a, a, a, a);
}

/// The offset of the first byte in [from, end) that equals a or b, `end` when there is none.
static inline size_t bytescan_find2(const uint8_t *p, size_t from, size_t end, uint8_t a, uint8_t b) {
    while (end - from >= 16) {
        uint32_t m = bytescan_mask4_16(p + from, a, b, b, b);
        if (m) return from + (size_t)__builtin_ctz(m);
        from += 16;
    }
    while (from < end && p[from] != a && p[from] != b) from++;
    return from;
}

/// The offset of the first byte in [from, end) that is 0 or above 127, `end` when all are plain ASCII.
static inline size_t bytescan_plain_end(const uint8_t *p, size_t from, size_t end) {
#if defined(__SSE2__)
    const __m128i zero = _mm_setzero_si128();
    while (end - from >= 64) {
        const __m128i *q = (const __m128i *)(p + from);
        __m128i m = _mm_and_si128(
            _mm_and_si128(_mm_cmpgt_epi8(_mm_loadu_si128(q), zero), _mm_cmpgt_epi8(_mm_loadu_si128(q + 1), zero)),
            _mm_and_si128(_mm_cmpgt_epi8(_mm_loadu_si128(q + 2), zero), _mm_cmpgt_epi8(_mm_loadu_si128(q + 3), zero)));
        if (_mm_movemask_epi8(m) != 0xFFFF) break;
        from += 64;
    }
    while (end - from >= 16) {
        uint32_t m = (uint32_t)_mm_movemask_epi8(_mm_cmpgt_epi8(_mm_loadu_si128((const __m128i *)(p + from)), zero));
        if (m != 0xFFFF) return from + (size_t)__builtin_ctz(~m);
        from += 16;
    }
#endif
    while (from < end && p[from] != 0 && p[from] < 128) from++;
    return from;
}

/// The length (1…4) of the well-formed UTF-8 sequence at `p`, 0 when the bytes are no UTF-8 (RFC 3629: no
/// surrogates, no overlong forms, nothing above U+10FFFF) and -1 when `available` bytes end inside a sequence.
static inline int bytescan_utf8_sequence(const uint8_t *p, size_t available) {
    if (available == 0) return -1;
    uint8_t a = p[0], low = 0x80, high = 0xBF;
    int length;
    if (a < 0x80) return 1;
    if (a >= 0xC2 && a <= 0xDF) length = 2;
    else if (a >= 0xE0 && a <= 0xEF) {
        length = 3;
        if (a == 0xE0) low = 0xA0;
        if (a == 0xED) high = 0x9F;
    } else if (a >= 0xF0 && a <= 0xF4) {
        length = 4;
        if (a == 0xF0) low = 0x90;
        if (a == 0xF4) high = 0x8F;
    } else return 0;
    if (available < 2) return -1;
    if (p[1] < low || p[1] > high) return 0;
    for (int i = 2; i < length; i++) {
        if ((size_t)i >= available) return -1;
        if (p[i] < 0x80 || p[i] > 0xBF) return 0;
    }
    return length;
}

/// The offset of the first byte in [from, end) that is NUL or begins no well-formed UTF-8 sequence; `end` when
/// all is well. A sequence cut off by `end` is not well-formed.
static inline size_t bytescan_next_irregular(const uint8_t *p, size_t from, size_t end) {
    while (1) {
        from = bytescan_plain_end(p, from, end);
        while (from < end && p[from] >= 128) {
            int length = bytescan_utf8_sequence(p + from, end - from);
            if (length <= 0) return from;
            from += (size_t)length;
        }
        if (from >= end) return end;
        if (p[from] == 0) return from;
    }
}

/// Copies n bytes and tells whether any of them equals a, b, CR or LF. `to` must have 16 bytes of room to spare
/// behind the n; the source is never read beyond its n bytes.
static inline int bytescan_copy_checked(uint8_t *to, const uint8_t *from, size_t n, uint8_t a, uint8_t b) {
    int found = 0;
#if defined(__SSE2__)
    if (n >= 16) {
        __m128i any = _mm_setzero_si128();
        const __m128i va = _mm_set1_epi8((char)a), vb = _mm_set1_epi8((char)b);
        const __m128i cr = _mm_set1_epi8('\r'), lf = _mm_set1_epi8('\n');
        size_t i = 0;
        while (1) {
            __m128i v = _mm_loadu_si128((const __m128i *)(from + i));
            _mm_storeu_si128((__m128i *)(to + i), v);
            any = _mm_or_si128(any, _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(v, va), _mm_cmpeq_epi8(v, vb)),
                                                 _mm_or_si128(_mm_cmpeq_epi8(v, cr), _mm_cmpeq_epi8(v, lf))));
            i += 16;
            if (i >= n) break;
            if (i + 16 > n) i = n - 16;
        }
        return _mm_movemask_epi8(any) != 0;
    }
    if (n >= 8) {
        __m128i v = _mm_unpacklo_epi64(_mm_loadl_epi64((const __m128i *)from),
                                       _mm_loadl_epi64((const __m128i *)(from + n - 8)));
        _mm_storel_epi64((__m128i *)to, v);
        _mm_storel_epi64((__m128i *)(to + n - 8), _mm_unpackhi_epi64(v, v));
        return _mm_movemask_epi8(_mm_or_si128(
                   _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8((char)a)), _mm_cmpeq_epi8(v, _mm_set1_epi8((char)b))),
                   _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('\r')), _mm_cmpeq_epi8(v, _mm_set1_epi8('\n'))))) != 0;
    }
#endif
    for (size_t i = 0; i < n; i++) {
        uint8_t v = from[i];
        to[i] = v;
        found |= (v == a) | (v == b) | (v == '\r') | (v == '\n');
    }
    return found;
}
