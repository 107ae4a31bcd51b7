#include "elements.h"
#include "division.h"
#include "axes.h"
#include "window.h"

/* A work item gathers RUN neighbouring elements of one row of the input, from the first position
   of the window to the last. */
KERNEL(col2im)(INPUT(float, columns), OUTPUT(float, x) GEOMETRY) {
  BIND_INPUT(float, columns);
  BIND_OUTPUT(float, x);
  AXIS_LIST(window, WINDOW);
  AXIS_LIST(pad, PAD);
  AXIS_LIST(dilation, DILATION);
  AXIS_LIST(output, OUT);
  AXIS_DIVISORS(step, STEP);
  AXIS_DIVISORS(input, IN);
  FOR_EACH_ELEMENT(item, ITEMS) {
    const INDEX row = QUOTIENT(item, RUNS);
    const INDEX column = (item - row * RUNS) * RUN;
    INDEX at[RANK];
    INDEX k[RANK];
    const INDEX plane = unfold_row(row, input, input_multiplier, input_shift, at);
    float sum[RUN];
    for (int i = 0; i < RUN; i++) {
      sum[i] = 0.0f;
    }
    for (int axis = 0; axis < RANK; axis++) {
      k[axis] = 0;
    }
    for (INDEX rows = 0; rows < WINDOW_ROWS; rows++) {
      INDEX output_row = 0;
      int covered = 1;
      for (int axis = 0; axis < LAST_AXIS; axis++) {
        const INDEX behind = at[axis] + pad[axis] - k[axis] * dilation[axis];
        const INDEX o = AXIS_QUOTIENT(behind < 0 ? 0 : behind, step, axis);
        covered = covered && o * step[axis] == behind && o < output[axis];
        output_row = output_row * output[axis] + o;
      }
      for (INDEX last = 0; covered && last < window[LAST_AXIS]; last++) {
        const INDEX position = (plane * WINDOW_ROWS + rows) * window[LAST_AXIS] + last;
        GLOBAL const float *source =
            columns + (position * OUTPUT_ROWS + output_row) * output[LAST_AXIS];
        const INDEX first = column + pad[LAST_AXIS] - last * dilation[LAST_AXIS];
        if (step[LAST_AXIS] == 1 && first >= 0 && first + RUN <= output[LAST_AXIS]) {
          for (int i = 0; i < RUN; i++) {
            sum[i] += source[first + i];
          }
          continue;
        }
        for (int i = 0; i < RUN; i++) {
          const INDEX behind = first + i;
          const INDEX o = AXIS_QUOTIENT(behind < 0 ? 0 : behind, step, LAST_AXIS);
          if (o * step[LAST_AXIS] == behind && o < output[LAST_AXIS]) {
            sum[i] += source[o];
          }
        }
      }
      next_row(k, window);
    }
    for (int i = 0; i < RUN; i++) {
      if (column + i < input[LAST_AXIS]) {
        x[row * input[LAST_AXIS] + column + i] = sum[i];
      }
    }
  }
}
