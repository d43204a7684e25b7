// UTF-8 validation with AVX2: three table look-ups per byte tell every kind of fault from a byte and the one before it.

#if defined(__x86_64__)

#include "kernels.h"

#include <immintrin.h>

#define WITH_AVX2 __attribute__((target("avx2")))

// What two bytes in a row can have wrong; a look-up gives what is possible for its half byte, and a fault is what all
// three agree on.
enum {
    TOO_SHORT = 1 << 0,  // a lead byte without its continuation
    TOO_LONG = 1 << 1,   // a continuation behind ASCII
    OVERLONG_3 = 1 << 2, // E0 80..9F
    TOO_LARGE = 1 << 3,  // F4 90.. and above
    SURROGATE = 1 << 4,  // ED A0..BF
    OVERLONG_2 = 1 << 5, // C0, C1
    TOO_LARGE_1000 = 1 << 6,
    OVERLONG_4 = 1 << 6, // F0 80..8F
    TWO_CONTINUATIONS = 1 << 7,
    CARRY = TOO_SHORT | TOO_LONG | TWO_CONTINUATIONS, // what the low half of the first byte says nothing about
};

#define TWICE(...) _mm256_setr_epi8(__VA_ARGS__, __VA_ARGS__)

WITH_AVX2 static inline __m256i high_half(__m256i bytes) {
    return _mm256_and_si256(_mm256_srli_epi16(bytes, 4), _mm256_set1_epi8(0x0F));
}

// The bytes that stand 1, 2 or 3 places before those of `now`.
#define BEFORE(now, carried, places) _mm256_alignr_epi8(now, _mm256_permute2x128_si256(carried, now, 0x21), 16 - (places))

// Not zero where a fault is.
WITH_AVX2 static inline __m256i faults(__m256i now, __m256i earlier) {
    const __m256i first_high = TWICE(
        TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, (char)TWO_CONTINUATIONS,
        (char)TWO_CONTINUATIONS, (char)TWO_CONTINUATIONS, (char)TWO_CONTINUATIONS, TOO_SHORT | OVERLONG_2, TOO_SHORT,
        TOO_SHORT | OVERLONG_3 | SURROGATE, TOO_SHORT | TOO_LARGE | TOO_LARGE_1000 | OVERLONG_4);
    const __m256i first_low = TWICE(
        (char)(CARRY | OVERLONG_3 | OVERLONG_2 | OVERLONG_4), (char)(CARRY | OVERLONG_2), (char)CARRY, (char)CARRY,
        (char)(CARRY | TOO_LARGE), (char)(CARRY | TOO_LARGE | TOO_LARGE_1000), (char)(CARRY | TOO_LARGE | TOO_LARGE_1000),
        (char)(CARRY | TOO_LARGE | TOO_LARGE_1000), (char)(CARRY | TOO_LARGE | TOO_LARGE_1000),
        (char)(CARRY | TOO_LARGE | TOO_LARGE_1000), (char)(CARRY | TOO_LARGE | TOO_LARGE_1000),
        (char)(CARRY | TOO_LARGE | TOO_LARGE_1000), (char)(CARRY | TOO_LARGE | TOO_LARGE_1000),
        (char)(CARRY | TOO_LARGE | TOO_LARGE_1000 | SURROGATE), (char)(CARRY | TOO_LARGE | TOO_LARGE_1000),
        (char)(CARRY | TOO_LARGE | TOO_LARGE_1000));
    const __m256i second_high = TWICE(
        TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT,
        (char)(TOO_LONG | OVERLONG_2 | TWO_CONTINUATIONS | OVERLONG_3 | TOO_LARGE_1000 | OVERLONG_4),
        (char)(TOO_LONG | OVERLONG_2 | TWO_CONTINUATIONS | OVERLONG_3 | TOO_LARGE),
        (char)(TOO_LONG | OVERLONG_2 | TWO_CONTINUATIONS | SURROGATE | TOO_LARGE),
        (char)(TOO_LONG | OVERLONG_2 | TWO_CONTINUATIONS | SURROGATE | TOO_LARGE), TOO_SHORT, TOO_SHORT, TOO_SHORT,
        TOO_SHORT);

    __m256i first = BEFORE(now, earlier, 1);
    __m256i special = _mm256_and_si256(
        _mm256_and_si256(_mm256_shuffle_epi8(first_high, high_half(first)),
                         _mm256_shuffle_epi8(first_low, _mm256_and_si256(first, _mm256_set1_epi8(0x0F)))),
        _mm256_shuffle_epi8(second_high, high_half(now)));
    // Behind E0.. two and behind F0.. three places on there must be a continuation, and nowhere else a second one.
    __m256i third = _mm256_subs_epu8(BEFORE(now, earlier, 2), _mm256_set1_epi8((char)(0xE0 - 0x80)));
    __m256i fourth = _mm256_subs_epu8(BEFORE(now, earlier, 3), _mm256_set1_epi8((char)(0xF0 - 0x80)));
    __m256i wanted = _mm256_and_si256(_mm256_or_si256(third, fourth), _mm256_set1_epi8((char)0x80));
    return _mm256_xor_si256(wanted, special);
}

WITH_AVX2 size_t weir_utf8_prefix_avx2(const uint8_t *bytes, size_t length) {
    __m256i earlier = _mm256_setzero_si256();
    size_t position = 0;
    for (; length - position >= 64; position += 64) {
        __m256i low = _mm256_loadu_si256((const __m256i *)(bytes + position));
        __m256i high = _mm256_loadu_si256((const __m256i *)(bytes + position + 32));
        // Plain ASCII behind plain ASCII has nothing wrong.
        if (_mm256_movemask_epi8(_mm256_or_si256(_mm256_or_si256(low, high), earlier)) != 0) {
            __m256i wrong = _mm256_or_si256(faults(low, earlier), faults(high, low));
            if (!_mm256_testz_si256(wrong, wrong)) break;
        }
        earlier = high;
    }
    // The last character may go on in what was not looked at: leave it out.
    for (size_t back = 1; back <= 3 && back <= position; back++) {
        uint8_t byte = bytes[position - back];
        if (byte >= 0xC0) return position - back;
        if (byte < 0x80) break;
    }
    return position;
}

#endif
