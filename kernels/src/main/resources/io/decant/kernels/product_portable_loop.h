  /* While a step is computed from one half of local memory, the next comes to registers. */
  LOCAL float4 a_fours[2 * A_STAGE / 4];
  LOCAL float4 b_fours[2 * B_STAGE / 4];
  LOCAL_POINTER(float) a_stages = (LOCAL_POINTER(float)) a_fours;
  LOCAL_POINTER(float) b_stages = (LOCAL_POINTER(float)) b_fours;
  float a_next[A_SLOTS];
  float b_next[B_SLOTS];
  for (INDEX step = first_step - 1; step < last_step; step++) {
    const int side = (int) (step - first_step) & 1;
    if (step + 1 < last_step) {
      BEGIN_STEP(step + 1);
#pragma unroll
      for (int slot = 0; slot < A_SLOTS; slot++) {
        const INDEX row = tile_row + A_SLOT_ROW(slot);
        const INDEX k = step_k + A_SLOT_K(slot);
        a_next[slot] = A_INSIDE(row, k) ? *A_SOURCE(row, k) : 0.0f;
      }
#pragma unroll
      for (int slot = 0; slot < B_SLOTS; slot++) {
        const INDEX column = tile_column + B_SLOT_COLUMN(slot);
        const INDEX k = step_k + B_SLOT_K(slot);
        b_next[slot] = B_INSIDE(slot, k, column) ? *B_SOURCE(slot, k, column) : 0.0f;
      }
    }
    if (step >= first_step) {
      multiply_step(a_stages + side * A_STAGE, b_stages + side * B_STAGE, item, sums);
    }
    if (step + 1 < last_step) {
      LOCAL_POINTER(float) a_tile = a_stages + (side ^ 1) * A_STAGE;
      LOCAL_POINTER(float) b_tile = b_stages + (side ^ 1) * B_STAGE;
#pragma unroll
      for (int slot = 0; slot < A_SLOTS; slot++) {
        a_tile[A_PLACE(A_SLOT_ROW(slot), A_SLOT_K(slot))] = a_next[slot];
      }
#pragma unroll
      for (int slot = 0; slot < B_SLOTS; slot++) {
        b_tile[B_PLACE(B_SLOT_K(slot), B_SLOT_COLUMN(slot))] = b_next[slot];
      }
    }
    BARRIER();
  }
