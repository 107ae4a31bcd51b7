#include "elements.h"
#include "extremum.h"
#include "binary.h"

KERNEL(binary)(INPUT(float, x), INPUT(float, y), OUTPUT(float, z) GEOMETRY) {
  BIND_INPUT(float, x);
  BIND_INPUT(float, y);
  BIND_OUTPUT(float, z);
  FOR_EACH_ELEMENT(i, COUNT) {
    z[i] = binary_function(OPERATION, x[i], y[i]);
  }
}
