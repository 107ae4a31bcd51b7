#include "elements.h"
#include "division.h"
#include "axes.h"
#include "window.h"

/* Takes the element at a place of the plane into result i: of equal ones the first stays, and the
   first NaN. Without a branch, since neighbouring results are a vector on a CPU. */
#define TAKE_LARGEST(i, at)                                                              \
  {                                                                                      \
    const float value = source[at];                                                      \
    const int better = (place[i] < 0) | (value > result[i]) |                            \
        ((value != value) & (result[i] == result[i]));                                   \
    result[i] = better ? value : result[i];                                              \
    place[i] = better ? (at) : place[i];                                                 \
  }

#define TAKE_SUM(i, at) result[i] += source[at];

/* Takes the elements under one position of the window into all results of the run. */
#define TAKE_RUN(TAKE)                                                   \
  if (width >= RUN && begin >= 0 && end < input[LAST_AXIS]) {            \
    for (int i = 0; i < RUN; i++) {                                      \
      TAKE(i, start + begin + i * step[LAST_AXIS])                       \
    }                                                                    \
  } else {                                                               \
    for (int i = 0; i < RUN; i++) {                                      \
      const INDEX at = begin + i * step[LAST_AXIS];                      \
      if (i < width && at >= 0 && at < input[LAST_AXIS]) {               \
        TAKE(i, start + at)                                              \
      }                                                                  \
    }                                                                    \
  }

#define STORE_RUN(target, values)                                        \
  if (width >= RUN) {                                                    \
    for (int i = 0; i < RUN; i++) {                                      \
      target[i] = (float) values[i];                                     \
    }                                                                    \
  } else {                                                               \
    for (int i = 0; i < RUN; i++) {                                      \
      if (i < width) {                                                   \
        target[i] = (float) values[i];                                   \
      }                                                                  \
    }                                                                    \
  }

/* A work item reduces RUN neighbouring windows of one row of the output. */
KERNEL(window_reduce)(INPUT(float, x), OUTPUT(float, y), OUTPUT(float, index) GEOMETRY) {
  BIND_INPUT(float, x);
  BIND_OUTPUT(float, y);
  BIND_OUTPUT(float, index);
  AXIS_LIST(input, IN);
  AXIS_LIST(window, WINDOW);
  AXIS_LIST(step, STEP);
  AXIS_LIST(pad, PAD);
  AXIS_LIST(dilation, DILATION);
  AXIS_DIVISORS(output, OUT);
  FOR_EACH_ELEMENT(item, ITEMS) {
    const INDEX row = QUOTIENT(item, RUNS);
    const INDEX column = (item - row * RUNS) * RUN;
    const INDEX width = output[LAST_AXIS] - column;
    INDEX o[RANK];
    INDEX k[RANK];
    const INDEX plane = unfold_row(row, output, output_multiplier, output_shift, o);
    GLOBAL const float *source = x + plane * PLANE;
    GLOBAL float *results = y + (row * output[LAST_AXIS] + column);
    GLOBAL float *places = index + (row * output[LAST_AXIS] + column);
    float result[RUN];
    INDEX place[RUN];
    for (int i = 0; i < RUN; i++) {
      result[i] = OPERATION == 0 ? BITS_FLOAT(0xff800000u) : 0.0f;
      place[i] = -1;
    }
    for (int axis = 0; axis < RANK; axis++) {
      k[axis] = 0;
    }
    for (INDEX rows = 0; rows < WINDOW_ROWS; rows++) {
      const INDEX start = input_row(o, k, step, pad, dilation, input) * input[LAST_AXIS];
      for (INDEX last = 0; start >= 0 && last < window[LAST_AXIS]; last++) {
        const INDEX begin =
            column * step[LAST_AXIS] - pad[LAST_AXIS] + last * dilation[LAST_AXIS];
        const INDEX end = begin + (RUN - 1) * step[LAST_AXIS];
        if (OPERATION == 0) {
          TAKE_RUN(TAKE_LARGEST)
        } else {
          TAKE_RUN(TAKE_SUM)
        }
      }
      next_row(k, window);
    }
    STORE_RUN(results, result)
    if (INDICES) {
      STORE_RUN(places, place)
    }
  }
}
