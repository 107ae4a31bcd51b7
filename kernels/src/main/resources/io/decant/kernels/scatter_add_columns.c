#include "elements.h"
#include "division.h"
#include "indices.h"

/* A work item adds COLUMNS neighbouring columns, from the first row of x to the last. Indices count from
   FIRST. */
KERNEL(scatter_add_columns)(INPUT(float, x), INPUT(float, index), OUTPUT(float, y) GEOMETRY) {
  BIND_INPUT(float, x);
  BIND_INPUT(float, index);
  BIND_OUTPUT(float, y);
  FOR_EACH_ELEMENT(strip, OUTER * STRIPS) {
    const INDEX outer = QUOTIENT(strip, STRIPS);
    const INDEX first = (strip - outer * STRIPS) * COLUMNS;
    const INDEX end = first + COLUMNS < INNER ? first + COLUMNS : INNER;
    if (!ACCUMULATE && STRIPS == 1) {
      for (INDEX i = 0; i < SIZE * INNER; i++) {
        y[outer * SIZE * INNER + i] = 0.0f;
      }
    } else if (!ACCUMULATE) {
      for (INDEX row = 0; row < SIZE; row++) {
        for (INDEX column = first; column < end; column++) {
          y[(outer * SIZE + row) * INNER + column] = 0.0f;
        }
      }
    }
    for (INDEX row = 0; row < COUNT; row++) {
      for (INDEX column = first; column < end; column++) {
        const INDEX place = place_of(
            index[outer * STRIDE0 + row * STRIDE1 + column * STRIDE2] - (float) FIRST, SIZE);
        if (place >= 0) {
          y[(outer * SIZE + place) * INNER + column] += x[(outer * COUNT + row) * INNER + column];
        }
      }
    }
  }
}
