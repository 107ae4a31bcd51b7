#include "division.h"
#include "elements.h"
#include "indices.h"

KERNEL(softmax_loss_backward)(INPUT(float, prob), INPUT(float, label), INPUT(float, divisor),
    INPUT(float, dloss), OUTPUT(float, dx), const float ignored GEOMETRY) {
  BIND_INPUT(float, prob);
  BIND_INPUT(float, label);
  BIND_INPUT(float, divisor);
  BIND_INPUT(float, dloss);
  BIND_OUTPUT(float, dx);
  FOR_EACH_ELEMENT(i, COUNT) {
    const INDEX row = QUOTIENT(i, INNER);
    const INDEX outer = QUOTIENT(row, CLASSES);
    const float labelled = label[i - (row - outer) * INNER];
    const int hit = row - outer * CLASSES == place_of(labelled, CLASSES);
    const float difference = hit ? prob[i] - 1.0f : prob[i];
    dx[i] = (IGNORES && labelled == ignored ? 0.0f : difference) * (dloss[0] / divisor[0]);
  }
}
