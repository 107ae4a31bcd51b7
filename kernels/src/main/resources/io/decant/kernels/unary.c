#include "runs.h"
#include "unary.h"

/* The choice comes before the loop, which is then free of branches. */
#define UNARY_RUN(number, value)      \
  case number:                        \
    for (int k = 0; k < RUN; k++) {   \
      const float x = values[k];      \
      values[k] = value;              \
    }                                 \
    break;

KERNEL(unary)(INPUT(float, x), OUTPUT(float, y), const float p, const float q GEOMETRY) {
  BIND_INPUT(float, x);
  BIND_OUTPUT(float, y);
  const INDEX first = FIRST_OF_RUN();
  float values[RUN];
  load_run(x, values, first, COUNT);
  switch (OPERATION) { UNARY_FUNCTIONS(UNARY_RUN) }
  store_run(y, values, first, COUNT);
}
