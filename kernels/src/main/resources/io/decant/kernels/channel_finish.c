#include "elements.h"
#include "channel_rows.h"
#include "channel_fold.h"

/* Merges the parts of each channel, and scales. Moments merge as by Chan, Golub and LeVeque,
   Updating formulae and a pairwise algorithm for computing sample variances, 1979. */
KERNEL(channel_finish)(
    INPUT(float, states), OUTPUT(float, first), OUTPUT(float, second), const float scale GEOMETRY) {
  BIND_INPUT(float, states);
  BIND_OUTPUT(float, first);
  BIND_OUTPUT(float, second);
  FOR_EACH_ELEMENT(channel, CHANNELS) {
    GLOBAL const float *state = states + 2 * channel * PARTS;
    float a = 0.0f;
    float b = 0.0f;
    if (FOLD == FOLD_MOMENTS) {
      for (INDEX part = 0; part < PARTS; part++) {
        const float count = part_count(part, ROWS_OF_PART, ROWS, INNER, SEGMENT, SEGMENTS);
        a += count * scale * state[2 * part];
      }
      for (INDEX part = 0; part < PARTS; part++) {
        const float count = part_count(part, ROWS_OF_PART, ROWS, INNER, SEGMENT, SEGMENTS);
        const float distance = state[2 * part] - a;
        b += scale * (state[2 * part + 1] + count * distance * distance);
      }
    } else {
      for (INDEX part = 0; part < PARTS; part++) {
        a += scale * state[2 * part];
        b += scale * state[2 * part + 1];
      }
    }
    first[channel] = ACCUMULATE ? first[channel] + a : a;
    if (FOLD >= FOLD_BOTH) {
      second[channel] = b;
    }
  }
}
