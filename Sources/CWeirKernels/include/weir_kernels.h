// Structural scanning of delimited text: where every field and every record ends.
//
// The scanner looks at 64 bytes at a time. It compares them with the delimiter, the line ends and the quote, turns the
// comparisons into bit masks, finds what is inside quotes by a prefix xor over the quote mask, and writes out the
// positions of the separators that remain. It does not repair anything: at the first quote that stands where a well
// formed file has none it stops and says where, and the caller reads that record with care.
//
// Technique: Geoff Langdale and Daniel Lemire, "Parsing Gigabytes of JSON per Second", The VLDB Journal 28 (2019).

#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// One implementation per kind of processor. All give the same answer for every input.
enum weir_kernel {
    WEIR_KERNEL_PORTABLE = 0, // eight bytes at a time in general registers; any processor
    WEIR_KERNEL_SSE2 = 1,
    WEIR_KERNEL_AVX2 = 2,
    WEIR_KERNEL_NEON = 3,
};

// What the text is separated by.
struct weir_separators {
    uint8_t delimiter;
    uint8_t quote;
    bool has_quote;
};

// What was seen so far, in `weir_scan.seen`.
enum {
    WEIR_SEEN_QUOTE = 1,           // any quote
    WEIR_SEEN_CARRIAGE_RETURN = 2, // any CR
    WEIR_SEEN_NUL = 4,             // any NUL
};

// No suspect.
#define WEIR_NOWHERE SIZE_MAX

// The state of a scan. Zero it, set `ends`, `capacity`, `after_separator = 1` and `suspect = WEIR_NOWHERE`, and call
// weir_scan as often as there are more bytes.
struct weir_scan {
    size_t position;          // the next byte to look at
    uint64_t inside;          // all ones inside quotes, else 0
    uint64_t after_separator; // 1: the byte before `position` ends a field, or there is none
    uint64_t after_closing;   // 1: the byte before `position` is a closing quote
    uint32_t *ends;           // out: the positions of all separators outside quotes
    size_t count;             // how many have been written
    size_t capacity;          // how many fit; the scan stops early when fewer than 128 places are left
    size_t records;           // how many of them end a record
    size_t line_ends;         // how many lines ended, inside quotes too
    size_t inner_lines;       // how many line ends stand inside quotes since the last record ended
    size_t most_inner_lines;  // the most that a record has of them, or a little more
    size_t suspect;           // the first quote (or byte behind a closing quote) out of place; the scan stops there
    uint32_t seen;            // WEIR_SEEN_...
};

// The fastest kernel that this processor runs.
enum weir_kernel weir_best_kernel(void);

// Its name: "portable", "sse2", "avx2" or "neon".
const char *weir_kernel_name(enum weir_kernel kernel);

// Scans bytes[scan->position ..< length]. `bytes` must be readable for 64 bytes beyond `length`. A CR as the last byte
// counts as a record end of its own, so a caller that expects more bytes leaves it out until it has the next one.
// Positions are relative to `bytes`; `length` is below 2^31.
void weir_scan(enum weir_kernel kernel, const uint8_t *bytes, size_t length, struct weir_separators separators,
               struct weir_scan *scan);

// How many of the first bytes are certainly well-formed UTF-8, up to the border of a character. It may stop early, by
// less than 70 bytes before the end or the first fault, and does so at once where the kernel has no fast way; the caller
// looks at what is left with care.
//
// Algorithm: John Keiser and Daniel Lemire, "Validating UTF-8 In Less Than One Instruction Per Byte", Software: Practice
// and Experience 51 (2021).
size_t weir_utf8_prefix(enum weir_kernel kernel, const uint8_t *bytes, size_t length);

// The texts that stand for no value, as far as a column can be compared with them at once.
struct weir_missing {
    int64_t empty_count;  // 0 if the empty text is one; -1 if not
    int64_t short_count;  // the length of a text of one to eight bytes; -1 if there is none
    uint64_t short_mask;  // which bits of a word belong to that text
    uint64_t short_word;  // those bits
};

// Where the cells of a column stand, and where its values go.
//
// Where all records have as many fields (`starts` is NULL), a cell stands between two separators. Otherwise each field
// has bounds of its own, and a record may lack the cell.
struct weir_integer_column {
    const uint8_t *bytes;         // readable for 64 bytes beyond the last cell
    const uint32_t *ends;         // the separator before the first cell, its own next to it; or the end of each field
    const uint32_t *starts;       // the start of each field, or NULL
    const uint32_t *first_fields; // with `starts`: the first field of each record, and one more
    size_t place;                 // how many separators a record has; with `starts`: which field of the record it is
    struct weir_missing missing;
    int64_t lowest, highest; // the bounds, both included
    uint64_t *values;        // out: a value for each record; anything where none stands
    uint8_t *validity;       // out: 1 where a value stands, else 0
};

// What was found in a column.
enum weir_cells {
    WEIR_CELLS_ALL = 0,   // a value in each record
    WEIR_CELLS_SOME = 1,  // some records have none
    WEIR_CELLS_OTHER = 2, // a cell needs a closer look, so nothing that was written counts
};

// Reads the whole numbers of `count` records: an optional minus and digits, eight bytes at most, within the bounds.
// Anything else needs a closer look, and so does all of a column where the kernel has no fast way.
enum weir_cells weir_integers(enum weir_kernel kernel, const struct weir_integer_column *column, size_t count);
