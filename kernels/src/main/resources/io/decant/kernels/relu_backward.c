#include "elements.h"

KERNEL(relu_backward)(
    INPUT(float, dy), INPUT(float, s), OUTPUT(float, dx), const float slope GEOMETRY) {
  BIND_INPUT(float, dy);
  BIND_INPUT(float, s);
  BIND_OUTPUT(float, dx);
  FOR_EACH_ELEMENT(i, COUNT) {
    dx[i] = dy[i] * (s[i] > 0.0f ? 1.0f : slope);
  }
}
