// Eight bytes at a time in general registers. It runs everywhere and is the oracle of the other kernels.

#include "kernels.h"

#include <string.h>

// One bit per byte of `word` that equals `byte`, in the order of addresses.
static inline uint64_t equal_bytes(uint64_t word, uint8_t byte) {
    const uint64_t low7 = 0x7F7F7F7F7F7F7F7Full;
    uint64_t difference = word ^ 0x0101010101010101ull * byte;
    // The top bit of each byte is set where the byte is zero; no carry crosses a byte.
    uint64_t zero = ~(((difference & low7) + low7) | difference | low7);
    return (zero >> 7) * 0x0102040810204080ull >> 56;
}

static struct weir_masks classify(const uint8_t *block, struct weir_separators separators) {
    struct weir_masks masks = {0, 0, 0, 0, false};
    for (int i = 0; i < 8; i++) {
        uint64_t word;
        memcpy(&word, block + 8 * i, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
        word = __builtin_bswap64(word);
#endif
        masks.delimiter |= equal_bytes(word, separators.delimiter) << 8 * i;
        masks.line_feed |= equal_bytes(word, '\n') << 8 * i;
        masks.carriage_return |= equal_bytes(word, '\r') << 8 * i;
        masks.nul |= equal_bytes(word, 0) != 0;
        if (separators.has_quote) masks.quote |= equal_bytes(word, separators.quote) << 8 * i;
    }
    return masks;
}

void weir_scan_portable(const uint8_t *bytes, size_t length, struct weir_separators separators,
                        struct weir_scan *scan) {
    weir_scan_loop(bytes, length, separators, scan, classify, weir_prefix_xor_shifts);
}
