#include "elements.h"
#include "division.h"
#include "extremum.h"
#include "binary.h"

KERNEL(broadcast)(INPUT(float, x), INPUT(float, y), OUTPUT(float, z) GEOMETRY) {
  BIND_INPUT(float, x);
  BIND_INPUT(float, y);
  BIND_OUTPUT(float, z);
  FOR_EACH_ELEMENT(i, COUNT) {
    const INDEX row = QUOTIENT(i, INNER);
    const INDEX outer = QUOTIENT(row, MIDDLE);
    const INDEX place =
        outer * STRIDE0 + (row - outer * MIDDLE) * STRIDE1 + (i - row * INNER) * STRIDE2;
    z[i] = binary_function(OPERATION, x[i], y[place]);
  }
}
