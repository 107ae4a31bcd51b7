#include "elements.h"
#include "division.h"
#include "axes.h"
#include "window.h"

/* A work item unfolds RUN neighbouring elements of one row of the columns. */
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
    INDEX o[RANK];
    INDEX k[RANK];
    const INDEX position = unfold_row(row, output, output_multiplier, output_shift, o);
    const INDEX window_row = AXIS_QUOTIENT(position, window, LAST_AXIS);
    const INDEX last = position - window_row * window[LAST_AXIS];
    const INDEX plane = unfold_row(window_row, window, window_multiplier, window_shift, k);
    const INDEX source = input_row(o, k, step, pad, dilation, input) * input[LAST_AXIS];
    const INDEX begin = column * step[LAST_AXIS] - pad[LAST_AXIS] + last * dilation[LAST_AXIS];
    for (int i = 0; i < RUN; i++) {
      const INDEX at = begin + i * step[LAST_AXIS];
      if (column + i < output[LAST_AXIS]) {
        columns[row * output[LAST_AXIS] + column + i] =
            source >= 0 && at >= 0 && at < input[LAST_AXIS] ? x[plane * PLANE + source + at]
                                                            : 0.0f;
      }
    }
  }
}
