#include "division.h"
#include "elements.h"
#include "unary.h"

KERNEL(lstm_cell)(
    INPUT(float, previous), INPUT(float, x), INPUT(float, cont), OUTPUT(float, gates),
    OUTPUT(float, c), OUTPUT(float, h) GEOMETRY) {
  BIND_INPUT(float, previous);
  BIND_INPUT(float, x);
  BIND_INPUT(float, cont);
  BIND_OUTPUT(float, gates);
  BIND_OUTPUT(float, c);
  BIND_OUTPUT(float, h);
  FOR_EACH_ELEMENT(i, COUNT) {
    const INDEX row = QUOTIENT(i, HIDDEN);
    const INDEX at = i + 3 * row * HIDDEN;
    const float going = cont[row];
    const float input = sigmoid(x[at]);
    const float forget = going == 0.0f ? 0.0f : going * sigmoid(x[at + HIDDEN]);
    const float output = sigmoid(x[at + 2 * HIDDEN]);
    const float value = tanh(x[at + 3 * HIDDEN]);
    const float cell = forget * previous[i] + input * value;
    gates[at] = input;
    gates[at + HIDDEN] = forget;
    gates[at + 2 * HIDDEN] = output;
    gates[at + 3 * HIDDEN] = value;
    c[i] = cell;
    h[i] = output * tanh(cell);
  }
}
