#include "division.h"
#include "group.h"
#include "channel_rows.h"
#include "channel_numbers.h"
#include "channel_fold.h"

/* Each group folds the rows of one part of a channel into states[channel][part]. */
KERNEL(channel_fold)(
    INPUT(float, x), INPUT(float, y), CHANNEL_INPUTS, OUTPUT(float, z), OUTPUT(float, states),
    const float eps GEOMETRY) {
  BIND_INPUT(float, x);
  BIND_INPUT(float, y);
  BIND_CHANNEL_INPUTS;
  BIND_OUTPUT(float, z);
  BIND_OUTPUT(float, states);
  LOCAL float shared[GROUP_SIZE];
  const INDEX channel = QUOTIENT(GROUP_ID(0), PARTS);
  const INDEX part = GROUP_ID(0) - channel * PARTS;
  const INDEX begin = part_begin(part, ROWS_OF_PART, ROWS);
  const INDEX end = part_begin(part + 1, ROWS_OF_PART, ROWS);
  const INDEX count = part_count(part, ROWS_OF_PART, ROWS, INNER, SEGMENT, SEGMENTS);
  const channel_numbers numbers = LOAD_NUMBERS(channel);
  float pivot = 0.0f;
  if (FOLD == FOLD_MOMENTS && count > 0) {
    const INDEX run = QUOTIENT(begin, SEGMENTS);
    pivot = fold_pivot(x[(run * CHANNELS + channel) * INNER + (begin - run * SEGMENTS) * SEGMENT]);
  }
  float first[LANES];
  float second[LANES];
  for (int lane = 0; lane < LANES; lane++) {
    first[lane] = 0.0f;
    second[lane] = 0.0f;
  }
  for (INDEX row = begin + LOCAL_ID(1); row < end; row += GROUP_Y) {
    const INDEX run = QUOTIENT(row, SEGMENTS);
    const INDEX piece = (row - run * SEGMENTS) * SEGMENT;
    const INDEX length = SEGMENT < INNER - piece ? SEGMENT : INNER - piece;
    const INDEX at = (run * CHANNELS + channel) * INNER + piece;
    INDEX i = LOCAL_ID(0);
    for (; i + (LANES - 1) * GROUP_X < length; i += LANES * GROUP_X) {
      for (int lane = 0; lane < LANES; lane++) {
        fold_element(
            &first[lane], &second[lane], x, y, z, at + i + lane * GROUP_X, pivot, numbers);
      }
    }
    for (; i < length; i += GROUP_X) {
      fold_element(&first[0], &second[0], x, y, z, at + i, pivot, numbers);
    }
  }
  for (int lane = 1; lane < LANES; lane++) {
    first[0] += first[lane];
    second[0] += second[lane];
  }
  const float a = group_sum(shared, first[0], 1);
  const float b = FOLD >= FOLD_BOTH ? group_sum(shared, second[0], 1) : 0.0f;
  if (GROUP_ITEM == 0) {
    store_state(states + 2 * GROUP_ID(0), a, b, count, pivot);
  }
}
