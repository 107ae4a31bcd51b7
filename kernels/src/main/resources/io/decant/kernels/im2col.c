#include "elements.h"
#include "division.h"
#include "axes.h"
#include "window.h"

/* A work item unfolds up to RUN neighbouring elements of one row of the columns. */
KERNEL(im2col)(INPUT(float, x), OUTPUT(float, columns) GEOMETRY) {
  BIND_INPUT(float, x);
  BIND_OUTPUT(float, columns);
  AXIS_LIST(input, IN);
  AXIS_LIST(step, STEP);
  AXIS_LIST(pad, PAD);
  AXIS_LIST(dilation, DILATION);
  AXIS_DIVISORS(window, WINDOW);
  AXIS_DIVISORS(output, OUT);
  FOR_EACH_ELEMENT(item, ITEMS) {
    const INDEX row = QUOTIENT(item, RUNS);
    const INDEX column = (item - row * RUNS) * RUN;
    const INDEX left = output[LAST_AXIS] - column;
    const INDEX count = left < RUN ? left : RUN;
    INDEX o[RANK];
    INDEX k[RANK];
    const INDEX position = unfold_row(row, output, output_multiplier, output_shift, o);
    const INDEX window_row = AXIS_QUOTIENT(position, window, LAST_AXIS);
    const INDEX last = position - window_row * window[LAST_AXIS];
    const INDEX plane = unfold_row(window_row, window, window_multiplier, window_shift, k);
    const INDEX start = input_row(o, k, step, pad, dilation, input) * input[LAST_AXIS];
    const INDEX begin = column * step[LAST_AXIS] - pad[LAST_AXIS] + last * dilation[LAST_AXIS];
    const INDEX end = begin + (count - 1) * step[LAST_AXIS];
    GLOBAL const float *source = x + (plane * PLANE + start + begin);
    GLOBAL float *target = columns + (row * output[LAST_AXIS] + column);
    if (start >= 0 && begin >= 0 && end < input[LAST_AXIS] && step[LAST_AXIS] == 1) {
      for (INDEX i = 0; i < count; i++) {
        target[i] = source[i];
      }
    } else {
      for (INDEX i = 0; i < count; i++) {
        const INDEX at = begin + i * step[LAST_AXIS];
        target[i] = start >= 0 && at >= 0 && at < input[LAST_AXIS] ? source[i * step[LAST_AXIS]]
                                                                   : 0.0f;
      }
    }
  }
}
