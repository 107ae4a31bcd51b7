#include "division.h"
#include "channel_numbers.h"
#include "channel_map.h"

/* Element j of a row. Its channel is that of the row or, where rows run along the channels, its
   own. */
#define MAPPED(j) \
  map_element(x[at + (j)], y[at + (j)], ALONG_CHANNELS ? LOAD_NUMBERS(piece + (j)) : numbers)

/* Changes each element by the numbers of its channel: a row for each work item along axis 1. */
KERNEL(channel_map)(
    INPUT(float, x), INPUT(float, y), CHANNEL_INPUTS, OUTPUT(float, z), const float eps GEOMETRY) {
  BIND_INPUT(float, x);
  BIND_INPUT(float, y);
  BIND_CHANNEL_INPUTS;
  BIND_OUTPUT(float, z);
  const INDEX row = GROUP_ID(0) * GROUP_Y + LOCAL_ID(1);
  if (row < OUTER * CHANNELS * SEGMENTS) {
    const INDEX run = QUOTIENT(row, SEGMENTS);
    const INDEX piece = (row - run * SEGMENTS) * SEGMENT;
    const INDEX length = SEGMENT < INNER - piece ? SEGMENT : INNER - piece;
    const INDEX at = run * INNER + piece;
    const channel_numbers numbers = LOAD_NUMBERS(run - QUOTIENT(run, CHANNELS) * CHANNELS);
    INDEX i = LOCAL_ID(0);
    for (; i + (LANES - 1) * GROUP_X < length; i += LANES * GROUP_X) {
      float result[LANES];
      for (int lane = 0; lane < LANES; lane++) {
        result[lane] = MAPPED(i + lane * GROUP_X);
      }
      for (int lane = 0; lane < LANES; lane++) {
        z[at + i + lane * GROUP_X] = result[lane];
      }
    }
    for (; i < length; i += GROUP_X) {
      z[at + i] = MAPPED(i);
    }
  }
}
