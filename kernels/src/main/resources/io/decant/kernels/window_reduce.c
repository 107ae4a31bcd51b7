#include "elements.h"
#include "division.h"
#include "axes.h"
#include "window.h"

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
        for (int i = 0; i < RUN; i++) {
          const INDEX at = begin + i * step[LAST_AXIS];
          if (i < width && at >= 0 && at < input[LAST_AXIS]) {
            const float value = source[start + at];
            const int better = place[i] < 0 || value > result[i] ||
                (value != value && result[i] == result[i]);
            result[i] = OPERATION == 1 ? result[i] + value : better ? value : result[i];
            place[i] = better ? start + at : place[i];
          }
        }
      }
      next_row(k, window);
    }
    for (int i = 0; i < RUN; i++) {
      if (i < width) {
        y[row * output[LAST_AXIS] + column + i] = result[i];
        if (INDICES) {
          index[row * output[LAST_AXIS] + column + i] = (float) place[i];
        }
      }
    }
  }
}
