#include "runs.h"
#include "division.h"
#include "extremum.h"
#include "binary.h"

KERNEL(broadcast)(INPUT(float, x), INPUT(float, y), OUTPUT(float, z) GEOMETRY) {
  BIND_INPUT(float, x);
  BIND_INPUT(float, y);
  BIND_OUTPUT(float, z);
  const INDEX first = FIRST_OF_RUN();
  const INDEX first_row = QUOTIENT(first, INNER);
  const INDEX first_outer = QUOTIENT(first_row, MIDDLE);
  const INDEX first_column = first - first_row * INNER;
  float values[RUN];
  float others[RUN];
  load_run(x, values, first, COUNT);
  if (STEP == 1 && first_column + RUN <= INNER && first < COUNT) {
    GLOBAL const float *row =
        y + (first_outer * STRIDE0 + (first_row - first_outer * MIDDLE) * STRIDE1);
    if (STRIDE2 == 0) {
      for (int k = 0; k < RUN; k++) {
        others[k] = row[0];
      }
    } else {
      for (int k = 0; k < RUN; k++) {
        others[k] = row[first_column + k];
      }
    }
  } else {
    for (int k = 0; k < RUN; k++) {
      const INDEX i = first + k * STEP < COUNT ? first + k * STEP : 0;
      const INDEX row = QUOTIENT(i, INNER);
      const INDEX outer = QUOTIENT(row, MIDDLE);
      others[k] =
          y[outer * STRIDE0 + (row - outer * MIDDLE) * STRIDE1 + (i - row * INNER) * STRIDE2];
    }
  }
  binary_run(OPERATION, values, others);
  store_run(z, values, first, COUNT);
}
