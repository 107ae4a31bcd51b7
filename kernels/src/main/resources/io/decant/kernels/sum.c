#include "elements.h"

/* What follows: io.decant.spi.op.Sum.Then. */
#define NOTHING 0
#define RELU 1
#define RELU_BACKWARD 2

/* Adds up TERMS of the tensors; sign is looked at by the gradient of the rectifier alone. */
KERNEL(sum)(
    INPUT(float, x0), INPUT(float, x1), INPUT(float, x2), INPUT(float, x3), INPUT(float, sign),
    OUTPUT(float, y) GEOMETRY) {
  BIND_INPUT(float, x0);
  BIND_INPUT(float, x1);
  BIND_INPUT(float, x2);
  BIND_INPUT(float, x3);
  BIND_INPUT(float, sign);
  BIND_OUTPUT(float, y);
  FOR_EACH_ELEMENT(i, COUNT) {
    float sum = x0[i] + x1[i];
    if (TERMS > 2) {
      sum += x2[i];
    }
    if (TERMS > 3) {
      sum += x3[i];
    }
    if (THEN == RELU && !(sum > 0.0f)) {
      sum *= 0.0f;
    }
    if (THEN == RELU_BACKWARD) {
      sum *= sign[i] > 0.0f ? 1.0f : 0.0f;
    }
    y[i] = sum;
  }
}
