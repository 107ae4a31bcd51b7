#include "elements.h"
#include "division.h"
#include "axes.h"

/* Divides the number of each window by how many cells the window has in EXTENT cells along each
   axis, at least 1. */
KERNEL(average_divide)(INPUT(float, x), OUTPUT(float, y) GEOMETRY) {
  BIND_INPUT(float, x);
  BIND_OUTPUT(float, y);
  AXIS_LIST(window, WINDOW);
  AXIS_LIST(step, STEP);
  AXIS_LIST(extent, EXTENT);
  AXIS_DIVISORS(dilation, DILATION);
  AXIS_DIVISORS(output, OUT);
  FOR_EACH_ELEMENT(i, COUNT) {
    INDEX rest = i;
    float cells = 1.0f;
    for (int axis = RANK - 1; axis >= 0; axis--) {
      const INDEX next = AXIS_QUOTIENT(rest, output, axis);
      const INDEX left = extent[axis] - (rest - next * output[axis]) * step[axis];
      const INDEX last = AXIS_QUOTIENT(left > 0 ? left - 1 : 0, dilation, axis);
      const INDEX inside = left > 0 ? last + 1 : 0;
      cells *= inside < window[axis] ? inside : window[axis];
      rest = next;
    }
    y[i] = x[i] / (cells < 1.0f ? 1.0f : cells);
  }
}
