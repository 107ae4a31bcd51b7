#include "elements.h"

/* Takes a new number into an old sum. With a fraction of 0 the old one does not matter. */
FUNCTION float taken(const float sum, const float fraction, const float number) {
  return number + (fraction == 0.0f ? 0.0f : fraction * sum);
}

/* The element behind the channels is the weight. */
KERNEL(moving_averages)(
    INPUT(float, mean), INPUT(float, variance), OUTPUT(float, means), OUTPUT(float, variances),
    OUTPUT(float, weight), const float fraction, const float correction GEOMETRY) {
  BIND_INPUT(float, mean);
  BIND_INPUT(float, variance);
  BIND_OUTPUT(float, means);
  BIND_OUTPUT(float, variances);
  BIND_OUTPUT(float, weight);
  FOR_EACH_ELEMENT(i, CHANNELS + 1) {
    if (i < CHANNELS) {
      means[i] = taken(means[i], fraction, mean[i]);
      variances[i] = taken(variances[i], fraction, correction * variance[i]);
    } else {
      weight[0] = fraction * weight[0] + 1.0f;
    }
  }
}
