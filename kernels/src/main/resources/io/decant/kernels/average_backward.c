#include "elements.h"
#include "division.h"
#include "axes.h"
#include "window.h"
#include "window_over.h"
#include "window_run.h"
#include "window_cells.h"

/* A work item sums, for RUN neighbouring elements of one row of the input, what the windows over them
   have, each divided by the cells that it has in EXTENT cells along each axis. */
KERNEL(average_backward)(INPUT(float, dy), OUTPUT(float, dx) GEOMETRY) {
  BIND_INPUT(float, dy);
  BIND_OUTPUT(float, dx);
  AXIS_LIST(window, WINDOW);
  AXIS_LIST(pad, PAD);
  AXIS_LIST(output, OUT);
  AXIS_LIST(extent, EXTENT);
  AXIS_DIVISORS(step, STEP);
  AXIS_DIVISORS(dilation, DILATION);
  AXIS_DIVISORS(input, IN);
  FOR_EACH_ELEMENT(item, ITEMS) {
    const INDEX row = QUOTIENT(item, RUNS);
    const INDEX column = (item - row * RUNS) * RUN;
    INDEX at[RANK];
    INDEX first[RANK];
    INDEX last[RANK];
    INDEX o[RANK];
    const INDEX plane = unfold_row(row, input, input_multiplier, input_shift, at);
    at[LAST_AXIS] = column;
    const INDEX windows =
        WINDOWS_OVER(at, RUN, window, pad, dilation, output, step, first, last, o);
    const INDEX reach = (window[LAST_AXIS] - 1) * dilation[LAST_AXIS] + 1;
    const INDEX place = column + pad[LAST_AXIS];
    FLOATS sum = (FLOATS) 0.0f;
    for (INDEX n = 0; n < windows; n++) {
      INDEX output_row = plane;
      INDEX cells = 1;
      int covered = 1;
      for (int axis = 0; axis < LAST_AXIS; axis++) {
        const INDEX behind = at[axis] + pad[axis] - o[axis] * step[axis];
        covered = covered && AXIS_QUOTIENT(behind, dilation, axis) * dilation[axis] == behind;
        cells *= CELLS_ALONG(axis, o[axis]);
        output_row = output_row * output[axis] + o[axis];
      }
      GLOBAL const float *source = dy + output_row * output[LAST_AXIS];
      for (INDEX i = first[LAST_AXIS]; covered && i <= last[LAST_AXIS]; i++) {
        const float share = source[i] / DIVISOR(cells * CELLS_ALONG(LAST_AXIS, i));
        const INTS behind = RUN_NUMBERS + EACH_OF(place - i * step[LAST_AXIS]);
        INTS under = (behind >= 0) & (behind < EACH_OF(reach));
        if (dilation[LAST_AXIS] > 1) {
          under = under & (behind % EACH_OF(dilation[LAST_AXIS]) == 0);
        }
        sum += under ? (FLOATS) share : (FLOATS) 0.0f;
      }
      next_window_row(o, first, last);
    }
    store_row_run(dx + (row * input[LAST_AXIS] + column), sum, input[LAST_AXIS] - column);
  }
}
