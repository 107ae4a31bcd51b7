#include "elements.h"

KERNEL(axpby)
(INPUT(float, x), INPUT(float, s), INPUT(float, t), OUTPUT(float, y), const float alpha,
 const float beta GEOMETRY) {
  BIND_INPUT(float, x);
  BIND_INPUT(float, s);
  BIND_INPUT(float, t);
  BIND_OUTPUT(float, y);
  const float factor = SCALED ? alpha * s[0] : alpha;
  const float share = KEPT_SCALED ? beta * t[0] : beta;
  FOR_EACH_ELEMENT(i, COUNT) {
    y[i] = KEPT ? factor * x[i] + share * y[i] : factor * x[i];
  }
}
