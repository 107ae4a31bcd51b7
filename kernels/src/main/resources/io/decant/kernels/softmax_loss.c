#include "division.h"
#include "group.h"
#include "indices.h"

/* Each group sums the logarithms of some labels' probabilities, and counts those labels. */
KERNEL(softmax_loss)(INPUT(float, prob), INPUT(float, label), OUTPUT(float, states),
    const float ignored GEOMETRY) {
  BIND_INPUT(float, prob);
  BIND_INPUT(float, label);
  BIND_OUTPUT(float, states);
  LOCAL float shared[GROUP_SIZE];
  float sum = 0.0f;
  float count = 0.0f;
  for (INDEX i = GROUP_ID(0) * GROUP_X + LOCAL_ID(0); i < LABELS; i += GROUPS(0) * GROUP_X) {
    if (!(IGNORES && label[i] == ignored)) {
      const INDEX outer = QUOTIENT(i, INNER);
      const INDEX chosen = place_of(label[i], CLASSES);
      const float p = chosen < 0 ? BITS_FLOAT(0x7fc00000u)
                                : prob[i + (outer * (CLASSES - 1) + chosen) * INNER];
      sum += log(p < BITS_FLOAT(0x00800000u) ? BITS_FLOAT(0x00800000u) : p);
      count += 1.0f;
    }
  }
  sum = group_sum(shared, sum, 1);
  count = group_sum(shared, count, 1);
  if (LOCAL_ID(0) == 0) {
    states[2 * GROUP_ID(0)] = sum;
    states[2 * GROUP_ID(0) + 1] = count;
  }
}
