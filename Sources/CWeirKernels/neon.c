// NEON (every 64-bit ARM processor).

#if defined(__aarch64__)

#include "kernels.h"

#include <arm_neon.h>

static inline uint64_t equal_neon(const uint8x16_t block[4], uint8_t byte) {
    static const uint8_t weights[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
    const uint8x16_t wanted = vdupq_n_u8(byte);
    const uint8x16_t weight = vld1q_u8(weights);
    uint8x16_t bits[4];
    for (int i = 0; i < 4; i++) bits[i] = vandq_u8(vceqq_u8(block[i], wanted), weight);
    uint8x16_t pairs = vpaddq_u8(vpaddq_u8(bits[0], bits[1]), vpaddq_u8(bits[2], bits[3]));
    return vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(pairs, pairs)), 0);
}

static struct weir_masks classify(const uint8_t *at, struct weir_separators separators) {
    uint8x16_t block[4];
    for (int i = 0; i < 4; i++) block[i] = vld1q_u8(at + 16 * i);
    return (struct weir_masks){
        .delimiter = equal_neon(block, separators.delimiter),
        .line_feed = equal_neon(block, '\n'),
        .carriage_return = equal_neon(block, '\r'),
        .quote = separators.has_quote ? equal_neon(block, separators.quote) : 0,
        .nul = vminvq_u8(vminq_u8(vminq_u8(block[0], block[1]), vminq_u8(block[2], block[3]))) == 0,
    };
}

void weir_scan_neon(const uint8_t *bytes, size_t length, struct weir_separators separators, struct weir_scan *scan) {
    weir_scan_loop(bytes, length, separators, scan, classify, weir_prefix_xor_shifts);
}

#endif
