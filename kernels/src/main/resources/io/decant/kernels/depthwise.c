#include "elements.h"
#include "division.h"
#include "axes.h"
#include "window.h"
#include "window_run.h"

/* A convolution of each channel by itself, with MULTIPLIER outputs for each. A work item computes RUN
   neighbouring elements of one row of the output. Where there is no BIAS, its buffer is another and is not
   touched. */
KERNEL(depthwise)(INPUT(float, x), INPUT(float, weights), INPUT(float, bias), OUTPUT(float, y) GEOMETRY) {
  BIND_INPUT(float, x);
  BIND_INPUT(float, weights);
  BIND_INPUT(float, bias);
  BIND_OUTPUT(float, y);
  AXIS_LIST(input, IN);
  AXIS_LIST(window, WINDOW);
  AXIS_LIST(step, STEP);
  AXIS_LIST(pad, PAD);
  AXIS_LIST(dilation, DILATION);
  AXIS_DIVISORS(output, OUT);
  FOR_EACH_ELEMENT(item, ITEMS) {
    const INDEX row = QUOTIENT(item, RUNS);
    const INDEX column = (item - row * RUNS) * RUN;
    const INDEX width = input[LAST_AXIS];
    INDEX o[RANK];
    INDEX k[RANK];
    const INDEX plane = unfold_row(row, output, output_multiplier, output_shift, o);
    const INDEX channel = plane - QUOTIENT(plane, OUTPUTS) * OUTPUTS;
    const INDEX source = QUOTIENT(plane, MULTIPLIER) * PLANE;
    GLOBAL const float *weight = weights + channel * (WINDOW_ROWS * window[LAST_AXIS]);
    FLOATS sum = (FLOATS) (BIAS ? bias[channel] : 0.0f);
    for (int axis = 0; axis < RANK; axis++) {
      k[axis] = 0;
    }
    for (INDEX rows = 0; rows < WINDOW_ROWS; rows++) {
      const INDEX start = input_row(o, k, step, pad, dilation, input) * width;
      for (INDEX last = 0; start >= 0 && last < window[LAST_AXIS]; last++) {
        const INDEX begin = column * step[LAST_AXIS] - pad[LAST_AXIS] + last * dilation[LAST_AXIS];
        const INTS inside = RUN_INSIDE(begin, step[LAST_AXIS], width);
        const FLOATS value = LOAD_RUN(x, source + start + begin, step[LAST_AXIS], inside, INPUTS);
        sum = MULTIPLY_ADD(value, (FLOATS) weight[last], sum);
      }
      weight += window[LAST_AXIS];
      next_row(k, window);
    }
    store_row_run(
        y + (row * output[LAST_AXIS] + column), sum, output[LAST_AXIS] - column);
  }
}
