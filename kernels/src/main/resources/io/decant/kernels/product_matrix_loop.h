  /*
   * STAGES - 1 steps are on their way to local memory; while one half of the columns is computed, the
   * factors of the next half are read.
   */
#include "product_async_stages.h"
#pragma unroll 1
  for (INDEX step = first_step; step < first_step + STAGES - 1; step++) {
    if (step < last_step) {
      BEGIN_STEP(step);
#include "product_async_copy.h"
    }
    COMMIT_COPIES();
  }
  AWAIT_COPIES_BUT(STAGES - 2);
  BARRIER();
  UINT32 a_item[ITEM_M][4];
  UINT32 b_low[ITEM_N / 4][4];
  UINT32 b_high[ITEM_N / 4][4];
  read_a(a_stages, item, a_item);
  read_b(b_stages, item, 0, b_low);
#pragma unroll 2
  for (INDEX step = first_step; step < last_step; step++) {
    if (step + STAGES - 1 < last_step) {
      BEGIN_STEP(step + STAGES - 1);
#include "product_async_copy.h"
    }
    COMMIT_COPIES();
    read_b(b_stages + used * B_STAGE, item, ITEM_N / 4, b_high);
    multiply(a_item, b_low, sums, 0);
    used = used == STAGES - 1 ? 0 : used + 1;
    AWAIT_COPIES_BUT(STAGES - 2);
    BARRIER();
    UINT32 a_next[ITEM_M][4];
    read_a(a_stages + used * A_STAGE, item, a_next);
    read_b(b_stages + used * B_STAGE, item, 0, b_low);
    multiply(a_item, b_high, sums, ITEM_N / 2);
#pragma unroll
    for (int i = 0; i < ITEM_M; i++) {
#pragma unroll
      for (int part = 0; part < 4; part++) {
        a_item[i][part] = a_next[i][part];
      }
    }
  }
