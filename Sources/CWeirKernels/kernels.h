// The kernels that this build has.

#pragma once

#include "scan.h"

void weir_scan_portable(const uint8_t *bytes, size_t length, struct weir_separators separators,
                        struct weir_scan *scan);

#if defined(__x86_64__)
void weir_scan_sse2(const uint8_t *bytes, size_t length, struct weir_separators separators, struct weir_scan *scan);
void weir_scan_avx2(const uint8_t *bytes, size_t length, struct weir_separators separators, struct weir_scan *scan);
size_t weir_utf8_prefix_avx2(const uint8_t *bytes, size_t length);
enum weir_cells weir_integers_avx2(const struct weir_integer_column *column, size_t count);
#elif defined(__aarch64__)
void weir_scan_neon(const uint8_t *bytes, size_t length, struct weir_separators separators, struct weir_scan *scan);
#endif
