#include "elements.h"

/* The rate of one parameter by LARS. Where there is no clip, its buffer is another and is not touched. */
KERNEL(trust_ratio)(
    INPUT(float, gradient_squares), INPUT(float, weight_squares), INPUT(float, rate),
    INPUT(float, clip), OUTPUT(float, local_rate), const float coefficient, const float decay,
    const float scale GEOMETRY) {
  BIND_INPUT(float, gradient_squares);
  BIND_INPUT(float, weight_squares);
  BIND_INPUT(float, rate);
  BIND_INPUT(float, clip);
  BIND_OUTPUT(float, local_rate);
  FOR_EACH_ELEMENT(i, 1) {
    const float g = (CLIPPED ? scale * clip[0] : scale) * sqrt(gradient_squares[i]);
    const float w = sqrt(weight_squares[i]);
    const float ratio = g > 0.0f && w > 0.0f ? coefficient * w / (g + decay * w) : 1.0f;
    local_rate[i] = ratio * rate[0];
  }
}
