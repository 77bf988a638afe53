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
