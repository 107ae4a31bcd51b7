#include "division.h"
#include "elements.h"

/* One window covers each plane. */
KERNEL(average_whole_backward)(INPUT(float, dy), OUTPUT(float, dx), const float cells GEOMETRY) {
  BIND_INPUT(float, dy);
  BIND_OUTPUT(float, dx);
  FOR_EACH_ELEMENT(i, COUNT) {
    dx[i] = dy[QUOTIENT(i, PLANE)] / cells;
  }
}
