#include "elements.h"

/* Sums the partial results of SPLITS groups, in their order, into rows ROW apart. */
KERNEL(split_sum)(INPUT(float, parts), OUTPUT(float, y), const float alpha, const float beta GEOMETRY) {
  BIND_INPUT(float, parts);
  BIND_OUTPUT(float, y);
  FOR_EACH_ELEMENT(i, COUNT) {
    float sum = 0.0f;
    for (INDEX split = 0; split < SPLITS; split++) {
      sum += parts[split * COUNT + i];
    }
    const INDEX row = i / COLUMNS;
    const INDEX matrix = row / ROWS;
    GLOBAL float *target = y + matrix * MATRIX + (row - matrix * ROWS) * ROW + (i - row * COLUMNS);
    *target = beta == 0.0f ? alpha * sum : alpha * sum + beta * *target;
  }
}
