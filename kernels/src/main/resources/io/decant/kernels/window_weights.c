#include "elements.h"

/*
 * The weights that window_product.c takes for the gradient of an input: from (group, output, input,
 * tap) to (group, input, output, tap), every SKIP-th tap from FIRST on along each axis.
 */
KERNEL(window_weights)(INPUT(float, w), OUTPUT(float, a) GEOMETRY) {
  BIND_INPUT(float, w);
  BIND_OUTPUT(float, a);
  FOR_EACH_ELEMENT(i, COUNT) {
    const INDEX tap_x = i % TAPS_X;
    const INDEX tap_y = i / TAPS_X % TAPS_Y;
    const INDEX channels = i / (TAPS_X * TAPS_Y);
    const INDEX output = channels % OUTPUTS;
    const INDEX input = channels / OUTPUTS % INPUTS;
    const INDEX group = channels / OUTPUTS / INPUTS;
    a[i] = w[(((group * OUTPUTS + output) * INPUTS + input) * KERNEL_H + FIRST_Y + tap_y * SKIP_Y)
            * KERNEL_W
        + FIRST_X + tap_x * SKIP_X];
  }
}
