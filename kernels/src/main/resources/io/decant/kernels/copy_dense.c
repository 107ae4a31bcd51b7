#include "elements.h"

KERNEL(copy_dense)(INPUT(UINT32, x), OUTPUT(UINT32, y) GEOMETRY) {
  BIND_INPUT(UINT32, x);
  BIND_OUTPUT(UINT32, y);
  FOR_EACH_ELEMENT(i, COUNT) {
    y[i] = x[i];
  }
}
