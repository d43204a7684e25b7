// SSE2 (every x86-64 processor) and AVX2 with carry-less multiplication.

#if defined(__x86_64__)

#include "kernels.h"

#include <immintrin.h>

static inline uint64_t equal_sse2(const __m128i block[4], uint8_t byte) {
    const __m128i wanted = _mm_set1_epi8((char)byte);
    uint64_t bits = 0;
    for (int i = 0; i < 4; i++) {
        uint32_t part = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(block[i], wanted));
        bits |= (uint64_t)part << 16 * i;
    }
    return bits;
}

static inline bool holds_nul_sse2(const __m128i block[4]) {
    __m128i least = _mm_min_epu8(_mm_min_epu8(block[0], block[1]), _mm_min_epu8(block[2], block[3]));
    return _mm_movemask_epi8(_mm_cmpeq_epi8(least, _mm_setzero_si128())) != 0;
}

static struct weir_masks classify_sse2(const uint8_t *at, struct weir_separators separators) {
    __m128i block[4];
    for (int i = 0; i < 4; i++) block[i] = _mm_loadu_si128((const __m128i *)(at + 16 * i));
    return (struct weir_masks){
        .delimiter = equal_sse2(block, separators.delimiter),
        .line_feed = equal_sse2(block, '\n'),
        .carriage_return = equal_sse2(block, '\r'),
        .quote = separators.has_quote ? equal_sse2(block, separators.quote) : 0,
        .nul = holds_nul_sse2(block),
    };
}

void weir_scan_sse2(const uint8_t *bytes, size_t length, struct weir_separators separators, struct weir_scan *scan) {
    weir_scan_loop(bytes, length, separators, scan, classify_sse2, weir_prefix_xor_shifts);
}

#define WITH_AVX2 __attribute__((target("avx2,pclmul,popcnt,bmi,bmi2,lzcnt")))

WITH_AVX2 static inline uint64_t equal_avx2(__m256i low, __m256i high, uint8_t byte) {
    const __m256i wanted = _mm256_set1_epi8((char)byte);
    uint32_t first = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, wanted));
    uint32_t second = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, wanted));
    return first | (uint64_t)second << 32;
}

WITH_AVX2 static struct weir_masks classify_avx2(const uint8_t *at, struct weir_separators separators) {
    __m256i low = _mm256_loadu_si256((const __m256i *)at);
    __m256i high = _mm256_loadu_si256((const __m256i *)(at + 32));
    return (struct weir_masks){
        .delimiter = equal_avx2(low, high, separators.delimiter),
        .line_feed = equal_avx2(low, high, '\n'),
        .carriage_return = equal_avx2(low, high, '\r'),
        .quote = separators.has_quote ? equal_avx2(low, high, separators.quote) : 0,
        .nul = _mm256_movemask_epi8(_mm256_cmpeq_epi8(_mm256_min_epu8(low, high), _mm256_setzero_si256())) != 0,
    };
}

WITH_AVX2 static uint64_t prefix_xor_clmul(uint64_t bits) {
    __m128i product = _mm_clmulepi64_si128(_mm_set_epi64x(0, (int64_t)bits), _mm_set1_epi8((char)0xFF), 0);
    return (uint64_t)_mm_cvtsi128_si64(product);
}

WITH_AVX2 void weir_scan_avx2(const uint8_t *bytes, size_t length, struct weir_separators separators,
                              struct weir_scan *scan) {
    weir_scan_loop(bytes, length, separators, scan, classify_avx2, prefix_xor_clmul);
}

#endif
