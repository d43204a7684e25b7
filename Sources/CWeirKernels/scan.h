// The scan loop, shared by all kernels; each gives it a way to classify 64 bytes.

#pragma once

#include "weir_kernels.h"

#include <string.h>

// One bit per byte of a block.
struct weir_masks {
    uint64_t delimiter;
    uint64_t line_feed;
    uint64_t carriage_return;
    uint64_t quote;
    bool nul; // a NUL anywhere in the block
};

typedef struct weir_masks (*weir_classify)(const uint8_t *block, struct weir_separators separators);
typedef uint64_t (*weir_prefix_xor)(uint64_t bits);

// The parity of all bits up to and including each bit.
static inline uint64_t weir_prefix_xor_shifts(uint64_t bits) {
    bits ^= bits << 1;
    bits ^= bits << 2;
    bits ^= bits << 4;
    bits ^= bits << 8;
    bits ^= bits << 16;
    bits ^= bits << 32;
    return bits;
}

// Writes the positions of the set bits, eight at a step: storing a few too many is cheaper than a branch per bit.
static inline __attribute__((always_inline)) void weir_write_positions(struct weir_scan *scan, uint64_t bits,
                                                                       uint32_t base) {
    uint32_t *out = scan->ends + scan->count;
    int total = __builtin_popcountll(bits);
    for (int done = 0; done < total; done += 8) {
#pragma clang loop unroll(full)
        for (int k = 0; k < 8; k++) {
            out[done + k] = base + (uint32_t)__builtin_ctzll(bits | (1ull << 63));
            bits &= bits - 1;
        }
    }
    scan->count += (size_t)total;
}

// Counts the line ends inside quotes record by record. Of records that begin and end within the block only the sum is
// looked at, so a count may come out a little too high, but never too low.
static inline void weir_count_inner_lines(struct weir_scan *scan, uint64_t inner, uint64_t record_ends) {
    size_t all = (size_t)__builtin_popcountll(inner);
    size_t first = all;
    size_t rest = scan->inner_lines + all;
    if (record_ends) {
        first = (size_t)__builtin_popcountll(inner & ((record_ends & -record_ends) - 1));
        unsigned last = 63 - (unsigned)__builtin_clzll(record_ends);
        rest = (size_t)__builtin_popcountll(inner >> last);
    }
    size_t most = scan->inner_lines + first;
    if (most < all) most = all;
    if (scan->most_inner_lines < most) scan->most_inner_lines = most;
    scan->inner_lines = rest;
}

static inline __attribute__((always_inline)) void weir_scan_loop(const uint8_t *bytes, size_t length,
                                                                 struct weir_separators separators,
                                                                 struct weir_scan *scan, weir_classify classify,
                                                                 weir_prefix_xor prefix_xor) {
    struct weir_scan state = *scan;
    while (state.position < length && state.suspect == WEIR_NOWHERE && state.capacity - state.count >= 128) {
        size_t left = length - state.position;
        struct weir_masks masks = classify(bytes + state.position, separators);
        uint64_t valid = ~0ull;
        unsigned last = 63;
        if (left < 64) {
            valid = (1ull << left) - 1;
            last = (unsigned)left - 1;
            masks.delimiter &= valid;
            masks.line_feed &= valid;
            masks.carriage_return &= valid;
            masks.quote &= valid;
            masks.nul = masks.nul && memchr(bytes + state.position, 0, left) != NULL;
        }
        if (masks.nul) state.seen |= WEIR_SEEN_NUL;
        // A CR ends a record unless an LF follows, which then does.
        uint64_t line_end = masks.line_feed;
        if (masks.carriage_return) {
            state.seen |= WEIR_SEEN_CARRIAGE_RETURN;
            uint64_t next_is_line_feed = masks.line_feed >> 1;
            if (left > 64 && bytes[state.position + 64] == '\n') next_is_line_feed |= 1ull << 63;
            line_end |= masks.carriage_return & ~next_is_line_feed;
        }
        state.line_ends += (size_t)__builtin_popcountll(line_end);
        uint64_t separator = masks.delimiter | line_end;
        if ((masks.quote | state.inside | state.after_closing) == 0) {
            weir_write_positions(&state, separator, (uint32_t)state.position);
            state.records += (size_t)__builtin_popcountll(line_end);
            state.inner_lines = line_end ? 0 : state.inner_lines;
            state.after_separator = separator >> last & 1;
        } else {
            if (masks.quote) state.seen |= WEIR_SEEN_QUOTE;
            uint64_t inside = prefix_xor(masks.quote) ^ state.inside;
            uint64_t opening = masks.quote & inside;
            uint64_t closing = masks.quote & ~inside;
            uint64_t outside = valid & ~inside;
            separator &= outside;
            // A quote opens behind a separator, or behind a closing quote (that is a doubled one); a closing quote is
            // followed by a separator, any line end, or another quote.
            uint64_t may_open = (separator | closing) << 1 | state.after_separator | state.after_closing;
            uint64_t behind_closing = closing << 1 | state.after_closing;
            uint64_t expected = masks.delimiter | masks.line_feed | masks.carriage_return | masks.quote;
            uint64_t wrong = ((opening & ~may_open) | (behind_closing & ~expected)) & valid;
            if (wrong) {
                unsigned at = (unsigned)__builtin_ctzll(wrong);
                uint64_t before = (1ull << at) - 1;
                separator &= before;
                line_end &= before;
                state.suspect = state.position + at;
            }
            weir_write_positions(&state, separator, (uint32_t)state.position);
            state.records += (size_t)__builtin_popcountll(line_end & outside);
            uint64_t inner = line_end & inside;
            if (inner || state.inner_lines) weir_count_inner_lines(&state, inner, line_end & outside);
            state.inside = (uint64_t)((int64_t)(inside << (63 - last)) >> 63);
            state.after_separator = separator >> last & 1;
            state.after_closing = closing >> last & 1;
        }
        state.position += left < 64 ? left : 64;
    }
    *scan = state;
}
