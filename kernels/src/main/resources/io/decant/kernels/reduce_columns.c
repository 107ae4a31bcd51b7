#include "division.h"
#include "extremum.h"
#include "reduce.h"

/* How far a work item gets before its partial results are taken up. */
#define BLOCK (GROUP_Y * LONGEST_SUM)

/* A work item reduces COLUMNS neighbouring columns, every GROUP_Y-th row of them, or of the part
   GROUP_ID(1) of the rows. */
KERNEL(reduce_columns)(INPUT(float, x), OUTPUT(float, y), const float alpha GEOMETRY) {
  BIND_INPUT(float, x);
  BIND_OUTPUT(float, y);
  const INDEX strip = GROUP_ID(0) * GROUP_X + LOCAL_ID(0);
  const INDEX outer = QUOTIENT(strip, STRIPS);
  const INDEX column = (strip - outer * STRIPS) * COLUMNS;
  const INDEX columns =
      outer >= OUTER ? 0 : INNER - column < COLUMNS ? INNER - column : (INDEX) COLUMNS;
  const INDEX begin = GROUP_ID(1) * PART;
  const INDEX end = begin + PART < LENGTH ? begin + PART : LENGTH;
  GLOBAL const float *top = x + (outer * LENGTH * INNER + column);
  float total[COLUMNS];
  for (int k = 0; k < COLUMNS; k++) {
    total[k] = reduce_start(OPERATION);
  }
  for (INDEX block = begin; block < end; block += BLOCK) {
    const INDEX stop = block + BLOCK < end ? block + BLOCK : end;
    float partial[COLUMNS];
    for (int k = 0; k < COLUMNS; k++) {
      partial[k] = reduce_start(OPERATION);
    }
    for (INDEX row = block + LOCAL_ID(1); row < stop; row += GROUP_Y) {
      if (columns == COLUMNS) {
        for (int k = 0; k < COLUMNS; k++) {
          partial[k] =
              reduce_both(OPERATION, partial[k], reduce_term(OPERATION, top[row * INNER + k]));
        }
      } else {
        for (int k = 0; k < COLUMNS; k++) {
          if (k < columns) {
            partial[k] =
                reduce_both(OPERATION, partial[k], reduce_term(OPERATION, top[row * INNER + k]));
          }
        }
      }
    }
    for (int k = 0; k < COLUMNS; k++) {
      total[k] = reduce_both(OPERATION, total[k], partial[k]);
    }
  }
#if GROUP_Y > 1
  LOCAL float totals[GROUP_Y * GROUP_X];
  const int lane = LOCAL_ID(1) * GROUP_X + LOCAL_ID(0);
  totals[lane] = total[0];
  for (int distance = GROUP_Y / 2; distance > 0; distance /= 2) {
    BARRIER();
    if (LOCAL_ID(1) < distance) {
      total[0] = reduce_both(OPERATION, total[0], totals[lane + distance * GROUP_X]);
      totals[lane] = total[0];
    }
  }
#endif
  if (LOCAL_ID(1) == 0) {
    GLOBAL float *result = y + ((GROUP_ID(1) * OUTER + outer) * INNER + column);
    for (int k = 0; k < COLUMNS; k++) {
      if (k < columns) {
        result[k] = ACCUMULATE ? result[k] + alpha * total[k] : alpha * total[k];
      }
    }
  }
}
