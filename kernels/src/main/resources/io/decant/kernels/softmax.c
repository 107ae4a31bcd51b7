#include "division.h"
#include "group.h"

/* Work items along axis 0 take neighbouring places (outer, inner); those along axis 1 share the
   channels of a place. */
KERNEL(softmax)(INPUT(float, x), OUTPUT(float, y) GEOMETRY) {
  BIND_INPUT(float, x);
  BIND_OUTPUT(float, y);
  LOCAL float shared[GROUP_SIZE];
  const INDEX place = GROUP_ID(0) * GROUP_X + LOCAL_ID(0);
  const INDEX outer = QUOTIENT(place, INNER);
  const INDEX at = place + outer * (CHANNELS - 1) * INNER;
  const INDEX channels = place < PLACES ? CHANNELS : 0;
  float largest = BITS_FLOAT(0xff800000u);
  for (INDEX c = LOCAL_ID(1); c < channels; c += GROUP_Y) {
    largest = fmax(largest, x[at + c * INNER]);
  }
  largest = group_max(shared, largest, GROUP_X);
  float sum = 0.0f;
  for (INDEX c = LOCAL_ID(1); c < channels; c += GROUP_Y) {
    const float power = exp(x[at + c * INNER] - largest);
    y[at + c * INNER] = power;
    sum += power;
  }
  sum = group_sum(shared, sum, GROUP_X);
  for (INDEX c = LOCAL_ID(1); c < channels; c += GROUP_Y) {
    y[at + c * INNER] /= sum;
  }
}
