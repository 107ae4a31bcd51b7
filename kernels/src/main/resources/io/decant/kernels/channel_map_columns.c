#include "division.h"
#include "channel_numbers.h"
#include "channel_map.h"

/* Changes each element by the numbers of its channel where channels are columns: a channel for each
   work item along axis 0, which takes every GROUP_Y-th row of its group's. */
KERNEL(channel_map_columns)(
    INPUT(float, x), INPUT(float, y), CHANNEL_INPUTS, OUTPUT(float, z), const float eps GEOMETRY) {
  BIND_INPUT(float, x);
  BIND_INPUT(float, y);
  BIND_CHANNEL_INPUTS;
  BIND_OUTPUT(float, z);
  const INDEX part = QUOTIENT(GROUP_ID(0), STRIPS);
  const INDEX channel = (GROUP_ID(0) - part * STRIPS) * GROUP_X + LOCAL_ID(0);
  if (channel < CHANNELS) {
    const channel_numbers numbers = LOAD_NUMBERS(channel);
    const INDEX begin = part * ROWS_OF_PART;
    const INDEX end = begin + ROWS_OF_PART < ROWS ? begin + ROWS_OF_PART : ROWS;
    INDEX row = begin + LOCAL_ID(1);
    for (; row + (LANES - 1) * GROUP_Y < end; row += LANES * GROUP_Y) {
      float result[LANES];
      for (int lane = 0; lane < LANES; lane++) {
        const INDEX j = (row + lane * GROUP_Y) * CHANNELS + channel;
        result[lane] = map_element(x[j], y[j], numbers);
      }
      for (int lane = 0; lane < LANES; lane++) {
        z[(row + lane * GROUP_Y) * CHANNELS + channel] = result[lane];
      }
    }
    for (; row < end; row += GROUP_Y) {
      const INDEX j = row * CHANNELS + channel;
      z[j] = map_element(x[j], y[j], numbers);
    }
  }
}
