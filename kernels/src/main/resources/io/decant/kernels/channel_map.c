#include "division.h"

#define MAP_SCALE_SHIFT 0 /* x * p + q */
#define MAP_NORMALISE 1 /* (x - q) / sqrt(p + eps) */
#define MAP_NORMALISE_BACKWARD 2 /* (x - (q + r * y)) / sqrt(p + eps) */

/* Returns what an element is multiplied by. */
FUNCTION float map_factor(const float p, const float eps) {
  return MAP == MAP_SCALE_SHIFT ? p : 1.0f / sqrt(p + eps);
}

FUNCTION float map_element(
    const float x, const float y, const float factor, const float q, const float r) {
  return MAP == MAP_SCALE_SHIFT ? x * factor + q
         : MAP == MAP_NORMALISE ? (x - q) * factor
                                : (x - (q + r * y)) * factor;
}

/* Element j of a row. Its channel is that of the row or, where rows run along the channels, its
   own. */
#define MAPPED(j)                                             \
  map_element(                                                \
      x[at + (j)], y[at + (j)],                               \
      ALONG_CHANNELS ? map_factor(p[piece + (j)], eps) : factor, \
      ALONG_CHANNELS ? q[piece + (j)] : shift,                \
      ALONG_CHANNELS ? r[piece + (j)] : slope)

/* Changes each element by the numbers p, q and r of its channel. */
KERNEL(channel_map)(
    INPUT(float, x), INPUT(float, y), INPUT(float, p), INPUT(float, q), INPUT(float, r),
    OUTPUT(float, z), const float eps GEOMETRY) {
  BIND_INPUT(float, x);
  BIND_INPUT(float, y);
  BIND_INPUT(float, p);
  BIND_INPUT(float, q);
  BIND_INPUT(float, r);
  BIND_OUTPUT(float, z);
  const INDEX row = GROUP_ID(0) * GROUP_Y + LOCAL_ID(1);
  if (row < OUTER * CHANNELS * SEGMENTS) {
    const INDEX run = QUOTIENT(row, SEGMENTS);
    const INDEX piece = (row - run * SEGMENTS) * SEGMENT;
    const INDEX length = SEGMENT < INNER - piece ? SEGMENT : INNER - piece;
    const INDEX at = run * INNER + piece;
    const INDEX channel = run - QUOTIENT(run, CHANNELS) * CHANNELS;
    const float factor = map_factor(p[channel], eps);
    const float shift = q[channel];
    const float slope = r[channel];
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
