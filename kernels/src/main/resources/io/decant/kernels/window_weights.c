#include "elements.h"

/*
 * The weights that window_product.c takes, from a convolution's: (group, row, channel, tap), or
 * (group, row, tap, channel) where TAP_MAJOR, with every SKIP-th tap from FIRST on along each axis.
 */
KERNEL(window_weights)(INPUT(float, w), OUTPUT(float, a) GEOMETRY) {
  BIND_INPUT(float, w);
  BIND_OUTPUT(float, a);
  FOR_EACH_ELEMENT(i, COUNT) {
    const INDEX taps = TAPS_Y * TAPS_X;
    const INDEX rest = TAP_MAJOR ? i / CHANNELS : i / taps;
    const INDEX channel = TAP_MAJOR ? i % CHANNELS : rest % CHANNELS;
    const INDEX tap = TAP_MAJOR ? rest % taps : i % taps;
    const INDEX row = rest / (TAP_MAJOR ? taps : CHANNELS);
    a[i] = w[row / ROWS * W_GROUP + row % ROWS * W_ROW + channel * W_CHANNEL
        + (FIRST_Y + tap / TAPS_X * SKIP_Y) * KERNEL_W + FIRST_X + tap % TAPS_X * SKIP_X];
  }
}
