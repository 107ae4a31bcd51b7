#include "elements.h"
#include "division.h"
#include "axes.h"

KERNEL(copy)(INPUT(UINT32, x), OUTPUT(UINT32, y) GEOMETRY) {
  BIND_INPUT(UINT32, x);
  BIND_OUTPUT(UINT32, y);
  AXIS_DIVISORS(extent, EXTENT);
  AXIS_LIST(source, SOURCE);
  AXIS_LIST(target, TARGET);
  FOR_EACH_ELEMENT(i, COUNT) {
    INDEX rest = i;
    INDEX from = 0;
    INDEX to = 0;
    for (int axis = RANK - 1; axis >= 0; axis--) {
      const INDEX next = AXIS_QUOTIENT(rest, extent, axis);
      const INDEX at = rest - next * extent[axis];
      from += at * source[axis];
      to += at * target[axis];
      rest = next;
    }
    y[to] = x[from];
  }
}
