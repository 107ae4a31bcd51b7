#include "runs.h"
#include "extremum.h"
#include "binary.h"

KERNEL(binary)(INPUT(float, x), INPUT(float, y), OUTPUT(float, z) GEOMETRY) {
  BIND_INPUT(float, x);
  BIND_INPUT(float, y);
  BIND_OUTPUT(float, z);
  const INDEX first = FIRST_OF_RUN();
  float values[RUN];
  float others[RUN];
  load_run(x, values, first, COUNT);
  load_run(y, others, first, COUNT);
  binary_run(OPERATION, values, others);
  store_run(z, values, first, COUNT);
}
