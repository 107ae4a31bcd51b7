#include "elements.h"
#include "solver_rules.h"

/* One pass over weights, gradient and histories. Where there is no clip or history2, their buffers
   are others and are not touched. */
KERNEL(solver_step)(
    OUTPUT(float, gradient), INPUT(float, rate), INPUT(float, clip), OUTPUT(float, history),
    OUTPUT(float, history2), OUTPUT(float, weights), const float multiplier, const float decay,
    const float scale, const float a, const float b, const float c, const float pull GEOMETRY) {
  BIND_OUTPUT(float, gradient);
  BIND_INPUT(float, rate);
  BIND_INPUT(float, clip);
  BIND_OUTPUT(float, history);
  BIND_OUTPUT(float, history2);
  BIND_OUTPUT(float, weights);
  FOR_EACH_ELEMENT(i, COUNT) {
    const float w = weights[i];
    float g = (CLIPPED ? scale * clip[0] : scale) * gradient[i];
    if (decay != 0.0f) {
      g += decay * (L1 ? (w > 0.0f ? 1.0f : w < 0.0f ? -1.0f : w) : w);
    }
    float h = history[i];
    float k = HISTORIES > 1 ? history2[i] : 0.0f;
    float step = RULE(g, &h, &k, multiplier * rate[0], a, b, c);
    if (PULLS) {
      step += pull * rate[1] * w;
    }
    history[i] = h;
    if (HISTORIES > 1) {
      history2[i] = k;
    }
    weights[i] = w - step;
    if (KEEPS_STEP) {
      gradient[i] = step;
    }
  }
}
