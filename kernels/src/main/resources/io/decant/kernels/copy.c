#include "elements.h"
#include "division.h"
#include "axes.h"

/* A work item copies up to RUN elements along the last axis. */
KERNEL(copy)(INPUT(UINT32, x), OUTPUT(UINT32, y) GEOMETRY) {
  BIND_INPUT(UINT32, x);
  BIND_OUTPUT(UINT32, y);
  AXIS_DIVISORS(extent, EXTENT);
  AXIS_LIST(source, SOURCE);
  AXIS_LIST(target, TARGET);
  FOR_EACH_ELEMENT(item, ITEMS) {
    INDEX rest = QUOTIENT(item, RUNS);
    const INDEX first = (item - rest * RUNS) * RUN;
    const INDEX left = extent[RANK - 1] - first;
    const INDEX count = left < RUN ? left : RUN;
    INDEX from = first * source[RANK - 1];
    INDEX to = first * target[RANK - 1];
    for (int axis = RANK - 2; axis >= 0; axis--) {
      const INDEX next = AXIS_QUOTIENT(rest, extent, axis);
      const INDEX at = rest - next * extent[axis];
      from += at * source[axis];
      to += at * target[axis];
      rest = next;
    }
    if (source[RANK - 1] == 1 && target[RANK - 1] == 1) {
      for (INDEX i = 0; i < count; i++) {
        y[to + i] = x[from + i];
      }
    } else {
      for (INDEX i = 0; i < count; i++) {
        y[to + i * target[RANK - 1]] = x[from + i * source[RANK - 1]];
      }
    }
  }
}
