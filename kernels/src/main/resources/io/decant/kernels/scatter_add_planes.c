#include "division.h"
#include "indices.h"

/* A group adds one outer plane, GROUP_X sources at a time. Of the sources with the same target, the
   first adds them all, in order; so no two work items write to one place. */
KERNEL(scatter_add_planes)(INPUT(float, x), INPUT(float, index), OUTPUT(float, y) GEOMETRY) {
  LOCAL INDEX targets[GROUP_X];
  LOCAL float values[GROUP_X];
  BIND_INPUT(float, x);
  BIND_INPUT(float, index);
  BIND_OUTPUT(float, y);
  const INDEX outer = GROUP_ID(0);
  const INDEX sources = COUNT * INNER;
  GLOBAL float *plane = y + outer * SIZE * INNER;
  for (INDEX i = LOCAL_ID(0); i < SIZE * INNER && !ACCUMULATE; i += GROUP_X) {
    plane[i] = 0.0f;
  }
  for (INDEX first = 0; first < sources; first += GROUP_X) {
    const INDEX source = first + LOCAL_ID(0);
    INDEX target = -1;
    float value = 0.0f;
    if (source < sources) {
      const INDEX row = QUOTIENT(source, INNER);
      const INDEX column = source - row * INNER;
      const INDEX place =
          place_of(index[outer * STRIDE0 + row * STRIDE1 + column * STRIDE2], SIZE);
      target = place < 0 ? -1 : place * INNER + column;
      value = x[outer * sources + source];
    }
    GLOBAL_BARRIER();
    targets[LOCAL_ID(0)] = target;
    values[LOCAL_ID(0)] = value;
    BARRIER();
    int first_of_target = target >= 0;
    float sum = target >= 0 ? plane[target] : 0.0f;
    for (int other = 0; other < GROUP_X; other++) {
      if (targets[other] == target) {
        first_of_target = first_of_target && other >= LOCAL_ID(0);
        sum += values[other];
      }
    }
    if (first_of_target) {
      plane[target] = sum;
    }
  }
}
