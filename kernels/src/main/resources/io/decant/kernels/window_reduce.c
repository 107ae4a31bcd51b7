#include "elements.h"
#include "division.h"
#include "axes.h"
#include "window.h"
#include "window_run.h"
#include "window_cells.h"

/* A work item reduces RUN neighbouring windows of one row of the output: OPERATION 0 to the largest
   element, 1 to the sum, 2 to the sum divided by the cells that the window has in EXTENT cells along
   each axis. Of equal elements the first is the largest, and the first NaN is larger than all. As many
   neighbouring elements as ELEMENTS_AT_POSITION have one position. */
KERNEL(window_reduce)(INPUT(float, x), OUTPUT(float, y), OUTPUT(float, index) GEOMETRY) {
  BIND_INPUT(float, x);
  BIND_OUTPUT(float, y);
  BIND_OUTPUT(float, index);
  AXIS_LIST(input, IN);
  AXIS_LIST(window, WINDOW);
  AXIS_LIST(step, STEP);
  AXIS_LIST(pad, PAD);
  AXIS_LIST(extent, EXTENT);
  AXIS_DIVISORS(dilation, DILATION);
  AXIS_DIVISORS(output, OUT);
  FOR_EACH_ELEMENT(item, ITEMS) {
    const INDEX row = QUOTIENT(item, RUNS);
    const INDEX column = (item - row * RUNS) * RUN;
    const INDEX left = output[LAST_AXIS] - column;
    const INDEX width = input[LAST_AXIS];
    INDEX o[RANK];
    INDEX k[RANK];
    const INDEX plane = unfold_row(row, output, output_multiplier, output_shift, o);
    FLOATS result = (FLOATS) (OPERATION == 0 ? BITS_FLOAT(0xff800000u) : 0.0f);
    INTS place = (INTS) -1;
    INTS any = (INTS) 0;
    for (int axis = 0; axis < RANK; axis++) {
      k[axis] = 0;
    }
    for (INDEX rows = 0; rows < WINDOW_ROWS; rows++) {
      const INDEX start = input_row(o, k, step, pad, dilation, input) * width;
      for (INDEX last = 0; start >= 0 && last < window[LAST_AXIS]; last++) {
        const INDEX begin =
            column * step[LAST_AXIS] - pad[LAST_AXIS] + last * dilation[LAST_AXIS];
        const INTS inside = RUN_INSIDE(begin, step[LAST_AXIS], width);
        const FLOATS value =
            LOAD_RUN(x, plane * PLANE + start + begin, step[LAST_AXIS], inside, INPUTS);
        if (OPERATION == 0) {
          const INTS at = RUN_NUMBERS * EACH_OF(step[LAST_AXIS]) + EACH_OF(start + begin);
          const INTS better = inside
              & ((any == 0) | (value > result) | ((value != value) & (result == result)));
          result = better ? value : result;
          place = better ? at : place;
          any = any | inside;
        } else {
          result += value;
        }
      }
      next_row(k, window);
    }
    const INDEX target = row * output[LAST_AXIS] + column;
    if (OPERATION == 2) {
      INDEX cells = 1;
      for (int axis = 0; axis < LAST_AXIS; axis++) {
        cells *= CELLS_ALONG(axis, o[axis]);
      }
      float divisors[RUN];
      for (int i = 0; i < RUN; i++) {
        divisors[i] = DIVISOR(cells * CELLS_ALONG(LAST_AXIS, column + i));
      }
      result /= RUN_OF(divisors);
    }
    store_row_run(y + target, result, left);
    if (INDICES) {
      const INTS position = place < 0 ? place : place / EACH_OF(ELEMENTS_AT_POSITION);
      store_row_run(index + target, FLOATS_OF(position), left);
    }
  }
}
