#pragma once
// xxHash compiled inline (a key is hashed for every record); its names become macros that way, which Swift does not
// see, hence these two functions.
#define XXH_INLINE_ALL
#include <stddef.h>
#include <stdint.h>
#include <xxhash.h>

typedef struct { uint64_t low, high; } ndff_hash128;

static inline uint64_t ndff_xxh3_64(const void *bytes, size_t count, uint64_t seed) {
    return XXH3_64bits_withSeed(bytes, count, seed);
}

static inline ndff_hash128 ndff_xxh3_128(const void *bytes, size_t count) {
    XXH128_hash_t hash = XXH3_128bits(bytes, count);
    ndff_hash128 result = {hash.low64, hash.high64};
    return result;
}
