// Whole numbers of one column with AVX2: the cells of four records at a time.

#if defined(__x86_64__)

#include "kernels.h"

#include <immintrin.h>
#include <string.h>

#define WITH_AVX2 __attribute__((target("avx2")))

// The first eight bytes of four cells, and their lengths.
struct four_cells {
    __m256i words, counts;
};

WITH_AVX2 static inline __m256i load_four(const void *first, const void *second, const void *third, const void *fourth) {
    __m128i low = _mm_unpacklo_epi64(_mm_loadl_epi64(first), _mm_loadl_epi64(second));
    __m128i high = _mm_unpacklo_epi64(_mm_loadl_epi64(third), _mm_loadl_epi64(fourth));
    return _mm256_set_m128i(high, low);
}

// Cells between separators: the one before a cell and its own are taken with one load.
WITH_AVX2 static inline bool between(const struct weir_integer_column *column, size_t row, struct four_cells *cells) {
    const uint8_t *text = column->bytes + 1;
    const size_t stride = column->place;
    const uint32_t *a = column->ends + row * stride, *b = a + stride, *c = b + stride, *d = c + stride;
    __m256i bounds = load_four(a, b, c, d);
    cells->words = load_four(text + *a, text + *b, text + *c, text + *d);
    cells->counts = _mm256_sub_epi64(
        _mm256_sub_epi64(_mm256_srli_epi64(bounds, 32), _mm256_blend_epi32(bounds, _mm256_setzero_si256(), 0xAA)),
        _mm256_set1_epi64x(1));
    return true;
}

// Cells with bounds of their own; false if a record lacks one.
WITH_AVX2 static inline bool bounded(const struct weir_integer_column *column, size_t row, struct four_cells *cells) {
    const uint8_t *start[4];
    uint64_t count[4];
    for (int k = 0; k < 4; k++) {
        size_t field = column->first_fields[row + k] + column->place;
        if (field >= column->first_fields[row + k + 1]) return false;
        // An end with a flag makes the cell longer than any number.
        count[k] = column->ends[field] - column->starts[field];
        start[k] = column->bytes + column->starts[field];
    }
    cells->words = load_four(start[0], start[1], start[2], start[3]);
    cells->counts = _mm256_setr_epi64x((int64_t)count[0], (int64_t)count[1], (int64_t)count[2], (int64_t)count[3]);
    return true;
}

typedef bool (*find_cells)(const struct weir_integer_column *column, size_t row, struct four_cells *cells);

// Each bit of a half byte as a byte of its own.
static const uint32_t bytes_of_bits[16] = {
    0x00000000, 0x00000001, 0x00000100, 0x00000101, 0x00010000, 0x00010001, 0x00010100, 0x00010101,
    0x01000000, 0x01000001, 0x01000100, 0x01000101, 0x01010000, 0x01010001, 0x01010100, 0x01010101,
};

WITH_AVX2 static inline __attribute__((always_inline)) enum weir_cells read_integers(
    const struct weir_integer_column *column, size_t count, find_cells find) {
    if (count < 4) return WEIR_CELLS_OTHER;
    const __m256i empty_count = _mm256_set1_epi64x(column->missing.empty_count);
    const __m256i short_count = _mm256_set1_epi64x(column->missing.short_count);
    const __m256i short_mask = _mm256_set1_epi64x((int64_t)column->missing.short_mask);
    const __m256i short_word = _mm256_set1_epi64x((int64_t)column->missing.short_word);
    const __m256i lowest = _mm256_set1_epi64x(column->lowest);
    const __m256i highest = _mm256_set1_epi64x(column->highest);
    const __m256i one = _mm256_set1_epi64x(1);
    const __m256i eight = _mm256_set1_epi64x(8);
    const __m256i first_byte = _mm256_set1_epi64x(0xFF);
    const __m256i minus = _mm256_set1_epi64x('-');
    const __m256i zeros = _mm256_set1_epi8('0');
    const __m256i nine = _mm256_set1_epi8(9);
    const __m256i bits = _mm256_set1_epi64x(64);
    const __m256i tens = _mm256_set1_epi16(1 << 8 | 10);
    const __m256i hundreds = _mm256_set1_epi32(1 << 16 | 100);
    const __m256i ten_thousands = _mm256_set1_epi64x(10000);
    __m256i all_present = _mm256_set1_epi64x(-1);

    for (size_t row = 0;; row += 4) {
        // The last rows are taken together with some of those before, which come out the same a second time.
        if (row + 4 > count) row = count - 4;
        struct four_cells cells;
        if (!find(column, row, &cells)) return WEIR_CELLS_OTHER;
        __m256i words = cells.words, counts = cells.counts;

        __m256i is_missing = _mm256_or_si256(
            _mm256_cmpeq_epi64(counts, empty_count),
            _mm256_and_si256(_mm256_cmpeq_epi64(counts, short_count),
                             _mm256_cmpeq_epi64(_mm256_and_si256(words, short_mask), short_word)));

        // As many digits as there are go to the top of a word, with zeros before them.
        __m256i is_negative = _mm256_cmpeq_epi64(_mm256_and_si256(words, first_byte), minus);
        __m256i digits = _mm256_add_epi64(counts, is_negative);
        __m256i value = _mm256_xor_si256(_mm256_srlv_epi64(words, _mm256_and_si256(is_negative, eight)), zeros);
        value = _mm256_sllv_epi64(value, _mm256_sub_epi64(bits, _mm256_slli_epi64(digits, 3)));
        __m256i faults = _mm256_or_si256(
            _mm256_subs_epu8(value, nine),
            _mm256_or_si256(_mm256_cmpgt_epi64(counts, eight), _mm256_cmpgt_epi64(one, digits)));

        // Two digits to one number, then two of those, and again (after Daniel Lemire, "Quickly parsing eight digits").
        value = _mm256_madd_epi16(_mm256_maddubs_epi16(value, tens), hundreds);
        value = _mm256_add_epi64(_mm256_mul_epu32(value, ten_thousands), _mm256_srli_epi64(value, 32));
        value = _mm256_sub_epi64(_mm256_xor_si256(value, is_negative), is_negative);
        __m256i out_of_bounds =
            _mm256_or_si256(_mm256_cmpgt_epi64(lowest, value), _mm256_cmpgt_epi64(value, highest));

        if (!_mm256_testc_si256(is_missing, _mm256_or_si256(faults, out_of_bounds))) return WEIR_CELLS_OTHER;
        all_present = _mm256_andnot_si256(is_missing, all_present);
        _mm256_storeu_si256((__m256i *)(column->values + row), value);
        uint32_t present = bytes_of_bits[~_mm256_movemask_pd(_mm256_castsi256_pd(is_missing)) & 15];
        memcpy(column->validity + row, &present, sizeof present);
        if (row + 4 == count) break;
    }
    return _mm256_movemask_epi8(all_present) == -1 ? WEIR_CELLS_ALL : WEIR_CELLS_SOME;
}

WITH_AVX2 enum weir_cells weir_integers_avx2(const struct weir_integer_column *column, size_t count) {
    if (column->starts) return read_integers(column, count, bounded);
    return read_integers(column, count, between);
}

#endif
