#include <stddef.h>
#include <stdint.h>

// What the fuzzer of the compiler offers to a program that has a main function of its own.
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*attempt)(const uint8_t *bytes, size_t count));
