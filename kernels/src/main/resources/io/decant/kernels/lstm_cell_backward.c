#include "division.h"
#include "elements.h"

KERNEL(lstm_cell_backward)(
    INPUT(float, previous), INPUT(float, gates), INPUT(float, c), INPUT(float, dc),
    INPUT(float, dh), OUTPUT(float, dprevious), OUTPUT(float, dx) GEOMETRY) {
  BIND_INPUT(float, previous);
  BIND_INPUT(float, gates);
  BIND_INPUT(float, c);
  BIND_INPUT(float, dc);
  BIND_INPUT(float, dh);
  BIND_OUTPUT(float, dprevious);
  BIND_OUTPUT(float, dx);
  FOR_EACH_ELEMENT(i, COUNT) {
    const INDEX at = i + 3 * QUOTIENT(i, HIDDEN) * HIDDEN;
    const float input = gates[at];
    const float forget = gates[at + HIDDEN];
    const float output = gates[at + 2 * HIDDEN];
    const float value = gates[at + 3 * HIDDEN];
    const float squashed = tanh(c[i]);
    const float change = dh[i];
    const float term = dc[i] + change * output * (1.0f - squashed * squashed);
    dprevious[i] = term * forget;
    dx[at] = term * value * input * (1.0f - input);
    dx[at + HIDDEN] = term * previous[i] * forget * (1.0f - forget);
    dx[at + 2 * HIDDEN] = change * squashed * output * (1.0f - output);
    dx[at + 3 * HIDDEN] = term * input * (1.0f - value * value);
  }
}
