#include "division.h"
#include "group.h"

/* Work items as in softmax.c. */
KERNEL(softmax_backward)(INPUT(float, y), INPUT(float, dy), OUTPUT(float, dx) GEOMETRY) {
  BIND_INPUT(float, y);
  BIND_INPUT(float, dy);
  BIND_OUTPUT(float, dx);
  LOCAL float shared[GROUP_SIZE];
  const INDEX place = GROUP_ID(0) * GROUP_X + LOCAL_ID(0);
  const INDEX outer = QUOTIENT(place, INNER);
  const INDEX at = place + outer * (CHANNELS - 1) * INNER;
  const INDEX channels = place < PLACES ? CHANNELS : 0;
  float dot = 0.0f;
  for (INDEX c = LOCAL_ID(1); c < channels; c += GROUP_Y) {
    dot = MULTIPLY_ADD(dy[at + c * INNER], y[at + c * INNER], dot);
  }
  dot = group_sum(shared, dot, GROUP_X);
  for (INDEX c = LOCAL_ID(1); c < channels; c += GROUP_Y) {
    dx[at + c * INNER] = y[at + c * INNER] * (dy[at + c * INNER] - dot);
  }
}
