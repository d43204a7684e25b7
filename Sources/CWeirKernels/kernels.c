#include "kernels.h"

enum weir_kernel weir_best_kernel(void) {
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("pclmul") && __builtin_cpu_supports("popcnt")
        && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("lzcnt"))
        return WEIR_KERNEL_AVX2;
    return WEIR_KERNEL_SSE2;
#elif defined(__aarch64__)
    return WEIR_KERNEL_NEON;
#else
    return WEIR_KERNEL_PORTABLE;
#endif
}

const char *weir_kernel_name(enum weir_kernel kernel) {
    switch (kernel) {
    case WEIR_KERNEL_SSE2:
        return "sse2";
    case WEIR_KERNEL_AVX2:
        return "avx2";
    case WEIR_KERNEL_NEON:
        return "neon";
    case WEIR_KERNEL_PORTABLE:
        return "portable";
    }
    return "portable";
}

void weir_scan(enum weir_kernel kernel, const uint8_t *bytes, size_t length, struct weir_separators separators,
               struct weir_scan *scan) {
    switch (kernel) {
#if defined(__x86_64__)
    case WEIR_KERNEL_SSE2:
        weir_scan_sse2(bytes, length, separators, scan);
        return;
    case WEIR_KERNEL_AVX2:
        weir_scan_avx2(bytes, length, separators, scan);
        return;
#elif defined(__aarch64__)
    case WEIR_KERNEL_NEON:
        weir_scan_neon(bytes, length, separators, scan);
        return;
#endif
    default:
        weir_scan_portable(bytes, length, separators, scan);
    }
}

size_t weir_utf8_prefix(enum weir_kernel kernel, const uint8_t *bytes, size_t length) {
#if defined(__x86_64__)
    if (kernel == WEIR_KERNEL_AVX2) return weir_utf8_prefix_avx2(bytes, length);
#endif
    (void)kernel, (void)bytes, (void)length;
    return 0;
}

enum weir_cells weir_integers(enum weir_kernel kernel, const struct weir_integer_column *column, size_t count) {
#if defined(__x86_64__)
    if (kernel == WEIR_KERNEL_AVX2) return weir_integers_avx2(column, count);
#endif
    (void)kernel, (void)column, (void)count;
    return WEIR_CELLS_OTHER;
}
