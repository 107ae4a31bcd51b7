#include "elements.h"
#include "division.h"
#include "indices.h"

KERNEL(gather)(INPUT(float, x), INPUT(float, index), OUTPUT(float, y) GEOMETRY) {
  BIND_INPUT(float, x);
  BIND_INPUT(float, index);
  BIND_OUTPUT(float, y);
  FOR_EACH_ELEMENT(i, TOTAL) {
    const INDEX row = QUOTIENT(i, INNER);
    const INDEX outer = QUOTIENT(row, COUNT);
    const INDEX column = i - row * INNER;
    const INDEX place = place_of(
        index[outer * STRIDE0 + (row - outer * COUNT) * STRIDE1 + column * STRIDE2], SIZE);
    y[i] = place < 0 ? BITS_FLOAT(0x7fc00000u) : x[(outer * SIZE + place) * INNER + column];
  }
}
