/* RUN neighbouring elements of a row: a vector on a CPU, else one. Comparisons of FLOATS are INTS, and
   RUN_INSIDE(first, step, width) and LOAD_RUN(x, at, step, inside, count) are those of row_lanes.h. */
#if RUN == 8
#include "row_lanes.h"
#define FLOATS float8
#define INTS int8
#define RUN_NUMBERS (int8) (0, 1, 2, 3, 4, 5, 6, 7)
#define RUN_INSIDE(first, step, width) lanes_inside(first, step, width)
#define LOAD_RUN(x, at, step, inside, count) load_lanes(x, at, step, inside, count)
#define FLOATS_OF(ints) convert_float8(ints)
#define EACH_OF(number) (INTS) (int) (number)
#define RUN_OF(list) vload8(0, list)
#else
#define FLOATS float
#define INTS INDEX
#define RUN_NUMBERS 0
#define RUN_INSIDE(first, step, width) ((first) >= 0 && (first) < (width))
#define LOAD_RUN(x, at, step, inside, count) ((inside) ? (x)[at] : 0.0f)
#define FLOATS_OF(ints) ((float) (ints))
#define EACH_OF(number) (number)
#define RUN_OF(list) (list)[0]
#endif

/* Stores as many elements of a run as are left of the row. */
FUNCTION void store_row_run(GLOBAL float *y, const FLOATS values, const INDEX left) {
#if RUN == 8
  if (left >= RUN) {
    vstore8(values, 0, y);
    return;
  }
  float lanes[RUN];
  vstore8(values, 0, lanes);
  for (INDEX i = 0; i < left; i++) {
    y[i] = lanes[i];
  }
#else
  *y = values;
#endif
}
