#include "extremum.h"
#include "reduce.h"

/* How far a lane gets before its partial results are taken up. */
#define BLOCK (LANES * PARTIALS * LONGEST_SUM)

/* Reduces every LANES-th element from begin to end. Partial results keep several loads in flight,
   and are what a compiler for CPUs makes a vector of. */
FUNCTION float reduce_run(
    const INDEX operation, GLOBAL const float *x, const INDEX begin, const INDEX end) {
  float partial[PARTIALS];
  for (int k = 0; k < PARTIALS; k++) {
    partial[k] = reduce_start(operation);
  }
  INDEX at = begin;
  for (; at + (PARTIALS - 1) * LANES < end; at += PARTIALS * LANES) {
    for (int k = 0; k < PARTIALS; k++) {
      partial[k] = reduce_both(operation, partial[k], reduce_term(operation, x[at + k * LANES]));
    }
  }
  for (; at < end; at += LANES) {
    partial[0] = reduce_both(operation, partial[0], reduce_term(operation, x[at]));
  }
  for (int distance = PARTIALS / 2; distance > 0; distance /= 2) {
    for (int k = 0; k < distance; k++) {
      partial[k] = reduce_both(operation, partial[k], partial[k + distance]);
    }
  }
  return partial[0];
}

/* LANES work items reduce a row, or the part GROUP_ID(1) of it. */
KERNEL(reduce_rows)(INPUT(float, x), OUTPUT(float, y), const float alpha GEOMETRY) {
  BIND_INPUT(float, x);
  BIND_OUTPUT(float, y);
  const int lane = LOCAL_ID(0) % LANES;
  const INDEX row = GROUP_ID(0) * (GROUP_X / LANES) + LOCAL_ID(0) / LANES;
  float total = reduce_start(OPERATION);
  if (row < ROWS) {
    const INDEX begin = GROUP_ID(1) * PART;
    const INDEX end = begin + PART < LENGTH ? begin + PART : LENGTH;
    for (INDEX at = begin; at < end; at += BLOCK) {
      const INDEX stop = at + BLOCK < end ? at + BLOCK : end;
      total = reduce_both(
          OPERATION, total, reduce_run(OPERATION, x + row * LENGTH, at + lane, stop));
    }
  }
#if LANES > 1
  LOCAL float totals[GROUP_X];
  totals[LOCAL_ID(0)] = total;
  for (int distance = LANES / 2; distance > 0; distance /= 2) {
    BARRIER();
    if (lane < distance) {
      total = reduce_both(OPERATION, total, totals[LOCAL_ID(0) + distance]);
      totals[LOCAL_ID(0)] = total;
    }
  }
#endif
  if (lane == 0 && row < ROWS) {
    const INDEX place = row * GROUPS(1) + GROUP_ID(1);
    y[place] = ACCUMULATE ? y[place] + alpha * total : alpha * total;
  }
}
