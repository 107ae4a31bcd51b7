  /* STAGES - 1 steps are on their way to local memory while one is computed. */
#include "product_async_stages.h"
  for (INDEX step = first_step - STAGES + 1; step < last_step; step++) {
    if (step >= first_step) {
      AWAIT_COPIES_BUT(STAGES - 2);
      BARRIER();
    }
    if (step + STAGES - 1 < last_step) {
      BEGIN_STEP(step + STAGES - 1);
#include "product_async_copy.h"
    }
    COMMIT_COPIES();
    if (step >= first_step) {
      multiply_step(a_stages + used * A_STAGE, b_stages + used * B_STAGE, item, sums);
      used = used == STAGES - 1 ? 0 : used + 1;
    }
  }
