#include "division.h"
#include "group.h"
#include "channel_rows.h"
#include "channel_numbers.h"
#include "channel_fold.h"

/* Channels are columns: each group folds one part of the rows of GROUP_X neighbouring channels into
   states[channel][part]. A work item takes every GROUP_Y-th row of its channel. */
KERNEL(channel_fold_columns)(
    INPUT(float, x), INPUT(float, y), CHANNEL_INPUTS, OUTPUT(float, z), OUTPUT(float, states),
    const float eps GEOMETRY) {
  BIND_INPUT(float, x);
  BIND_INPUT(float, y);
  BIND_CHANNEL_INPUTS;
  BIND_OUTPUT(float, z);
  BIND_OUTPUT(float, states);
  LOCAL float shared[GROUP_SIZE];
  const INDEX part = QUOTIENT(GROUP_ID(0), STRIPS);
  const INDEX own = (GROUP_ID(0) - part * STRIPS) * GROUP_X + LOCAL_ID(0);
  const INDEX channel = own < CHANNELS ? own : CHANNELS - 1;
  const INDEX begin = part_begin(part, ROWS_OF_PART, ROWS);
  const INDEX stop = part_begin(part + 1, ROWS_OF_PART, ROWS);
  const INDEX end = own < CHANNELS ? stop : begin;
  const channel_numbers numbers = LOAD_NUMBERS(channel);
  float pivot = 0.0f;
  if (FOLD == FOLD_MOMENTS && begin < stop) {
    pivot = fold_pivot(x[begin * CHANNELS + channel]);
  }
  float first[LANES];
  float second[LANES];
  for (int lane = 0; lane < LANES; lane++) {
    first[lane] = 0.0f;
    second[lane] = 0.0f;
  }
  INDEX row = begin + LOCAL_ID(1);
  for (; row + (LANES - 1) * GROUP_Y < end; row += LANES * GROUP_Y) {
    for (int lane = 0; lane < LANES; lane++) {
      fold_element(
          &first[lane], &second[lane], x, y, z, (row + lane * GROUP_Y) * CHANNELS + channel, pivot,
          numbers);
    }
  }
  for (; row < end; row += GROUP_Y) {
    fold_element(&first[0], &second[0], x, y, z, row * CHANNELS + channel, pivot, numbers);
  }
  for (int lane = 1; lane < LANES; lane++) {
    first[0] += first[lane];
    second[0] += second[lane];
  }
  const float a = group_sum(shared, first[0], GROUP_X);
  const float b = FOLD >= FOLD_BOTH ? group_sum(shared, second[0], GROUP_X) : 0.0f;
  if (LOCAL_ID(1) == 0 && own < CHANNELS) {
    store_state(states + 2 * (channel * PARTS + part), a, b, stop - begin, pivot);
  }
}
