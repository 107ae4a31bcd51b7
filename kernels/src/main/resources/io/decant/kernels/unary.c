#include "elements.h"
#include "unary.h"

KERNEL(unary)(INPUT(float, x), OUTPUT(float, y), const float p, const float q GEOMETRY) {
  BIND_INPUT(float, x);
  BIND_OUTPUT(float, y);
  FOR_EACH_ELEMENT(i, COUNT) {
    y[i] = unary_function(OPERATION, x[i], p, q);
  }
}
