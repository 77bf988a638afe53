#pragma once
#include <stdlib.h>
// glibc's malloc.h is not in Swift's module of the C library.
#if defined(__GLIBC__)
#include <malloc.h>
#endif

/// Lets the allocator keep memory that was used once, instead of giving it back to the system and asking for it again:
/// batches come and go hundreds of times a run, and new pages cost a fifth of an export.
static inline void allocator_keep_memory(void) {
#if defined(__GLIBC__)
    mallopt(M_MMAP_THRESHOLD, 32 << 20);
    mallopt(M_TRIM_THRESHOLD, 1 << 30);
    // The arenas of other threads give their memory back whatever is asked; there are two threads, and small blocks do
    // not go through the arena.
    mallopt(M_ARENA_MAX, 1);
#endif
}
