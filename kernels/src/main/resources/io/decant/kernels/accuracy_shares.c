#include "group.h"
#include "indices.h"

/* Group 0 computes the share of hits among all labels that count, group 1 + c that of class c. */
KERNEL(accuracy_shares)(INPUT(float, hits), INPUT(float, label), OUTPUT(float, accuracy),
    OUTPUT(float, of_class) GEOMETRY) {
  BIND_INPUT(float, hits);
  BIND_INPUT(float, label);
  BIND_OUTPUT(float, accuracy);
  BIND_OUTPUT(float, of_class);
  LOCAL float shared[GROUP_SIZE];
  const INDEX wanted = GROUP_ID(0) - 1;
  float sum = 0.0f;
  float count = 0.0f;
  for (INDEX i = LOCAL_ID(0); i < PLACES; i += GROUP_X) {
    if (hits[i] >= 0.0f && (wanted < 0 || place_of(label[i], CHANNELS) == wanted)) {
      sum += hits[i];
      count += 1.0f;
    }
  }
  sum = group_sum(shared, sum, 1);
  count = group_sum(shared, count, 1);
  if (LOCAL_ID(0) == 0) {
    const float share = sum / (count > 1.0f ? count : 1.0f);
    if (wanted < 0) {
      accuracy[0] = share;
    } else {
      of_class[wanted] = share;
    }
  }
}
