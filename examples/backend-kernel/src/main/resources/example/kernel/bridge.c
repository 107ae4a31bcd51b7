/* The native methods of example.kernel.Bridge. They take and return 64-bit integers alone, so of Java's native
   interface they need its calling convention, and neither its headers nor a JDK. */
#include <dlfcn.h>
#include <stdint.h>
#include <string.h>

#define BRIDGE(name) Java_example_kernel_Bridge_##name(void *environment, void *type

int64_t BRIDGE(open), int64_t path) {
  return (int64_t) dlopen((const char *) path, RTLD_NOW | RTLD_LOCAL);
}

int64_t BRIDGE(find), int64_t library, int64_t name) {
  return (int64_t) dlsym((void *) library, (const char *) name);
}

void BRIDGE(close), int64_t library) {
  dlclose((void *) library);
}

void BRIDGE(launch), int64_t function, int64_t arguments) {
  ((void (*)(const int64_t *)) function)((const int64_t *) arguments);
}

void BRIDGE(copy), int64_t source, int64_t target, int64_t rows, int64_t bytes, int64_t source_pitch,
    int64_t target_pitch) {
  for (int64_t row = 0; row < rows; row++) {
    memcpy((char *) target + row * target_pitch, (const char *) source + row * source_pitch, bytes);
  }
}

void BRIDGE(fill), int64_t target, int64_t words, int64_t pattern) {
  for (int64_t i = 0; i < words; i++) {
    ((uint32_t *) target)[i] = (uint32_t) pattern;
  }
}
