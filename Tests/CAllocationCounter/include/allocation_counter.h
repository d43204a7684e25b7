// Counts what the calling thread allocates, for tests.
//
// A program that links this has its own malloc and its relatives, which count and then do what the C library does. It
// works with glibc only, and not together with a sanitizer, which replaces malloc itself.

#pragma once

#include <stdbool.h>
#include <stdint.h>

// Whether allocations are counted on this system.
bool allocation_counter_works(void);

// How many blocks the calling thread has asked for since it began.
uint64_t allocation_count(void);
