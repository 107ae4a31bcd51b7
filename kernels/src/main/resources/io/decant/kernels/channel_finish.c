#include "division.h"
#include "group.h"
#include "channel_rows.h"
#include "channel_numbers.h"
#include "channel_fold.h"

/* Merges the parts of a channel: a group for each. What they make is scaled, and kept as it is as
   well where the fold is that of a batch normalisation. Moments merge as by Chan, Golub and LeVeque,
   Updating formulae and a pairwise algorithm for computing sample variances, 1979. */
KERNEL(channel_finish)(
    INPUT(float, states), OUTPUT(float, first), OUTPUT(float, second), OUTPUT(float, all_first),
    OUTPUT(float, all_second), const float share GEOMETRY) {
  BIND_INPUT(float, states);
  BIND_OUTPUT(float, first);
  BIND_OUTPUT(float, second);
  BIND_OUTPUT(float, all_first);
  BIND_OUTPUT(float, all_second);
  LOCAL float shared[GROUP_SIZE];
  const INDEX channel = GROUP_ID(0);
  GLOBAL const float *state = states + 2 * channel * PARTS;
  float a = 0.0f;
  float b = 0.0f;
  for (INDEX part = LOCAL_ID(0); part < PARTS; part += GROUP_X) {
    if (FOLD == FOLD_MOMENTS) {
      const float count = part_count(part, ROWS_OF_PART, ROWS, INNER, SEGMENT, SEGMENTS);
      a += count * share * state[2 * part];
    } else {
      a += state[2 * part];
      b += state[2 * part + 1];
    }
  }
  const float sum = group_sum(shared, a, 1);
  if (FOLD == FOLD_MOMENTS) {
    for (INDEX part = LOCAL_ID(0); part < PARTS; part += GROUP_X) {
      const float count = part_count(part, ROWS_OF_PART, ROWS, INNER, SEGMENT, SEGMENTS);
      const float distance = state[2 * part] - sum;
      b += share * (state[2 * part + 1] + count * distance * distance);
    }
  }
  const float other = FOLD >= FOLD_BOTH ? group_sum(shared, b, 1) : 0.0f;
  if (LOCAL_ID(0) == 0) {
    if (FOLD == FOLD_MOMENTS) {
      first[channel] = sum;
      second[channel] = other;
    } else if (FOLD >= FOLD_BOTH) {
      first[channel] = share * sum;
      second[channel] = share * other;
    } else {
      first[channel] = ACCUMULATE ? first[channel] + sum : sum;
    }
    if (FOLD == FOLD_BATCH_NORM && SCALED) {
      all_first[channel] = ACCUMULATE ? all_first[channel] + sum : sum;
      all_second[channel] = ACCUMULATE_SECOND ? all_second[channel] + other : other;
    }
  }
}
