#include "division.h"
#include "axes.h"
#include "window.h"
#include "group.h"

/* The gradient of the weights of a convolution of each channel by itself: a group sums one of them over
   all places of all images. */
KERNEL(depthwise_weights)(INPUT(float, x), INPUT(float, dy), OUTPUT(float, dw) GEOMETRY) {
  BIND_INPUT(float, x);
  BIND_INPUT(float, dy);
  BIND_OUTPUT(float, dw);
  LOCAL float shared[GROUP_SIZE];
  AXIS_LIST(input, IN);
  AXIS_LIST(step, STEP);
  AXIS_LIST(pad, PAD);
  AXIS_LIST(dilation, DILATION);
  AXIS_DIVISORS(window, WINDOW);
  AXIS_DIVISORS(output, OUT);
  const INDEX weight = GROUP_ID(0);
  INDEX k[RANK];
  const INDEX weight_row = AXIS_QUOTIENT(weight, window, LAST_AXIS);
  k[LAST_AXIS] = weight - weight_row * window[LAST_AXIS];
  const INDEX channel = unfold_row(weight_row, window, window_multiplier, window_shift, k);
  float sum = 0.0f;
  for (INDEX image = 0; image < IMAGES; image++) {
    GLOBAL const float *result = dy + (image * OUTPUTS + channel) * PLACES;
    GLOBAL const float *source = x + (image * CHANNELS + QUOTIENT(channel, MULTIPLIER)) * PLANE;
    float part = 0.0f;
    for (INDEX place = GROUP_ITEM; place < PLACES; place += GROUP_SIZE) {
      INDEX o[RANK];
      const INDEX row = AXIS_QUOTIENT(place, output, LAST_AXIS);
      const INDEX column = place - row * output[LAST_AXIS];
      unfold_row(row, output, output_multiplier, output_shift, o);
      const INDEX start = input_row(o, k, step, pad, dilation, input);
      const INDEX at =
          column * step[LAST_AXIS] - pad[LAST_AXIS] + k[LAST_AXIS] * dilation[LAST_AXIS];
      if (start >= 0 && at >= 0 && at < input[LAST_AXIS]) {
        part = MULTIPLY_ADD(result[place], source[start * input[LAST_AXIS] + at], part);
      }
    }
    sum += part;
  }
  const float total = group_sum(shared, sum, 1);
  if (GROUP_ITEM == 0) {
    dw[weight] = ACCUMULATE ? dw[weight] + total : total;
  }
}
