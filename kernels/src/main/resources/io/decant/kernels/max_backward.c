#include "elements.h"
#include "division.h"
#include "axes.h"
#include "window.h"
#include "window_over.h"
#include "fours.h"

/* A work item sums, for RUN neighbouring elements of one row of the input, what those windows over them
   have whose index is the element's position. With CHANNELS_LAST the elements are channels, which have
   one position and windows of their own. */
KERNEL(max_backward)(INPUT(float, dy), INPUT(float, index), OUTPUT(float, dx) GEOMETRY) {
  BIND_INPUT(float, dy);
  BIND_INPUT(float, index);
  BIND_OUTPUT(float, dx);
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
    INDEX first[RANK];
    INDEX last[RANK];
    INDEX o[RANK];
    const INDEX plane = unfold_row(row, input, input_multiplier, input_shift, at);
    at[LAST_AXIS] = column;
    const INDEX windows =
        WINDOWS_OVER(at, RUN, window, pad, dilation, output, step, first, last, o);
    const INDEX position = FIRST_POSITION
        + (CHANNELS_LAST ? row - plane * INPUT_ROWS
                         : row * input[LAST_AXIS] + column - plane * PLANE);
    float sum[RUN];
    float name[RUN];
    for (int i = 0; i < RUN; i++) {
      sum[i] = 0.0f;
      name[i] = (float) (position + (CHANNELS_LAST ? 0 : i));
    }
    for (INDEX n = 0; n < windows; n++) {
      INDEX output_row = plane;
      for (int axis = 0; axis < LAST_AXIS; axis++) {
        output_row = output_row * output[axis] + o[axis];
      }
      const INDEX start = output_row * output[LAST_AXIS];
#if CHANNELS_LAST
      float share[RUN];
      float chosen[RUN];
      load_fours(dy + (start + column), share);
      load_fours(index + (start + column), chosen);
      for (int i = 0; i < RUN; i++) {
        sum[i] += chosen[i] == name[i] ? share[i] : 0.0f;
      }
#else
      for (INDEX w = first[LAST_AXIS]; w <= last[LAST_AXIS]; w++) {
        const float share = dy[start + w];
        const float chosen = index[start + w];
        for (int i = 0; i < RUN; i++) {
          sum[i] += chosen == name[i] ? share : 0.0f;
        }
      }
#endif
      next_window_row(o, first, last);
    }
    store_fours(dx + (row * input[LAST_AXIS] + column), sum);
  }
}
