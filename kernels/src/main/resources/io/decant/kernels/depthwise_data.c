#include "elements.h"
#include "division.h"
#include "axes.h"
#include "window.h"
#include "window_over.h"

/* The gradient of the input of a convolution of each channel by itself: a work item sums, for one element
   of the input, what the windows over it have, in all outputs of its channel. */
KERNEL(depthwise_data)(INPUT(float, dy), INPUT(float, weights), OUTPUT(float, dx) GEOMETRY) {
  BIND_INPUT(float, dy);
  BIND_INPUT(float, weights);
  BIND_OUTPUT(float, dx);
  AXIS_LIST(window, WINDOW);
  AXIS_LIST(pad, PAD);
  AXIS_LIST(output, OUT);
  AXIS_DIVISORS(step, STEP);
  AXIS_DIVISORS(dilation, DILATION);
  AXIS_DIVISORS(input, IN);
  FOR_EACH_ELEMENT(item, ITEMS) {
    const INDEX row = QUOTIENT(item, RUNS);
    INDEX at[RANK];
    INDEX first[RANK];
    INDEX last[RANK];
    INDEX o[RANK];
    const INDEX plane = unfold_row(row, input, input_multiplier, input_shift, at);
    const INDEX channel = plane - QUOTIENT(plane, CHANNELS) * CHANNELS;
    const INDEX column = item - row * RUNS;
    at[LAST_AXIS] = column;
    const INDEX windows = WINDOWS_OVER(at, 1, window, pad, dilation, output, step, first, last, o);
    float sum = 0.0f;
    for (INDEX n = 0; n < windows; n++) {
      INDEX output_row = 0;
      INDEX tap_row = 0;
      int covered = 1;
      for (int axis = 0; axis < LAST_AXIS; axis++) {
        const INDEX behind = at[axis] + pad[axis] - o[axis] * step[axis];
        const INDEX tap = AXIS_QUOTIENT(behind, dilation, axis);
        covered = covered && tap * dilation[axis] == behind;
        output_row = output_row * output[axis] + o[axis];
        tap_row = tap_row * window[axis] + tap;
      }
      for (INDEX i = first[LAST_AXIS]; covered && i <= last[LAST_AXIS]; i++) {
        const INDEX behind = column + pad[LAST_AXIS] - i * step[LAST_AXIS];
        const INDEX tap = AXIS_QUOTIENT(behind, dilation, LAST_AXIS);
        if (tap * dilation[LAST_AXIS] == behind) {
          GLOBAL const float *source =
              dy + plane * MULTIPLIER * PLACES + output_row * output[LAST_AXIS] + i;
          GLOBAL const float *weight =
              weights + channel * MULTIPLIER * TAPS + tap_row * window[LAST_AXIS] + tap;
          for (INDEX m = 0; m < MULTIPLIER; m++) {
            sum = MULTIPLY_ADD(source[m * PLACES], weight[m * TAPS], sum);
          }
        }
      }
      next_window_row(o, first, last);
    }
    dx[row * input[LAST_AXIS] + column] = sum;
  }
}
